"""claimspan, quantulum3 and dateparser on the same phrases in one run: accuracy, speed, and what share of a run it costs.

    pip install 'claimspan[bench]'
    python benchmarks/quantities_comparison.py [CORPORA_FOLDER]

Values: `corpus/phrases/values.jsonl`, the sentences of `corpus/gold/statistics.jsonl` (the blind half: the phrases and the
open half were read while the rules were written, and flatter claimspan), and with
CORPORA_FOLDER the numbers of the Recognizers-Text specifications that `benchmarks/quantities.py` has in scope. A value of
quantulum3 counts with its currency code, or with the unit that its name means; its ranges, given as middle and
uncertainty, count as ranges. Times: `corpus/phrases/times.jsonl`; dateparser gives moments, so a time is "near" when the day of
its moment lies within the expected days, for both, and "exact" when the interval is the expected one.
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import quantities

from pipeline import run
from pipeline.errors import ResourceError
from pipeline.evaluation.matching import interval
from pipeline.evaluation.phrases import read_phrases, score_phrases
from pipeline.evaluation.sentences import read_sentences, score_sentences
from pipeline.grammar import money, times, units, values
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import lex
from pipeline.records import Document, Value

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
ROUNDS = 3

Reader = Callable[[str], Sequence[Value]]


def quantulum() -> Reader:
    """quantulum3 as a reader of values."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import parser
    except ImportError as error:
        raise ResourceError("quantulum3 is not installed: pip install 'claimspan[bench]'.") from error

    def read(text: str) -> list[Value]:
        try:
            found = parser.parse(text)
        except Exception:  # it raises on some phrases; a reader that finds nothing there is what counts
            return []
        return [_converted(quantity) for quantity in found if 0 <= quantity.span[0] < quantity.span[1]]

    return read


def _converted(quantity: Any) -> Value:
    start, end = quantity.span
    code = quantity.unit.currency_code or _code(str(quantity.unit.name))
    spread = quantity.uncertainty
    ends = (None, None) if not spread else (quantity.value - spread, quantity.value + spread)
    return Value(
        kind="quantity", amount=None if spread else quantity.value, low=ends[0], high=ends[1], unit=code,
        text=str(quantity.surface), start=start, end=end,
    )  # fmt: skip


def _code(name: str) -> str:
    """This project's code for a unit by its English name; the name where there is none."""
    if name == "dimensionless":
        return "1"
    tokens = lex(f"1 {name}")
    found = units.match(tokens, 1)
    if found is not None and found[1] == len(tokens.words) - 2:
        return found[0].code
    currency = money.after(tokens, Number(Decimal(1), 0, 1, Decimal(1)))
    return currency[0] if currency is not None else name


def timed(read: Callable[[str], object], texts: Iterable[str]) -> float:
    """The shortest time of a few rounds, in microseconds a text."""
    texts = list(texts)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts:
            read(text)
        best = min(best, time.perf_counter() - start)
    return 1e6 * best / len(texts)


def compare_values(corpora: Path | None) -> None:
    """Print the table of values."""
    phrases = read_phrases(CORPUS / "phrases" / "values.jsonl")
    sentences = [s for s in read_sentences(CORPUS / "gold" / "statistics.jsonl") if s.half == "blind"]
    print(f"values: {len(phrases)} phrases, {len(sentences)} sentences" + (", specifications" if corpora else ""))
    print(
        f"{'':12} {'number':>7} {'+ unit':>7} {'+ bound':>8} {'news F1':>8} {'+ unit':>7} {'spec.':>6} {'us/phrase':>10}"
    )
    for name, read in (("claimspan", values.find), ("quantulum3", quantulum())):
        scores = score_phrases(phrases, read)
        news = score_sentences(sentences, lambda sentence, read=read: (read(sentence.text), []))
        spec = f"{_specification(corpora, read):6.3f}" if corpora else f"{'':6}"
        micro = timed(read, (phrase.text for phrase in phrases))
        row = (scores.number.share, scores.unit.share, scores.exact.share, news.value.f1, news.value_and_unit.f1)
        print("{:12} {:7.3f} {:7.3f} {:8.3f} {:8.3f} {:7.3f} {} {:10.0f}".format(name, *row, spec, micro))


