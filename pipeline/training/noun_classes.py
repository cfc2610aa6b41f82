"""Build the two word lists that coreference agrees by, from their public sources.

`pipeline/data/noun_classes.tsv`: common noun -> what it can stand for, from the lexicographer files of WordNet 3.0
(Princeton's licence, which permits any use and redistribution with its notice). `pipeline/data/given_names.tsv`:
given name -> gender, from the name counts of the 1990 census of the United States (public domain).

    python -m pipeline.training.noun_classes WORDNET_FOLDER CENSUS_FOLDER DATA_FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

# Lexicographer file number (WordNet, lexnames(5WN)) -> class letter: Person, Group, Location, Event, Time, Living
# thing, Object, Measure, Abstract.
LETTERS = {
    3: "B", 4: "E", 5: "A", 6: "O", 7: "B", 8: "O", 9: "B", 10: "B", 11: "E", 12: "B", 13: "O", 14: "G", 15: "L",
    16: "B", 17: "L", 18: "P", 19: "E", 20: "O", 21: "B", 22: "E", 23: "M", 24: "B", 25: "B", 26: "B", 27: "O", 28: "T",
}  # fmt: skip

NOTICE = """\
# Common nouns and what their usual senses stand for: P person, G group, L location, E event or act, T time,
# A animal, O object or substance, M measure, B abstract. Derived from WordNet 3.0 by pipeline/training/noun_classes.py.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS
# IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. Use, copying, modification
# and distribution for any purpose and without fee are granted under the WordNet 3.0 licence.
"""
CENSUS = """\
# Given names and their usual gender (m, f), from the 1990 census of the United States (public domain): names that one
# gender bears at least ten times as often as the other. Derived by pipeline/training/noun_classes.py.
"""


def noun_classes(wordnet: Path) -> Iterator[tuple[str, str]]:
    """(noun, class letters) for single-word common nouns, by their first sense and any other sense that is attested.

    `index.noun` lists senses by frequency and says how many of them occur in the sense-tagged texts; at most the
    first three count.
    """
    files = {}
    for line in _rows(wordnet / "data.noun"):
        offset, number, _ = line.split(" ", 2)
        files[offset] = int(number)
    for line in _rows(wordnet / "index.noun"):
        lemma, _, senses, pointers, *rest = line.split()
        if not lemma.isalpha():
            continue
        tagged, offsets = int(rest[int(pointers) + 1]), rest[-int(senses) :]
        letters = [LETTERS[files[offset]] for offset in offsets[: max(1, min(tagged, 3))]]
        if tagged or letters[0] in "PG":
            yield lemma, "".join(dict.fromkeys(letters))


def given_names(census: Path) -> Iterator[tuple[str, str]]:
    """(lower-case name, "m" or "f") for names that one gender bears at least ten times as often."""
    shares = {
        gender: {row.split()[0].lower(): float(row.split()[1]) for row in _rows(census / f"dist.{word}.first")}
        for gender, word in (("m", "male"), ("f", "female"))
    }
    for name in sorted(shares["m"] | shares["f"]):
        male, female = (max(shares[gender].get(name, 0.0), 0.0005) for gender in "mf")
        if max(male, female) >= 10 * min(male, female) or name not in shares["m"] or name not in shares["f"]:
            yield name, "m" if male > female else "f"


def _rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith(" "):
                yield line


def main(wordnet: Path, census: Path, data: Path) -> None:
    """Write both tables into `data`."""
    for name, notice, rows in (
        ("noun_classes.tsv", NOTICE, sorted(noun_classes(wordnet))),
        ("given_names.tsv", CENSUS, sorted(given_names(census))),
    ):
        (data / name).write_text(notice + "".join(f"{key}\t{value}\n" for key, value in rows), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
