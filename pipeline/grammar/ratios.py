"""Parts and multiples: "two-thirds", "half", "one in four", "12 of the 22 provinces", "threefold", "doubled"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar import exclusions, hedges, numbers, ranks, units
from pipeline.grammar.draft import Draft, moved, wording
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import HYPHENS, Tokens
from pipeline.grammar.wordlists import listed
from pipeline.records import Of

# Parts that writers use for percentages; a sixth or a ninth is a ratio.
PERCENT_PARTS = frozenset({2, 3, 4, 5, 10})
# Behind a part and a hyphen: "a quarter-of-a-million", "a quarter-point".
PARTED = frozenset({"of", "percentage", "percent", "point", "points"})
MAJORITY = "majority"  # more than half
LARGEST_BASE = 1000
# How many words back the percentage of a list of shares may stand.
LIST_REACH = 12
# How many words may stand between "one" and "in five": "one young Afghan woman in five".
COUNTED = 3


@cache
def multiples() -> dict[str, float]:
    """doubled, tripled, halved, …"""
    return dict(resources.table("numbers.toml")["multiples"])


def fraction(t: Tokens, i: int) -> Draft | None:
    """A part in words that starts at token `i`: "half", "a third of", "two-thirds", "three quarters", "one-sixth"."""
    word = t.word(i)
    if word == MAJORITY:
        return _majority(t, i)
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
    whole = part == "half" or (part == "quarter" and t.word(at + 2) == "century")
    if (at == i and not whole) or (count > 1) != part.endswith("s") or count >= base:
        return None
    end = at + 1
    timed = t.word(end) in HYPHENS and t.glued(end) and t.glued(end + 1) and t.word(end + 1) in ("century", "decade")
    joined = t.word(end) in HYPHENS and t.glued(end) and t.glued(end + 1)
    if t.word(end) in HYPHENS and t.glued(end) and part == "half" and not timed:
        return None
    if joined and count == 1 and not timed and t.word(end + 1) not in PARTED:
        return None  # "a third-quarter loss", "a fourth-place finish"
    if count == 2 and base == 4:
        return None  # "two quarters of growth" are halves of a year
    if not timed and not _is_part(t, i, at, end, part):
        return None
    ratio = float(count / base)
    if int(base) in PERCENT_PARTS:
        percent = Draft("percent", "%", i, end, amount=float(f"{ratio * 100:.4g}"))
        percent.wordings = [wording(t, i, end, float(count), f"/{int(base)}")]
        return percent
    made = Draft("ratio", "1", i, end, amount=float(count), of=Of(amount=float(base)))
    made.wordings = [wording(t, i, end, float(f"{ratio * 100:.4g}"), "%")]
    return made


def _majority(t: Tokens, i: int) -> Draft | None:
    """More than half of a whole: "a majority of Swedes", "the vast majority of them"; no size of one, "a majority of 12 seats"."""
    whole, articles = t.word(i + 2), ("a", "an", "the")
    if t.word(i - 1) not in articles and t.word(i - 2) not in articles:  # "its majority of the house"
        return None
    if t.word(i + 1) != "of" or whole in numbers.atoms() or not whole[:1].isalpha():
        return None
    start = i - 1 if t.word(i - 1) in articles else i - 2
    return Draft("percent", "%", start, i + 1, amount=50.0, bound=">", head=i)


def part_of_point(t: Tokens, part: Draft) -> Draft | None:
    """ "A quarter of a percentage point", "half a percentage point", "a quarter point": the part in points.

    "By half a point" is of a rate; other halves are of what is counted: chess is won by them, and an index falls.
    """
    at = part.end
    for word in ("of", "a", "one", "-"):
        at += t.word(at) == word
    named = t.word(at) == "percentage"
    at += named
    if t.word(at) not in ("point", "points") or part.amount is None or part.kind != "percent":
        return None
    rate = named or t.word(part.end - 1) in ("quarter", "quarters") or t.word(part.start - 1) == "by"
    if not rate:
        return Draft("count", "1", part.start, part.end, amount=part.amount / 100)
    return Draft("percent", "[pp]", part.start, at + 1, amount=part.amount / 100)


def _is_part(t: Tokens, i: int, at: int, end: int, part: str) -> bool:
    """Rule out "first half", "a third term", "the quarter", "half past"."""
    before, after = t.word(i - 1), t.word(end)
    if part == "half":
        return before not in listed("half_before") | set(ranks.ordinal_words()) and after not in listed("half_after")
    if t.word(i) in numbers.atoms():
        # "one third", "two fifths" can hardly be an ordinal; "one second" can.
        return part not in ("second", "seconds") and not (t.word(i) == "one" and after in ("term", "party"))
    hedge = hedges.before(t, i).start
    if hedge < i and (after in listed("function_words") or t.word(hedge - 1) == "by"):
        return True  # "grew by nearly a third in 2022"
    # "cut deaths by a fifth"; "sets aside 27 percent for schools and a tenth for health"
    if before == "by" or (before == "and" and after in listed("function_words") and _percent_before(t, i)):
        return True
    # With an article it may be an ordinal: the part has "of" or the end of its phrase behind it.
    return after in listed("part_after") or not after[:1].isalpha() or hedges.after(t, end).end > end


def _percent_before(t: Tokens, i: int) -> bool:
    """A percentage stands a few words before token `i` in its sentence."""
    for at in range(i - 1, max(-1, i - 1 - LIST_REACH), -1):
        word = t.word(at)
        if word in ("percent", "%"):
            return True
        if word in (".", ";", "?", "!"):
            return False
    return False


def in_every(t: Tokens, number: Number) -> Draft | None:
    """ "one in four", "nine out of ten", "three of every five" at `number`."""
    at = number.end
    if number.words and number.value == 1 and not number.scaled:
        at = _counted(t, at)
    pair = (t.word(at), t.word(at + 1))
    if pair == ("out", "of") or (pair[0] in ("in", "of") and pair[1] in ("every", "each")):
        at += 2
    elif t.word(at) == "in" and not number.scaled:
        at += 1
    elif t.word(at) in HYPHENS and t.word(at + 1) == "in" and t.word(at + 2) in HYPHENS:
        at += 3
    else:
        return None
    outof = pair[0] == "out" or t.word(at - 1) in ("every", "each")
    if outof and t.word(at) in listed("totals"):
        at += 1
    base = numbers.read(t, at)
    if base is None or base.value <= number.value or base.value > 10 * LARGEST_BASE or base.value != int(base.value):
        return None
    if (exclusions.is_year(t, base) and not outof) or exclusions.is_address(t, base):
        return None
    # "one girl in five", but "one party in five countries"
    counted = thing(t, base.end) if pair[0] == "in" and at - 1 > number.end and t.word(at - 2) != "-" else base.end
    spoken_of = counted > base.end and t.word(base.end) not in listed("verb_adverbs")
    if spoken_of and (t.word(counted - 1).endswith("s") or t.word(counted - 1) in listed("plurals")):
        return None
    # "two in 10 days", "two in 12 October"
    if units.match(t, base.end) or exclusions.is_day(t, base):
        return None
    if not outof and (base.value > 100 or number.value > 10) and not (number.value == 1 and base.value % 10 == 0):
        return None
    made = Draft("ratio", "1", number.start, base.end, amount=float(number.value), of=Of(amount=float(base.value)))
    percent = float(f"{float(number.value / base.value) * 100:.4g}")
    made.wordings = [wording(t, number.start, base.end, percent, "%")]
    return made


def _counted(t: Tokens, i: int) -> int:
    """The token behind the singular noun that "one" before token `i` counts, where "in" or "out" follows; else `i`."""
    for at in range(i, i + COUNTED + 1):
        if t.word(at) in ("in", "out"):
            return at
        if not t.word(at).isalpha() or t.word(at) in listed("function_words") or not t.near(at):
            break
    return i


def out_of(t: Tokens, number: Number) -> Draft | None:
    """ "12 of the 22 provinces", "one of its four parties", "three of five" at `number`."""
    at = number.end
    if t.word(at) != "of" or not t.near(at):
        return None
    at += 1
    for _ in range(3):
        word = t.word(at)
        if word in listed("totals") or word.endswith(("'s", "’s")):
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
        if not t.near(at) or not word[:1].isalpha() or word in listed("function_words"):
            break
        if exclusions.is_plural(word):
            return at + 1
        end = at + 1 if at == i else end
    return end


def multiple(t: Tokens, i: int) -> Draft | None:
    """A multiple in one word at token `i`: "threefold", "doubled", "halved", "twice as"."""
    word = t.word(i)
    if word.endswith("fold") and len(word) > 4:
        factor = numbers.atoms().get(word[:-4]) or numbers.scales().get(word[:-4])
        return _multiplied(i, float(factor)) if factor else None
    factor_ = multiples().get(word)
    if factor_ is None:
        return None
    if word in ("twice", "double", "triple", "thrice", "quadruple"):
        after = t.word(i + 1)
        if after not in listed("compared"):
            return None
        return Draft("ratio", "1", i, i + 1, amount=factor_)
    if (t.titled(i) and i > 0) or word in ("doubles", "triples"):
        return None
    made = _multiplied(i, factor_)
    if factor_ < 1:
        made.wordings = [wording(t, i, i + 1, factor_ * 100, "%")]
    return made


def _multiplied(i: int, factor: float) -> Draft:
    """A change by `factor` in the one word at token `i`."""
    return Draft("ratio", "1", i, i + 1, amount=factor, change=moved(1.0, factor))


def times(t: Tokens, number: Number) -> Draft | None:
    """ "four times its size", "17 times higher", "10-fold", "5x", "a factor of 10" at `number`; "met four times" is a count."""
    at = number.end
    if t.word(number.start - 1) == "of" and t.word(number.start - 2) == "factor":
        return Draft("ratio", "1", number.start, at, amount=float(number.value))
    if t.word(at) in HYPHENS and t.glued(at):
        at += 1
    word = t.word(at)
    if word == "fold" or (word == "x" and t.glued(at) and not t.word(at + 1)[:1].isdigit()):
        factor = float(number.value)
        return Draft("ratio", "1", number.start, at + 1, amount=factor, change=moved(1.0, factor))
    if word != "times" or not t.near(at):
        return None
    after = t.word(at + 1)
    compares = after in listed("compared") or after.endswith("er")
    if not compares and t.word(number.start - 1) not in ("to", "by"):
        return None
    made = Draft("ratio", "1", number.start, at + 1, amount=float(number.value))
    if t.word(number.start - 1) == "to":
        made.change = moved(1.0, float(number.value))
    return made
