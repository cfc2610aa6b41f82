"""Parts and multiples: "two-thirds", "half", "one in four", "12 of the 22 provinces", "threefold", "doubled"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar import exclusions, numbers, units
from pipeline.grammar.draft import Draft, wording
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import Tokens
from pipeline.records import Change, Of

HYPHENS = frozenset("-‐‑")
# Parts that writers use for percentages; a sixth or a ninth is a ratio.
PERCENT_PARTS = frozenset({2, 3, 4, 5, 10})
LARGEST_BASE = 1000
TOTALS = frozenset({"the", "its", "their", "his", "her", "our", "these", "those", "all", "every"})


@cache
def multiples() -> dict[str, float]:
    """doubled, tripled, halved, …"""
    return dict(resources.table("numbers.toml")["multiples"])


def fraction(t: Tokens, i: int) -> Draft | None:
    """A part in words that starts at token `i`: "half", "a third of", "two-thirds", "three quarters", "one-sixth"."""
    word = t.word(i)
    count, at = Decimal(1), i
    if word in ("a", "an"):
        at = i + 1
    elif word in numbers.atoms() and word not in ("zero", "nil"):
        count = numbers.atoms()[word]
        at = i + 2 if t.word(i + 1) in HYPHENS and t.glued(i + 2) else i + 1
    part = t.word(at)
    base = numbers.denominators().get(part)
    if base is None or (not t.near(at) and at > i):
        return None
    plural = part.endswith("s") or part == "half"
    if (at == i and part != "half") or (count > 1 and not plural) or (count == 1 and part.endswith("s")) or count >= base:
        return None
    end = at + 1
    if t.word(end) in HYPHENS and t.glued(end) and t.glued(end + 1) and part == "half":
        return None
    if not _is_part(t, i, at, end, part):
        return None
    ratio = float(count / base)
    if int(base) in PERCENT_PARTS:
        percent = Draft("percent", "%", i, end, amount=float(f"{ratio * 100:.4g}"))
        percent.wordings = [wording(t, i, end, float(count), f"/{int(base)}")]
        return percent
    made = Draft("ratio", "1", i, end, amount=float(count), of=Of(amount=float(base)))
    made.wordings = [wording(t, i, end, float(f"{ratio * 100:.4g}"), "%")]
    return made


def _is_part(t: Tokens, i: int, at: int, end: int, part: str) -> bool:
    """Rule out "first half", "a third term", "the quarter", "half past"."""
    before, after = t.word(i - 1), t.word(end)
    if part == "half":
        if before in _half_names() or after in ("past", "time", "year", "brother", "sister", "hour", "marathon", "moon", "way"):
            return False
        return True
    if t.word(i) in numbers.atoms():
        # "one third", "two fifths" can hardly be an ordinal; "one second" can.
        return part not in ("second", "seconds") and not (t.word(i) == "one" and after in ("term", "party"))
    # With an article it may be an ordinal: the part has "of" or the end of its phrase behind it.
    return after == "of" or not after[:1].isalpha() or after in ("more", "less", "fewer", "as", "lower", "higher", "smaller", "larger", "are", "were", "have", "had", "live", "lived")


def _half_names() -> frozenset[str]:
    return frozenset({"first", "second", "latter", "earlier", "other", "former", "northern", "southern", "eastern", "western", "better", "this", "that", "bottom", "top", "upper", "lower", "final", "last"})


def in_every(t: Tokens, number: Number) -> Draft | None:
    """ "one in four", "nine out of ten", "three of every five" at `number`."""
    at = number.end
    if (t.word(at) == "out" and t.word(at + 1) == "of") or (t.word(at) in ("in", "of") and t.word(at + 1) in ("every", "each")):
        at += 2
    elif t.word(at) == "in" and not number.scaled:
        at += 1
    elif t.word(at) in HYPHENS and t.word(at + 1) == "in" and t.word(at + 2) in HYPHENS:
        at += 3
    else:
        return None
    outof = t.word(number.end) == "out" or t.word(at - 1) in ("every", "each")
    if outof and t.word(at) in TOTALS:
        at += 1
    base = numbers.read(t, at)
    if base is None or base.value <= number.value or base.value > 10 * LARGEST_BASE or base.value != int(base.value):
        return None
    if (exclusions.is_year(t, base) and not outof) or exclusions.is_address(t, base) or units.match(t, base.end) or t.titled(base.end):
        return None
    if not outof and (base.value > 100 or number.value > 10) and not (number.value == 1 and base.value % 10 == 0):
        return None
    made = Draft("ratio", "1", number.start, base.end, amount=float(number.value), of=Of(amount=float(base.value)))
    percent = float(f"{float(number.value / base.value) * 100:.4g}")
    made.wordings = [wording(t, number.start, base.end, percent, "%")]
    return made


def out_of(t: Tokens, number: Number) -> Draft | None:
    """ "12 of the 22 provinces", "one of its four parties", "three of five" at `number`."""
    at = number.end
    if t.word(at) != "of" or not t.near(at):
        return None
    at += 1
    for _ in range(3):
        word = t.word(at)
        if word in TOTALS or word.endswith(("'s", "’s")) or word in ("country", "world", "nation", "top", "total"):
            at += 1
    base = numbers.read(t, at)
    if base is None or base.value <= number.value or base.value != int(base.value) or exclusions.is_address(t, base):
        return None
    if (exclusions.is_year(t, base) and at == number.end + 1) or units.match(t, base.end, digits=not base.words):
        return None
    last = thing(t, base.end)
    of = Of(amount=float(base.value), text=t.slice(base.start, last), start=t.starts[base.start], end=t.ends[last - 1])
    return Draft("ratio", "1", number.start, base.end, amount=float(number.value), of=of)


def thing(t: Tokens, i: int) -> int:
    """The end of the noun phrase at token `i`, as far as words alone show: up to its first plural."""
    end = i
    for at in range(i, i + 4):
        word = t.word(at)
        if not t.near(at) or not word[:1].isalpha() or word in exclusions.listed("function_words"):
            break
        if (word.endswith("s") and not word.endswith(("ss", "'s", "’s", "ous"))) or word in ("people", "women", "men", "children"):
            return at + 1
        end = at + 1 if at == i else end
    return end


def multiple(t: Tokens, i: int) -> Draft | None:
    """A multiple in one word at token `i`: "threefold", "doubled", "halved", "twice as"."""
    word = t.word(i)
    if word.endswith("fold") and len(word) > 4:
        factor = numbers.atoms().get(word[:-4]) or {"hundred": 100, "thousand": 1000, "mani": None}.get(word[:-4])
        if factor:
            return Draft("ratio", "1", i, i + 1, amount=float(factor), change=Change(direction="up", **{"from": 1, "to": float(factor)}))
        return None
    factor_ = multiples().get(word)
    if factor_ is None:
        return None
    if word in ("twice", "double", "triple", "thrice", "quadruple"):
        after = t.word(i + 1)
        if after not in ("the", "as", "that", "those", "its", "their", "what", "this", "more", "in", "to", "by", "since"):
            return None
        return Draft("ratio", "1", i, i + 1, amount=factor_)
    if (t.titled(i) and i > 0) or word in ("doubles", "triples"):
        return None
    up = factor_ > 1
    return Draft("ratio", "1", i, i + 1, amount=factor_, change=Change(direction="up" if up else "down", **{"from": 1, "to": factor_}))


def times(t: Tokens, number: Number) -> Draft | None:
    """ "four times its size", "17 times higher", "10-fold", "5x" at `number`; "met four times" is a count."""
    at = number.end
    if t.word(at) in HYPHENS and t.glued(at):
        at += 1
    word = t.word(at)
    if word == "fold" or (word == "x" and t.glued(at) and not t.word(at + 1)[:1].isdigit()):
        return Draft("ratio", "1", number.start, at + 1, amount=float(number.value))
    if word != "times" or not t.near(at):
        return None
    after = t.word(at + 1)
    compares = after in ("the", "as", "its", "their", "his", "her", "that", "those", "more", "less", "fewer", "what", "this") or after.endswith("er")
    if not compares and t.word(number.start - 1) not in ("to", "by"):
        return None
    made = Draft("ratio", "1", number.start, at + 1, amount=float(number.value))
    if t.word(number.start - 1) == "to":
        made.change = Change(direction="up", **{"from": 1, "to": float(number.value)})
    return made
