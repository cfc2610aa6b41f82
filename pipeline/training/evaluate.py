"""Figures of a pipeline on each treebank's dev and test part and on the parts of the name corpora never trained on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.gazetteer import build_gazetteer
from pipeline.training.harmonise import Labels
from pipeline.training.name_docs import joined, name_texts, to_doc
from pipeline.training.name_sets import SIZE as NAMES_SIZE
from pipeline.training.treebanks import TREEBANKS, treebank_docs

# Corpora differ in which kinds of place they tell apart.
GROUPS = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
SYNTAX_SIZE = 240
COLUMNS = ("tokens", "xpos", "upos", "lemma", "uas", "las", "sentences", "words/s")
# Resamples of documents for a 95 % interval (percentile bootstrap).
RESAMPLES = 1000

Counts = Counter[str]
Names = dict[str, dict[str, tuple[float, float, float, float]]]


def evaluate_syntax(
    nlp: Language, corpora: Path, treebank: str, split: str, *, gold_tokens: bool, paragraphs: bool = False
) -> dict[str, float]:
    """XPOS, UPOS, lemma, UAS and LAS (percent of gold words) and sentence F, on windows of running text.

    From raw text, a word counts only when its characters are a token of ours. Punctuation counts, as in UD's own
    evaluation; lemmas compare in lower case. With `paragraphs`, a blank line stands where a treebank marks a new
    paragraph, as in the raw texts of the CoNLL 2018 shared task; without, one space between all sentences. Also words
    per second of everything in `nlp`, and half the width of the 95 % interval of LAS and of the sentences (`± las`).
    """
    gold = treebank_docs(nlp.vocab, corpora, split, size=SYNTAX_SIZE, only=treebank, paragraphs=paragraphs)
    raw = build_tokenizer(nlp.vocab)
    began = time.perf_counter()
    found = [_run(nlp, _bare(doc) if gold_tokens else raw(doc.text)) for doc in gold]
    spent = time.perf_counter() - began
    counts = [_compared(want, got) for want, got in zip(gold, found, strict=True)]
    figures = _percent(sum(counts, Counter()))
    figures["words/s"] = sum(row["words"] for row in counts) / spent
    for name in ("las", "sentences"):
        figures[f"± {name}"] = half_width(counts, lambda total, name=name: _percent(total)[name])  # type: ignore[misc]
    return figures


def _compared(want: Doc, got: Doc) -> Counts:
    right: Counts = Counter()
    tokens = {(token.idx, token.idx + len(token)): token for token in got if not token.is_space}
    for token in want:
        if token.is_space:
            continue
        right["words"] += 1
        other = tokens.get((token.idx, token.idx + len(token)))
        if other is None:
            continue
        right["tokens"] += 1
        right["xpos"] += other.tag_ == token.tag_
        right["upos"] += other.pos_ == token.pos_
        right["lemma"] += other.lemma_.lower() == token.lemma_.lower()
        head, aim = other.head, token.head
        attached = (head.idx, len(head)) == (aim.idx, len(aim)) and (other is head) == (token is aim)
        attached = attached or (head.i == other.i and aim.i == token.i)
        right["uas"] += attached
        right["las"] += attached and other.dep_ == token.dep_
    a, b = ({_bounds(doc, sent.start, sent.end) for sent in doc.sents} for doc in (want, got))
    right.update({"s right": len(a & b), "s want": len(a), "s got": len(b)})
    return right


def _bounds(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Characters of a sentence without whitespace tokens at its ends."""
    words = [doc[i] for i in range(start, end) if not doc[i].is_space] or [doc[start]]
    return words[0].idx, words[-1].idx + len(words[-1])


def _percent(total: Counts) -> dict[str, float]:
    figures = {
        name: 100 * total[name] / max(1, total["words"]) for name in ("tokens", "xpos", "upos", "lemma", "uas", "las")
    }
    return figures | {"sentences": 200 * total["s right"] / max(1, total["s want"] + total["s got"])}


