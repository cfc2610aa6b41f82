"""spaCy's DocBin written as documents come: what its fields hold waits on disk, not in memory.

The format is the one that `spacy.tokens.DocBin` documents: zlib around a msgpack map of fields that each run over all documents,
behind their lengths, so that they cannot be written before the last document is known.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.sinks.keys import Keys
from pipeline.sinks.spool import Spool

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The columns of the tokens: what a Doc has whose words were split and nothing more.
COLUMNS = ("ORTH", "NORM")
# Fields that are one piece of bytes, and fields that are lists with an item for each document.
JOINED = ("tokens", "spaces", "lengths")
LISTED = ("cats", "flags", "span_groups", "user_data")
LONGEST = (1 << 32) - 1  # bytes of a piece of msgpack
# What msgpack writes before a list, a text and bytes whose length takes four bytes.
LIST, TEXT, BYTES = b"\xdd", b"\xdb", b"\xc6"


class DocBinFile:
    """A DocBin on its way into a file; what waits lies in `folder`. Both methods raise OSError when there is no room."""

    def __init__(self, folder: Path) -> None:
        self._waiting = ExitStack()
        self._strings = self._waiting.enter_context(closing(Keys()))
        self._fields = {name: self._waiting.enter_context(closing(Spool(folder))) for name in JOINED + LISTED}

    def add(self, doc: Doc) -> None:
        """Add a Doc. Raises OverflowError when a DocBin cannot hold any more."""
        import srsly
        from spacy.tokens import DocBin

        alone = DocBin(attrs=COLUMNS, store_user_data=True, docs=[doc])
        tokens = alone.tokens[0].astype("<u8").tobytes()
        if self._fields["tokens"].size + len(tokens) > LONGEST:
            raise OverflowError(f"a DocBin holds no more than {LONGEST // (8 * len(COLUMNS)):,} tokens")
        pieces = {
            "tokens": tokens,
            "spaces": alone.spaces[0].tobytes(),
            "lengths": len(doc).to_bytes(4, "little"),
            "cats": srsly.msgpack_dumps(alone.cats[0]),
            "flags": srsly.msgpack_dumps(alone.flags[0]),
            "span_groups": _headed(BYTES, alone.span_groups[0]),
            "user_data": _headed(BYTES, alone.user_data[0] or b""),
        }
        for name, piece in pieces.items():
            self._fields[name].write(piece)
        for string in alone.strings:
            self._strings.add(string.encode())

    def write(self, file: IO[bytes]) -> None:
        """Write it all; nothing can be added any more."""
        packer = zlib.compressobj()
        for piece in self._pieces():
            file.write(packer.compress(piece))
        file.write(packer.flush())

    def _pieces(self) -> Iterator[bytes]:
        import srsly
        from spacy.tokens import DocBin

        empty = DocBin(attrs=COLUMNS)
        known = {"version": empty.version, "attrs": empty.attrs}
        # A map of up to 15 fields says their number in its first byte.
        yield bytes([0x80 + len(known) + 1 + len(self._fields)])
        for name, value in known.items():
            yield srsly.msgpack_dumps(name) + srsly.msgpack_dumps(value)
        yield srsly.msgpack_dumps("strings") + _head(LIST, len(self._strings))
        for string in self._strings:
            yield _headed(TEXT, string)
        for name, field in self._fields.items():
            yield srsly.msgpack_dumps(name)
            yield _head(LIST, field.count) if name in LISTED else _head(BYTES, field.size)
            yield from field.chunks()

    def close(self) -> None:
        """Give the room back."""
        self._waiting.close()


def _head(kind: bytes, length: int) -> bytes:
    return kind + length.to_bytes(4, "big")


def _headed(kind: bytes, data: bytes) -> bytes:
    return _head(kind, len(data)) + data
