"""Base forms of words from form and tag: irregular forms, exceptions of the treebanks, rules of inflection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import resources

VOWELS = "aeiou"
# What an irregular verb may have before it.
PREFIXES = ("over", "under", "out", "fore", "with", "re", "un")
VERB_TAGS = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"})


@dataclass(frozen=True, slots=True)
class Inflection:
    """`irregular` maps (class, form) to a base, `exceptions` (form, UPOS, XPOS) to a lemma; `verbs` are known bases."""

    irregular: dict[tuple[str, str], str]
    exceptions: dict[tuple[str, str, str], str]
    verbs: frozenset[str]

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """Base form of a token; proper nouns keep their capitals, everything else is in lower case."""
        low = form.lower().replace("’", "'")
        known = self.exceptions.get((low, upos, xpos))
        if known is not None:
            return known
        if upos == "PROPN" and xpos == "NNS":  # "Rebels" at the start of a sentence, half taken for a name
            return self.noun(low)
        if upos == "PROPN" or xpos == "NNP":
            return self.noun(form) if xpos == "NNPS" else form
        if upos in ("VERB", "AUX") or xpos in VERB_TAGS:
            return self.verb(low, xpos)
        if upos == "NOUN" or xpos == "NNS":
            # No singular but "series" and its like (irregular nouns) ends so, whatever a tagger takes "boundaries" for.
            return self.noun(low) if xpos in ("NNS", "NNPS") or (low.endswith("ies") and len(low) > 5) else low
        if upos in ("ADJ", "ADV") and xpos in ("JJR", "JJS", "RBR", "RBS"):
            return self.adjective(low, "est" if xpos.endswith("S") else "er")
        return form if upos in ("X", "SYM", "PUNCT", "NUM", "SPACE") else low

    def noun(self, form: str) -> str:
        """Singular of a plural."""
        low = form.lower()
        if (base := self.irregular.get(("noun", low))) is not None:
            return base if form == low else form[0] + base[1:]
        for ending in ("men", "women", "children", "wives", "knives", "halves", "selves"):
            if low.endswith(ending) and len(low) > len(ending) + 2:
                return form[: -len(ending)] + self.irregular["noun", ending]
        return _strip_s(form)

    def verb(self, form: str, xpos: str) -> str:
        """Infinitive of a verb form."""
        if xpos in ("VB", "VBP", "MD") and form not in ("am", "are", "'m", "'re"):
            # "overthrew" tagged as a present is still a past.
            past = self.irregular.get(("verb", form)) if xpos == "VBP" and form not in self.verbs else None
            single = xpos == "VBP" and form.endswith("es") and form not in self.verbs
            return past or (_strip_s(form) if single else form)  # "comprises" as well
        if xpos == "VBZ":
            return self.irregular.get(("verb", form)) or _strip_s(form)
        if (base := self.irregular.get(("verb", form))) is not None and xpos != "VBG":
            return base
        for prefix in PREFIXES:  # "overthrew" as "threw"
            if form.startswith(prefix) and (base := self.irregular.get(("verb", form[len(prefix) :]))) is not None:
                return prefix + base
        if xpos in ("VBD", "VBN") and form.endswith("ed"):
            return (
                self._restore(form[:-3] + "y") if form.endswith("ied") and len(form) > 4 else self._restore(form[:-2])
            )
        if xpos == "VBG" and form.endswith("ing") and len(form) > 4:
            return self._restore(form[:-3])
        return form

    def adjective(self, form: str, ending: str) -> str:
        """Positive of a comparative or superlative."""
        if (base := self.irregular.get(("adjective", form))) is not None:
            return base
        if not form.endswith(ending) or len(form) <= len(ending) + 2:
            return form
        stem = form[: -len(ending)]
        if stem.endswith("i"):
            return stem[:-1] + "y"
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
            return stem[:-1]
        if stem.endswith(("c", "g", "v", "tl", "pl", "bl", "at", "fin", "rar", "sur", "pur", "wid", "los", "saf")):
            return stem if stem.endswith("ng") else stem + "e"
        return stem

    def _restore(self, stem: str) -> str:
        """The verb that a stem without -ed or -ing belongs to: a known one, else by its spelling."""
        choices = [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
            choices.insert(0, stem[:-1])
            if stem[-1] in "sfz" or (stem[-1] == "l" and stem not in self.verbs):
                choices = [stem, stem[:-1], stem + "e"]
        if len(stem) > 2 and stem.endswith("ck"):
            choices.append(stem[:-1])  # "trafficked"
        if stem.endswith("y"):
            choices.append(stem[:-1] + "ie")  # "dying", "underlying"
        best = [choice for choice in choices if choice in self.verbs]
        if best:
            # "waged" is from "wage": from "wag" it would have a doubled consonant.
            return stem + "e" if stem in best and stem + "e" in best and _doubles(stem) else best[0]
        for prefix in ("re", "un", "over", "under", "out", "mis", "dis", "co", "pre", "de"):
            rest = stem.removeprefix(prefix).removeprefix("-")
            if len(rest) > 2 and rest != stem and any(base in self.verbs for base in (rest, rest + "e")):
                return stem if rest in self.verbs and not _doubles(rest) else stem + "e"  # "disputed" is not from "put"
        if choices[0] != stem and not stem.endswith("ll"):
            return choices[0]
        return stem + "e" if _soft(stem) or _doubles(stem) else stem  # "mined" is from "mine"


def _doubles(stem: str) -> bool:
    """Whether a verb spelt `stem` would double its last consonant: one syllable with one vowel before it."""
    vowels = [letter for letter in stem if letter in VOWELS]
    return len(stem) > 2 and stem[-1] not in "wxy" + VOWELS and stem[-2] in VOWELS and len(vowels) == 1


# Endings of stems that ask for a final e, and those among them that do not: "evad", but "read".
SOFT = (
    "at", "iz", "is", "yz", "c", "v", "u", "dg", "rg", "ag", "ad", "id", "ud", "ur", "ir", "ut", "et", "us", "ls", "ns", "ps", "rs",
    "bl", "dl", "fl", "gl", "kl", "pl", "tl", "zl",
)  # fmt: skip
HARD = ("eat", "oat", "aat", "ead", "oad", "aud", "our", "air", "out", "eet")


def _soft(stem: str) -> bool:
    """Whether the spelling of an unknown stem asks for a final e: "escalat", "organiz", "reduc", "resolv"."""
    if stem.endswith(SOFT) and not stem.endswith(HARD):
        return True
    return len(stem) > 2 and stem[-1] not in "wxyhkmnpgtdrlf" + VOWELS and stem[-2] in VOWELS and stem[-3] not in VOWELS


def _strip_s(form: str) -> str:
    """A plural or third person without its ending."""
    low = form.lower()
    if not low.endswith("s") or low.endswith(("ss", "us")) or len(low) < 3 or low in ("gas", "has", "was"):
        return form
    if low.endswith("ies"):
        return form[:-3] + "y" if len(low) > 4 else form[:-1]
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    if low.endswith("oes"):
        return form[:-2]
    return form[:-1]


@cache
def inflection() -> Inflection:
    """The tables that ship, read once."""
    table = resources.table("inflection.toml")
    irregular = dict(_irregular(table))
    built = json.loads(resources.data("lemmas.json").read_text("utf-8"))
    return Inflection(
        irregular,
        {(form, *key.split()): lemma for key, forms in built["exceptions"].items() for form, lemma in forms.items()},  # type: ignore[misc]
        frozenset(built["verbs"].split()),
    )


def _irregular(table: dict[str, list[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for row in table["verbs"]:
        base, *forms = row.split()
        for form in (form for alternatives in forms for form in alternatives.split("/")):
            yield ("verb", form), base
            if base not in ("be", "have", "do"):
                yield from ((("verb", prefix + form), prefix + base) for prefix in table["prefixes"] if form != base)
    yield from ((("verb", form), "be") for form in ("am", "are", "is", "'m", "'re", "being"))
    yield from (
        (("verb", form), base)
        for form, base in (("has", "have"), ("does", "do"), ("goes", "go"), ("'ve", "have"), ("'d", "have"))
    )
    for row in table["nouns"]:
        base, form = row.split()
        yield ("noun", form), base
    for row in table["adjectives"]:
        base, *forms = row.split()
        yield from ((("adjective", form), base) for form in forms)


# Words whose lemmas are kept. The common ones come early; names without end must not fill the memory.
REMEMBERED = 20_000


class Lemmas:
    """Writes `token.lemma_` from the token's form, part of speech and tag."""

    def __init__(self) -> None:
        self.inflection = inflection()
        self._seen: dict[tuple[str, str, str], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        seen = self._seen
        for token in doc:
            key = (token.text, token.pos_, token.tag_)
            lemma = seen.get(key)
            if lemma is None:
                lemma = self.inflection.lemma(*key)
                if len(seen) < REMEMBERED:
                    seen[key] = lemma
            token.lemma_ = lemma
        return doc


@Language.factory("claimspan_lemmas", requires=["token.tag", "token.pos"], assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:
    """The lemmatiser as a pipeline component; it has no settings and nothing on disk."""
    return Lemmas()