def _specification(corpora: Path, read: Reader) -> float:
    hits = total = 0
    for model, file in quantities.MODELS.items():
        for case in json.loads((corpora / "recognizers-text" / f"{file}.json").read_text(encoding="utf-8-sig")):
            found = read(case["Input"])
            for result in case["Results"]:
                if quantities.reason(model, case, result):
                    continue
                start, end = result.get("Start", 0), result.get("End", len(case["Input"])) + 1
                hits += quantities.right(model, result, [v for v in found if v.start < end and start < v.end])
                total += 1
    return hits / total


Span = tuple[int, int, str | None, str | None]


def compare_times() -> None:
    """Print the table of times."""
    rows = [json.loads(line) for line in (CORPUS / "phrases" / "times.jsonl").read_text(encoding="utf-8").splitlines()]
    print(f"\ntimes: {len(rows)} phrases")
    print(f"{'':12} {'near':>7} {'exact':>7} {'us/phrase':>10}")
    for name, read in (("claimspan", our_times), ("dateparser", dateparser())):
        near = exact = total = 0
        for row in rows:
            found = read(row["text"], row["published"])
            if not row["times"]:
                near, exact, total = near + (not found), exact + (not found), total + 1
            for gold in row["times"]:
                accepted = [gold, *(a for a in row.get("alternatives", []) if a["start"] < gold["end"])]
                here = [f for f in found if f[0] < gold["end"] and gold["start"] < f[1]]
                near += any(_within(f, a) for f in here for a in accepted)
                exact += any(
                    _days(f[2], f[3]) == _days(a.get("earliest"), a.get("latest")) for f in here for a in accepted
                )
                total += 1
        start = time.perf_counter()
        for row in rows:
            read(row["text"], row["published"])
        micro = 1e6 * (time.perf_counter() - start) / len(rows)
        print(f"{name:12} {near / total:7.3f} {exact / total:7.3f} {micro:10.0f}")


def _days(first: str | None, last: str | None) -> tuple[str, str]:
    """First and last day of an interval whose ends may be years, months or open."""
    if (first or last or "").startswith("-"):
        return first or "", last or ""  # years before Christ have no calendar days here; they must be equal as written
    return interval(f"{first or '..'}/{last or '..'}")


def _within(found: Span, gold: dict[str, Any]) -> bool:
    if gold["edtf"] is None:
        return False
    low, high = _days(found[2], found[3])
    first, last = _days(gold.get("earliest"), gold.get("latest"))
    return low <= last and first <= high


def our_times(text: str, published: str | None) -> list[Span]:
    """The times of a text with their intervals."""
    date = datetime.date.fromisoformat(published) if published else None
    return [(t.start, t.end, t.time.earliest, t.time.latest) for t in times.find(text, published=date)]


def dateparser() -> Callable[[str, str | None], list[Span]]:
    """dateparser as a reader of times: moments, each as an interval of one day."""
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        raise ResourceError("dateparser is not installed: pip install 'claimspan[bench]'.") from error

    def read(text: str, published: str | None) -> list[Span]:
        base = datetime.datetime.fromisoformat(published or "2023-01-09")
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = search_dates(text, languages=["en"], settings=settings) or []
        spans: list[Span] = []
        floor = 0
        for quote, moment in found:
            at = text.find(quote, floor)
            if at >= 0:
                floor = at + len(quote)
                spans.append((at, floor, moment.date().isoformat(), moment.date().isoformat()))
        return spans

    return read


def share_of_the_run() -> None:
    """Print what times and values cost of the whole pipeline, on the gold articles."""
    from pipeline.stages.reading import make_docs

    nlp = run.load().nlp
    texts = [path.read_bytes().decode("utf-8") for path in sorted((CORPUS / "gold" / "articles").glob("*.txt"))]
    spent: dict[str, float] = {}
    for round_ in range(ROUNDS):
        for text in texts:
            document = Document(id="x", uri="x.txt", sha256="", title=None, published="2024-01-01", text=text)
            for doc in make_docs(nlp, document, 10**6, published=None):
                for name, component in nlp.pipeline:
                    start = time.perf_counter()
                    doc = component(doc)
                    if round_:  # the first round warms caches
                        spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
    total = sum(spent.values())
    both = spent["claimspan_times"] + spent["claimspan_values"]
    print(
        f"\ntimes and values take {both / total:.1%} of the pipeline's time, statistics {spent['claimspan_statistics'] / total:.1%}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?", help="a folder with recognizers-text/*.json")
    options = parser.parse_args()
    compare_values(options.corpora)
    compare_times()
    share_of_the_run()


if __name__ == "__main__":
    main()
