"""Values and statistics on single news sentences that were written before the rules read them.

    python benchmarks/news_statistics.py [--half blind] [--show]

Reads `corpus/gold/statistics.jsonl`. Only the blind half says how well new text is read: its sentences were never looked
at while rules were written, so `--show` refuses to print them. The bars are what the best published quantity extractor for news
reaches on its own gold, which is another one (Almasian et al., CQE, EMNLP 2023): value F1 92.0, with unit 85.6, with bound 88.1.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import run
from pipeline.evaluation.sentences import Sentence, read_sentences, score_sentences
from pipeline.records import Claim, Value

GOLD = Path(__file__).parent.parent / "corpus" / "gold" / "statistics.jsonl"
BARS = {"value": 0.920, "value_and_unit": 0.856, "value_and_bound": 0.881}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "blind"), default="blind")
    parser.add_argument("--show", action="store_true", help="print what is wrong in the open half")
    options = parser.parse_args()
    if options.show and options.half != "open":
        parser.error("the blind half stays blind: --show goes with --half open")
    pipeline = run.load()

    def read(sentence: Sentence) -> tuple[list[Value], list[Claim]]:
        seen = run.annotate(sentence.text, published=sentence.published, pipeline=pipeline)
        values = [Value.model_validate({k: v for k, v in row.items() if k != "context"}) for row in seen["values"]]
        claims = run.extract(
            sentence.text, published=sentence.published, kinds=("statistic",), pipeline=pipeline, language="en"
        )
        return values, list(claims)

    sentences = [sentence for sentence in read_sentences(GOLD) if sentence.half == options.half]
    scores = score_sentences(sentences, read)
    print(f"{options.half} half: {len(sentences)} sentences, {sum(len(s.statistics) for s in sentences)} values")
    print(f"{'':16} {'precision':>9} {'recall':>7} {'F1':>6}  bar")
    for name in ("value", "value_and_unit", "value_and_bound", "statistics"):
        figures = getattr(scores, name)
        bar = f"{BARS[name]:.3f}" if name in BARS else ""
        print(f"{name:16} {figures.precision:9.3f} {figures.recall:7.3f} {figures.f1:6.3f}  {bar}")
    for name, share in scores.slots.items():
        print(f"  {name:14} {'':9} {share.share:7.3f}")
    if options.show:
        print(*scores.notes, sep="\n")


if __name__ == "__main__":
    main()
