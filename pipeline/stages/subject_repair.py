"""Which word is the subject of which verb, where a tree of words scored one by one has it wrong, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages.number_repair import hangs_on
from pipeline.stages.tree_repair import FINITE, PARTICIPLES, SUBJECTS

# How a phrase hangs on a verb that describes the subject behind it.
FRONTED = ("dislocated", "obl", "obl:unmarked")
SPANS = frozenset({"days", "weeks", "months", "years", "times"})
# Marks that end a quotation.
CLOSING = ('"', "”", "’’", "''")
# How what says how many of some is tagged: "neither of the parties", "most of the maize".
QUANTIFYING = ("DT", "CD", "NN", "JJ", "JJS")


def lend_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a finite verb the subject that a participle between commas has taken: "The party, founded in May, came third".

    Such a participle describes the subject of the verb after it, which has none of its own. `heads` (positions in the
    same sequence, a root is its own head) and `deps` are changed in place.
    """
    for verb, tag in enumerate(tags):
        if tag not in FINITE or any(heads[i] == verb and deps[i] in SUBJECTS for i in range(len(heads)) if i != verb):
            continue
        for participle in range(verb):
            if heads[participle] != verb or deps[participle] != "advcl" or tags[participle] not in PARTICIPLES:
                continue
            own = [i for i in range(participle) if heads[i] == participle]
            subject = next((i for i in own if deps[i] in ("nsubj", "nsubj:pass")), None)
            if subject is None or words[participle - 1] != "," or any(deps[i].startswith("aux") for i in own):
                continue
            heads[subject], deps[subject] = verb, "nsubj"
            heads[participle], deps[participle] = subject, "acl"
            break
    _raise_verb(heads, deps, tags, words)


