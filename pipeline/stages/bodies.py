"""Whose words a text is that a country or an organisation gives out itself: "Peru condemns the attack. We mourn the dead."."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.conjugation import third_person
from pipeline.stages.once import sentences
from pipeline.stages.quote_marks import quote_marks


def body(doc: Doc) -> Token | None:
    """The subject of the first sentence of such a text, by what it does there in saying so; None for any other text."""
    first = next((s for s in doc._.sections if s.label == "paragraph"), None)
    if first is None or quote_marks(doc):
        return None
    words = {t.lower_ for t in doc}
    verb = doc[slice(*sentences(doc)[first.start])].root
    subject = tree.child(verb, "nsubj")
    performing = resources.words("attribution.toml", "performing")
    doing = verb.tag_ in ("VBZ", "VBP") and verb.lower_ in {*performing, *map(third_person, performing)}
    if subject is None or not doing or subject.ent_type_ not in ("GPE", "ORG", "NORP") or words & {"i", "my"}:
        return None
    return subject