def half_width(counts: Sequence[Counts], figure: Callable[[Counts], float], seed: int = 0) -> float:
    """Half the width of the 95 % percentile bootstrap interval of `figure`, resampling whole texts."""
    random = Random(seed)
    values = sorted(
        figure(sum(random.choices(counts, k=len(counts)), Counter())) for _ in range(min(RESAMPLES, 40 * len(counts)))
    )
    return (values[int(0.975 * (len(values) - 1))] - values[int(0.025 * len(values))]) / 2


def evaluate_names(nlp: Language, corpora: Path, reference: Path) -> Names:
    """Precision, recall, F and half the width of its 95 % interval, per held-out part and kind of name.

    Exact spans; places are one kind. Names that touch words which a corpus leaves open are not judged.
    """
    labels = Labels.build(build_gazetteer(reference))
    tokenizer = build_tokenizer(nlp.vocab)
    result: Names = {}
    for part, texts in name_texts(corpora, labels, "held-out").items():
        counts = []
        for text in joined(texts, NAMES_SIZE):
            gold = to_doc(tokenizer, text)
            got = _run(nlp, tokenizer(text.text))
            a, b = ({(e.start, e.end, GROUPS.get(e.label_, e.label_)) for e in doc.ents} for doc in (gold, got))
            b = {e for e in b if all(gold[i].ent_iob for i in range(e[0], e[1]))}
            row: Counts = Counter()
            for what, spans in (("right", a & b), ("want", a), ("got", b)):
                row.update(f"{what} {kind}" for _, _, kind in spans)
                row[f"{what} all"] += len(spans)
            counts.append(row)
        total = sum(counts, Counter())
        kinds = sorted({name.split(" ")[1] for name in total if name.startswith("want ")})
        result[part] = {kind: (*_prf(total, kind), 0.0) for kind in kinds}
        if "all" in kinds:
            result[part]["all"] = (*_prf(total, "all"), half_width(counts, lambda total: _prf(total, "all")[2]))
    return result


def report(figures: dict[str, dict[str, float]], names: Names) -> str:
    """Two plain tables."""
    lines = []
    if figures:
        lines.append("  ".join([f"{'':26}", *(f"{column:>9}" for column in COLUMNS), "    ± las  ± sent."]))
        for part, row in figures.items():
            cells = [f"{row[c]:9.0f}" if c == "words/s" else f"{row[c]:9.2f}" for c in COLUMNS]
            lines.append("  ".join([f"{part:26}", *cells, f"{row['± las']:9.2f}", f"{row['± sentences']:6.2f}"]))
    for part, kinds in names.items():
        lines.append(f"\n{part:22}  {'P':>6} {'R':>6} {'F':>6} {'±':>6}")
        lines += [
            f"  {kind:20}  {p:6.1f} {r:6.1f} {f:6.1f}" + (f" {width:6.1f}" if width else "")
            for kind, (p, r, f, width) in kinds.items()
        ]
    return "\n".join(lines)


def evaluate(nlp: Language, corpora: Path, reference: Path | None, splits: Iterable[str] = ("dev", "test")) -> str:
    """All figures as text; names only with `reference`."""
    figures = {}
    for split in splits:
        for treebank in TREEBANKS:
            for name, options in {
                "gold tokens": {"gold_tokens": True},
                "paragraphs": {"gold_tokens": True, "paragraphs": True},
                "raw text": {"gold_tokens": False},
            }.items():
                figures[f"{treebank} {split}, {name}"] = evaluate_syntax(nlp, corpora, treebank, split, **options)
    return report(figures, evaluate_names(nlp, corpora, reference) if reference else {})


def _bare(doc: Doc) -> Doc:
    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def _run(nlp: Language, doc: Doc) -> Doc:
    """The trained components and the lemmas; the stages that write claims need a document that was read."""
    for name, component in nlp.pipeline:
        if not name.startswith("claimspan_") or name in ("claimspan_lemmas", "claimspan_encoder"):
            doc = component(doc)
    return doc


def _prf(total: Counts, kind: str) -> tuple[float, float, float]:
    right, got, want = (total[f"{what} {kind}"] for what in ("right", "got", "want"))
    p, r = 100 * right / max(1, got), 100 * right / max(1, want)
    return p, r, 2 * p * r / max(1e-9, p + r)
