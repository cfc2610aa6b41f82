"""What a source is, by its first bytes; its suffix decides only between kinds of text."""

from __future__ import annotations

import codecs
import json
import re

from pipeline.errors import SourceError
from pipeline.ingest.columns import NAMES
from pipeline.ingest.decoding import kind
from pipeline.ingest.readers import HEAD, READERS

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{0,60}):[ \t\r\n]|[ \t]|>?From ")
# Fields that a message has and an article that begins "From: …" has not (RFC 5322, 3.6; RFC 2045, 3).
_MAIL = frozenset({"received", "message-id", "mime-version", "return-path", "delivered-to", "content-type"})
_WHO = frozenset({"from", "subject", "date", "to"})
_POSTMARK = re.compile(r"From \S{1,200}.{0,60}\d\d:\d\d(?::\d\d)?.{0,20}\d{4}")
# These begin as such files do, or they are damaged.
_BINARY = frozenset(
    {".pdf", ".docx", ".zip", ".parquet", ".arrow", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".warc"}
)
_ARROW_MARK = b"\xff\xff\xff\xff"  # before each message of a stream, then its length
_TAR_MARK = 257  # where "ustar" stands in the first header


def detect(head: bytes, suffix: str, uri: str) -> str:
    """The suffix in `READERS` of what begins with `head` and is called `suffix`; `.txt` for what shows nothing else.

    Raises SourceError when the suffix promises a binary format that the content is not.
    """
    if b"%PDF-" in head[:1024] and not _reads(head).startswith("<"):
        return ".pdf"
    if head[_TAR_MARK : _TAR_MARK + 5] == b"ustar":
        return ".tar"
    found = kind(head)
    if found is not None:
        return found[0] if found[0] in READERS else ".txt"
    if head[:4] == _ARROW_MARK and 0 < int.from_bytes(head[4:8], "little") < HEAD * 64:
        return ".arrow"
    text = _reads(head)
    if _HTML.match(text):
        return ".html"
    if suffix in _BINARY and head.strip():
        raise SourceError(
            f"{uri!r} is called {suffix} but holds no such data: it was damaged on the way, or has a wrong suffix."
        )
    if _POSTMARK.match(text):
        return ".mbox"
    if _is_message(text):
        return ".eml"
    if _is_json_line(text, suffix in READERS):
        return ".jsonl"
    if suffix in READERS and suffix not in _BINARY:
        return suffix
    return _table(text) or ".txt"


def is_page(head: bytes) -> bool:
    """Whether what begins with `head` shows, without a name, to be an HTML page, a PDF file or an e-mail."""
    return detect(head, "", "") in (".html", ".pdf", ".eml")


def _reads(head: bytes) -> str:
    """The beginning as text, whatever its encoding: only ASCII letters matter here."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip()


def _is_message(text: str) -> bool:
    """Whether a text begins with the header of an e-mail."""
    names = set()
    for line in text.splitlines()[:200]:
        if not line:
            break
        field = _FIELD.match(line + "\n")
        if field is None:
            return False
        names.add((field["name"] or "").lower())
    return bool(names & _MAIL and names & _WHO)


def _is_json_line(text: str, named: bool) -> bool:
    """Whether a text begins with an object on one line; one that goes on and on counts unless a suffix names another kind."""
    if not text.startswith("{"):
        return False
    line, end, _ = text.partition("\n")
    if not end and len(text) > 1_000:
        # A line longer than what was looked at: it starts as an object does.
        return not named and re.match(r'\{\s*"[^"]{1,200}"\s*:', text) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _table(text: str) -> str | None:
    """`.csv` or `.tsv` for a header that names a column of texts and at least one more."""
    header = text.partition("\n")[0].strip()
    if len(header) > 2_000:
        return None
    for delimiter, suffix in (("\t", ".tsv"), (",", ".csv"), (";", ".csv")):
        names = [name.strip('" ').casefold() for name in header.split(delimiter)]
        known = {name for role in NAMES.values() for name in role}
        if len(names) > 1 and any(name in NAMES["text"] for name in names) and sum(n in known for n in names) > 1:
            return suffix
    return None
