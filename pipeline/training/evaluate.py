"""Figures of a pipeline on the treebanks' dev and test parts and on the parts of the name corpora never trained on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.gazetteer import build_gazetteer
from pipeline.training.harmonise import Labels
from pipeline.training.name_docs import joined, name_texts, to_doc
from pipeline.training.name_sets import SIZE as NAMES_SIZE
from pipeline.training.treebanks import treebank_docs

# Corpora differ in which kinds of place they tell apart.
GROUPS = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
SYNTAX_SIZE = 240


def evaluate_syntax(nlp: Language, corpora: Path, split: str, *, gold_tokens: bool) -> dict[str, float]:
    """XPOS, UPOS, lemma, UAS and LAS (percent of gold words) and sentence F, on windows of running text.

    From raw text, a word counts only when its characters are a token of ours. Punctuation counts, as in UD's own
    evaluation; lemmas compare in lower case. Also words per second of everything in `nlp`.
    """
    gold = treebank_docs(nlp.vocab, corpora, split, size=SYNTAX_SIZE)
    raw = build_tokenizer(nlp.vocab)
    began = time.perf_counter()
    found = [_run(nlp, _bare(doc) if gold_tokens else raw(doc.text)) for doc in gold]
    spent = time.perf_counter() - began
    right: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    words = 0
    for want, got in zip(gold, found, strict=True):
        tokens = {(token.idx, token.idx + len(token)): token for token in got}
        for token in want:
            words += 1
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
        a, b = ({(sent.start_char, sent.end_char) for sent in doc.sents} for doc in (want, got))
        sentences.update(right=len(a & b), want=len(a), got=len(b))
    figures = {name: 100 * right[name] / words for name in ("tokens", "xpos", "upos", "lemma", "uas", "las")}
    figures["sentences"] = 200 * sentences["right"] / max(1, sentences["want"] + sentences["got"])
    figures["words/s"] = words / spent
    return figures


def evaluate_names(nlp: Language, corpora: Path, reference: Path) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Precision, recall and F per held-out part and kind of name (exact spans; places are one kind).

    Names that touch words which a corpus leaves open are not judged.
    """
    labels = Labels.build(build_gazetteer(reference))
    tokenizer = build_tokenizer(nlp.vocab)
    result: dict[str, dict[str, tuple[float, float, float]]] = {}
    for part, texts in name_texts(corpora, labels, "held-out").items():
        counts: Counter[tuple[str, str]] = Counter()
        for text in joined(texts, NAMES_SIZE):
            gold = to_doc(tokenizer, text)
            got = _run(nlp, tokenizer(text.text))
            a, b = ({(e.start, e.end, GROUPS.get(e.label_, e.label_)) for e in doc.ents} for doc in (gold, got))
            b = {e for e in b if all(gold[i].ent_iob for i in range(e[0], e[1]))}
            for what, spans in (("right", a & b), ("want", a), ("got", b)):
                counts.update((what, kind) for _, _, kind in spans)
                counts[what, "all"] += len(spans)
        kinds = [kind for what, kind in counts if what == "want"]
        result[part] = {
            kind: _prf(*(counts[what, kind] for what in ("right", "got", "want"))) for kind in sorted(kinds)
        }
    return result


def report(figures: dict[str, dict[str, float]], names: dict[str, dict[str, tuple[float, float, float]]]) -> str:
    """Two plain tables."""
    lines = []
    if figures:
        columns = list(next(iter(figures.values())))
        lines.append("  ".join([f"{'':22}", *(f"{column:>9}" for column in columns)]))
        lines += [
            "  ".join([f"{part:22}", *(f"{row[c]:9.0f}" if c == "words/s" else f"{row[c]:9.2f}" for c in columns)])
            for part, row in figures.items()
        ]
    for part, kinds in names.items():
        lines.append(f"\n{part:22}  {'P':>6} {'R':>6} {'F':>6}")
        lines += [f"  {kind:20}  {p:6.1f} {r:6.1f} {f:6.1f}" for kind, (p, r, f) in kinds.items()]
    return "\n".join(lines)


def evaluate(nlp: Language, corpora: Path, reference: Path | None, splits: Iterable[str] = ("dev", "test")) -> str:
    """All figures as text; names only with `reference`."""
    figures = {
        f"{split}, {'gold tokens' if gold else 'raw text'}": evaluate_syntax(nlp, corpora, split, gold_tokens=gold)
        for split in splits
        for gold in (True, False)
    }
    return report(figures, evaluate_names(nlp, corpora, reference) if reference else {})


def _bare(doc: Doc) -> Doc:
    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def _run(nlp: Language, doc: Doc) -> Doc:
    """The trained components and the lemmas; the stages that write claims need a document that was read."""
    for name, component in nlp.pipeline:
        if not name.startswith("claimspan_") or name in ("claimspan_lemmas", "claimspan_encoder"):
            doc = component(doc)
    return doc


def _prf(right: int, got: int, want: int) -> tuple[float, float, float]:
    p, r = 100 * right / max(1, got), 100 * right / max(1, want)
    return p, r, 2 * p * r / max(1e-9, p + r)
