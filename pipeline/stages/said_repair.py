"""What belongs to a verb of saying and what to the clause that is said, where a tree of words scored one by one has it wrong.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS


def date_saying(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a time right behind "said" on that, and not on the clause behind: "said | recently | the talks will go on"."""
    lately = resources.words("times.toml", "told", "lately")
    for i in range(1, len(heads) - 1):
        verb, clause = i - 1, heads[i]
        if words[i].lower() not in lately or not deps[i].startswith(("advmod", "obl")) or clause <= i:
            continue
        said = heads[clause] == verb and deps[clause] == "ccomp" and tags[verb] in ("VBD", "VBN", "VBZ")
        subject = next((j for j in range(i + 1, clause) if heads[j] == clause and deps[j] in SUBJECTS), None)
        if said and subject is not None and (heads[i + 1] == subject or i + 1 == subject):
            heads[i] = verb


def open_now(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "now that" the conjunction of its clause, before what is said: "says | now that he eats | he is better"."""
    for i in range(len(heads) - 2):
        if words[i].lower() != "now" or words[i + 1].lower() != "that" or deps[i + 1] != "mark":
            continue
        first = heads[i + 1]
        above = heads[i] if heads[first] == i else heads[first]
        if above < i:
            later = range(first + 1, len(heads))
            then = next((j for j in later if heads[j] in (above, first) and deps[j] in ("ccomp", "parataxis")), None)
            if then is not None and any(heads[j] == then and deps[j] in SUBJECTS for j in range(first + 1, then)):
                heads[then], deps[then], above = above, "ccomp", then
            elif deps[first] == "ccomp":
                continue
        if deps[first] in ("ccomp", "advcl", "acl"):
            heads[i], deps[i], heads[first], deps[first] = first, "mark", above, "advcl"
            heads[i + 1], deps[i + 1] = i, "fixed"
