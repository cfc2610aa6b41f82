"""Lines that list figures behind a label: "Ethnic groups: Sinhalese 74.9%, Tamil 11.2%", "Border countries: China 477 km"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Span, Token

from pipeline import resources
from pipeline.annotations import Section
from pipeline.stages import measure_rows, sites, tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.sites import Site

# How many tokens a label may have, and a line that stands above others like a heading.
LONGEST = 8
# What parts the items behind a label, and what a label may stand behind.
SEPARATORS = frozenset({",", ";", ":", "):", "and", "("})
STOPS = frozenset({";", ":", "):", ".", ",", ")"})
# Between a label and the sum of all: "Area: total: 236,800 sq km".
SUM = "total"
CERTAIN = 0.75


def labelled(site: Site) -> Draft | None:
    """A number of such a line: the label says what is measured, the words before the number of what.

    Whose figures they are is said by the words before the label, else by the nearest heading above that names a country,
    else by the first line. Where that names several there is no claim.
    """
    label = _label(site)
    if label is None:
        return None
    said = " ".join(t.lower_ for t in label if t.is_alpha)
    row = next((row for row in resources.table("measures.toml")["label"] if said in row["labels"]), None)
    if row is None:
        return _measure(site, label)
    if site.value.value.kind not in row["kinds"]:
        return None
    return _party(site, label, row) if row["form"] == "party" else _share(site, label, row["predicate"])


def _label(site: Site) -> Span | None:
    """The words before the last colon in front of the value, None when the line is running text."""
    doc, section = site.doc, _section(site)
    places = site.scene.colons
    colons = [doc[i] for i in places[bisect_left(places, section.start) : bisect_left(places, site.value.start)]]
    if not colons or any(t.tag_ in tree.FINITE for t in doc[colons[-1].i : site.value.start]):
        return None
    while len(colons) > 1 and doc[colons[-1].i - 1].lower_ == SUM and colons[-2].i >= colons[-1].i - 2:
        colons.pop()
    end = colons[-1].i
    if doc[end].text == "):" or doc[end - 1].text == ")":  # "Border countries (5):"
        end = next((t.i for t in reversed(doc[max(section.start, end - LONGEST) : end]) if t.text == "("), end)
    start = end
    while start > section.start and doc[start - 1].text not in STOPS and start - 1 not in site.scene.values:
        start -= 1
    label = doc[start:end]
    if not 0 < len(label) <= LONGEST or any(t.pos_ in ("VERB", "AUX") for t in label):
        return None
    return label


def _section(site: Site) -> Section:
    """The block of the text that holds the value."""
    at = site.value.start
    sections: list[Section] = site.doc._.sections
    return next((s for s in sections if s.start <= at < s.end), Section(0, len(site.doc), "paragraph"))


def _item(site: Site, label: Span) -> Span | None:
    """The words between the last separator and the number, None when there are none."""
    doc, start = site.doc, site.value.start
    while start > label.end + 1 and doc[start - 1].text not in SEPARATORS and start - 1 not in site.scene.values:
        start -= 1
    item = doc[start : site.value.start]
    named = any(t.is_alpha and t.lower_ not in words("words", "hedge") | {SUM} for t in item)
    return item if named else None


def _share(site: Site, label: Span, predicate: str) -> Draft | None:
    """A member of a list of shares: the noun phrase between the last separator and the number."""
    item = _item(site, label)
    if item is None:
        return None
    country = _country(site, label) or _topic(site)
    entity = site.scene.referents.place(country) if country is not None else None
    return Draft(
        predicate, item.root, "labels/share", CERTAIN, object=country, object_entity=entity, trigger=label.root
    )


def _party(site: Site, label: Span, row: dict[str, Any]) -> Draft | None:
    """A neighbour with the length of the border to it, or the length of all borders."""
    country, item = _country(site, label), _item(site, label)
    if country is None:
        return None
    entity = site.scene.referents.place(country)
    if item is None:
        alone = not any(i in site.scene.values for i in range(label.end + 1, site.value.start))
        return (
            Draft(row["whole"], country, "labels/whole", CERTAIN, trigger=label.root, subject_entity=entity)
            if alone
            else None
        )
    other = next((t for t in item if site.is_place(t)), None)
    if other is None or site.scene.referents.place(other) == entity:
        return None
    return Draft(
        row["predicate"], country, "labels/party", CERTAIN, object=other, trigger=label.root, subject_entity=entity
    )


def _measure(site: Site, label: Span) -> Draft | None:
    """A measure of the country, or of a part of its people: "Median age: 28.2 years", "Unemployment: youth 12%, total 6%"."""
    hit = measure_rows.find(site, [label[-1]])
    country = _country(site, label) or _topic(site)
    if hit is None or hit[0]["about"] != "owner" or country is None:
        return None
    entity, item = site.scene.referents.place(country), _item(site, label)
    if item is not None:
        return Draft(
            hit[0]["predicate"], item.root, "labels/part", 0.6, object=country, object_entity=entity, trigger=label[-1]
        )
    if any(i in site.scene.values for i in range(label.end + 1, site.value.start)) and not _is_sum(site):
        return None
    return Draft(hit[0]["predicate"], country, "labels/measure", 0.6, trigger=label[-1], subject_entity=entity)


def _is_sum(site: Site) -> bool:
    return any(t.lower_ == SUM for t in site.doc[max(0, site.value.start - 2) : site.value.start])


def _country(site: Site, label: Span) -> Token | None:
    """The one country that the nearest words above name which name any; None when they name several, or none do."""
    for start, end in _above(site, label):
        mentions = (m for m in site.doc._.mentions if m.kind == "name" and start <= m.start < end)
        found = {m.entity.id: m.root for m in mentions if m.entity is not None and m.entity.id.startswith("country:")}
        if found:
            return site.doc[next(iter(found.values()))] if len(found) == 1 else None
    return None


def _above(site: Site, label: Span) -> Iterator[tuple[int, int]]:
    """Token ranges that may say whose figures these are, nearest first."""
    section = _section(site)
    yield section.start, label.start
    sections: list[Section] = site.doc._.sections
    for i, other in reversed(list(enumerate(sections))):
        figures = any(at in site.scene.values for at in range(other.start, other.end))
        stands_above = i == 0 or (not figures and _is_heading(site.doc[other.start : other.end], other))
        if other.end <= section.start and stands_above:
            yield other.start, other.end


def _is_heading(line: Span, section: Section) -> bool:
    """A title or heading, or a short line that is neither a sentence nor a row of its own."""
    if section.label in ("title", "heading"):
        return True
    return len(line) <= LONGEST and not any(t.text in sites.COLONS or t.tag_ in tree.FINITE for t in line)


def _topic(site: Site) -> Token | None:
    """The country that the text is about, where it is clear."""
    return site.doc[site.scene.topic.root] if site.scene.topic is not None else None
