"""Claims in a row as results, one for each document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.packing import ids
from pipeline.records import Claim, DocumentRef, Result


def distinct(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Each claim id once, in order of its first place, with what was said of it last.

    A sequence without repetitions comes back as it is: that of a very long document is not to be unpacked at once.
    """
    return claims if len(set(ids(claims))) == len(claims) else tuple({claim.id: claim for claim in claims}.values())


def reference(result: Result) -> DocumentRef | None:
    """The document that a result is about, as its claims name it; None when nothing says so."""
    if result.document is not None:
        return result.document.ref()
    return result.claims[0].document if result.claims else None


def digest(*parts: str | bytes) -> bytes:
    """16 bytes that stand for these strings; bytes are text in UTF-8."""
    return digest_of(parts)


def digest_of(parts: Iterable[str | bytes]) -> bytes:
    """The same of strings that need not be in memory together."""
    seal = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        seal.update(len(data).to_bytes(8, "big") + data)
    return seal.digest()


def consecutive(claims: Iterable[Claim]) -> Iterator[Result]:
    """One result for each stretch of claims of the same document."""
    for _, group in groupby(claims, key=lambda claim: claim.document):
        yield Result(None, tuple(group))


def by_document(claims: Callable[[], Iterator[Claim]]) -> Iterator[Result]:
    """One result for each document, even where its claims stand in several places, as in files put one behind the other.

    Reads `claims` twice; holds only the claims of such documents, until the last of them is reached.
    """
    places: dict[bytes, int] = {}
    several: dict[bytes, int] = {}
    for result in consecutive(claims()):
        key = _key(result)
        places[key] = places.get(key, 0) + 1
        if places[key] > 1:
            several[key] = places[key]
    places.clear()
    held: dict[bytes, list[Claim]] = {}
    for result in consecutive(claims()):
        key = _key(result)
        if key not in several:
            yield result
            continue
        held.setdefault(key, []).extend(result.claims)
        several[key] -= 1
        if not several[key]:
            yield Result(None, distinct(held.pop(key)))


def _key(result: Result) -> bytes:
    return digest(*(repr(part) for part in result.claims[0].document.model_dump().values()))
