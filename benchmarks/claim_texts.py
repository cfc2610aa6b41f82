"""How the texts of claims from the gold articles read, after the judgements of a reader.

    python benchmarks/claim_texts.py [--half open|blind] [--articles FOLDER] [--show] [--unjudged FILE]

Reads `corpus/gold/claim_texts.jsonl`; claims under 0.5 are left out. `--show` prints the texts of the open half with a
fault; `--unjudged` writes the texts that nobody has judged yet, with their sentences, to be judged and added.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from pipeline import run
from pipeline.evaluation import read_gold
from pipeline.evaluation.claim_texts import read_judgements, read_texts
from pipeline.records import Claim

GOLD = Path(__file__).parent.parent / "corpus" / "gold"
FOLDERS = ("articles", "articles_varied")
FAULTS = ("grammar", "cut", "dangling", "wrong", "odd")


def claims_of(half: str, folders: Sequence[str]) -> dict[str, list[Claim]]:
    """The claims of every gold article of one half in these folders."""
    pipeline = run.load()
    kinds = ("statistic", "relation", "statement")
    return {
        document.name: list(
            run.extract(
                GOLD / folder / f"{document.name}.txt",
                published=document.published,
                kinds=kinds,
                pipeline=pipeline,
                language="en",
            )
        )
        for folder in folders
        for document in read_gold(GOLD / folder)
        if (document.half == "blind") == (half == "blind")
    }


def main() -> None:
    """Print the figures of one half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "blind"), default="open")
    parser.add_argument("--show", action="store_true", help="print the texts of the open half with a fault")
    parser.add_argument("--unjudged", type=Path, help="write the texts to be judged to this file")
    parser.add_argument("--articles", choices=FOLDERS, action="append", help="only those of this folder")
    options = parser.parse_args()
    if options.show and options.half != "open":
        parser.error("the blind half stays blind: --show goes with --half open")
    claims = claims_of(options.half, options.articles or FOLDERS)
    reading = read_texts(claims, read_judgements(GOLD / "claim_texts.jsonl"))
    print(f"{options.half} half: {reading.judged} texts judged, {len(reading.unjudged)} not")
    print(f"{'no fault':12}{reading.good:6}{reading.share(None):8.1%}")
    print(f"{'  left open':12}{reading.left_open:6}{reading.left_open / max(reading.judged, 1):8.1%}")
    for fault in FAULTS:
        print(f"{fault:12}{reading.faults[fault]:6}{reading.share(fault):8.1%}")
    if options.show:
        print(*reading.notes, sep="\n")
    if options.unjudged is not None:
        quotes = {(name, c.text): c.evidence.quote for name, found in claims.items() for c in found}
        rows = ({"document": n, "text": t, "sentence": quotes[n, t]} for n, t in reading.unjudged)
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        options.unjudged.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
