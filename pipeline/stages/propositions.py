"""Clauses as n-ary propositions with exact spans, read from the dependency tree.

Verbs, copulas, passives, control and raising, participles, relative clauses, appositions, and nouns that name an
event each give a proposition; coordination is split, and shared parts are carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Proposition
from pipeline.stages import clauses, nominals, quotations, tree
from pipeline.stages.arguments import argument, clause, outside
from pipeline.stages.extensions import register

DIRECTIONS = frozenset({"up", "down", "back", "away", "ahead", "short", "far"})
# A subject is looked for this many clauses up at most; deeper control chains do not occur in edited text.
MAX_CONTROL = 6


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(resources.table("control.toml")[name])


def subject_token(head: Token, depth: int = 0) -> Token | None:
    """Who or what the clause headed by `head` is about, also where it is shared, controlled or relativised.

    Returns None when there is none ("it is raining", an imperative, a bare infinitive under a noun).
    """
    own = next((c for c in head.children if tree.base(c.dep_) in ("nsubj", "csubj")), None)
    if own is not None:
        return tree.relativised(own)
    if any(c.dep_ == "mark" and c.lower_ == "with" for c in head.children):
        # "with the rebels holding the port": the noun between is the subject, whatever its label.
        between = next((c for c in head.lefts if c.pos_ in ("NOUN", "PROPN")), None)
        if between is not None:
            return between
    if head.pos_ == "ADJ" and (noun := tree.before_comma(head)) is not None:
        return noun  # "South Sudan, independent from Sudan since 2011, …"
    if depth > MAX_CONTROL:
        return None
    above = head.head
    if above.i == head.i:
        return None
    if head.dep_ == "conj":
        if tree.is_verbal(above) or tree.child(above, "cop") is not None:
            return subject_token(above, depth + 1)
        return None
    if head.dep_ == "xcomp":
        if above.lemma_.lower() in _table("object") and not clauses.is_passive(above):
            controller = next((c for c in above.children if c.dep_ in ("obj", "iobj")), None)
            if controller is not None:
                return controller
        return subject_token(above, depth + 1)
    if head.dep_ == "advcl":
        if (controller := _deprived(head)) is not None:
            return controller
        if any(
            c.dep_ == "mark"
            and c.lower_
            not in (
                "to",
                "by",
                "after",
                "before",
                "while",
                "when",
                "without",
                "since",
                "if",
                "as",
                "in",
                "from",
                "for",
                "of",
            )
            for c in head.children
        ):
            return None
        controlled = above.lemma_.lower() in _table("object") and any(
            c.dep_ == "mark" and c.lower_ == "to" for c in head.children
        )
        obj = next((c for c in above.children if c.dep_ == "obj"), None)
        return (
            obj if controlled and obj is not None and not clauses.is_passive(above) else subject_token(above, depth + 1)
        )
    if (
        head.dep_ in ("acl", "amod", "appos")
        and above.pos_ in tree.NOMINAL
        and head.tag_ in ("VBG", "VBN", "VBD", "JJ")
    ):
        return above
    if head.dep_ == "parataxis" and head.tag_ in ("VBG", "VBN", "JJ"):
        return subject_token(above, depth + 1)
    return None


def _deprived(head: Token) -> Token | None:
    """The object of the verb above, of which a participle behind "of", "from" or "into" says what it does.

    "Accused the mayor of taking bribes", "kept him from voting", "talked them into selling".
    """
    marked = any(c.dep_ == "mark" and c.lower_ in ("of", "from", "into") for c in head.lefts)
    if head.tag_ != "VBG" or not marked or clauses.is_passive(head.head):
        return None
    return next((c for c in head.head.children if c.dep_ == "obj" and c.i < head.i), None)


def arguments(head: Token) -> Iterator[Arg]:
    """Every phrase that fills a role of the clause headed by `head`."""
    nominal = tree.child(head, "cop") is not None
    subject = subject_token(head)
    if subject is not None:
        yield outside(argument(subject, "subject"), head)
    if nominal:
        yield argument(head, "complement", preposition=tree.case(head))
    filled = False
    for part in head.children:
        dep = part.dep_
        if dep == "obj":
            filled = True
            yield argument(tree.relativised(part), "object")
        elif dep == "iobj":
            yield argument(tree.relativised(part), "iobject")
        elif _is_agent(part, head):
            yield argument(part, "agent", preposition="by")
        elif _is_object(part, head):
            filled = True
            yield argument(part, "object")
        elif _is_summary(part) or _is_measure(part, head):
            continue
        elif tree.base(dep) == "obl" or (
            nominal and dep == "nmod" and part.i > head.i and tree.case(part) not in tree.ARGUMENT_CASES
        ):
            yield _compared(argument(tree.relativised(part), "oblique", preposition=tree.case(part)), head)
        elif dep in ("ccomp", "xcomp") and not (dep == "xcomp" and tree.is_verbal(part)):
            yield clause(part) if dep == "ccomp" else argument(part, "complement")
        elif dep == "advmod" and _is_measured(part, head):
            yield argument(part, "oblique")  # "a year ago", "short of the seats", "ten times as fast"
        elif dep == "advmod" and part.tag_ in ("WRB",) and head.dep_ == "acl:relcl" and head.head.pos_ in tree.NOMINAL:
            yield argument(head.head, "oblique", preposition="in")
    if (agent := _stray_agent(head) or _lower_agent(head)) is not None:
        yield argument(agent, "agent", preposition="by")
    if not filled and not nominal and subject is not None and _omits_object(head, subject):
        yield argument(head.head, "object")
    if not filled and not nominal and (shared := _shared_object(head)) is not None:
        yield argument(shared, "object")


def _is_agent(part: Token, head: Token) -> bool:
    """Whether a phrase with "by" says who did it, not by when."""
    by = tree.base(part.dep_) == "obl" and tree.case(part) == "by" and clauses.is_passive(head)
    if part.dep_ != "obl:agent" and not by:
        return False
    return not any(t.start <= part.i < t.end for t in part.doc._.times)


def _compared(arg: Arg, head: Token) -> Arg:
    """What something is compared with, together with the adverb that says in what: "more often than anybody".

    And where something came from with its direction: "stood at 82 percent, up from 38".
    """
    start = min([arg.start, *(c.i for c in head.doc[arg.root].lefts if c.dep_ == "case")])
    beside = (*head.rights, *head.doc[arg.root].lefts)
    adverb = next((c for c in beside if c.dep_ == "advmod" and c.right_edge.i + 1 == start), None)
    if adverb is None:
        return arg
    # "Broke away from" is one verb with its adverb.
    apart = adverb.head.i != head.i or adverb.n_lefts > 0 or adverb.nbor(-1).text == ","
    moved = apart and adverb.lower_ in DIRECTIONS and arg.preposition in ("from", "to", "of")
    if arg.preposition != "than" and not moved:
        return arg
    return replace(arg, start=adverb.left_edge.i, preposition=None)


def _is_measured(adverb: Token, head: Token) -> bool:
    """Whether an adverb comes with how far or how long: "a year ago", and before the verb "Two days later, they left"."""
    measure = tree.child(adverb, "obl")
    return measure is not None and (adverb.i > head.i or (measure.dep_ == "obl:unmarked" and adverb.i > measure.i))


def _is_summary(part: Token) -> bool:
    """Whether a noun phrase takes up the whole clause before it: "Chile will found a company, a step that analysts fear"."""
    first = part.left_edge
    if tree.base(part.dep_) != "obl" or first.i == 0 or tree.case(part) is not None or part.tag_ != "NN":
        return False
    behind = part.nbor(1).text if part.i + 1 < len(part.doc) else ""
    if part.i < part.head.i:  # "Gas exports, once the country's main source of money, fell"
        known = any(t.start <= part.i < t.end for t in part.doc._.times)
        end = part.doc[part.right_edge.i + 1].text if part.right_edge.i + 1 < len(part.doc) else behind
        adverb = first.i > 1 and first.nbor(-1).lower_ in ("once", "now", "then", "long")
        lead = first.nbor(-2 if adverb else -1)
        return not known and lead.text == end == ","
    article = first.lower_ in ("a", "an") and first.nbor(-1).text == ","
    return article and any(c.dep_ == "acl:relcl" for c in part.rights)


def _is_measure(part: Token, head: Token) -> bool:
    """Whether a bare phrase says how long after or before the clause something is: "thirty years after it closed"."""
    bare = part.dep_ == "obl:unmarked" and part.i + 1 < len(part.doc)
    return bare and part.nbor(1).dep_ == "mark" and part.nbor(1).head.i == head.i


def _is_object(part: Token, head: Token) -> bool:
    """Whether a bare oblique or a second subject behind an active verb is its object under a wrong label."""
    if part.dep_ == "nsubj" and part.i > head.i and tree.child(head, "obj", "cop") is None:
        return any(c.dep_ == "nsubj" for c in head.lefts)
    bare = part.dep_ == "obl" and part.i > head.i and tree.case(part) is None and part.pos_ in ("NOUN", "PROPN")
    return bare and tree.child(head, "obj", "cop") is None and not clauses.is_passive(head)


def _stray_agent(head: Token) -> Token | None:
    """The agent right behind a passive that the tree hangs from an earlier word: "was elected by Parliament"."""
    if head.i + 2 >= len(head.doc) or head.nbor(1).lower_ != "by" or head.nbor(1).dep_ != "case":
        return None
    agent = head.nbor(1).head
    return agent if agent.head.i < head.i and clauses.is_passive(head) else None


def _lower_agent(head: Token) -> Token | None:
    """The agent that the tree hangs on what a passive makes somebody: "succeeded as president by Ana Bo"."""
    if not clauses.is_passive(head) or any(c.dep_ == "obl:agent" or tree.case(c) == "by" for c in head.children):
        return None
    offices = (c for c in head.children if tree.base(c.dep_) == "obl" and tree.case(c) == "as" and c.i > head.i)
    agents = (c for office in offices for c in office.children if c.dep_ == "nmod" and tree.case(c) == "by")
    return next(agents, None)


def _omits_object(head: Token, subject: Token) -> bool:
    """Whether a relative clause leaves its object to the noun it modifies: "the stance Dushanbe has adopted"."""
    return (
        head.dep_ == "acl:relcl"
        and head.head.i != subject.i
        and not any(t.tag_ == "WP$" for t in subject.lefts)
        and not clauses.is_passive(head)
        and not any(c.tag_ in ("WDT", "WP", "WRB") or c.dep_ == "xcomp" for c in head.children)
    )


def _shared_object(head: Token) -> Token | None:
    """The object that two verbs joined side by side have in common: "signed and ratified the treaty"."""
    if clauses.is_passive(head) or tree.child(head, "obj", "xcomp", "ccomp", "obl") is not None:
        return None
    other = tree.first_conjunct(head) if head.dep_ == "conj" else tree.child(head, "conj")
    if other is None or not tree.is_verbal(other) or clauses.is_passive(other) or not _alike(other, head):
        return None
    first, second = (other, head) if other.i < head.i else (head, other)
    if second.i != first.i + 2 or first.nbor(1).dep_ != "cc":
        return None
    obj = tree.child(other, "obj")
    return obj if obj is not None and obj.i > second.i else None


def _alike(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs have the same form; taggers confuse the past tense and the participle."""
    bare = not any(c.dep_ in ("aux", "aux:pass", "nsubj") for c in max(one, other, key=lambda t: t.i).children)
    return bare and (one.tag_ == other.tag_ or {one.tag_, other.tag_} == {"VBD", "VBN"})


