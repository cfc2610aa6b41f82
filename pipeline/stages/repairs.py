"""All that is set right in a tree of words scored one by one, in the order in which it builds on each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.stages.clause_repair import (
    free_relatives,
    hang_lower,
    hold_lists,
    hold_modifiers,
    hold_names,
    hold_reported,
    join_ampersands,
    join_modified,
    join_phrases,
    mend_gaps,
    modify_nouns,
    part_clauses,
    raise_finite,
    relate_conjuncts,
)
from pipeline.stages.number_repair import (
    bind_comparisons,
    count_parts,
    count_won,
    except_numbers,
    free_numbers,
    hang_bases,
    hang_rates,
    hold_dates,
    hold_numbers,
    leave_brackets,
    list_numbers,
    name_again,
    part_phrases,
)
from pipeline.stages.phrase_repair import (
    case_comparisons,
    fill_fronted,
    hold_crossed,
    hold_earlier,
    hold_members,
    join_appositions,
    lean_participles,
    list_adjectives,
    office_names,
    own_agents,
)
from pipeline.stages.relative_repair import (
    agree_relatives,
    fill_relatives,
    near_relatives,
    relate_asides,
    relate_owned,
    relate_parts,
)
from pipeline.stages.subject_repair import (
    agree_subjects,
    describe_named,
    describe_subjects,
    find_subjects,
    found_wholes,
    front_appositions,
    hold_descriptions,
    hold_quantifiers,
    lend_subjects,
    open_gerunds,
    part_subjects,
    quoting_subjects,
)
from pipeline.stages.tree_repair import (
    free_copulas,
    give_followers,
    give_objects,
    mend_clauses,
    mend_marks,
    name_described,
    open_participles,
    own_happenings,
    own_leavings,
    part_cases,
    raise_cases,
    raise_conjuncts,
    return_adjuncts,
)


def repair(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Change the heads and relations of one sentence in place.

    heads: positions in the same sequence, a root is its own head. persons: whether a word is of the name of a person.
    """

    def mend(change: Callable[..., None], *more: Sequence[str] | Sequence[bool]) -> None:
        """Make one change, but for what would leave no tree: no guard of one foresees what another made."""
        before = heads[:], deps[:]
        change(heads, deps, *more)
        if heads != before[0] and not _is_tree(heads):
            heads[:], deps[:] = before

    mend(own_agents, words)
    mend(lean_participles, words)
    mend(list_adjectives, tags, words)
    mend(join_appositions, tags, words)
    mend(office_names, tags, words, persons)
    mend(hold_crossed, tags)
    mend(fill_fronted, tags, words)
    mend(hold_earlier, tags, words)
    mend(case_comparisons, tags, words)
    mend(hold_members, tags, words)
    mend(open_participles, tags, words)
    mend(quoting_subjects, tags, words)
    mend(lend_subjects, tags, words)
    mend(part_subjects, tags)
    mend(relate_parts, tags)
    mend(relate_asides, tags, words)
    mend(relate_owned, tags, words)
    mend(fill_relatives, tags)
    mend(near_relatives, tags, words)
    mend(agree_subjects, tags, words)
    mend(front_appositions, tags, words)
    mend(describe_subjects, tags)
    mend(hold_quantifiers, tags, words)
    mend(find_subjects, tags, words)
    mend(mend_clauses, tags, words)
    mend(hold_modifiers, tags)
    mend(hold_names)
    mend(join_ampersands, tags, words)
    mend(join_phrases, tags)
    mend(mend_gaps, tags)
    mend(hold_lists, tags, words, persons)
    mend(hold_reported, words)
    mend(part_clauses, words)
    mend(free_relatives, tags)
    mend(relate_conjuncts, tags)
    mend(raise_finite, tags)
    mend(modify_nouns, words)
    mend(join_modified, tags)
    mend(agree_relatives, tags, words)
    mend(describe_named, tags, words, persons)
    mend(found_wholes, tags, words)
    mend(hold_descriptions, words)
    mend(open_gerunds, tags, words)
    mend(hang_lower, tags)
    mend(free_copulas, tags, words)
    mend(raise_cases)
    mend(raise_conjuncts)
    mend(name_described, tags, persons)
    mend(part_cases, tags)
    mend(mend_marks)
    mend(own_happenings, tags)
    mend(own_leavings, words)
    mend(except_numbers, tags, words)
    mend(count_parts, tags, words)
    mend(count_won, tags, words)
    mend(part_phrases, tags, words)
    mend(free_numbers, tags, words)
    mend(hang_bases, words)
    mend(list_numbers, tags, words)
    mend(hold_numbers, tags, words)
    mend(hold_dates, tags)
    mend(leave_brackets, tags, words)
    mend(hang_rates, tags, words)
    mend(bind_comparisons, tags, words)
    mend(return_adjuncts, words)
    mend(name_again, tags, words)
    mend(give_objects, words, persons)
    mend(give_followers, tags)


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether there is one root, and every token is below it."""
    rooted = {i for i, head in enumerate(heads) if head == i}
    if len(rooted) != 1:
        return False
    for i in range(len(heads)):
        way = []
        while i not in rooted:
            way.append(i)
            i = heads[i]
            if len(way) > len(heads):
                return False
        rooted.update(way)
    return True
