"""Rows of tables as documents: which column holds the text, the title, the date, the address."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SourceError
from pipeline.grammar.notation import notation
from pipeline.records import Document

# Names under which data sets keep what a document is made of; the first that a row fills counts. What names a text is
# its uri, and where it is called an id, or was chosen, the id of the document, too.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext", "full_text", "document"),
    "id": ("uri", "url", "link", "id"),
    "key": ("id",),
    "title": ("title", "headline"),
    "numbers": (),  # never guessed: a column called locale may hold anything
    "date": ("published", "date", "publish_date", "published_at", "date_publish", "publication_date", "timestamp"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to read, by their names; None takes the first of the usual names (`NAMES`) that a row fills."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    id: str | None = None
    numbers: str | None = None

    def candidates(self, role: str) -> tuple[str, ...]:
        """Names that may hold `role` (a key of `NAMES`), the likeliest first."""
        chosen: str | None = getattr(self, "id" if role == "key" else role)
        return NAMES[role] if chosen is None else (chosen,)

    def choose(self, names: Iterable[str], uri: str) -> dict[str, str]:
        """Role -> column, of a table whose columns are `names`. Raises SourceError when none holds the text."""
        exact = list(names)
        usual = {name.strip().strip("\ufeff").casefold(): name for name in reversed(exact)}
        chosen: dict[str, str] = {}
        for role in NAMES:
            wanted = getattr(self, "id" if role == "key" else role)
            if wanted is not None and wanted not in exact:
                raise SourceError(f"{uri!r} has no column {wanted!r}: it has {_listed(exact)}.")
            found = wanted or next((usual[name] for name in NAMES[role] if name in usual), None)
            if found is not None:
                chosen[role] = found
        if "text" not in chosen:
            raise SourceError(
                f"{uri!r} has no column called {', '.join(NAMES['text'])}: it has {_listed(exact)}. "
                "Say with --text-column which of them holds the text."
            )
        return chosen


def row_document(row: Mapping[str, Any], place: str) -> Document:
    """The document of a row whose keys are the roles of `NAMES`; `place` names it where nothing else does.

    The text is as the table has it and all offsets count in it; its sha256 is that of the text in UTF-8.
    Raises SourceError when there is none, or its `numbers` name no locale.
    """
    from pipeline.ingest.plain import document

    text, uri, key, title = row.get("text"), row.get("id"), row.get("key"), row.get("title")
    if not isinstance(text, str):
        raise SourceError(f"{place!r} holds no text.")
    return document(
        text,
        uri=str(uri) if isinstance(uri, str | int) and str(uri).strip() else place,
        id=str(key) if isinstance(key, str | int) and str(key).strip() else None,
        title=title.strip() if isinstance(title, str) and title.strip() else None,
        published=day(row.get("date")),
        numbers=_locale(row.get("numbers"), place),
    )


def _locale(written: Any, place: str) -> str | None:
    if written is None or not str(written).strip():
        return None
    try:
        notation(str(written))
    except ValueError as error:
        raise SourceError(f"{place!r} says how its numbers are written, but {error}") from None
    return str(written).strip()


def day(written: Any) -> str | None:
    """The day of an ISO date or time (text or object); anything else dates nothing."""
    try:
        return datetime.date.fromisoformat(str(written)[:10]).isoformat()
    except ValueError:
        return None


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:60]) for name in names[:20])
    return f"{shown} and {len(names) - 20} more" if len(names) > 20 else shown or "none"
