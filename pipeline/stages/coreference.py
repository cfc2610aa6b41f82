"""Pronouns and nouns like "the country" find what they stand for.

Reads `doc._.mentions` (names), tags, lemmas and trees, `doc._.times`; adds nominal and pronoun mentions whose
`antecedent` is the most explicit phrase for the same thing, and whose `entity` is that name's. `doc._.chains` holds all
phrases for one thing, also those whose antecedent is too doubtful for a claim.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Mention
from pipeline.stages import _chain_ranker, _chains, extensions
from pipeline.stages._discourse import Discourse
from pipeline.stages._instead import Instead
from pipeline.stages._memory import Memory
from pipeline.stages._phrases import Phrase, read_phrases
from pipeline.stages._ranker import Ranker
from pipeline.stages._snapshot import read_tree
from pipeline.stages.continuity import Continuity

# Least probability of an answer. A mention's score is that probability as it comes from the ranker, or the score of the
# phrase that it takes up, if that is less. On GUM dev, parsed by the pipeline, antecedents of pronouns with 0.8 and
# more are right in 92% of 120 cases, below that in 52% of 75; of nouns 84% of 64 and 53% of 330
# (`python benchmarks/coreference.py GUM_FOLDER --model …`).
THRESHOLDS = {
    "he": 0.45, "it": 0.45, "they": 0.45, "i": 0.5, "we": 0.5, "you": 0.5,
    "country": 0.5, "definite": 0.4, "bare": 0.35,
}  # fmt: skip
MARGIN = 1.3
# Values that no pronoun stands for: "the flames reached 30 meters; they …".
MEASURES = ("quantity", "duration", "age")


@Language.factory(
    "claimspan_coreference",
    requires=["token.dep", "token.pos", "doc._.mentions"],
    assigns=["doc._.mentions", "doc._.chains"],
    default_config={"thresholds": {}, "margin": MARGIN},
)
def make_coreference(
    nlp: Language,
    name: str,
    *,
    thresholds: dict[str, float] | None = None,
    margin: float = MARGIN,
) -> Coreference:
    """Build the stage.

    thresholds: least probability of a link, for groups of phrases that shall differ from THRESHOLDS.
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
        doc._.mentions = Continuity(doc, [*names, *resolved(discourse, doc)]).resolved()
        doc._.chains = chains(discourse, names, doc._.mentions, doc._.states)
        doc._.states = None  # the largest thing that a Doc holds, and nobody else reads it
        return doc


def discuss(doc: Doc, names: list[Mention], choose: Ranker) -> Discourse:
    """Read the Doc from start to end, grouping its phrases into things."""
    snapshot = read_tree(doc)
    discourse = Discourse(snapshot, read_phrases(snapshot, names, blocked(doc)))
    discourse.read(choose)
    return discourse


def blocked(doc: Doc) -> list[bool]:
    """For each token whether it belongs to a time expression, which stands for nothing that a phrase takes up."""
    times = [False] * len(doc)
    for time in doc._.times:
        times[time.start : time.end] = [True] * (time.end - time.start)
    return times


def resolved(discourse: Discourse, doc: Doc) -> list[Mention]:
    """Mentions for all phrases but names that are pronouns or that share their thing with another phrase."""
    memory = discourse.memory
    named = {phrase.root for phrase in memory.phrases if phrase.mention is not None}
    measures = {v.root for v in doc._.values if v.value.kind in MEASURES}
    instead = Instead(doc, memory.phrases)
    explicit = [_Explicit(memory, thing.phrases, doc) for thing in memory.things]
    mentions: list[Mention] = []
    chosen: dict[tuple[int, int], Phrase] = {}
    for k, phrase in enumerate(memory.phrases):
        if phrase.root in named:
            continue
        best, score = explicit[phrase.cluster].before(k), discourse.scores.get(k, 1.0)
        if best is not None:
            best, score = instead.of(phrase, best, score)
        if best is None or best is phrase or (phrase.kind == "pronoun" and best.root in measures):
            if phrase.kind == "pronoun" or len(memory.things[phrase.cluster].phrases) > 1:
                mentions.append(Mention(phrase.start, phrase.end, phrase.root, phrase.kind))
            continue
        name = best.mention
        if name is None:
            chosen[best.start, best.end] = best
        mentions.append(
            Mention(
                phrase.start, phrase.end, phrase.root, phrase.kind,
                type=name.type if name else None, entity=name.entity if name else None,
                antecedent=(best.start, best.end), score=round(score, 3),
            )
        )  # fmt: skip
    known = {(m.start, m.end) for m in mentions}
    # Whatever is an antecedent is a mention, though nothing else takes it up.
    alone = (Mention(*place, p.root, p.kind) for place, p in chosen.items() if place not in known)
    return [*mentions, *alone]


def chains(
    discourse: Discourse, names: list[Mention], mentions: list[Mention], states: NDArray[np.float16] | None
) -> list[tuple[Mention, ...]]:
    """Phrases that stand for the same, also where a claim would leave them open; relative pronouns with their noun."""
    known = {(m.start, m.end): m for m in mentions}
    links = {m.root: known[m.antecedent].root for m in mentions if m.antecedent}
    found = [
        [known.get((p.start, p.end)) or Mention(p.start, p.end, p.root, p.kind) for p in phrases]
        for phrases in _chains.find(discourse, names, links, _chain_ranker.weights(), states)
    ]
    at = {(m.start, m.end): chain for chain in found for m in chain}
    for m in mentions:
        if m.antecedent is None or (m.start, m.end) in at:
            continue
        if m.antecedent not in at:  # only a relative pronoun speaks of it again
            found.append([known[m.antecedent]])
            at[m.antecedent] = found[-1]
        at[m.antecedent].append(m)
    ordered = (tuple(sorted(chain, key=lambda m: (m.start, m.end))) for chain in found)
    return sorted(ordered, key=lambda chain: (chain[0].start, chain[0].end))


class _Explicit:
    """The most explicit phrases for one thing: its full names, else its names, else the first noun."""

    def __init__(self, memory: Memory, phrases: list[int], doc: Doc) -> None:
        self.phrases = memory.phrases
        names = [k for k in phrases if self.phrases[k].kind == "name"]
        full = [k for k in names if _is_full(self.phrases[k], doc)]
        nouns = [k for k in phrases if self.phrases[k].kind == "nominal"][:1]
        self.best = full or names or nouns

    def before(self, k: int) -> Phrase | None:
        """The last of them before phrase `k`, or the first of all when the text names it only later."""
        if not self.best:
            return None
        return self.phrases[self.best[max(bisect_left(self.best, k) - 1, 0)]]


def _is_full(phrase: Phrase, doc: Doc) -> bool:
    entity = phrase.mention.entity if phrase.mention else None
    return entity is not None and doc[phrase.start : phrase.end].text == entity.name
