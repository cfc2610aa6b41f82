"""What a relative pronoun stands for, and what stands right before the comma of a clause. Pure functions on tokens."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import _lexicon
from pipeline.stages.tree import NOMINAL, PLACES, base, case, child, first_conjunct

# Prepositions of where somebody does what the clause tells: "a politician in Alberta, who served as mayor".
PLACING = ("in", "at", "from")
# What makes "X is a Y" tell of one Y, what X must not be, and what keeps it from saying so.
SINGLE = frozenset({"only", "first", "last", "sole", "latest"})
EMPTY = frozenset({"it", "this", "that", "there"})
UNSURE = frozenset({"not", "n't", "never", "no", "would", "could", "may", "might", "should"})


def relativised(token: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    that = token.lower_ == "that" and (token.pos_ == "PRON" or base(token.dep_) in ("nsubj", "obj", "obl"))
    if token.tag_ in ("WDT", "WP", "WP$") or that:
        node = token
        last = before_comma(token)
        while node.head.i != node.i:
            node = node.head
            partner = token.lower_ == "which" and case(token) == "with" and last is not None and last.pos_ == "PROPN"
            if partner and last is not None and node.dep_ == "acl:relcl" and node.head.i < last.i:
                return (
                    last if case(last) else first_conjunct(last)
                )  # "exports to Peru and Chile, with which it shares borders"
            person = token.lower_ == "who" and last is not None and last.ent_type_ == "PERSON"
            if person and last is not None and last.i > node.head.i and not _is_called(last.head):
                return last  # "the soldiers who overthrew Ali Bo, who had ruled": a person right before "who"
            forms = (node, *(c for c in node.children if base(c.dep_) in ("aux", "cop")))
            singular = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in forms)
            if last is not None and singular and node.head.tag_ in ("NNS", "NNPS") and last.tag_ in ("NN", "NNP"):
                return last  # "lodges in the delta, which covers": the verb agrees with the noun right before
            if node.dep_ == "acl:relcl" and last is not None and _follows(node, last):
                return last
            if token.lower_ == "who" and node.dep_ == "acl:relcl":  # "a politician in Alberta, who served as mayor"
                noun = node.head
                while (
                    noun.dep_ == "nmod" and not _is_person(noun) and (case(noun) in PLACING or noun.ent_type_ in PLACES)
                ):
                    noun = noun.head
                if noun.i != node.head.i:
                    return described(noun) or noun
                before = token.nbor(-1) if token.i > 0 else noun
                people = before.tag_ == "NNPS" or (before.tag_ == "NNS" and _is_person(before))
                if people and before.i > noun.i and not _is_person(noun) and noun.tag_ == "NN":
                    return before  # "the detention of Lebanese | who | were brought there"
            if node.dep_ in ("acl:relcl", "acl") and node.head.pos_ in NOMINAL:
                # "her predecessor, Ines Arteaga, who resigned": the name is who resigned.
                beside = (c for c in node.head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i < node.i)
                # "the Federal Reserve (FED), which", "prisoners of war (POWs) who"
                named = (c for c in beside if not c.is_upper and c.nbor(-1).text != "(")
                return next(named, None) or described(node.head) or _several(token, node.head)
            if base(node.dep_) not in ("conj", "xcomp", "ccomp", "nsubj", "obj", "obl", "nmod"):
                break
        return last or token
    return token


def _is_person(noun: Token) -> bool:
    """Whether a noun is one for people, of whom "who" tells: "reviews from | critics | who were divided"."""
    return noun.pos_ == "NOUN" and bool(_lexicon.noun_classes().get(noun.lemma_.lower(), 0) & _lexicon.PERSON)


def _is_called(noun: Token) -> bool:
    """Whether a noun says who the person before it is: "Ana Bo, the mayor of Samos, who"."""
    return noun.dep_ == "appos" and noun.head.ent_type_ == "PERSON"


def _several(pronoun: Token, noun: Token) -> Token:
    """The noun for several things above one, where the pronoun needs that: "residents of the district, 4,000 of whom"."""
    counted = pronoun.dep_ == "nmod" and case(pronoun) == "of" and pronoun.lower_ == "whom"
    above = noun.head
    nested = noun.dep_ == "nmod" and noun.tag_ in ("NN", "NNP") and above.tag_ in ("NNS", "NNPS")
    return above if counted and nested else noun


def described(noun: Token) -> Token | None:
    """Whom a predicate or an apposition describes, which the clause behind it tells of: "Ana Bo is a judge who wrote it"."""
    one = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts) or any(
        c.lower_ in SINGLE or c.tag_ == "JJS" for c in noun.lefts
    )
    if noun.tag_ not in ("NN", "NNP") or not one or noun.lemma_ == "time":
        return None
    if child(noun, "cop") is not None:
        plain = not any(c.dep_ in ("aux", "advmod") and c.lower_ in UNSURE for c in noun.lefts)
        subject = child(noun, "nsubj")
        known = subject is not None and (subject.pos_ in ("PROPN", "PRON") or is_title(subject))
        known = subject is not None and known and subject.lower_ not in EMPTY
        return subject if plain and known else None
    return noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else None


def is_title(noun: Token) -> bool:
    """Whether a noun names one thing by itself: a name, or a bare singular, "metafiction is a term"."""
    bare = noun.tag_ == "NN" and child(noun, "det", "nmod:poss", "nummod") is None
    return (noun.pos_ == "PROPN" and noun.tag_ != "NNPS") or (noun.pos_ == "NOUN" and bare)


def _follows(clause: Token, last: Token) -> bool:
    """Whether the noun before a relative clause ends an earlier one: "an assembly that drafted a law, which voters rejected"."""
    earlier = (c for c in clause.head.rights if c.dep_ == "acl:relcl" and c.i < clause.i)
    return any(c.i < last.i <= c.right_edge.i for c in earlier)


def before_comma(token: Token) -> Token | None:
    """The name or noun right before ", which", ", with which" or ", independent", for what hangs in the wrong place."""
    i = token.i - 1
    if i > 0 and token.doc[i].dep_ == "case":
        i -= 1
    if i < 1 or token.doc[i].text != ",":
        return None
    noun = token.doc[i - 1]
    while noun.dep_ in ("flat", "compound") and noun.head.i < token.i and noun.head.i != noun.i:
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN") else None
