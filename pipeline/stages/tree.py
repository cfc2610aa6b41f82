"""Reading a Universal Dependencies tree: phrases, markers, coordination. Pure functions on tokens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages.quote_marks import quote_marks

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
# Dependents before a noun that belong to its phrase whatever its use.
BEFORE = frozenset(
    [
        "det",
        "det:predet",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "obl:unmarked",
        "flat",
        "fixed",
        "goeswith",
        "acl",
    ]
)
RELATIVE = frozenset({"WDT", "WP"})
BOTH = "cc:preconj"  # "both | Peru and Chile"
HYPHENS = ("-", "–", "‐", "‑")
QUOTES = ('"', "“", "”")
# Marks and signs that stay at the end of a phrase: "(Peru)", "fell by 5%".
CLOSING = frozenset({'"', "”", "'", "’", ")", ".", "%", "‰"})
# A quotation of so many tokens is a title, or a word or two.
LONGEST_TITLE = 12
# Types of names of places.
PLACES = ("GPE", "LOC", "FAC")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Prepositions that carry an argument of the noun rather than a circumstance.
ARGUMENT_CASES = frozenset({"of", "between", "against"})


@cache  # there are some dozens of relations, asked for many times a word
def base(dep: str) -> str:
    """The universal part of a relation: `nsubj:pass` -> `nsubj`."""
    return dep.partition(":")[0]


def children(token: Token, *deps: str) -> list[Token]:
    """Dependents of `token` whose relation, or its universal part, is one of `deps`, in text order."""
    if not (token.n_lefts or token.n_rights):  # as most tokens
        return []
    return [c for c in token.children if (dep := c.dep_) in deps or (":" in dep and base(dep) in deps)]


def child(token: Token, *deps: str) -> Token | None:
    """The first of `children`."""
    if not (token.n_lefts or token.n_rights):
        return None
    for c in token.children:  # asked for most often of all: a plain loop is the fastest
        dep = c.dep_
        if dep in deps or (":" in dep and dep.partition(":")[0] in deps):
            return c
    return None


def case(token: Token) -> str | None:
    """Lower-cased preposition that marks `token` ("of", "because of"), None without one."""
    markers = [c for c in token.lefts if c.dep_ == "case"] if token.n_lefts else None
    if not markers:
        return None
    words = []
    for marker in markers:
        words.append(marker.lower_)
        words.extend(f.lower_ for f in marker.children if f.dep_ == "fixed")
    return " ".join(words)


def coordinated(token: Token) -> Iterator[Token]:
    """`token` and what is coordinated with it, in text order."""
    yield token
    if not (token.n_lefts or token.n_rights):
        return
    for other in token.children:
        # "Founded by Bo and is a party": a clause is coordinated with no phrase.
        joined = other.dep_ == "conj" and (child(other, "cop") is None or child(token, "cop") is not None)
        if joined and not is_set_against(other):
            yield from coordinated(other)


def is_set_against(conjunct: Token) -> bool:
    """Whether a conjunct is what is not meant: "the army, | not the police", "was sold | rather than leased"."""
    for part in conjunct.lefts:
        if part.dep_ == "cc" and part.lower_ in ("rather", "instead"):
            return True
        if part.lower_ == "not" and conjunct.pos_ in NOMINAL and not is_adding(part) and child(conjunct, "cop") is None:
            return True
    return False


def is_adding(token: Token) -> bool:
    """Whether "not" denies nothing, but adds to what is said: "not | only won the race but also broke the record"."""
    return token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "only"


def is_none_of(token: Token) -> bool:
    """Whether "neither" stands before the first of several things: "neither | cars nor carts"."""
    denied = any(c.dep_ in (BOTH, "det") and c.lower_ == "neither" for c in token.lefts)
    return denied and child(token, "conj") is not None


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that `token` belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def head(doc: Doc, start: int, end: int) -> Token:
    """The token that heads `[start, end)`; most ranges are of one token, for which no Span need be made."""
    return doc[start] if end - start == 1 else doc[start:end].root


def subtree(token: Token) -> tuple[int, int]:
    """Token range of everything below `token`."""
    return token.left_edge.i, token.right_edge.i + 1


def around(token: Token) -> tuple[int, int]:
    """Token range of what is below `token` without a gap on either side of it."""
    below = {t.i for t in token.subtree}
    start, end = token.i, token.i + 1
    while start - 1 in below:
        start -= 1
    while end in below:
        end += 1
    return trimmed(token, start, end)


def phrase(token: Token, *, full: bool = False) -> tuple[int, int]:
    """Token range of the noun phrase headed by `token`, without its preposition, clauses and appositions.

    With `full`, prepositional modifiers of every kind belong to it; without, only those that carry an argument
    ("collapse of the regime", "war against the rebels").
    """
    start, end = token.i, token.i + 1
    number = token.pos_ in ("NUM", "SYM")
    for part in reversed(list(token.lefts)):
        left, right = subtree(part)
        glued = part.dep_ == "punct" and part.text in "-–\"“'‘"
        bounded = number and part.dep_ == "advmod"  # "less than $2 billion"
        if right != start or not (part.dep_ in BEFORE or glued or bounded):
            break
        start = left
    for part in token.rights:
        left, right = subtree(part)
        if (
            part.dep_ == "punct"
            and part.text in "-–"
            and left == end
            and end < len(token.doc)
            and not token.whitespace_
        ):
            end = right
            continue
        if left != end:
            break
        # "director | general"
        titled = part.dep_ == "amod" and part.lower_ in resources.words("offices.toml", "behind")
        held = part.dep_ in ("flat", "fixed", "goeswith", "compound", "nummod", "case", "det")
        if held or titled or base(part.dep_) == "flat":
            if part.dep_ == "case" and part.lower_ not in ("'s", "’s", "'", "’"):
                break
            if part.dep_ == "case":  # the possessive marker is not part of the thing
                break
            end = right
        elif (
            base(part.dep_) == "nmod"
            and ((full or case(part) in ARGUMENT_CASES) or (token.doc[left].text in HYPHENS and not token.whitespace_))
            and token.doc[left].text != ","
        ):
            end = max(end, _without_clauses(part))
        else:
            break
    return trimmed(token, start, end)


def _without_clauses(token: Token) -> int:
    """End of a modifier's subtree, cut before a relative clause, apposition or new clause hanging from it."""
    end = token.right_edge.i + 1
    for node in token.subtree:
        clausal = base(node.dep_) in ("appos", "parataxis", "advcl", "acl")
        if clausal and node.i > token.i and node.head.i <= token.right_edge.i:
            end = min(end, node.left_edge.i)
    return max(end, token.i + 1)


