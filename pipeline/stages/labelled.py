"""Lines that list figures behind a label: "Ethnic groups: Sinhalese 74.9%, Tamil 11.2%", "Median age: 28.2 years"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline import resources
from pipeline.stages import measures
from pipeline.stages.measures import Draft
from pipeline.stages.sites import Site

# How many tokens a label may have, and what parts the items behind it.
LONGEST = 8
SEPARATORS = frozenset({",", ";", ":", "and", "("})


def labelled(site: Site) -> Draft | None:
    """A number of such a line: the label says what is measured, the words before the number of what."""
    label = _label(site)
    if label is None:
        return None
    words = " ".join(t.lower_ for t in label if t.is_alpha)
    row = next((row for row in resources.table("measures.toml")["label"] if words in row["labels"]), None)
    if row is not None:
        return _item(site, label, row["predicate"]) if site.value.value.kind in row["kinds"] else None
    hit = measures.find(site, [label[-1]]) if len(label) == label[-1].i - label.start + 1 else None
    country = site.scene.topic
    if hit is None or country is None or hit[0]["about"] != "owner":
        return None
    owner = site.doc[country.root]
    return Draft(hit[0]["predicate"], owner, "labels/measure", 0.6, trigger=label[-1], subject_entity=country.entity)


def _label(site: Site) -> Span | None:
    """The words before the first colon of the value's line, None when the line is running text."""
    doc, sentence = site.doc, site.doc[site.value.start].sent
    start = sentence.start
    for token in reversed(doc[sentence.start : site.value.start]):
        if "\n" in token.text_with_ws:
            start = token.i + 1
            break
    colon = next((t for t in doc[start : site.value.start] if t.text == ":"), None)
    if (
        colon is None
        or not 0 < colon.i - start <= LONGEST
        or any(t.pos_ in ("VERB", "AUX") for t in doc[start : colon.i])
    ):
        return None
    return doc[start : colon.i]


def _item(site: Site, label: Span, predicate: str) -> Draft | None:
    """A member of a list of shares: the noun phrase between the last separator and the number."""
    doc, start = site.doc, site.value.start
    while start > label.end + 1 and doc[start - 1].text not in SEPARATORS and start - 1 not in site.scene.values:
        start -= 1
    item = doc[start : site.value.start]
    if not item or not any(t.is_alpha for t in item):
        return None
    root: Token = item.root
    entity = site.scene.topic_entity()
    about = doc[site.scene.topic.root] if site.scene.topic is not None else None
    return Draft(predicate, root, "labels/share", 0.75, object=about, object_entity=entity, trigger=label.root)
