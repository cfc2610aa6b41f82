"""Clauses as n-ary propositions with exact spans, read from the dependency tree.

Verbs, copulas, passives, control and raising, participles, relative clauses, appositions, and nouns that name an
event each give a proposition; coordination is split, and shared parts are carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Proposition
from pipeline.stages import clauses, modalities, nominals, quotations, relatives, reported, tree
from pipeline.stages.arguments import argument
from pipeline.stages.clause_arguments import arguments
from pipeline.stages.extensions import register
from pipeline.stages.offices import is_office
from pipeline.stages.referents import nouns


def _table(name: str) -> frozenset[str]:
    return resources.words("control.toml", name)


def lemma(head: Token, args: tuple[Arg, ...]) -> str:
    """Normalised predicate: the verb's lemma with its particle, and its object where the verb is light."""
    if tree.child(head, "cop") is not None or head.pos_ == "ADJ":
        return f"be {head.lemma_.lower()}" if head.pos_ in ("ADJ", "NOUN", "VERB", "ADV") else "be"
    if verbs := clauses.alternatives(head):
        return " or ".join(verb.lemma_.lower() for verb in verbs)
    words = [head.lemma_.lower()]
    words.extend(c.lower_ for c in head.children if c.dep_ == "compound:prt" or _is_particle(c, head))
    if words[0] in _table("copular"):
        words.extend(
            c.lemma_.lower() for c in head.children if c.dep_ in ("xcomp", "obj") and c.pos_ in ("ADJ", "NOUN", "PROPN")
        )
    passive = clauses.is_passive(head)  # "responsibility was claimed by"
    obj = next((a for a in args if a.role == ("subject" if passive else "object")), None)
    noun = head.doc[obj.root] if obj is not None else None
    if noun is not None and len(words) == 1 and noun.pos_ == "NOUN" and (passive or noun.i > head.i):
        together = f"{words[0]} {noun.lemma_.lower()}"
        if words[0] in _table("light") or together in _table("phrases"):
            return together
    return " ".join(words)


def _is_particle(token: Token, head: Token) -> bool:
    """Whether an adverb right behind the verb makes one verb with it: "passed away"."""
    return (
        token.dep_ == "advmod"
        and token.i == head.i + 1
        and f"{head.lemma_.lower()} {token.lower_}" in _table("phrasal")
    )


def propositions(doc: Doc) -> Iterator[Proposition]:
    """Every proposition of the document, ordered by the token that heads it."""
    sums = {i for v in doc._.values if v.value.kind == "money" for i in range(v.start, v.end)}
    for token in doc:
        if token.i in sums and token.pos_ == "VERB":
            continue  # "fined him 300 million won"
        if token.dep_ == "conj" and clauses.before_gerund(tree.first_conjunct(token)) is not None:
            continue  # "is against educating women or | sending them to work"
        if token.dep_ == "conj" and clauses.alternatives(token)[:1] not in ([], [token]):
            continue  # "were killed or | wounded |" is one
        phrase = token.n_lefts + token.n_rights > 0  # a word with nothing below it is no predicate
        if tree.is_verbal(token) or (phrase and (tree.child(token, "cop") is not None or _is_small_clause(token))):
            yield _clause(token)
        if token.pos_ in ("NOUN", "PROPN"):
            yield from nominals.event(token)
            yield from nominals.possession(token)
        if (
            token.dep_ == "appos"
            and (token.pos_ in ("NOUN", "PROPN") or token.ent_type_ == "NORP")
            and (token.head.pos_ in ("NOUN", "PROPN") or token.head.ent_type_ == "LANGUAGE")
            and not _is_subtitle(token)
            and not _is_one_of(token)
            and not _is_another(token)
        ):
            yield _apposition(token)
        if (token.pos_ == "VERB" and token.dep_ == "amod") or (token.tag_ == "VBN" and token.dep_ == "compound"):
            yield from nominals.compound_participle(token)


def _is_subtitle(token: Token) -> bool:
    """Whether what looks like an apposition is the end of a title in quotation marks: '"Ran: A Tale"'."""
    first = token.left_edge
    colon = first if first.text == ":" or first.i == 0 else first.nbor(-1)
    marks = [t.text for t in token.doc[max(colon.i - tree.LONGEST_TITLE, 0) : colon.i] if t.is_quote]
    return colon.text == ":" and bool(marks) and marks[-1] in ('"', "“")