def trimmed(head: Token, start: int, end: int) -> tuple[int, int]:
    """Cut punctuation, spaces and markers that do not belong to the phrase of `head` from both ends."""
    doc = head.doc
    while start < end - 1 and _is_outer(first := doc[start], head) and first.text not in "\"“'‘(":
        start += 1
    while end - 1 > start and ((last := doc[end - 1]).is_punct or last.is_space) and last.text not in CLOSING:
        end -= 1
    if end - 1 > head.i and doc[end - 1].dep_ == "cc":
        end -= 1  # "the Russian Empire and, later, the Soviet Union"
    last = doc[end - 1]
    relative = end - 1 > head.i and (last.tag_ in RELATIVE or last.tag_ == "WP$") and last.lower_ != "what"
    if relative and doc[end - 2].pos_ == "ADP" and doc[end - 2].lower_ != "of" and end - 2 > head.i:
        end -= 3 if doc[end - 3].text == "," else 2  # "Ana Bo, | with whom"
    elif relative and doc[end - 2].pos_ != "ADP":
        end -= 2 if doc[end - 2].text == "," else 1  # a relative pronoun begins a clause of its own
    end = _quoted(doc, start, _bracketed(doc, head, end))
    if doc[start].text in "\"“'‘(" and not any(t.text in "\"”'’)" for t in doc[start + 1 : end]):
        start = min(start + 1, end - 1)
    if doc[end - 1].text in "\"”'’)" and not any(t.text[0] in "\"“'‘(" for t in doc[start : end - 1]):
        end = max(end - 1, start + 1)
        end -= end - start > 1 and doc[end - 1].text == ","
    return start, end


def _bracketed(doc: Doc, head: Token, end: int) -> int:
    """The end of a phrase before brackets behind its head that it opens and does not close."""
    for i in range(end - 1, head.i, -1):
        mark = doc[i].text[0]
        if mark in "()":
            return i if mark == "(" else end
    return end


def _quoted(doc: Doc, start: int, end: int) -> int:
    """The end of a phrase that holds the title it begins whole: 'the film "Ran: A | Tale"'.

    A quotation that goes on with a verb, and so is no title, stays as it is.
    """
    marks = quote_marks(doc)
    if not marks or marks.isdisjoint(range(start, end)):
        return end
    opened = None
    for token in doc[start:end]:
        if token.text in QUOTES:
            opened = token if opened is None and token.text != "”" else None
    if opened is None or doc[end - 1].i == opened.i:
        return end
    for token in doc[end : end + LONGEST_TITLE]:
        if token.text in QUOTES:
            return end if token.nbor(-1).text == "," else token.i + 1
        if token.is_sent_start or (opened.i == start and token.tag_ in FINITE):
            break
    return end


def unquoted(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A phrase without the marks of a quotation that goes on behind it: '"The talks," he said, "failed"'."""
    goes_on = end - start > 3 and doc[start].text in QUOTES and doc[end - 2].text == "," and doc[end - 1].text in QUOTES
    return (start + 1, end - 2) if goes_on else (start, end)


def _is_outer(token: Token, head: Token) -> bool:
    """Punctuation, a space, or a preposition or conjunction that a wrong tree left at the edge."""
    if token.dep_ in ("case", "cc", "mark"):
        return token.head.i == head.i or not head.left_edge.i <= token.head.i <= head.right_edge.i
    return bool(token.is_punct or token.is_space)


def is_verbal(token: Token) -> bool:
    """Whether `token` heads a clause as a verb (an auxiliary that stands alone counts)."""
    if token.pos_ == "ADJ" and token.tag_ == "VBN" and child(token, "aux:pass") is not None:
        return True  # "is allied with"
    if token.pos_ == "VERB":
        if token.dep_ in ("amod", "compound", "case", "mark", "fixed", "flat", "cc"):
            # A verb with a subject of its own heads a clause, whatever the parser calls it.
            return any(base(c.dep_) == "nsubj" for c in token.children)
        return True
    return token.pos_ == "AUX" and base(token.dep_) in ("root", "ROOT", "conj", "ccomp", "advcl", "acl", "parataxis")


def clause_head(token: Token) -> Token:
    """The verb or copular predicate of the clause that `token` stands in (itself if it is one)."""
    while token.head.i != token.i:
        if is_verbal(token) or child(token, "cop") is not None:
            return token
        token = token.head
    return token
