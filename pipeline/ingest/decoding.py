"""Bytes to text: no character is changed, dropped or added, and newlines stay as they are."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import SourceError

# A file that begins with one of these is not text, whatever it is called. Those whose suffix has a reader are read.
MAGIC: dict[bytes, tuple[str, str]] = {
    b"%PDF-": (".pdf", "a PDF file"),
    b"PK\x03\x04": (".zip", "a zip archive or an Office document"),
    b"PK\x05\x06": (".zip", "an empty zip archive"),
    b"WARC/": (".warc", "a web archive"),
    b"ARROW1": (".arrow", "an Arrow file"),
    b"\xd0\xcf\x11\xe0": (".doc", "an old Office document"),
    b"{\\rtf": (".rtf", "an RTF document"),
    b"\x1f\x8b": (".gz", "a gzip archive"),
    b"BZh": (".bz2", "a bzip2 archive"),
    b"\xfd7zXZ": (".xz", "an xz archive"),
    b"\x28\xb5\x2f\xfd": (".zst", "a zstd archive"),
    b"7z\xbc\xaf": (".7z", "a 7-Zip archive"),
    b"\x89PNG": (".png", "an image"),
    b"\xff\xd8\xff": (".jpg", "an image"),
    b"GIF8": (".gif", "an image"),
    b"\x7fELF": ("", "a program"),
    b"SQLite format 3": (".sqlite", "an SQLite database"),
    b"PAR1": (".parquet", "a Parquet file"),
    b"ID3": (".mp3", "a sound file"),
    b"OggS": (".ogg", "a sound file"),
}
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Letters of western Europe and the quotation marks, dashes and signs of Windows-1252.
_WESTERN = re.compile("[\x00-\x7fÀ-ÿŠšŒœŽžŸƒ‘’‚“”„–—…•€£¥§©®°±²³´µ·¹º»«¿¡½¼¾ª¬\u00a0\u00ad¢™†‡‰‹›]*")
_SAMPLE = 100_000


def kind(data: bytes) -> tuple[str, str] | None:
    """(suffix, words) for data that is plainly not text, by how it begins."""
    return next((found for magic, found in MAGIC.items() if data.startswith(magic)), None)


def decode(data: bytes, uri: str) -> str:
    """The text that `data` holds: as UTF-8 where it can be, else in the encoding that it shows or most likely has.

    A file in UTF-8 with a few damaged bytes is read, each of them as U+FFFD. A byte order mark stays in the text, so
    that offsets hold for everybody who decodes the file. Raises SourceError for binary data and for an encoding
    that cannot be told.
    """
    encoding = encoding_of(data, uri)
    if encoding == "utf-8":
        return data.decode(encoding, "replace")
    return _strictly(data, encoding, uri)


def named(data: bytes, charset: str | None) -> str | None:
    """The text in the encoding that its sender named, as browsers read it; None when it is in another one."""
    if charset is None:
        return None
    try:
        codec = codecs.lookup(charset.strip("\"' \t")).name
        # What calls itself Latin-1 or ASCII is read as Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
        return data.decode("cp1252" if codec in ("iso8859-1", "ascii") else codec)
    except (LookupError, ValueError):
        return None


def encoding_of(data: bytes, uri: str) -> str:
    """The encoding of a text, or of one that begins with `data`, as a Python codec. Raises SourceError as `decode` does."""
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        raise SourceError(f"{uri!r} is binary, not text (it holds NUL bytes): give the text itself, as UTF-8.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    outside = len(re.findall(rb"[\x80-\xff]", data))
    valid = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    if valid > 0.8 * outside:
        return "utf-8"
    if outside < 0.1 * len(data) and _WESTERN.fullmatch(data.decode("cp1252", "replace")):
        return "cp1252"
    return _guess(data, uri)


def _guess(data: bytes, uri: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise SourceError(f"The encoding of {uri!r} cannot be told, or it is not text: save it as UTF-8.")
    return best.encoding


def _strictly(data: bytes, encoding: str, uri: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{uri!r} looks like {encoding} but is damaged at byte {error.start:,}: save it as UTF-8."
        ) from error
