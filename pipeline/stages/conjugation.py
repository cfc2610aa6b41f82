"""Finite forms of English verbs: "carry" -> "carries", "carried", "does not carry", "will not carry"."""

from __future__ import annotations

import re
from functools import cache

from pipeline import resources

VOWELS = "aeiou"
MEN = re.compile(r"^(?!hum)[a-z-]+man$")  # "policeman", but "human", "German"
# Third person of the verbs that no rule of spelling gives.
PRESENT = {"be": "is", "have": "has", "do": "does", "go": "goes"}
PLURAL = {"is": "are", "was": "were"}
FIRST = frozenset({"am", "'m", "’m", "'re", "’re", "'ve", "’ve"})  # of "I", "you" and "we"
SINGULAR = {plural: singular for singular, plural in PLURAL.items()}


@cache
def _pasts() -> dict[str, str]:
    """Base form and past tense of the irregular verbs."""
    rows = (row.split() for row in resources.table("inflection.toml")["verbs"])
    return {base: past.partition("/")[0] for base, past, *_ in rows}


def _irregular(base: str) -> str | None:
    """The irregular past of a verb, also of one that says that something is done again: "took", "retook"."""
    again = _pasts().get(base.removeprefix("re")) if base.startswith("re") else None
    return _pasts().get(base) or (f"re{again}" if again is not None else None)


def third_person(base: str) -> str:
    """The form of the present with a singular subject: "has", "carries", "pushes"."""
    if base in PRESENT:
        return PRESENT[base]
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def past_tense(base: str) -> str:
    """The past with a singular subject: "was", "overthrew", "carried", "banned"."""
    if (known := _irregular(base)) is not None:
        return known
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ied"
    short = sum(letter in VOWELS for letter in base) == 1 and len(base) > 2
    doubled = short and base[-2] in VOWELS and base[-1] not in f"{VOWELS}wxy"
    return f"{base}{base[-1] if doubled else ''}ed"


@cache
def _participles() -> dict[str, str]:
    """Base form and past participle of the irregular verbs."""
    rows = (row.split() for row in resources.table("inflection.toml")["verbs"])
    return {base: participle.partition("/")[0] for base, _, participle, *_ in rows}


def past_participle(base: str) -> str:
    """The past participle: "overthrown", "carried", "banned"."""
    again = _participles().get(base.removeprefix("re")) if base.startswith("re") else None
    return _participles().get(base) or (f"re{again}" if again else past_tense(base))


@cache
def _plurals() -> dict[str, str]:
    rows = [row.split() for row in resources.table("inflection.toml")["nouns"]]
    return {row[0]: row[1] for row in reversed(rows)}


def plural(words: str) -> str:
    """A phrase that ends with a noun in the plural: "police officers", "policemen"."""
    lead, _, noun = words.rpartition(" ")
    known = next((one for one in _plurals() if noun == one or (one == "man" and MEN.search(noun))), None)
    if known is not None:
        many = f"{noun.removesuffix(known)}{_plurals()[known]}"
    elif re.search(r"[^aeiou]y$", noun):
        many = f"{noun[:-1]}ies"
    else:
        many = f"{noun}es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else f"{noun}s"
    return f"{lead} {many}".strip()


def indefinite(words: str) -> str:
    """A noun phrase with "a" or "an", by its first letter, or by how that sounds: "a U.S. judge", "a European pact"."""
    consonantal = tuple(resources.table("inflection.toml")["consonantal"])
    vowel = words[:1].lower() in "aeiou" and not words.startswith(consonantal)
    return f"{'an' if vowel else 'a'} {words}"


# Short forms by their ending and, where they have two readings, by the base form of the verb.
FULL = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}
FULL_OF_HAVE = {"s": "has", "d": "had"}


def unshortened(verb: str, base: str) -> str:
    """A verb in full where it is written short: "'s" of "be" -> "is", "’ve" -> "have"; other verbs as they are."""
    short = verb[1:].lower()
    if verb[:1] not in ("'", "’") or short not in FULL:
        return verb
    return FULL_OF_HAVE.get(short, FULL[short]) if base == "have" else FULL[short]


def agreeing(verb: str, plural: bool) -> str:
    """A finite plural form in the number of its subject: "are", "were", "have", "carry" -> "is", "was", "has", "carries"."""
    if plural or verb.lower() in FIRST or verb.lower().endswith("es"):
        return verb  # "comprises" taken for a plural
    return SINGULAR.get(verb.lower()) or third_person(verb)


def told(participle: str, base: str, *, plural: bool, past: bool) -> str:
    """The finite form for a present participle, in its spelling: "travelling" -> "travelled", "taking" -> "took"."""
    if not past or _irregular(base) is not None or base.endswith("y"):
        return finite(base, plural=plural, past=past)
    stem = participle.removesuffix("ing")
    return f"{stem}d" if stem.endswith("e") else f"{stem}ed"  # "agreeing"


def finite(
    base: str,
    *,
    plural: bool,
    past: bool = False,
    modal: str | None = None,
    perfect: bool = False,
    negated: bool = False,
) -> str:
    """The verb group of a clause, in the present perfect if `perfect`.

    `modal` comes before the base form and has no tense; what is negated without one takes "do", but for "be".
    """
    no = " not" if negated else ""
    if modal is not None:
        return f"{modal}{no} {base}"
    if perfect:
        return f"{finite('have', plural=plural)}{no} {past_participle(base)}"
    if negated and base != "be":
        return f"{finite('do', plural=plural, past=past)} not {base}"
    form = past_tense(base) if past else base if plural and base != "be" else third_person(base)
    return f"{PLURAL.get(form, form) if plural else form}{no}"
