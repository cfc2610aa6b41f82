"""Exchange rates: "the peso firmed to 927 per dollar", "the rouble was fixed at 90 to the dollar".

The number is money in the currency whose rate it is, per one of the other: the price of a dollar in pesos.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import ValueMention
from pipeline.records import Of
from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.sites import Site

# Between a rate and the currency that it is for one of: "927 | to the U.S. | dollar".
LEADING = frozenset({"to", "per", "against", "a", "for"})
BESIDE = frozenset({"the", "a", "one", "each", "u.s.", "us", "american"})
# Relations of what a rate is of to the verb that tells it.
RATED = ("nsubj", "nsubj:pass", "obj")
# What one of a currency in which others are counted costs lies below this: "1.27 to the dollar".
ABOUT_ONE = 3
KINDS = frozenset({"count", "rate", "quantity", "money"})


@cache
def _names() -> dict[str, str]:
    """The code of a currency by its name, in small letters; that of "peso" is none: XXX."""
    shared = {word: row["usual"] for row in resources.table("shared_currencies.toml").values() for word in row["words"]}
    rows = resources.table("currencies.toml").items()
    own = {name.lower(): code for code, row in rows for name in (*row.get("names", ()), *row.get("strict", ()))}
    return {**shared, **own}


def is_currency(token: Token) -> bool:
    """Whether a word is the name of a currency, or "currency"."""
    return token.lower_ in _names() or token.lower_ == "currency"


@cache
def _ambiguous() -> frozenset[str]:
    """Names of currencies that are other words too: "sum"."""
    return frozenset(name for row in resources.table("currencies.toml").values() for name in row.get("strict", ()))


def per(doc: Doc, mention: ValueMention) -> Token | None:
    """The currency that a number right before it is the price of one of: "927 | to the dollar |"; None where none is."""
    if mention.value.kind not in KINDS:
        return None
    if mention.value.kind == "rate" and mention.end - mention.start > 2:
        lead, at = mention.end - 2, mention.end - 1
    else:
        lead, at = mention.end, mention.end + 1
        while at < len(doc) and doc[at].lower_ in BESIDE:
            at += 1
    if at >= len(doc) or doc[lead].lower_ not in LEADING or not is_currency(doc[at]):
        return None
    return doc[at]


def rated(doc: Doc, mention: ValueMention) -> Token | None:
    """The currency of whose rate a clause tells in a number."""
    clause = tree.clause_head(doc[mention.root])
    found = [t for t in tree.children(clause, *RATED) if t.i < mention.start and is_currency(t)]
    return found[-1] if found else None


def quoted(doc: Doc, mention: ValueMention) -> ValueMention:
    """A number that is an exchange rate as money of the currency whose rate it is; others stay as they are."""
    other, own = per(doc, mention), rated(doc, mention)
    value = mention.value
    if other is None or own is None or own.i == other.i:
        return mention
    amount = value.as_written[0].amount if value.kind == "quantity" and value.as_written else value.amount
    unit, base = value.unit if value.kind == "money" else code(own), other
    if value.kind != "money" and amount is not None and amount < ABOUT_ONE and unit in words("words", "base"):
        unit, base = code(other), own  # "the pound fell to 1.27 against the dollar": dollars
    of = Of(text=base.text, start=base.idx, end=base.idx + len(base))
    update: dict[str, object] = {"kind": "money", "unit": unit, "of": of, "amount": amount, "as_written": ()}
    end = mention.end
    if value.kind == "rate" and other.i < end:  # "927 | per dollar |"
        end -= 2
        last = doc[end - 1].idx + len(doc[end - 1])
        update |= {"end": last, "text": doc.text[value.start : last]}
    return replace(mention, end=end, value=value.model_copy(update=update))


def code(currency: Token) -> str:
    """The code of a currency by its name, with what stands before that: "the | Chilean peso |"."""
    full = f"{currency.nbor(-1).lower_} {currency.lower_}" if currency.i else currency.lower_
    return _names().get(full) or _names().get(currency.lower_) or "XXX"


def rate(site: Site) -> Draft | None:
    """What a currency costs in another one: "the lira fell to | 27.5 to the dollar |", "the euro rose to | $1.09 |"."""
    own, other = rated(site.doc, site.value), per(site.doc, site.value)
    if own is None or own.i == site.top.i:
        return None
    if other is None and (site.preposition() not in ("to", "at") or own.lower_ in _ambiguous()):
        return None
    return Draft("price", own, "exchange/rate", 0.65, object=other, trigger=site.clause, clausal=True)
