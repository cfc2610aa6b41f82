"""Who did what a passive tells, also where another word or clause holds it: "was struck and killed by an airstrike"."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from spacy.tokens import Token

from pipeline.stages import clauses, tree


def agent_elsewhere(head: Token) -> Token | None:
    """The agent of a passive that the tree hangs on another word than its verb."""
    return _stray_agent(head) or _lower_agent(head) or _shared_agent(head)


def is_agent(part: Token, head: Token) -> bool:
    """Whether a phrase with "by" says who did it, not by when."""
    by = tree.base(part.dep_) == "obl" and tree.case(part) == "by" and clauses.is_passive(head)
    if part.dep_ != "obl:agent" and not by:
        return False
    measure = part.lower_ in ("percent", "%", "points") and not clauses.is_passive(head)  # "climbed by 10 percent"
    return not (measure or is_time(part))


def is_time(token: Token) -> bool:
    """Whether a token stands in a time expression; those are in the order of the text."""
    times = token.doc._.times
    before = bisect_right(times, token.i, key=attrgetter("start"))
    return before > 0 and bool(token.i < times[before - 1].end)


def _stray_agent(head: Token) -> Token | None:
    """The agent right behind a passive that the tree hangs from an earlier word: "was elected by Parliament"."""
    if head.i + 2 >= len(head.doc) or head.nbor(1).lower_ != "by" or head.nbor(1).dep_ != "case":
        return None
    agent = head.nbor(1).head
    return agent if agent.head.i < head.i and clauses.is_passive(head) else None


def _lower_agent(head: Token) -> Token | None:
    """The agent that the tree hangs on what a passive makes somebody: "succeeded as president by Ana Bo"."""
    if not clauses.is_passive(head) or any(c.dep_ == "obl:agent" or tree.case(c) == "by" for c in head.children):
        return None
    offices = (c for c in head.children if tree.base(c.dep_) == "obl" and tree.case(c) == "as" and c.i > head.i)
    agents = (c for office in offices for c in office.children if c.dep_ == "nmod" and tree.case(c) == "by")
    return next(agents, None)


def _shared_agent(head: Token) -> Token | None:
    """The agent that a passive has in common with another right behind it: "was struck | and killed by an airstrike"."""
    if not clauses.is_passive(head) or any(c.dep_ == "obl:agent" or tree.case(c) == "by" for c in head.children):
        return None
    joined = (c for c in head.rights if c.dep_ == "conj" and c.i == head.i + 2 and c.tag_ == head.tag_)
    return next((c for verb in joined for c in verb.rights if is_agent(c, verb)), None)
