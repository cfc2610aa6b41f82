"""Ranks: "second-largest", "fourth most populous", "the world's poorest", "the 45th president", "first"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar import numbers
from pipeline.grammar.draft import Draft
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import HYPHENS, ORDINAL_ENDINGS, Tokens
from pipeline.grammar.wordlists import listed

# How far before a superlative "one of" may stand: "one of the world's five poorest".
REACH = 6


@cache
def ordinal_words() -> dict[str, int]:
    """first, second, …"""
    return dict(resources.table("numbers.toml")["ordinals"])


def superlatives() -> frozenset[str]:
    """largest, poorest, …"""
    return resources.words("superlatives.toml", "words")


def _listed(name: str) -> frozenset[str]:
    return resources.words("superlatives.toml", name)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(resources.table("superlatives.toml")["adjectives"])


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """The ordinal at token `i` ("second", "22nd", "twenty-first", "one hundred twenty-fifth") and its end."""
    word = t.word(i)
    if word[:1].isdigit():
        if t.glued(i + 1) and t.word(i + 1) in ORDINAL_ENDINGS and word.replace(",", "").isascii():
            value = numbers.from_digits(word)
            if value is not None and value == int(value):
                return int(value), i + 2
        return None
    if word in ordinal_words():
        return ordinal_words()[word], i + 1
    number = numbers.read(t, i)
    if number is None or not number.words:
        return None
    joined = t.glued(number.end) == t.glued(number.end + 1)  # also "twenty - sixth"; not "twenty -sixth"
    at = number.end + 1 if t.word(number.end) in HYPHENS and joined else number.end
    last = ordinal_words().get(t.word(at))
    if last is None or not t.near(at) or number.value != int(number.value):
        return None
    if last >= 100:
        return (int(number.value) * last, at + 1)
    if (last < 10 and number.value % 10 == 0 and number.value % 100 != 10) or number.value % 100 == 0:
        return int(number.value) + last, at + 1
    return None


def rank(t: Tokens, i: int) -> Draft | None:
    """The rank that starts at token `i`, or None."""
    found = ordinal(t, i)
    if found is None:
        end = _superlative(t, i)
        if end is None or t.word(i) in _listed("only_ordinal"):
            return None
        return _superlative_rank(t, i, i, end, 1)
    place, end = found
    at = t.unhyphened(end)
    best = _superlative(t, at) if t.near(at) else None
    if best is not None and place > 0:
        return _superlative_rank(t, i, at, best, place)
    return _bare(t, i, end, place)


def numbered(t: Tokens, number: Number) -> Draft | None:
    """ "ranks number two", "the No. 3 official" at `number`: a rank where "number" does not number a thing."""
    top = _top(t, number)
    if top is not None:
        return top
    at = number.start - 1
    at -= t.word(at) == "." and t.word(at - 1) == "no"
    if t.word(at) not in ("number", "no") or number.value != int(number.value) or not t.near(number.start):
        return None
    before = t.word(at - 1)
    if before not in listed("rank_verbs") | {"the", "as", "its", "their", "at"} and not _possessive(before):
        return None
    # "No. 10 Downing Street", "the number 7 bus"
    if t.titled(number.end) or (before == "the" and t.word(number.end) in listed("function_words")):
        return None
    return Draft("rank", "1", number.start, number.end, amount=float(number.value), head=number.start)


def _top(t: Tokens, number: Number) -> Draft | None:
    """A place at most so far down behind a verb of placing: "reached the top 40", "peaked in the top-ten"."""
    at = number.start - 1
    at -= t.word(at) in HYPHENS
    if t.word(at) != "top" or number.value != int(number.value) or not t.near(number.start):
        return None
    behind = t.word(number.end)
    if not _is_placed(t, at) or (behind.isalpha() and behind not in listed("function_words")):
        return None  # "reached the top 40 firms"
    return Draft("rank", "1", number.start, number.end, amount=float(number.value), bound="<=", head=number.start)


def _is_placed(t: Tokens, top: int) -> bool:
    """Whether a verb of placing stands before the word "top" at `top`, or before another that it is joined to."""
    before = top - 1
    if t.word(before) in ("and", "but"):  # "reached the top ten in Peru | and top twenty in Chile"
        upper = next((k for k in range(before - 1, before - 1 - REACH, -1) if t.word(k) == "top"), None)
        return upper is not None and _is_placed(t, upper)
    before -= t.word(before) == "the"
    before -= t.word(before) in ("in", "within")
    return t.word(before) in listed("rank_verbs")


def _superlative(t: Tokens, i: int) -> int | None:
    """The end of the superlative at token `i`: "largest", "highest-ranking", "most populous"."""
    word = t.word(i)
    if word in superlatives():
        end = i + 1
        if t.word(end) in HYPHENS and t.glued(end) and t.glued(end + 1) and t.word(end + 1).isalpha():
            end += 2
        return None if t.word(end) in _listed("not_before") else end
    if word in ("most", "least"):
        at = i + 2 if t.word(i + 1) in HYPHENS and t.glued(i + 1) else i + 1
        if t.word(at) in listed("degree_adverbs"):
            at += 1
        word = t.word(at)
        raised = word.endswith(_endings()) and not word.endswith("ly") and word not in _listed("not_adjectives")
        if raised and t.near(at) and not t.titled(at):
            return at + 1
    return None


def _superlative_rank(t: Tokens, i: int, at: int, end: int, place: int) -> Draft | None:
    # "the richest 0.1 percent"
    if t.word(end)[:1].isdigit() or t.word(end) in numbers.atoms():
        return None
    before = t.word(i - 1)
    among = _among(t, i)
    if i == at:
        # Alone it must be determined: "the poorest", "Africa's largest", "one of the two oldest"; "at best" is not.
        counted = among and before in numbers.atoms()
        if not (before in listed("determiners") or _possessive(before) or counted):
            return None
        if before in ("of", "with", "and", "or", "this", "that") and t.word(i) in ("best", "worst", "least", "most"):
            return None
    return Draft("rank", "1", i, end, amount=float(place), approximate=among, head=i)


def _is_open(t: Tokens, i: int) -> bool:
    """Whether nothing determines the ordinal at token `i`: "took second place", and not "the second place to go"."""
    before = t.word(i - 1)
    return before not in listed("determiners") - {"and", "or", "of", "with"} and not _possessive(before)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’")) or word in ("'", "’", "'s")


def _among(t: Tokens, i: int) -> bool:
    """ "one of the world's poorest", "among the lowest": one of those at the top."""
    for at in range(i - 1, max(-1, i - 1 - REACH), -1):
        word = t.word(at)
        if word in ("among", "amongst"):
            return True
        if word == "of":
            return t.word(at - 1) in _listed("one_of")
        if not word[:1].isalpha() and not _possessive(word) and word != ".":
            return False
    return False


def _bare(t: Tokens, i: int, end: int, place: int) -> Draft | None:
    """An ordinal without a superlative: a rank when it is determined and no name, date or part."""
    before, after = t.word(i - 1), t.word(end)
    alone = not before and not after
    if alone or (before in listed("rank_verbs") and place):
        return Draft("rank", "1", i, end, amount=float(place), head=i)
    if (
        after == "of"
        and before == "the"
        and t.word(i - 2) in _listed("being")
        and (t.word(end + 1) == "the" or t.word(end + 1) in numbers.atoms())
        and t.word(end + 2) not in _listed("periods")
    ):
        return Draft("rank", "1", i, end, amount=float(place), head=i)  # "he was the third of the brothers"
    if after == "place" and place and not t.titled(end) and t.near(end) and _is_open(t, i):
        return Draft("rank", "1", i, end, amount=float(place), head=i)  # "took 2nd place"
    determined = before in listed("determiners") - {"and", "or", "of", "with"} or _possessive(before)
    if not determined or (t.word(end) in HYPHENS and t.glued(end)) or not t.near(end) or not after[:1].isalpha():
        return None
    person = after == "person" and t.word(end + 1) in ("to", "ever", "who", "in")  # not "told in the first person"
    if (
        (after in listed("not_ranked") and not person)
        or after in listed("months")
        or t.word(end + 1) in ("century", "centuries")
    ):
        return None
    # "the Second Republic", "the 7th Fleet" are names; "the first Afghan president" isn't.
    if (t.titled(i) and i > 0 and not t.word(i)[:1].isdigit()) or (t.word(i)[:1].isdigit() and t.titled(end)):
        return None
    if after in listed("function_words") or place == 0:
        return None
    return Draft("rank", "1", i, end, amount=float(Decimal(place)), head=i)
