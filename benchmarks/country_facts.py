"""How many facts about countries are found in sentences of many wordings.

    python benchmarks/country_facts.py [--half blind] [--show]

Reads `corpus/gold/country_facts.jsonl`. Only the blind half says how well new text is read: its sentences were never looked
at while rules were written, so `--show` refuses to print them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import run
from pipeline.evaluation.country_facts import read_country_sentences, score_country_sentences

GOLD = Path(__file__).parent.parent / "corpus" / "gold" / "country_facts.jsonl"


def main() -> None:
    """Print the figure of one half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "blind"), default="blind")
    parser.add_argument("--show", action="store_true", help="print what is missed in the open half")
    options = parser.parse_args()
    if options.show and options.half != "open":
        parser.error("the blind half stays blind: --show goes with --half open")
    pipeline = run.load()
    sentences = [sentence for sentence in read_country_sentences(GOLD) if sentence.half == options.half]
    scores = score_country_sentences(
        sentences,
        lambda text: run.extract(
            text, published="2023-01-09", kinds=("statistic", "relation"), pipeline=pipeline, language="en"
        ),
    )
    facts = scores.facts
    print(f"{options.half} half: {facts.hits} of {facts.total} facts found ({facts.share:.1%})")
    if options.show:
        print(*scores.notes, sep="\n")


if __name__ == "__main__":
    main()
