"""Noun phrases of a Doc with what decides whether two of them can be the same thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import _lexicon
from pipeline.stages._lexicon import CLASSES, COUNTRY, GENDERS, GROUP, PERSON, PLURAL, SINGULAR
from pipeline.stages._snapshot import Tree

PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "flat", "goeswith"})
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", ""})
POSTMODIFIERS = frozenset({"nmod", "flat", "fixed", "nummod", "amod", "goeswith", "acl", "relcl"})
PLURALS = ("NNS", "NNPS")
PARTS = ("flat", "fixed", "goeswith")
ROLES = {
    "nsubj": "subj", "csubj": "subj", "obj": "obj", "iobj": "obj", "dobj": "obj", "obl": "obl", "nmod": "nmod",
    "poss": "poss", "appos": "appos", "compound": "mod", "amod": "mod", "flat": "mod", "expl": "expl",
}  # fmt: skip


@dataclass(slots=True)
class Phrase:
    """A noun phrase headed by token `root`: tokens `[start, end)` and its agreement features as bit sets.

    `family` groups pronouns that behave alike; `cluster` numbers the thing that the phrase stands for.
    """

    root: int
    start: int
    end: int
    sentence: int
    kind: Literal["name", "nominal", "pronoun"]
    noun: str
    determiner: str
    number: int
    gender: int
    classes: int
    role: str
    governor: int
    modifiers: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    post: bool = False
    plural: bool = False
    possessor: int = -1
    family: str = ""
    use: str = ""
    mention: Mention | None = None
    cluster: int = -1
    attributes: list[str] = field(default_factory=list)


def read_phrases(tree: Tree, names: list[Mention], blocked: list[bool]) -> list[Phrase]:
    """Noun phrases in the order of their heads.

    names: what linking left in `doc._.mentions`. blocked: tokens that belong to times and so head no phrase.
    """
    pronouns = resources.table("coreference.toml")["pronouns"]
    by_root = {mention.root: mention for mention in names}
    within = [False] * len(tree.pos)
    for mention in names:
        for i in range(mention.start, mention.end):
            within[i] = True
    phrases: list[Phrase] = []
    for i, pos in enumerate(tree.pos):
        mention_here = by_root.get(i)
        if mention_here is not None:
            a_person = mention_here.type == "NORP" and _one_of_a_people(tree, i)
            phrases.append(_person(tree, i) if a_person else _name(tree, mention_here))
        elif (
            tree.lower[i] in pronouns
            and pos in ("PRON", "DET", "SCONJ")
            and tree.tag[i] in PRONOUN_TAGS
            and not within[i]
        ):
            row = pronouns[tree.lower[i]]
            phrase = _pronoun(tree, i, row)
            if phrase is not None:
                phrases.append(phrase)
        elif pos in ("NOUN", "PROPN") and not blocked[i] and not within[i] and tree.dep[i] not in PARTS:
            phrases.append(_nominal(tree, i))
        elif tree.tag[i] == "CD" and tree.dep[i] == "nsubj" and i and tree.lower[i - 1] == "the":
            phrases.append(_counted(tree, i))
        if tree.dep[i] == "conj" and pos in ("NOUN", "PROPN") and tree.children[tree.head[i]][-1] == i:
            together = _together(tree, tree.head[i], i)
            if together is not None:
                phrases.append(together)
    return phrases


def role_of(tree: Tree, i: int) -> tuple[str, int]:
    """Grammatical role of the phrase headed by `i`, and its governor; conjuncts share those of the first."""
    for _ in range(20):
        if tree.dep[i] != "conj" or tree.head[i] == i:
            break
        i = tree.head[i]
    if tree.copular[i]:
        return "predicate", tree.head[i]
    return ROLES.get(tree.dep[i], "other"), tree.head[i]


def _pronoun(tree: Tree, i: int, row: dict[str, Any]) -> Phrase | None:
    if row["use"] == "relative":
        clause = tree.clause[i]
        if tree.dep[i] in ("mark", "det", "advmod") or not _relative(tree, clause):
            return None
    role, governor = role_of(tree, i)
    if role == "mod" or tree.dep[i] == "nummod":
        return None
    use = row["use"]
    if tree.lower[i] == "her" and role != "poss":
        use = "personal"
    return Phrase(
        root=i, start=i, end=i + 1, sentence=tree.sentence[i], kind="pronoun", noun=tree.lower[i], determiner="",
        number=sum({"s": SINGULAR, "p": PLURAL}[n] for n in row["number"]),
        gender=sum(GENDERS[g] for g in row["gender"]),
        classes=sum(CLASSES[letter] for letter in row["classes"]),
        role=role, governor=governor, modifiers=frozenset(), family=row["family"], use=use,
    )  # fmt: skip


def _relative(tree: Tree, clause: int) -> bool:
    """Whether a clause is a relative one, or coordinated with or embedded in one."""
    for _ in range(5):
        if tree.dep[clause] in ("relcl", "acl"):
            return True
        if tree.dep[clause] not in ("conj", "xcomp", "ccomp"):
            return False
        clause = tree.clause[tree.head[clause]]
    return False


def _together(tree: Tree, i: int, conjunct: int) -> Phrase | None:
    """The plural phrase "X and Y", headed by its conjunction, when `conjunct` is the last one of `i`."""
    linker = next((c for c in tree.children[conjunct] if tree.dep[c] == "cc"), -1)
    if linker < 0 or tree.lower[linker] != "and":
        return None
    start = tree.left[i]
    while start < i and tree.head[start] == i and tree.dep[start] in ("case", "mark", "cc", "punct", "cop", "nsubj"):
        start += 1
    role, governor = role_of(tree, i)
    classes = _lexicon.classes_of(tree.lemma[i], proper=tree.pos[i] == "PROPN")
    return Phrase(
        root=linker, start=start, end=tree.right[conjunct] + 1, sentence=tree.sentence[i], kind="nominal",
        noun="and", determiner="together", number=PLURAL, gender=7, classes=classes, role=role, governor=governor,
        modifiers=frozenset(),
    )  # fmt: skip


def _counted(tree: Tree, i: int) -> Phrase:
    """The things that only their number tells: "the two were held upon their arrival"."""
    role, governor = role_of(tree, i)
    return Phrase(
        root=i, start=i - 1, end=i + 1, sentence=tree.sentence[i], kind="nominal", noun=tree.lemma[i],
        determiner="numeral", number=PLURAL, gender=7, classes=PERSON, role=role, governor=governor,
    )  # fmt: skip


def _nominal(tree: Tree, i: int) -> Phrase:
    noun = tree.lemma[i]
    determiner, start, end, modifiers, post, possessor = "bare", i, i + 1, [], False, -1
    described = []
    copula = max((c for c in tree.children[i] if c < i and tree.dep[c] in ("cop", "case", "mark")), default=-1)
    for child in reversed(tree.children[i]):
        relation = tree.dep[child]
        if child >= i or tree.left[child] <= copula or relation not in PREMODIFIERS:
            continue
        if relation == "nmod" and tree.dep[tree.left[child]] == "case":
            continue
        start = min(start, tree.left[child])
        if relation == "det":
            determiner = _lexicon.determiners().get(tree.lower[child], "indefinite")
        elif relation == "poss":
            determiner, possessor = "possessive", child
        elif relation == "nummod" and determiner == "bare":
            determiner = "numeral"
        if relation in ("amod", "compound", "nummod", "poss", "nmod"):
            modifiers.append(tree.lemma[child])
        if relation in ("amod", "compound") and tree.lemma[child] not in _lexicon.referring():
            described.append(tree.lemma[child])
    for child in tree.children[i]:
        if child > i and tree.dep[child] in POSTMODIFIERS:
            post = True
            if (
                tree.dep[child] not in ("acl", "relcl")
                and "," not in tree.lower[tree.left[child] - 1 : tree.left[child] + 1]
            ):
                end = max(end, tree.right[child] + 1)
            modifiers.append(tree.lemma[child])
    lost = determiner == "bare" and start > 0 and tree.lower[start - 1] == "the"  # a parser may lose it
    if lost and tree.dep[i] not in ("compound", "nmod", "amod"):  # but "the press" of "the press reports" is no phrase
        determiner, start = "definite", start - 1
    collective, plural = _lexicon.collective()
    number = PLURAL if tree.tag[i] in PLURALS or noun in plural else SINGULAR
    if noun in collective:
        number |= PLURAL
    classes = _lexicon.classes_of(noun, proper=tree.pos[i] == "PROPN")
    gender = _lexicon.gender_nouns().get(noun, 0)
    if not gender:
        gender = (3 if classes & (PERSON | CLASSES["A"]) else 0) | (4 if classes & ~PERSON else 0)
    role, governor = role_of(tree, i)
    return Phrase(
        root=i, start=start, end=end, sentence=tree.sentence[i], kind="nominal", noun=noun, determiner=determiner,
        number=number, gender=gender, classes=classes, role=role, governor=governor, modifiers=frozenset(modifiers),
        described=frozenset(described), post=post, possessor=possessor,
        plural=tree.tag[i] in PLURALS,
    )  # fmt: skip


def _one_of_a_people(tree: Tree, i: int) -> bool:
    """Whether a demonym stands for one person ("a 61-year-old Belgian"), not for the people or their country."""
    singular = tree.tag[i] in ("NN", "NNP") and tree.dep[i] not in ("compound", "amod", "flat")
    return singular and any(tree.dep[c] == "det" and tree.lower[c] in ("a", "an") for c in tree.children[i])


def _person(tree: Tree, i: int) -> Phrase:
    phrase = _nominal(tree, i)
    phrase.classes, phrase.gender = PERSON, GENDERS["m"] | GENDERS["f"]
    return phrase


def _agrees_as_plural(tree: Tree, i: int) -> bool:
    """Whether the verb of the subject at `i` says that it is plural ("Peru are ranked third")."""
    if tree.dep[i] != "nsubj":
        return False
    verb = tree.head[i]
    finite = [verb, *(c for c in tree.children[verb] if c < verb and tree.dep[c] in ("aux", "cop"))]
    return any(tree.tag[v] == "VBP" or tree.lower[v] == "were" for v in finite)


def _name(tree: Tree, mention: Mention) -> Phrase:
    i = mention.root
    letters = resources.table("coreference.toml")["labels"].get(mention.type or "", "PCGLEOB")
    entity = mention.entity.id if mention.entity else ""
    if mention.type == "NORP":
        letters = "GP"
    elif entity.startswith("country:"):
        letters = "C"
    elif mention.type == "GPE" and entity and not entity.startswith("doc:"):
        letters = "L"
    elif entity.startswith("org:"):
        letters = "G"
    classes = sum(CLASSES[letter] for letter in letters)
    words = [tree.lower[k] for k in range(mention.start, mention.end)]
    titles = [
        tree.lemma[c] for c in tree.children[i] if c < mention.start and tree.dep[c] in ("compound", "flat", "appos")
    ]
    unknown = not entity or entity.startswith("doc:")
    if unknown and len(words) > 1 and words[0] in _lexicon.given_names() and "of" not in words:
        classes |= PERSON  # whatever the recogniser made of it
    if unknown and any(_lexicon.noun_classes().get(title) == PERSON for title in titles):
        classes |= PERSON
    gender = GENDERS["n"]
    number = SINGULAR
    if classes & PERSON:
        told = [_lexicon.gender_nouns()[w] for w in titles + words if w in _lexicon.gender_nouns()]
        given = _lexicon.given_names().get(words[0], 0) if len(words) > 1 or mention.type == "PERSON" else 0
        gender = told[0] if told else given or 3
        if classes != PERSON:
            gender |= GENDERS["n"]
    if tree.tag[i] in ("NNPS", "NNS") and not classes & COUNTRY:
        number = PLURAL
    many = mention.type == "NORP" and words[-1].endswith("s") and not words[-1].endswith("ss")
    if mention.type == "NORP":
        gender = 7
    if many:
        number = PLURAL
    elif classes & GROUP or _agrees_as_plural(tree, i):
        number |= PLURAL
    role, governor = role_of(tree, i)
    if tree.pos[i] == "ADJ":
        role = "mod"
    return Phrase(
        root=i, start=mention.start, end=mention.end, sentence=tree.sentence[i], kind="name", noun=tree.lemma[i],
        determiner="name", number=number, gender=gender, classes=classes, role=role, governor=governor,
        modifiers=frozenset(words), mention=mention, attributes=titles,
        plural=tree.tag[i] in PLURALS,
    )  # fmt: skip
