"""Claims in little memory: as compressed lines of JSON, a tenth of what they take as objects or less.

They are written as JSON once, where they were made, and go so through the ledger and into files: `lines`, `values` and
`ids` give of any claims what a store needs of them, without making objects of those that are packed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, overload

from pipeline.records import SCHEMA, Claim
from pipeline.wire import dumps, loads

# Claims to a block, which is what is unpacked at once. An article has fewer, a book many blocks.
BLOCK = 500
# zlib: 170 bytes for a claim of 1,490 on the gold articles, against 187 with level 1 and 137, twice as slow, with 6.
LEVEL = 3
# The id, which is the second field of a claim's line, as it is written in JSON.
_ID = re.compile(rb'\{"schema":"%s","id":("(?:[^"\\]|\\.)*")' % SCHEMA.encode())


@dataclass(frozen=True, slots=True)
class Block:
    """Some claims, one JSON object a line."""

    claims: int
    data: bytes

    def lines(self) -> Sequence[bytes]:
        """The lines, without their ends. Raises zlib.error when the data is damaged."""
        return _lines(self.data) if self.claims else ()


# A store asks first for the ids and then for the lines of a block.
@lru_cache(maxsize=1)
def _lines(data: bytes) -> tuple[bytes, ...]:
    return tuple(zlib.decompress(data).split(b"\n"))


@dataclass(frozen=True, slots=True)
class PackedClaims(Sequence[Claim]):
    """Claims in reading order; iterating unpacks one block after the other.

    `objects` are the same claims as they were before they were packed, where they are at hand; they do not travel.
    """

    blocks: tuple[Block, ...] = ()
    objects: tuple[Claim, ...] | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[PackedClaims], tuple[tuple[Block, ...]]]:
        return PackedClaims, (self.blocks,)

    def __len__(self) -> int:
        return sum(block.claims for block in self.blocks)

    def __iter__(self) -> Iterator[Claim]:
        return map(_claim, self.lines()) if self.objects is None else iter(self.objects)

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        if self.objects is not None:
            return self.objects[index]
        if isinstance(index, slice):
            return tuple(self)[index]
        number = range(len(self))[index]
        for block in self.blocks:
            if number < block.claims:
                return _claim(block.lines()[number])
            number -= block.claims
        raise IndexError(index)

    def lines(self) -> Iterator[bytes]:
        """The claims as `wire.dumps` writes them, in UTF-8, without line ends."""
        for block in self.blocks:
            yield from block.lines()


def lines(claims: Sequence[Claim]) -> Iterator[bytes]:
    """Each claim as `wire.dumps` writes it, in UTF-8, without the line end."""
    return claims.lines() if isinstance(claims, PackedClaims) else (dumps(claim).encode("utf-8") for claim in claims)


def values(claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """Each claim as plain objects, under the contract's names."""
    if isinstance(claims, PackedClaims):
        return map(json.loads, claims.lines())
    return (claim.model_dump(by_alias=True) for claim in claims)


def ids(claims: Sequence[Claim]) -> Iterator[str]:
    """The id of each claim."""
    if isinstance(claims, PackedClaims) and claims.objects is None:
        return map(_id, claims.lines())
    return (claim.id for claim in claims)


def _id(line: bytes) -> str:
    found = _ID.match(line)
    if found is None:
        raise ValueError(f"A line of packed claims does not begin as {SCHEMA} does: {line[:60]!r}.")
    written = found[1]
    id: str = json.loads(written) if b"\\" in written else written[1:-1].decode("utf-8")
    return id


def _claim(line: bytes) -> Claim:
    return loads(line, "packed claims")


class Packer:
    """Takes the claims of one document part by part; packs them as soon as there are many."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._claims: list[Claim] = []

    def add(self, claims: Iterable[Claim]) -> None:
        """Add claims behind those that are there."""
        self._claims += claims
        while len(self._claims) > BLOCK:
            self._blocks.append(_block(self._claims[:BLOCK]))
            del self._claims[:BLOCK]

    def claims(self) -> Sequence[Claim]:
        """All claims: a tuple when they are few, else packed."""
        if not self._blocks:
            return tuple(self._claims)
        return PackedClaims((*self._blocks, _block(self._claims)))


def pack(claims: Sequence[Claim]) -> PackedClaims:
    """The same claims, packed; those that are objects stay at hand."""
    if isinstance(claims, PackedClaims):
        return claims
    starts = range(0, len(claims), BLOCK)
    return PackedClaims(tuple(_block(claims[start : start + BLOCK]) for start in starts), tuple(claims))


def unpack(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The same claims as a tuple when they are few, else packed."""
    return tuple(claims) if len(claims) <= BLOCK else claims


def _block(claims: Sequence[Claim]) -> Block:
    return block([dumps(claim).encode("utf-8") for claim in claims])


def block(written: Sequence[bytes]) -> Block:
    """A block of claims that are written already, each as `lines` gives it."""
    return Block(len(written), zlib.compress(b"\n".join(written), LEVEL))
