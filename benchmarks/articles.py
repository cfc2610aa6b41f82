"""What the benchmarks of speed read: the articles of the project's gold, over and over; a word is what stands between spaces."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.records import Document

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"


def documents(words: int) -> list[Document]:
    """So many documents, each of its own name, that there are `words` words."""
    sources = [path.read_bytes().decode("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    found: list[Document] = []
    total = 0
    while total < words:
        text = sources[len(found) % len(sources)]
        total += len(text.split())
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        found.append(Document(id=str(len(found)), uri=f"{len(found)}.txt", sha256=digest, text=text))
    return found


def count(read: list[Document]) -> int:
    """The words of some documents."""
    return sum(len(document.text.split()) for document in read)


def show(figures: Mapping[str, float], *, as_json: bool) -> None:
    """Print figures by name, in their order."""
    if as_json:
        print(json.dumps(figures, indent=2))
        return
    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.0f}" if figure >= 100 else f"{figure:.2f}")
    Console().print(table)
