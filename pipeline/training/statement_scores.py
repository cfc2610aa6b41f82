"""Learn how likely statements are right from a corpus with gold tuples.

    python -m pipeline.training.statement_scores CARB.tsv WEIGHTS.json [--model PIPELINE]

Only the half of the sentences that may be looked at is used. The target of a statement is the share of its words that
agree with the gold tuple it is paired with, none where it is left without a partner; the logistic loss has an L2
penalty, chosen by cross-validation over sentences, and is minimised by Newton steps in float64: deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language

from pipeline.ingest import document
from pipeline.run import load
from pipeline.stages.claim_writer import Writer
from pipeline.stages.reading import make_doc
from pipeline.stages.statement_scores import BIAS, features
from pipeline.training.carb import Sentence, Tuple, match, pairs, read, score, tuple_of

PENALTIES = (1.0, 3.0, 10.0, 30.0, 100.0)
FOLDS = 10
LEAST = 4
STEPS = 30

Rows = list[tuple[list[str], Tuple]]


def told(nlp: Language, sentences: Sequence[Sentence]) -> list[Rows]:
    """The statements of each sentence: what is seen of them, and their words."""
    found = []
    for sentence in sentences:
        source = document(sentence.text, uri="")
        doc = nlp(make_doc(nlp, source))
        writer = Writer(doc, source, "")
        claims = ((s, writer.statement(s)) for s in writer.statements)
        found.append([(features(doc, s), tuple_of(claim)) for s, claim in claims if claim is not None])
    return found


def targets(sentences: Sequence[Sentence], rows: Sequence[Rows]) -> list[list[float]]:
    """Share of the words of each statement that agree with its partner among the gold tuples."""
    found = []
    for sentence, group in zip(sentences, rows, strict=True):
        shares = [0.0] * len(group)
        matrix = [[match(gold, words) for _, words in group] for gold in sentence.gold]
        for _, j, share in pairs(matrix, range(len(group))):
            shares[j] = share
        found.append(shares)
    return found


def fit(rows: Sequence[Sequence[str]], shares: Sequence[float], penalty: float) -> dict[str, float]:
    """Weights that make the logistic of their sum the expected share."""
    counts = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, n in counts.items() if n >= LEAST)
    index = {name: i for i, name in enumerate(names)}
    x, y = np.zeros((len(rows), len(names))), np.array(shares)
    for i, row in enumerate(rows):
        x[i, [index[feature] for feature in row if feature in index]] = 1.0
    weight = np.zeros(len(names))
    ridge = penalty * np.eye(len(names))
    ridge[index[BIAS], index[BIAS]] = 1e-3
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weight))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ weight)
        weight = weight + step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weight[i]), 3) for name, i in index.items() if abs(weight[i]) >= 0.005}


def probability(weight: dict[str, float], row: Sequence[str]) -> float:
    """Expected share of a statement."""
    return float(1 / (1 + np.exp(-sum(weight.get(feature, 0.0) for feature in row))))


def held_out(rows: Sequence[Rows], shares: Sequence[Sequence[float]], penalty: float) -> list[list[float]]:
    """Expected shares of each sentence's statements by weights that were learnt without the sentence."""
    found: list[list[float]] = [[] for _ in rows]
    for fold in range(FOLDS):
        learnt = [i for i in range(len(rows)) if i % FOLDS != fold]
        weight = fit([f for i in learnt for f, _ in rows[i]], [s for i in learnt for s in shares[i]], penalty)
        for i in range(fold, len(rows), FOLDS):
            found[i] = [probability(weight, f) for f, _ in rows[i]]
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    sentences = [s for s in read(options.corpus) if s.looked_at]
    rows = told(load(options.model).nlp, sentences)
    shares = targets(sentences, rows)
    flat = np.array([share for group in shares for share in group])
    print(f"{len(sentences)} sentences, {len(flat)} statements, mean share {flat.mean():.3f}")
    losses = {}
    for penalty in PENALTIES:
        expected = held_out(rows, shares, penalty)
        p = np.array([value for group in expected for value in group])
        losses[penalty] = -float(np.mean(flat * np.log(p) + (1 - flat) * np.log(1 - p)))
        found = [list(zip(e, [t for _, t in r], strict=True)) for e, r in zip(expected, rows, strict=True)]
        s = score([sentence.gold for sentence in sentences], found)
        print(f"penalty {penalty:5}: held-out loss {losses[penalty]:.4f}, F1 {100 * s.f1:.1f}, AUC {100 * s.auc:.1f}")
    best = min(PENALTIES, key=losses.__getitem__)
    weight = fit([f for group in rows for f, _ in group], [float(share) for share in flat], best)
    options.weights.write_text(json.dumps(weight, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weight)} weights with penalty {best}")


if __name__ == "__main__":
    main()
