"""Learn the weights by which coreference ranks candidates from a corpus with gold coreference.

    python -m pipeline.training.coreference GUM_FOLDER WEIGHTS.json [--model PIPELINE]

Gold trees and names are used and, with a pipeline, its own trees and names too. For each phrase in question the probability of all its right
candidates together is maximised (mention ranking, marginal likelihood), with L2 regularisation, by L-BFGS-like
gradient steps in float64: deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import spacy

from pipeline.run import load
from pipeline.stages import extensions
from pipeline.stages._discourse import Answer, Discourse, Question
from pipeline.stages._phrases import read_phrases
from pipeline.stages._snapshot import read_tree
from pipeline.stages.coreference import blocked
from pipeline.training.coref_corpus import GoldDoc, Reader, from_gold, from_pipeline, read_gum

Example = tuple[Question, list[bool]]
STEPS, RATE, DECAY, LEAST = 400, 0.1, 2.0, 3


class Teacher:
    """Answers every question by the gold clusters and keeps it as an example."""

    def __init__(self, discourse: Discourse, gold: GoldDoc) -> None:
        self.discourse = discourse
        self.gold = gold
        self.examples: list[Example] = []

    def __call__(self, question: Question) -> Answer:
        phrases = self.discourse.memory.phrases
        chains = (self.gold.chain(p.root, p.start, p.end) for p in (phrases[c] for c in question.candidates))
        asked = phrases[question.phrase]
        wanted = self.gold.chain(asked.root, asked.start, asked.end)
        right = [wanted is not None and chain == wanted for chain in chains]
        self.examples.append((question, right))
        chosen = next((t for t, good in zip(question.things, right, strict=True) if good), None)
        return Answer(chosen, 1.0)


def examples(golds: Iterable[GoldDoc], read: Reader = from_gold) -> list[Example]:
    """Questions of all documents with the candidates that are right; `read` gives the words trees and names."""
    found = []
    for gold in golds:
        doc = read(gold)
        names = [m for m in doc._.mentions if m.kind == "name"]
        tree = read_tree(doc)
        discourse = Discourse(tree, read_phrases(tree, names, blocked(doc)))
        teacher = Teacher(discourse, gold)
        discourse.read(teacher)
        found += teacher.examples
    return found


def fit(rows: list[Example]) -> dict[str, float]:
    """Weights of one group."""
    counts: dict[str, int] = defaultdict(int)
    for question, _ in rows:
        for feature in {f for row in [*question.features, question.none] for f in row}:
            counts[feature] += 1
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
    flat, owner, starts, good, line = [], [], [], [], 0
    for question, right in rows:
        starts.append(line)
        for row, ok in zip([*question.features, question.none], [*right, not any(right)], strict=True):
            ids = [index[f] for f in row if f in index]
            flat += ids
            owner += [line] * len(ids)
            good.append(ok)
            line += 1
    flat_, owner_, starts_, good_ = np.array(flat), np.array(owner), np.array(starts), np.array(good)
    lengths = np.diff([*starts, line])
    weight, first, second = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = np.bincount(owner_, weight[flat_], line)
        score -= np.repeat(np.maximum.reduceat(score, starts_), lengths)
        mass = np.exp(score)
        p = mass / np.repeat(np.add.reduceat(mass, starts_), lengths)
        q = mass * good_
        q = q / np.repeat(np.add.reduceat(q, starts_), lengths)
        gradient = np.bincount(flat_, (q - p)[owner_], len(index)) - DECAY * weight
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        rate = RATE * (1 - step / STEPS) + 1e-4
        weight = weight + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {feature: round(float(weight[i]), 3) for feature, i in index.items() if abs(weight[i]) >= 0.005}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    extensions.register()
    nlp = load(options.model).nlp if options.model else spacy.blank("en")
    golds = list(read_gum(options.folder / "gum-train.conllu.gz", nlp.vocab))
    groups: dict[str, list[Example]] = defaultdict(list)
    for read in (from_gold, from_pipeline(nlp)) if options.model else (from_gold,):
        for question, right in examples(golds, read):
            if question.group != "country":  # judged by the table, not by weights
                groups[question.group].append((question, right))
    weights = {}
    for group in sorted(groups):
        rows = groups[group]
        weights[group] = fit(rows)
        print(group, len(rows), "questions,", sum(any(r) for _, r in rows), "answered,", len(weights[group]), "weights")
    options.weights.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