def lemma(head: Token, args: tuple[Arg, ...]) -> str:
    """Normalised predicate: the verb's lemma with its particle, and its object where the verb is light."""
    if tree.child(head, "cop") is not None or head.pos_ == "ADJ":
        return f"be {head.lemma_.lower()}" if head.pos_ in ("ADJ", "NOUN", "VERB", "ADV") else "be"
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
    for token in doc:
        if tree.is_verbal(token) or tree.child(token, "cop") is not None or _is_small_clause(token):
            yield _clause(token)
        if token.pos_ in ("NOUN", "PROPN"):
            yield from nominals.event(token)
            yield from nominals.possession(token)
        if (
            token.dep_ == "appos"
            and (token.pos_ in ("NOUN", "PROPN") or token.ent_type_ == "NORP")
            and token.head.pos_ in ("NOUN", "PROPN")
            and not _is_subtitle(token)
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


def _is_small_clause(token: Token) -> bool:
    """An adjective phrase that stands for a clause: "South Sudan, independent from Sudan since 2011, …".

    Not one that says which ones are meant: "the ten countries most exposed to floods".
    """
    if token.pos_ != "ADJ" or tree.child(token, "obl") is None or tree.child(token, "cop") is not None:
        return False
    definite = token.head.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ == "the" for c in token.head.lefts)
    if token.dep_ == "acl" and definite and token.left_edge.i > 0 and token.left_edge.nbor(-1).text != ",":
        return False
    return token.dep_ in ("acl", "advcl", "appos", "parataxis") or tree.before_comma(token) is not None


def _clause(token: Token) -> Proposition:
    args = tuple(arguments(token))
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
        modality=clauses.modality(token),
        attribution=clauses.attribution(token),
    )


def _apposition(token: Token) -> Proposition:
    head = tree.first_conjunct(token.head) if token.head.dep_ == "appos" else token.head
    args = (argument(head, "subject", full=False), argument(token, "complement"))
    clause = tree.clause_head(token.head)
    return Proposition(
        root=token.i,
        predicate=(),
        lemma=f"be {token.lemma_.lower()}",
        kind="apposition",
        arguments=args,
        attribution=clauses.attribution(clause),
    )


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
