"""How well open statements do on CaRB: word precision, recall, F1 at the best confidence, and area under the curve.

    python benchmarks/openie.py CARB.tsv [--model PIPELINE] [--rules]

The sentences fall into two halves by their hash: rules were written and the scorer was trained with the first before
the eyes, the second was only ever scored (and taught how to turn scores into probabilities). With `--rules`, precision by the construction that a statement came from.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

from pipeline.run import extract, load
from pipeline.training.carb import Predictions, Score, Sentence, match, read, score, tuple_of


def line(name: str, sentences: list[Sentence], found: list[Predictions]) -> str:
    """One row of the table."""
    s: Score = score([sentence.gold for sentence in sentences], found)
    tuples = sum(map(len, found))
    return (
        f"{name:12}{100 * s.precision:10.1f}{100 * s.recall:8.1f}{100 * s.f1:8.1f}{100 * s.auc:8.1f}"
        f"{s.threshold:12.3f}{len(sentences):11}{tuples:12}"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    pipeline = load(options.model)
    sentences = read(options.corpus)
    begin = time.perf_counter()
    claims = [list(extract(s.text, kinds=["statement"], language="en", pipeline=pipeline)) for s in sentences]
    seconds = time.perf_counter() - begin
    found: list[Predictions] = [[(c.confidence, tuple_of(c)) for c in group] for group in claims]
    print(
        f"{'':12}{'precision':>10}{'recall':>8}{'F1':>8}{'AUC':>8}{'confidence':>12}{'sentences':>11}{'statements':>12}"
    )
    for name, kept in (("looked at", (True,)), ("only scored", (False,)), ("all", (True, False))):
        rows = [i for i, s in enumerate(sentences) if s.looked_at in kept]
        print(line(name, [sentences[i] for i in rows], [found[i] for i in rows]))
    words = sum(len(s.text.split()) for s in sentences)
    print(f"{words / seconds:,.0f} words a second")
    if options.rules:
        tallies: dict[str, list[float]] = defaultdict(list)
        for sentence, group in zip(sentences, claims, strict=True):
            for claim in group:
                best = max(match(gold, tuple_of(claim))[0] for gold in sentence.gold)
                tallies[claim.producer.rule].append(best)
        print(f"\n{'rule':30}{'statements':>12}{'precision':>11}")
        for rule, scores in sorted(tallies.items()):
            print(f"{rule:30}{len(scores):12}{100 * sum(scores) / len(scores):11.1f}")


if __name__ == "__main__":
    main()
