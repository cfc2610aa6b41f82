"""All that is set right in a tree of words scored one by one, in the order in which it builds on each other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.stages.adjunct_repair import (
    date_described,
    date_saying,
    describe_doers,
    free_days,
    hold_aims,
    hold_near,
    hold_rates,
    hold_spans,
    part_adjuncts,
    untangle,
)
from pipeline.stages.apposition_repair import (
    agree_appositions,
    describe_born,
    lead_names,
    list_appositions,
    list_offices,
    place_campuses,
    tell_portions,
)
from pipeline.stages.argument_repair import hold_worth, lead_objects, name_subjects
from pipeline.stages.case_repair import (
    case_comparisons,
    lean_participles,
    mark_due,
    mend_marks,
    name_actions,
    own_agents,
    own_behind,
    part_cases,
    raise_cases,
)
from pipeline.stages.clause_repair import (
    agree_subjects,
    date_perfects,
    free_copulas,
    give_objects,
    hang_lower,
    hold_gerunds,
    hold_perceived,
    hold_reported,
    hold_spent,
    join_participles,
    open_clauses,
    open_gerunds,
    open_now,
    open_participles,
    own_leavings,
    return_adjuncts,
)
from pipeline.stages.conjunct_repair import (
    join_back,
    join_bare,
    join_infinitives,
    join_spouses,
)
from pipeline.stages.counted_repair import share_counted
from pipeline.stages.fronted_repair import (
    cost_clauses,
    open_clefts,
    relate_what,
    stand_subjects,
    tell_what,
    turn_beings,
    turn_degrees,
)
from pipeline.stages.list_repair import (
    end_lists,
    free_pairs,
    hold_denials,
    hold_lists,
    hold_members,
    join_ampersands,
    join_modified,
    mend_gaps,
    mend_verbs,
    part_modifiers,
    raise_conjuncts,
    raise_links,
    share_heads,
)
from pipeline.stages.number_repair import (
    age_numbers,
    count_parts,
    except_numbers,
    hang_rates,
    hold_multiples,
    hold_numbers,
    hold_portions,
    leave_brackets,
    list_numbers,
    part_numbers,
    part_years,
    price_subjects,
    rank_names,
)
from pipeline.stages.phrase_repair import (
    describe_acting,
    describe_named,
    describe_subjects,
    front_appositions,
    hold_between,
    hold_modifiers,
    join_appositions,
    join_generals,
    join_parts,
    join_phrases,
    join_titles,
    name_described,
    name_fronted,
    name_objects,
    name_products,
    office_names,
    title_bodies,
)
from pipeline.stages.relative_repair import (
    agree_relatives,
    relate_asides,
    relate_harm,
    relate_objects,
    relate_owned,
    relate_parts,
    relate_places,
    relate_times,
)
from pipeline.stages.title_repair import head_names, hold_titles, name_bodies, stand_titled
from pipeline.stages.turned_repair import turn_conditions, turn_perfects

# Changes the heads and relations of a sentence in place; the names of its other parameters say what it asks for.
Repair = Callable[..., None]

REPAIRS: tuple[Repair, ...] = (
    turn_perfects,
    turn_conditions,
    lead_objects,
    hold_worth,
    name_subjects,
    stand_subjects,
    turn_beings,
    open_clefts,
    relate_what,
    tell_what,
    turn_degrees,
    cost_clauses,
    own_agents,
    lean_participles,
    join_appositions,
    join_generals,
    describe_acting,
    join_titles,
    title_bodies,
    office_names,
    name_bodies,
    head_names,
    stand_titled,
    hold_titles,
    case_comparisons,
    hold_members,
    open_participles,
    lead_names,
    join_back,
    join_bare,
    join_infinitives,
    join_spouses,
    relate_parts,
    relate_asides,
    relate_owned,
    agree_subjects,
    front_appositions,
    name_fronted,
    describe_subjects,
    hold_denials,
    relate_objects,
    open_clauses,
    hold_modifiers,
    join_ampersands,
    join_phrases,
    join_parts,
    part_modifiers,
    mend_gaps,
    mend_verbs,
    hold_lists,
    end_lists,
    free_pairs,
    hold_reported,
    open_now,
    join_modified,
    share_heads,
    agree_relatives,
    relate_places,
    relate_times,
    agree_appositions,
    describe_born,
    tell_portions,
    place_campuses,
    list_appositions,
    list_offices,
    describe_named,
    open_gerunds,
    hold_gerunds,
    hold_perceived,
    hold_spent,
    hang_lower,
    mark_due,
    free_copulas,
    raise_cases,
    raise_conjuncts,
    raise_links,
    name_described,
    part_cases,
    mend_marks,
    name_actions,
    own_leavings,
    except_numbers,
    rank_names,
    count_parts,
    part_numbers,
    age_numbers,
    list_numbers,
    share_counted,
    hold_multiples,
    hold_numbers,
    hold_portions,
    hold_between,
    leave_brackets,
    part_years,
    hang_rates,
    return_adjuncts,
    date_perfects,
    give_objects,
    price_subjects,
    join_participles,
    name_products,
    name_objects,
    free_days,
    date_described,
    untangle,
    hold_near,
    part_adjuncts,
    describe_doers,
    hold_aims,
    hold_spans,
    hold_rates,
    relate_harm,
    own_behind,
    date_saying,
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


def named_actions(heads: Sequence[int], deps: Sequence[str], tags: Sequence[str]) -> list[int]:
    """The words tagged as participles that are nouns where they stand: "during heavy fighting in Kidal"."""
    cased = {heads[i] for i, dep in enumerate(deps) if dep == "case"}
    return [i for i in cased if tags[i] == "VBG" and deps[i] in ("obl", "nmod")]


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
