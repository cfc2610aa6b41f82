"""All that is set right in a tree of words scored one by one, in the order in which it builds on each other."""

from __future__ import annotations

from collections.abc import Sequence

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
    own_agents(heads, deps, words)
    lean_participles(heads, deps, words)
    list_adjectives(heads, deps, tags, words)
    join_appositions(heads, deps, tags, words)
    office_names(heads, deps, tags, words, persons)
    hold_crossed(heads, deps, tags)
    fill_fronted(heads, deps, tags, words)
    hold_earlier(heads, deps, tags, words)
    case_comparisons(heads, deps, tags, words)
    hold_members(heads, deps, tags, words)
    open_participles(heads, deps, tags, words)
    quoting_subjects(heads, deps, tags, words)
    lend_subjects(heads, deps, tags, words)
    part_subjects(heads, deps, tags)
    relate_parts(heads, deps, tags)
    relate_asides(heads, deps, tags, words)
    relate_owned(heads, deps, tags, words)
    fill_relatives(heads, deps, tags)
    near_relatives(heads, deps, tags, words)
    agree_subjects(heads, deps, tags, words)
    front_appositions(heads, deps, tags, words)
    describe_subjects(heads, deps, tags)
    hold_quantifiers(heads, deps, tags, words)
    find_subjects(heads, deps, tags, words)
    mend_clauses(heads, deps, tags, words)
    hold_modifiers(heads, deps, tags)
    hold_names(heads, deps)
    join_ampersands(heads, deps, tags, words)
    join_phrases(heads, deps, tags)
    mend_gaps(heads, deps, tags)
    hold_lists(heads, deps, tags, words, persons)
    hold_reported(heads, deps, words)
    part_clauses(heads, deps, words)
    free_relatives(heads, deps, tags)
    relate_conjuncts(heads, deps, tags)
    raise_finite(heads, deps, tags)
    modify_nouns(heads, deps, words)
    join_modified(heads, deps, tags)
    agree_relatives(heads, deps, tags, words)
    describe_named(heads, deps, tags, words, persons)
    found_wholes(heads, deps, tags, words)
    hold_descriptions(heads, deps, words)
    open_gerunds(heads, deps, tags, words)
    hang_lower(heads, deps, tags)
    free_copulas(deps, heads, tags, words)
    raise_cases(heads, deps)
    raise_conjuncts(heads, deps)
    name_described(heads, deps, tags, persons)
    part_cases(heads, deps, tags)
    mend_marks(heads, deps)
    own_happenings(heads, deps, tags)
    own_leavings(heads, deps, words)
    except_numbers(heads, deps, tags, words)
    count_parts(heads, deps, tags, words)
    count_won(heads, deps, tags, words)
    part_phrases(heads, deps, tags, words)
    free_numbers(heads, deps, tags, words)
    hang_bases(heads, deps, words)
    list_numbers(heads, deps, tags, words)
    hold_numbers(heads, deps, tags, words)
    hold_dates(heads, deps, tags)
    leave_brackets(heads, deps, tags, words)
    hang_rates(heads, deps, tags, words)
    bind_comparisons(heads, deps, tags, words)
    return_adjuncts(heads, deps, words)
    name_again(heads, deps, tags, words)
    give_objects(heads, deps, words, persons)
    give_followers(heads, deps, tags)