def part_subjects(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Give a reported clause without a subject the second one of the verb of saying: "Ana Bo said Friday | he hopes to win"."""
    _part_named(heads, deps, tags)
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "nsubj" or i < verb:
            continue
        first = next((j for j in range(verb) if heads[j] == verb and deps[j] in ("nsubj", "obj")), None)
        if first is None:
            continue
        told = (j for j in range(i + 1, len(heads)) if heads[j] == verb and deps[j] == "ccomp" and tags[j] in FINITE)
        clause = next(told, None)
        if clause is not None and not any(heads[j] == clause and deps[j] in SUBJECTS for j in range(len(heads))):
            heads[i], deps[first] = clause, "nsubj"


def _part_named(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """The same where the saying ends the sentence: "Kenya | will let traders import maize, Minister Ana Bo said"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "vocative" or i > verb or tags[i] not in ("NNP", "NN"):
            continue
        clause = next((j for j in range(i) if heads[j] == verb and deps[j] == "ccomp"), None)
        own = [j for j in range(verb) if heads[j] == verb and deps[j] == "nsubj"]
        if clause is None or len(own) != 1 or own[0] > clause:
            continue
        if not any(heads[j] == clause and deps[j] in SUBJECTS for j in range(len(heads))):
            heads[own[0]], deps[i] = clause, "nsubj"


def open_gerunds(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a gerund that opens a clause its subject, not a noun that "and" joins to another: "Fighting with rebels and the army has killed 7"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "nsubj" or verb < i:
            continue
        cc = next((j for j in range(i) if deps[j] == "cc" and heads[j] in (i, verb)), None)
        if not cc or not all(hangs_on(heads, j, i) for j in range(cc + 1, i)):
            continue
        gerund = next((j for j in range(cc) if heads[j] == verb and deps[j] == "advcl" and tags[j] == "VBG"), None)
        if gerund is not None and "," not in words[gerund:i] and tags[cc - 1].startswith("NN"):
            heads[i], deps[i], heads[cc], deps[gerund] = cc - 1, "conj", i, "csubj"


def describe_named(
    heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make a noun that goes on describing a person no second person: "Ana Bo, born in Lima and | minister from 2003, leads it".

    What "and" joins there is the participle between commas and the noun.
    """
    for i, dep in enumerate(deps):
        name = heads[i]
        if dep != "conj" or tags[i] != "NN" or not persons[name] or persons[i] or not name < i:
            continue
        cc = next((j for j in range(name, i) if heads[j] == i and deps[j] == "cc"), None)
        told = [j for j in range(name + 1, i) if heads[j] == name and deps[j] == "acl" and tags[j] in PARTICIPLES]
        if cc is None or not told or words[cc - 1] == "," or not hangs_on(heads, cc - 1, told[-1]):
            continue
        if any(words[j] == "," for j in range(name + 1, told[-1])) and words[cc + 1].lower() != "the":
            deps[i] = "appos"


def hold_descriptions(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang a phrase between the commas of an apposition on its noun: "Ana Bo, mayor | since 2010, leads the party"."""
    for i, dep in enumerate(deps):
        noun, verb = i, heads[i]
        if not dep.startswith("obl") or i > verb:
            continue
        comma = next((j for j in range(i + 1, verb) if words[j] == ","), None)
        first = next(j for j in range(i + 1) if j == i or hangs_on(heads, j, i))
        noun = first - 1
        while noun >= 0 and deps[noun] != "appos" and words[noun] != "," and heads[noun] < first:
            noun = heads[noun] if heads[noun] < noun else -1
        if comma is None or noun < 1 or deps[noun] != "appos" or heads[noun] > noun or first == i:
            continue
        opening = next((j for j in range(noun, heads[noun], -1) if words[j] == ","), None)
        if opening is not None:
            heads[i], deps[i] = noun, "nmod"


def found_wholes(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a participle that tells who founded something the whole and not its parts: "a coalition of parties | founded in May".

    `heads` is changed in place.
    """
    table = resources.table("classes.toml")["wholes"]
    for i, word in enumerate(words):
        part = heads[i]
        whole = heads[part]
        if word.lower() not in table["founded"] or deps[i] != "acl" or deps[part] != "nmod" or not whole < part < i:
            continue
        of = any(words[j].lower() == "of" and heads[j] == part for j in range(whole, part))
        if of and tags[whole] == "NN" and tags[part] == "NNS" and words[whole].lower() in table["nouns"]:
            heads[i] = whole


def agree_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a plural verb its plural subject: "In Touba, the second city, | the leaders | have endorsed nobody".

    What was taken for its subject describes the name before it.
    """
    for city, dep in enumerate(deps):
        verb = heads[city]
        if dep not in SUBJECTS or tags[city] != "NN" or verb < city:
            continue
        forms = [
            i
            for i in range(city + 1, verb + 1)
            if i == verb or (heads[i] == verb and deps[i].startswith(("aux", "cop")))
        ]
        many = any(tags[i] == "VBP" or words[i].lower() == "were" for i in forms)
        beside = [i for i in range(city + 1, verb) if heads[i] == city and deps[i] == "appos" and tags[i] == "NNS"]
        first = next(i for i in range(city + 1) if i == city or hangs_on(heads, i, city))
        parted = first > 1 and words[first - 1] == "," and tags[first - 2].startswith("NNP")
        if many and beside and parted:
            heads[beside[0]], deps[beside[0]] = verb, dep
            heads[city], deps[city] = first - 2, "appos"


def front_appositions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang what a sentence begins with on the subject that it describes: "A country of 33 atolls, Kiribati has few roads"."""
    loose = (i for i in range(len(heads)) if heads[0] == i and deps[i] in FRONTED and tags[i] == "NN")
    first = next(loose, None)
    if (
        first is None
        or words[0].lower() not in ("a", "an")
        or any(heads[j] == first and deps[j] == "case" for j in range(first))
    ):
        return
    end = max(j for j in range(len(heads)) if j == first or (hangs_on(heads, j, first) and words[j] != ","))
    comma = end + 1 < len(heads) and words[end + 1] == ","
    subject = next((j for j in range(end + 2, len(heads)) if heads[j] == heads[first] and deps[j] in SUBJECTS), None)
    if comma and subject is not None and all(hangs_on(heads, j, subject) for j in range(end + 2, subject)):
        heads[first], deps[first] = subject, "appos"


def describe_subjects(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang a noun without article right before the name of a subject on that: "Brazilian miner | Valdora posted a loss".

    `heads` and `deps` are changed in place.
    """
    for i, dep in enumerate(deps[:-1]):
        name = i + 1
        while deps[name] in ("compound", "flat") and heads[name] > name:
            name = heads[name]
        own = (j for j in range(i) if heads[j] == i)
        bare = tags[i] == "NN" and not any(deps[j] in ("case", "det", "nmod:poss") for j in own)
        subject = tags[i + 1] in ("NNP", "NNPS") and deps[name] in SUBJECTS and heads[name] == heads[i]
        if bare and subject and dep == "obl":  # "last week Chile won" has another label
            heads[i], deps[i] = name, "nmod:desc"


def hold_quantifiers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang what stands before a subject on it: "neither | Peru nor Chile", "neither | of the parties" of which it is part."""
    for i, dep in enumerate(deps):
        start = i
        while start > 0 and hangs_on(heads, start - 1, i):
            start -= 1
        first = start - 1
        if dep not in SUBJECTS or first < 0 or heads[first] != heads[i]:
            continue
        if deps[first] == "cc:preconj" and any(deps[j] == "conj" and heads[j] == i for j in range(i, len(heads))):
            heads[first] = i
        elif words[start].lower() == "of" and deps[start] == "case" and tags[first] in QUANTIFYING:
            heads[first], deps[first] = heads[i], dep
            heads[i], deps[i] = first, "nmod"


def find_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a bare noun phrase before a finite verb without a subject its subject: "and the people, fearing war, | fled"."""
    for i, dep in enumerate(deps):
        first = heads[heads[i]]
        skipped = dep == "nsubj" and i < first < heads[i] and deps[heads[i]] == "conj" and tags[first] in FINITE
        if skipped and not any(heads[j] == first and deps[j] in SUBJECTS for j in range(len(heads))):
            heads[i] = first  # "rumors | began to spread, and the people reported them"
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep not in FRONTED or verb < i or tags[verb] not in FINITE or tags[i] not in ("NNS", "NNPS"):
            continue
        own = [j for j in range(len(heads)) if heads[j] == verb and j != verb]
        article = any(heads[j] == i and words[j].lower() in ("the", "these", "those") for j in range(i))
        led = any(heads[j] == i and deps[j] in ("case", "nummod") for j in range(i))
        free = deps[verb] == "conj" and not any(deps[j] in SUBJECTS for j in own)
        if free and article and not led and words[i].lower() not in SPANS:
            deps[i] = "nsubj"


def quoting_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make who is named behind a quotation the subject of its verb: '"They left," the chief in Rome, Ana Bo, said'."""
    for i, dep in enumerate(deps):
        quoted = heads[i]
        marks = any(word in CLOSING for word in words[quoted + 1 : i]) if dep == "parataxis" else dep == "ccomp"
        verb = heads[quoted] if dep == "parataxis" else quoted
        if not marks or verb <= i or tags[verb] not in FINITE or not tags[i].startswith("NN"):
            continue
        own = [j for j in range(len(heads)) if heads[j] == i and j != i]
        subject = next((j for j in range(len(heads)) if heads[j] == verb and deps[j] in SUBJECTS), None)
        named = dep == "parataxis" and subject is not None and i < subject < verb and tags[subject] == "NNP"
        if any(deps[j] == "cop" or deps[j] in SUBJECTS for j in own) or not (subject is None or named):
            continue
        heads[i], deps[i] = verb, "nsubj"
        if subject is not None:
            heads[subject], deps[subject] = i, "appos"


def _raise_verb(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """The same where the participle has taken the whole sentence: "Swaziland, renamed Eswatini in 2018, borders Mozambique"."""
    for participle, tag in enumerate(tags):
        if heads[participle] != participle or tag not in PARTICIPLES or participle < 2 or words[participle - 1] != ",":
            continue
        own = [i for i in range(len(heads)) if heads[i] == participle and i != participle]
        below = [i for i in own if i > participle and deps[i] in ("parataxis", "conj", "ccomp")]
        verb = next((i for i in below if tags[i] in FINITE), None)
        if verb is None or words[verb - 1] != "," or any(deps[i].startswith(("aux", "cop")) for i in own):
            continue
        subjects = [i for i in range(len(heads)) if heads[i] in (participle, verb) and deps[i] in SUBJECTS]
        subject = subjects[0] if len(subjects) == 1 and subjects[0] < participle else None
        if subject is None:
            continue
        heads[verb], deps[verb] = verb, deps[participle]
        heads[subject], deps[subject] = verb, "nsubj"
        heads[participle], deps[participle] = subject, "acl"
        for i in own:
            if i > verb:
                heads[i] = verb
