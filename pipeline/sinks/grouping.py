"""Claims in a row as results, one for each document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby

from pipeline.packing import ids
from pipeline.records import Claim, DocumentRef, Result
from pipeline.sinks.keys import Keys


def distinct(claims: Sequence[Claim]) -> tuple[Sequence[Claim], Sequence[str]]:
    """Each claim id once, in order of its first place, with what was said of it last; and the ids.

    A sequence without repetitions comes back as it is: that of a very long document is not to be unpacked at once.
    """
    found = list(ids(claims))
    if len(set(found)) == len(found):
        return claims, found
    once = {claim.id: claim for claim in claims}
    return tuple(once.values()), list(once)


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
    several: dict[bytes, int] = {}
    with closing(Keys()) as places:
        for result in consecutive(claims()):
            key = _key(result)
            if not places.add(key):
                several[key] = several.get(key, 1) + 1
    held: dict[bytes, list[Claim]] = {}
    for result in consecutive(claims()):
        key = _key(result)
        if key not in several:
            yield result
            continue
        held.setdefault(key, []).extend(result.claims)
        several[key] -= 1
        if not several[key]:
            yield Result(None, distinct(held.pop(key))[0])


def _key(result: Result) -> bytes:
    return digest(*(repr(part) for part in result.claims[0].document.model_dump().values()))
