"""All that is set right in a tree of words scored one by one, in the order in which it builds on each other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache

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

# Changes the heads and relations of a sentence in place; the names of its other parameters say what it asks for.
Repair = Callable[..., None]

REPAIRS: tuple[Repair, ...] = (
    own_agents,
    lean_participles,
    list_adjectives,
    join_appositions,
    office_names,
    hold_crossed,
    fill_fronted,
    hold_earlier,
    case_comparisons,
    hold_members,
    open_participles,
    quoting_subjects,
    lend_subjects,
    part_subjects,
    relate_parts,
    relate_asides,
    relate_owned,
    fill_relatives,
    near_relatives,
    agree_subjects,
    front_appositions,
    describe_subjects,
    hold_quantifiers,
    find_subjects,
    mend_clauses,
    hold_modifiers,
    hold_names,
    join_ampersands,
    join_phrases,
    mend_gaps,
    hold_lists,
    hold_reported,
    part_clauses,
    free_relatives,
    relate_conjuncts,
    raise_finite,
    modify_nouns,
    join_modified,
    agree_relatives,
    describe_named,
    found_wholes,
    hold_descriptions,
    open_gerunds,
    hang_lower,
    free_copulas,
    raise_cases,
    raise_conjuncts,
    name_described,
    part_cases,
    mend_marks,
    own_happenings,
    own_leavings,
    except_numbers,
    count_parts,
    count_won,
    part_phrases,
    free_numbers,
    hang_bases,
    list_numbers,
    hold_numbers,
    hold_dates,
    leave_brackets,
    hang_rates,
    bind_comparisons,
    return_adjuncts,
    name_again,
    give_objects,
    give_followers,
)


def repair(
    heads: list[int],
    deps: list[str],
    tags: Sequence[str],
    words: Sequence[str],
    persons: Sequence[bool],
    repairs: Sequence[Repair] = REPAIRS,
) -> None:
    """Change the heads and relations of one sentence in place.

    heads: positions in the same sequence, a root is its own head. persons: whether a word is of the name of a person.
    """
    known = {"tags": tags, "words": words, "persons": persons}
    for change in repairs:
        before = heads[:], deps[:]
        change(heads, deps, *(known[name] for name in _asked(change)))
        if heads != before[0] and not _is_tree(heads):  # no guard of one repair foresees what another made
            heads[:], deps[:] = before


@cache
def _asked(change: Repair) -> tuple[str, ...]:
    """What a repair asks for beside heads and relations."""
    return tuple(inspect.signature(change).parameters)[2:]


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
