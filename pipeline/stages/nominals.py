"""Propositions inside noun phrases: "the Soviet invasion of Afghanistan in 1979", "a US-led coalition"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg, Proposition
from pipeline.stages import envisaged, reported, tree

STEM = 4  # letters that a verb and the noun made of it share


@cache
def _nouns() -> dict[str, dict[str, Any]]:
    return resources.table("nominals.toml")


def verb_of(noun: Token) -> str | None:
    """The verb that a noun is made of: "adopt" of an adoption; None for other words, as "join" is not that of an entry."""
    verb = _nouns().get(noun.lemma_.lower(), {}).get("verb") if noun.pos_ == "NOUN" else None
    return verb if verb is not None and noun.lemma_.lower().startswith(verb[:STEM]) else None


def is_fight(noun: Token) -> bool:
    """Whether a noun names fighting: war, clash, violence."""
    return _nouns().get(noun.lemma_.lower(), {}).get("verb") in ("fight", "clash")


def outlasts(noun: Token) -> bool:
    """Whether something lasts longer than what a clause tells of: "the battle was fought on 1 May during | the war |"."""
    long = noun.lemma_.lower() in resources.words("times.toml", "told", "outlasting")
    return long and noun.dep_ == "obl" and tree.case(noun) == "during"


def is_edge(noun: Token) -> bool:
    """Whether a noun names the beginning or end of something: start, outbreak, conclusion."""
    return _nouns().get(noun.lemma_.lower(), {}).get("verb") in ("begin", "break out", "end")


def _named(token: Token) -> bool:
    """A name or demonym that can act: `Soviet invasion`, `US withdrawal`, but not `military invasion`."""
    return token.pos_ == "PROPN" or (token.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") and token.text[:1].isupper())


def _arg(token: Token, role: str, preposition: str | None = None) -> Arg:
    start, end = tree.phrase(token)
    return Arg(role, start, end, token.i, preposition)  # type: ignore[arg-type]


def event(noun: Token) -> Iterator[Proposition]:
    """The proposition that a noun of the table of nominals makes with its dependents, if it has any.

    Roles are logical: a filled `object` is what the action is done to.
    """
    row = _nouns().get(noun.lemma_.lower())
    if row is None or (row.get("single") and noun.tag_ == "NNS"):
        return
    if noun.dep_ == "compound" or (noun.pos_ == "PROPN" and noun.ent_type_ == "ORG"):
        return
    possessor_role = row.get("poss", "subject" if row["of"] == "object" else "object")
    of_role = row["of"]
    following = _following(noun)
    if of_role == "object" and any(tree.case(part) == "of" for part in (*noun.rights, *following)):
        possessor_role = "subject"  # "her election", but "her election of a new board"
    args: list[Arg] = []
    # "Violence broke out between X and Y": the parties may hang from the verb.
    parties = [c for c in noun.head.children if noun.dep_ == "nsubj" and c.dep_ == "obl" and tree.case(c) == "between"]
    for part in (*noun.children, *parties, *following):
        if part.dep_ == "nmod:poss":
            args.extend(_arg(t, possessor_role) for t in tree.coordinated(part))
        elif part.dep_ in ("amod", "compound") and _named(part) and part.i < noun.i and not _hyphenated(part):
            role = "subject" if of_role == "object" else possessor_role
            args.extend(_arg(t, role) for t in tree.coordinated(part))
        elif tree.base(part.dep_) in ("nmod", "obl", "acl"):
            preposition = tree.case(part) or _before(part)
            if preposition == "of":
                # The agent may hang from what the action is done to: "the capture of Goma by rebels".
                below = [c for c in part.children if c.dep_ == "nmod"] if of_role == "object" else []
                for t in (*tree.coordinated(part), *(c for c in below if tree.case(c) == "by")):
                    args.append(_arg(t, "subject" if tree.case(t) == "by" and t.i != part.i else of_role))
            elif preposition == "by":
                args.extend(_arg(t, "subject") for t in tree.coordinated(part))
            elif preposition == "between":
                args.extend(_arg(t, "subject" if n == 0 else "object") for n, t in enumerate(tree.coordinated(part)))
            elif preposition is not None:
                args.extend(_arg(t, "oblique", preposition) for t in tree.coordinated(part))
    last = max((a.end for a in args if a.role == "object" and a.start > noun.i), default=None)
    if of_role == "object" and last is not None and all(a.role != "subject" for a in args):
        agent = _marked(noun, last, "by")
        args.extend([_arg(agent, "subject")] if agent is not None else [])
    outlook = envisaged.outlook(noun) if args else "untold"
    if outlook == "untold":
        return
    clause = tree.clause_head(noun)
    yield Proposition(
        root=noun.i,
        predicate=(noun.i,),
        lemma=row["verb"],
        kind="noun",
        arguments=tuple(sorted(args, key=lambda a: (a.start, a.end))),
        negated=any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children),
        modality=outlook or "asserted",
        attribution=reported.attribution(clause),
    )


def _marked(noun: Token, i: int, preposition: str) -> Token | None:
    """The phrase that begins with a preposition at token `i`, whatever the tree hangs it from."""
    doc = noun.doc
    if i >= len(doc) or doc[i].lower_ != preposition or doc[i].dep_ != "case":
        return None
    return doc[i].head


def _before(part: Token) -> str | None:
    """The "of" right before a phrase that the tree gives to another word."""
    start = part.left_edge.i
    return "of" if start > 0 and part.doc[start - 1].lower_ == "of" else None


def _following(noun: Token) -> list[Token]:
    """The of-phrase right behind a noun that the tree hangs from something later, and so from the wrong word."""
    part = _marked(noun, noun.i + 1, "of")
    return [part] if part is not None and part.head.i > part.i and tree.base(part.dep_) in ("nmod", "obl") else []


def possession(noun: Token) -> Iterator[Proposition]:
    """ "Gorbachev's reforms", "Pakistan's border with Iran": what a name has, where the noun names no event."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() in _nouns():
        return
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss" and _named(c)), None)
    if owner is None:
        return
    others = (c for c in noun.rights if tree.base(c.dep_) == "nmod" and tree.case(c) not in (None, "of"))
    yield Proposition(
        root=noun.i,
        predicate=(),
        lemma="have",
        kind="possessive",
        arguments=(
            *(_arg(t, "subject") for t in tree.coordinated(owner)),
            Arg("object", *tree.phrase(noun), noun.i),
            *(_arg(t, "oblique", tree.case(c)) for c in others for t in tree.coordinated(c)),
        ),
        attribution=reported.attribution(tree.clause_head(noun)),
    )


