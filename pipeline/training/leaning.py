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
NEWS = "GUM_news_"

Rows = list[tuple[list[str], bool]]


def examples(gold: GoldDoc, parse: Reader) -> Iterator[tuple[list[str], bool]]:
    """The traits of each noun of a text, and whether it leans on what was said."""
    status = {m.head: m.status for m in reversed(gold.mentions)}
    doc = make_coreference(spacy.blank("en"), "coreference")(parse(gold))
    definites = Referents(doc).definites
    for word in definites.unexplained():
        yield definites.traits(word), status.get(word.head.i) in LEANS


def held_out(texts: list[Rows], penalty: float) -> list[list[tuple[float, bool]]]:
    """Probability and truth of the examples of each text, by weights that were learnt without it."""
    found: list[list[tuple[float, bool]]] = [[] for _ in texts]
    for fold in range(FOLDS):
        learnt = [row for i, rows in enumerate(texts) if i % FOLDS != fold for row in rows]
        weight = fit([traits for traits, _ in learnt], [float(leans) for _, leans in learnt], penalty)
        for i in range(fold, len(texts), FOLDS):
            found[i] = [(probability(weight, traits), leans) for traits, leans in texts[i]]
    return found


def loss(found: list[tuple[float, bool]]) -> float:
    """Mean negative log-likelihood."""
    p, leans = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    return -float(np.mean(leans * np.log(p) + (1 - leans) * np.log(1 - p)))


def report(found: list[tuple[float, bool]]) -> str:
    """Precision and recall of what is told to lean."""
    p, leans = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    said = p >= LEANING
    right = float(leans[said].sum())
    return (
        f"{said.sum()} of {len(p)} told to lean: precision {right / said.sum():.2f}, recall {right / leans.sum():.2f}"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    parse = from_pipeline(load(options.model).nlp)
    read: dict[str, dict[str, Rows]] = {}
    for part in ("train", "dev"):
        texts = read_gum(options.gum / f"gum-{part}.conllu.gz", spacy.blank("en").vocab)
        read[part] = {gold.name: list(examples(gold, parse)) for gold in texts}
    train = list(read["train"].values())
    losses, kept = {}, {}
    for penalty in PENALTIES:
        kept[penalty] = held_out(train, penalty)
        found = [row for rows in kept[penalty] for row in rows]
        losses[penalty] = loss(found)
        print(f"penalty {penalty:4}, held out: loss {losses[penalty]:.4f}, {report(found)}")
    best = min(PENALTIES, key=losses.__getitem__)
    news = zip(read["train"], kept[best], strict=True)
    print("news, held out:", report([row for name, rows in news if NEWS in name for row in rows]))
    learnt = [row for rows in train for row in rows]
    weight = fit([traits for traits, _ in learnt], [float(leans) for _, leans in learnt], best)
    dev = [(probability(weight, traits), leans) for rows in read["dev"].values() for traits, leans in rows]
    print("dev:", report(dev))
    options.weights.write_text(json.dumps(weight, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weight)} weights with penalty {best}")


if __name__ == "__main__":
    main()
