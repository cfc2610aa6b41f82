"""Claims in little memory: as compressed lines of JSON, a tenth of what they take as objects or less."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pipeline.records import Claim

# Claims to a block, which is what is unpacked at once. An article has fewer, a book many blocks.
BLOCK = 500
# zlib: 170 bytes for a claim of 1,490 on the gold articles, against 187 with level 1 and 137, twice as slow, with 6.
LEVEL = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Some claims, one JSON object a line."""

    claims: int
    data: bytes

    def lines(self) -> list[bytes]:
        """The lines, without their ends. Raises zlib.error when the data is damaged."""
        return zlib.decompress(self.data).split(b"\n") if self.claims else []


@dataclass(frozen=True, slots=True)
class PackedClaims(Sequence[Claim]):
    """Claims in reading order; iterating unpacks one block after the other."""

    blocks: tuple[Block, ...] = ()

    def __len__(self) -> int:
        return sum(block.claims for block in self.blocks)

    def __iter__(self) -> Iterator[Claim]:
        return map(Claim.model_validate_json, self.lines())

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Claim]: ...
    def __getitem__(self, index: int | slice) -> Claim | Sequence[Claim]:
        if isinstance(index, slice):
            return tuple(self)[index]
        number = range(len(self))[index]
        for block in self.blocks:
            if number < block.claims:
                return Claim.model_validate_json(block.lines()[number])
            number -= block.claims
        raise IndexError(index)

    def lines(self) -> Iterator[bytes]:
        """The claims as `Claim.to_json` writes them, in UTF-8, without line ends."""
        for block in self.blocks:
            yield from block.lines()


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
    """The same claims, packed."""
    if isinstance(claims, PackedClaims):
        return claims
    starts = range(0, len(claims), BLOCK)
    return PackedClaims(tuple(_block(claims[start : start + BLOCK]) for start in starts))


def _block(claims: Sequence[Claim]) -> Block:
    lines = b"\n".join(claim.to_json().encode("utf-8") for claim in claims)
    return Block(len(claims), zlib.compress(lines, LEVEL))
