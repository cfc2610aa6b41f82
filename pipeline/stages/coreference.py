"""Pronouns and nouns like "the country" find what they stand for.

Reads `doc._.mentions` (names), tags, lemmas and trees, `doc._.times`; adds nominal and pronoun mentions whose
`antecedent` is the most explicit phrase for the same thing, and whose `entity` is that name's.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Mention
from pipeline.stages import extensions
from pipeline.stages._discourse import Discourse
from pipeline.stages._phrases import Phrase, read_phrases, read_tree
from pipeline.stages._ranker import Ranker

THRESHOLDS = {"he": 0.5, "it": 0.5, "they": 0.5, "i": 0.5, "we": 0.5, "you": 0.5, "country": 0.5, "definite": 0.5, "bare": 0.4}
MARGIN = 1.5


@Language.factory(
    "claimspan_coreference",
    requires=["token.dep", "token.pos", "doc._.mentions"],
    assigns=["doc._.mentions"],
    default_config={"thresholds": THRESHOLDS, "margin": MARGIN},
)
def make_coreference(
    nlp: Language, name: str, *, thresholds: dict[str, float] | None = None, margin: float = MARGIN
) -> Coreference:
    """Build the stage.

    thresholds: least probability of a link, for each group of phrases (he, it, they, definite, bare).
    margin: how many times likelier than the runner-up the answer must be; else the phrase stays unresolved.
    """
    extensions.register()
    return Coreference(thresholds=THRESHOLDS | (thresholds or {}), margin=margin)


@dataclass(slots=True)
class Coreference:
    """Resolves pronouns and nominals of one Doc at a time."""

    thresholds: dict[str, float]
    margin: float

    def __call__(self, doc: Doc) -> Doc:
        """Add nominal and pronoun mentions to `doc._.mentions`, sorted by (start, end)."""
        if not len(doc):
            return doc
        names = [m for m in doc._.mentions if m.kind == "name"]
        discourse = discuss(doc, names, Ranker(self.thresholds, self.margin))
        doc._.mentions = sorted([*names, *resolved(discourse)], key=lambda m: (m.start, m.end, m.kind))
        return doc


def discuss(doc: Doc, names: list[Mention], choose: Ranker) -> Discourse:
    """Read the Doc from start to end, grouping its phrases into things."""
    tree = read_tree(doc)
    blocked = [False] * len(doc)
    for time in doc._.times:
        for i in range(time.start, time.end):
            blocked[i] = True
    discourse = Discourse(tree, read_phrases(tree, names, blocked))
    discourse.read(choose)
    return discourse


def resolved(discourse: Discourse) -> list[Mention]:
    """Mentions for all phrases but names that are pronouns or that share their thing with another phrase."""
    mentions = []
    for k, phrase in enumerate(discourse.phrases):
        if phrase.kind == "name":
            continue
        thing = discourse.things[phrase.cluster]
        explicit = thing.name or _first_noun(discourse, thing.phrases)
        antecedent, entity = None, None
        if explicit is not None and explicit is not phrase:
            antecedent = (explicit.start, explicit.end)
            entity = explicit.mention.entity if explicit.mention else None
        elif phrase.kind == "nominal" and len(thing.phrases) == 1:
            continue
        label = explicit.mention.type if explicit is not None and explicit.mention else None
        score = discourse.scores.get(k, 1.0) if antecedent else 1.0
        mentions.append(
            Mention(phrase.start, phrase.end, phrase.root, phrase.kind, label, entity, antecedent, round(score, 3))
        )
    return mentions


def _first_noun(discourse: Discourse, phrases: list[int]) -> Phrase | None:
    return next((discourse.phrases[k] for k in phrases if discourse.phrases[k].kind == "nominal"), None)
