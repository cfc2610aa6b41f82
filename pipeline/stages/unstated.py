"""Numbers that state nothing by themselves."""

from __future__ import annotations

import re

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.drafts import words
from pipeline.stages.sites import Site

YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
DEFINITE = ("the", "these", "those")
RESUMING = ("other", "same", "latter")
APART = ("later", "earlier")


def is_label(site: Site) -> bool:
    """Whether the number only says how many items a label has: "Border countries (4): China 477 km, …"."""
    doc, start, end = site.doc, site.value.start, site.value.end
    behind = doc[end : end + 2].text.replace(" ", "")
    return start > 0 and doc[start - 1].text == "(" and behind.startswith("):")


def is_cutoff(site: Site) -> bool:
    """Whether the number says how far down a list something is at most, and counts nothing: "a top 40 hit", "top-ten"."""
    before = site.value.start - 1
    if before > 0 and site.doc[before].text in tree.HYPHENS:
        before -= 1
    return site.value.value.kind == "count" and before >= 0 and site.doc[before].lower_ == "top"


def is_step(site: Site) -> bool:
    """Whether an amount says by how much something moved, which no level is: "settled up | $1.48 | at $87.61"."""
    before = site.doc[site.value.start - 1].lower_ if site.value.start > 0 else ""
    moved = site.value.value.change is not None and site.value.value.change.by is not None
    return site.value.value.kind == "money" and before in ("up", "down") and not moved


def is_taken_up(site: Site) -> bool:
    """Whether the number belongs to words for what was spoken of: "the two countries"; not "the 12 members of the council"."""
    noun, value = site.noun, site.value
    spans, lapsed = (resources.words("times.toml", "told", kind) for kind in ("spans", "lapsed"))
    if noun is not None and noun.lemma_.lower() in spans and any(c.lower_ in lapsed for c in noun.lefts):
        return True  # "over the past 20-plus months"
    if noun is None or not all(token.is_alpha for token in site.doc[value.start : min(value.end, noun.i)]):
        return False
    beside = [c for c in noun.children if c.dep_ not in ("case", "punct") and not value.start <= c.i < value.end]
    definite = [c for c in beside if c.lower_ in DEFINITE]
    return bool(definite) and all(c in definite or c.lower_ in RESUMING for c in beside)


def is_year(site: Site) -> bool:
    """Whether the number is a year, or the last figures of one: "below | 1990 | levels", "in 2001 - | 8 |"."""
    doc, start, noun = site.doc, site.value.start, site.noun
    said = site.value.value.text or ""
    if site.value.value.kind != "count" or not said.isdigit():
        return False
    levels = noun is not None and noun.lemma_.lower() in words("words", "dated") and noun.i == site.value.end
    if levels and YEAR.fullmatch(said):
        return True
    ends = start > 1 and doc[start - 1].text in tree.HYPHENS and YEAR.fullmatch(doc[start - 2].text)
    return bool(ends) and len(said) < 3 and int(doc[start - 2].text[-len(said) :]) < int(said)


def is_distance(site: Site) -> bool:
    """Whether the number says how far from another time something happened: "two months later"."""
    value = site.value
    times = [t for t in site.doc._.times if t.start <= value.start and value.end < t.end]
    return any(site.doc[t.end - 1].lower_ in APART for t in times)


def is_part(site: Site) -> bool:
    """Whether a bare number in brackets says how many of the things before it are somewhere: "mines in Peru ( | 3 | in Tacna)"."""
    before, behind = site.doc[max(site.value.start - 1, 0)].text, site.behind()
    led = behind is not None and behind.lower_ in ("in", "at", "from") and behind.dep_ == "case"
    return before == "(" and led and site.noun is None and site.value.value.kind == "count"
