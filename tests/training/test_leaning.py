"""Which nouns with "the" the text explains is learnt from annotated texts, on examples that the pipeline reads."""

from __future__ import annotations

import gzip
from pathlib import Path

import spacy

from pipeline.run import load
from pipeline.training.coref_corpus import from_pipeline, read_gum
from pipeline.training.leaning import examples, held_out, report

STATUS = "{}-object-{}-nnnnn-cf1-1-coref"
WORDS = (
    ("A", "DT", ""), ("boat", "NN", ""), ("sank", "VBD", ""), (".", ".", ""), ("", "", ""),
    ("The", "DT", f"({STATUS.format(2, 'acc:inf')}"), ("crew", "NN", "2)"), ("left", "VBD", ""),
    ("the", "DT", f"({STATUS.format(3, 'new')}"), ("harbour", "NN", "3)"), (".", ".", ""),
)  # fmt: skip


def corpus(folder: Path) -> Path:
    """A text in the format of GUM whose second sentence has a noun that leans on the first, and one that does not."""
    lines, number = ["# newdoc id = GUM_news_boat"], 0
    for word, tag, entity in WORDS:
        number = number + 1 if word else 0
        head, relation = (0, "root") if tag == "VBD" else (number + 1, "det") if tag == "DT" else (3, "dep")
        misc = f"Entity={entity}" if entity else "_"
        lines.append(f"{number}\t{word}\t{word}\tX\t{tag}\t_\t{head}\t{relation}\t_\t{misc}" if word else "")
    path = folder / "gum-train.conllu.gz"
    path.write_bytes(gzip.compress("\n".join([*lines, ""]).encode()))
    return path


def test_examples_have_the_status_that_their_phrases_have(tmp_path: Path) -> None:
    (gold,) = read_gum(corpus(tmp_path), spacy.blank("en").vocab)
    assert [(m.start, m.end, m.status) for m in gold.mentions] == [(4, 6, "acc:inf"), (7, 9, "new")]
    found = list(examples(gold, from_pipeline(load().nlp)))
    assert [(leans, "said never" in traits) for traits, leans in found] == [(True, True), (False, True)]
    assert {"noun crew", "noun harbour"} <= {trait for traits, _ in found for trait in traits}


def test_what_is_learnt_tells_nouns_apart() -> None:
    texts = [[(["bias", "chain"], True), (["bias", "said never"], False)] for _ in range(40)]
    found = [row for rows in held_out(texts, 1.0) for row in rows]
    assert len(found) == 80
    assert min(p for p, leans in found if leans) > 0.8 > 0.2 > max(p for p, leans in found if not leans)
    assert "40 of 80 told to lean: precision 1.00, recall 1.00" in report(found)
