"""Chooses what a phrase stands for: a log-linear model over the features of its candidates.

The weights (`pipeline/data/coreference_weights.json`) are learnt by `pipeline/training/coreference.py`. Probabilities
of candidates that are the same thing add up, so a thing spoken of often is preferred to one mentioned once.
"""

from __future__ import annotations

import json
import math
from functools import cache

from pipeline import resources
from pipeline.stages._discourse import Answer, Question

LEAST = 0.25  # no choice is likelier wrong than this, however sure it is that there is one


@cache
def weights() -> dict[str, dict[str, float]]:
    """Group of phrases -> feature -> weight, learnt ones adjusted by the table; read once."""
    learnt: dict[str, dict[str, float]] = json.loads(resources.data("coreference_weights.json").read_text("utf-8"))
    for group, changes in resources.table("coreference.toml")["adjust"].items():
        for feature, change in changes.items():
            learnt[group][feature] = learnt[group].get(feature, 0.0) + change
    return learnt


def probabilities(question: Question, weight: dict[str, float]) -> tuple[dict[int, float], float]:
    """Probability of each thing among the candidates, and of none of them."""
    get = weight.get
    scores = [sum([get(feature, 0.0) for feature in row]) for row in question.features]
    none = sum([get(feature, 0.0) for feature in question.none])
    if question.offsets:
        scores = [score + offset for score, offset in zip(scores, question.offsets, strict=False)]
        none += question.offsets[-1]
    top = max(none, *scores)
    masses = [math.exp(score - top) for score in scores]
    nothing = math.exp(none - top)
    total = math.fsum(masses) + nothing
    things: dict[int, float] = {}
    for thing, mass in zip(question.things, masses, strict=True):
        share = mass / total
        for meant, belief in question.beliefs.get(thing, {}).items():
            things[meant] = things.get(meant, 0.0) + belief * mass / total
            share -= belief * mass / total
        things[thing] = things.get(thing, 0.0) + share
    return things, nothing / total


class Ranker:
    """Answers questions: the likeliest thing, unless none is likelier or the runner-up is too close.

    thresholds: group -> least probability of an answer. margin: how many times likelier than the runner-up it must be.
    """

    def __init__(self, thresholds: dict[str, float], margin: float) -> None:
        self.weights = weights()
        self.thresholds = thresholds
        self.margin = margin

    def __call__(self, question: Question) -> Answer:
        """The choice for one question; ties go to the candidate nearest in the text."""
        things, none = probabilities(question, self.weights.get(question.group, {}))
        ranked = sorted(things.items(), key=lambda pair: -pair[1])
        thing, score = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        # Which earlier phrase "the studies" repeats matters little as long as it repeats one; which name it is does.
        repeats = question.group in ("definite", "bare") and thing not in question.named
        sure = 1 - none if repeats else score
        if sure < self.thresholds.get(question.group, 0.5) or score < max(LEAST, self.margin * second):
            return Answer(None, score, things)
        return Answer(thing, min(score, 0.99))