def _hyphenated(token: Token) -> bool:
    """Whether `token` is glued to the next word: the first part of "anti-Taliban" or "US-led"."""
    doc = token.doc
    after = token.i + 1 < len(doc) and doc[token.i + 1].text in tree.HYPHENS and not token.whitespace_
    before = token.i > 0 and doc[token.i - 1].text in tree.HYPHENS and not doc[token.i - 1].whitespace_
    return after or before


def compound_participle(participle: Token) -> Iterator[Proposition]:
    """`X-led Y`, `X-backed Y`, `X-controlled Y`: Y is led by X, with X the name or noun before the hyphen."""
    doc, i = participle.doc, participle.i
    if (
        i < 2
        or doc[i - 1].text not in tree.HYPHENS
        or doc[i - 1].whitespace_
        or participle.tag_ not in ("VBN", "VBD", "JJ")
    ):
        return
    noun = participle.head
    if noun.i <= i or noun.pos_ not in tree.NOMINAL:
        return
    agent = doc[i - 2]
    if (agent.pos_ in ("ADV", "ADJ", "DET") or agent.lower_ == "self") and not agent.ent_type_:
        return  # "best-known", "long-lost", "self-proclaimed"
    start = i - 2
    # The whole name before the hyphen: "Jamiat-e-Islami-led", "Islamic State-claimed".
    while start > noun.left_edge.i and (
        (doc[start - 1].text in tree.HYPHENS and not doc[start - 1].whitespace_)
        or (not doc[start].is_punct and doc[start - 1].ent_iob_ in ("B", "I") and doc[start].ent_iob_ == "I")
        or (doc[start].text in tree.HYPHENS)
        or (not doc[start - 1].whitespace_ and doc[start - 1].text.isalpha() and doc[start].text in tree.HYPHENS)
    ):
        start -= 1
    based = participle.lemma_.lower() == "base"  # "London-based", "oil-based"
    site = "in" if agent.ent_type_ in tree.PLACES else "on"
    by = Arg("oblique", start, i - 1, agent.i, site) if based else Arg("agent", start, i - 1, agent.i, "by")
    yield Proposition(
        root=i,
        predicate=(i,),
        lemma=participle.lemma_.lower(),
        kind="participle",
        arguments=(
            by,
            Arg("subject", *tree.phrase(noun), noun.i),
        ),
        passive=True,
    )
