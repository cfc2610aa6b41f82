"""Learn which nouns with "the" lean on the text before them, from the information status of GUM.

    python -m pipeline.training.leaning GUM_FOLDER WEIGHTS.json [--model PIPELINE]

An example is a noun of the training part that nothing before it says in full, as the pipeline reads it. It leans on the text when
the phrase that it heads is annotated as given, or accessible by inference or as a whole of parts, and not when it is new, commonly known
or no phrase. The logistic loss has an L2 penalty, chosen by cross-validation over texts; the dev part is only measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy

from pipeline.run import load
from pipeline.stages.coreference import make_coreference
from pipeline.stages.definites import LEANING
from pipeline.stages.referents import Referents
from pipeline.training.coref_corpus import GoldDoc, Reader, from_pipeline, read_gum
from pipeline.training.statement_scores import FOLDS, fit, probability

LEANS = ("giv:act", "giv:inact", "acc:inf", "acc:aggr")
PENALTIES = (1.0, 3.0, 10.0, 30.0)

Rows = list[tuple[list[str], bool]]


def examples(gold: GoldDoc, parse: Reader) -> Iterator[tuple[list[str], bool]]:
    """The traits of each noun of a text, and whether it leans on what was said."""
    status = {m.head: m.status for m in reversed(gold.mentions)}
    doc = make_coreference(spacy.blank("en"), "coreference")(parse(gold))
    definites = Referents(doc).definites
    for word in definites.unexplained():
        yield definites.traits(word), status.get(word.head.i) in LEANS


def held_out(texts: list[Rows], penalty: float) -> list[tuple[float, bool]]:
    """Probability and truth of every example, by weights that were learnt without its text."""
    found = []
    for fold in range(FOLDS):
        learnt = [row for i, rows in enumerate(texts) if i % FOLDS != fold for row in rows]
        weight = fit([traits for traits, _ in learnt], [float(leans) for _, leans in learnt], penalty)
        kept = (row for i in range(fold, len(texts), FOLDS) for row in texts[i])
        found += [(probability(weight, traits), leans) for traits, leans in kept]
    return found


def report(found: list[tuple[float, bool]]) -> str:
    """Loss, and precision and recall of what is told to lean."""
    p, leans = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    said = p >= LEANING
    loss = -float(np.mean(leans * np.log(p) + (1 - leans) * np.log(1 - p)))
    right = float(leans[said].sum())
    return f"loss {loss:.4f}, {said.sum()} of {len(p)} lean: precision {right / said.sum():.2f}, recall {right / leans.sum():.2f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    parse = from_pipeline(load(options.model).nlp)
    read = {
        part: [
            list(examples(gold, parse))
            for gold in read_gum(options.gum / f"gum-{part}.conllu.gz", spacy.blank("en").vocab)
        ]
        for part in ("train", "dev")
    }
    losses = {}
    for penalty in PENALTIES:
        found = held_out(read["train"], penalty)
        line = report(found)
        losses[penalty] = float(line.split()[1].rstrip(","))
        print(f"penalty {penalty:4}, held out: {line}")
    best = min(PENALTIES, key=losses.__getitem__)
    learnt = [row for rows in read["train"] for row in rows]
    weight = fit([traits for traits, _ in learnt], [float(leans) for _, leans in learnt], best)
    print("dev:", report([(probability(weight, traits), leans) for rows in read["dev"] for traits, leans in rows]))
    options.weights.write_text(json.dumps(weight, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weight)} weights with penalty {best}")


if __name__ == "__main__":
    main()