def _is_one_of(token: Token) -> bool:
    """Whether what looks like an apposition is one of several: "two of the accused, among them a former minister"."""
    among = tree.children(token, "nmod", "obl")
    return any(c.i < token.i and tree.case(c) in ("among", "including") and c.pos_ == "PRON" for c in among)


def _is_another(token: Token) -> bool:
    """Whether what looks like an apposition to a name has a name of its own: "Philip, | his wife, Elisabeth, | and Julio"."""
    owned = any(c.dep_ == "nmod:poss" and c.tag_ == "PRP$" for c in token.lefts)
    listed = tree.child(token, "conj") is not None or tree.child(token.head, "conj") is not None
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.rights)
    return owned and named and listed and token.head.pos_ == "PROPN" and token.pos_ == "NOUN"


def _is_small_clause(token: Token) -> bool:
    """An adjective phrase that stands for a clause: "South Sudan, independent from Sudan since 2011, …".

    Not one that says which ones are meant: "the ten countries most exposed to floods".
    """
    if token.pos_ != "ADJ" or tree.child(token, "obl") is None or tree.child(token, "cop") is not None:
        return False
    definite = token.head.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ == "the" for c in token.head.lefts)
    if token.dep_ == "acl" and definite and token.left_edge.i > 0 and token.left_edge.nbor(-1).text != ",":
        return False
    return token.dep_ in ("acl", "advcl", "appos", "parataxis") or relatives.before_comma(token) is not None


def _clause(token: Token) -> Proposition:
    args = tuple(arguments(token))
    if verbs := clauses.alternatives(token):
        known = {a.root for a in args}
        args += tuple(a for a in arguments(verbs[-1]) if a.root not in known and a.start > verbs[-1].i)
    nominal = tree.child(token, "cop") is not None or token.pos_ == "ADJ"
    existential = any(c.dep_ == "expl" and c.lower_ == "there" for c in token.children)
    participle = token.dep_ in ("acl", "advcl") and token.tag_ in ("VBG", "VBN") and not nominal
    kind = "copula" if nominal else "existential" if existential else "participle" if participle else "verb"
    return Proposition(
        root=token.i,
        predicate=clauses.verb_group(token),
        lemma=lemma(token, args),
        kind=kind,  # type: ignore[arg-type]
        arguments=args,
        passive=not nominal and clauses.is_passive(token),
        negated=clauses.is_negated(token),
        modality=modalities.modality(token),
        attribution=reported.attribution(token),
    )


def _apposition(token: Token) -> Proposition:
    head = tree.first_conjunct(token.head) if token.head.dep_ == "appos" else token.head
    first = token.left_edge
    last = relatives.before_comma(first.nbor(1) if first.text == "," else first)
    if last is not None and last.ent_type_ in ("GPE", "LOC") and token.lemma_.lower() in nouns("place"):
        head = last  # "at the stadium in Yaounde, the capital of Cameroon"
    elif last is not None and token.tag_ == "NN" and tree.first_conjunct(last).i == tree.first_conjunct(head).i:
        head = last  # "Bangladeshis and Rohingya, a stateless minority": the last of them
    if tree.child(head, "cop") is not None:
        head = relatives.described(head) or head  # "Ana Bo is a chemist, a student of Li"
    args = (_described(head, first.i), argument(token, "complement"))
    clause = tree.clause_head(token.head)
    return Proposition(
        root=token.i,
        predicate=(),
        lemma=f"be {token.lemma_.lower()}",
        kind="apposition",
        arguments=args,
        attribution=reported.attribution(clause),
    )


def _described(head: Token, end: int) -> Arg:
    """What an apposition at token `end` says what it is: an office with all that it is for, "the secretary | for trade |, Ana Bo"."""
    full = is_office(head) and tree.child(head, "nmod") is not None
    arg = argument(head, "subject", full=full)
    if arg.start <= head.i < end < arg.end:
        start, cut = tree.trimmed(head, arg.start, end)
        arg = replace(arg, start=start, end=cut)
    return arg


class Propositions:
    """Writes `doc._.propositions`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.propositions = list(quotations.attributed(propositions(doc), doc))
        return doc


@Language.factory("claimspan_propositions", requires=["token.dep", "token.pos"], assigns=["doc._.propositions"])
def make_propositions(nlp: Language, name: str) -> Propositions:
    """Build the stage that reads propositions from trees."""
    register()
    return Propositions()
