"""Things told as some of their kind: "a pact" of "the pact that Peru signed", "Ivan Bo is a striker" of "the striker Ivan Bo"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.arguments import restricting
from pipeline.stages.conjugation import indefinite
from pipeline.stages.finite_verbs import FiniteVerbs
from pipeline.stages.fuller import listed
from pipeline.stages.referents import nouns
from pipeline.stages.statements import Statement


def _article(noun: Token) -> Token | None:
    """The "the" of a noun."""
    return next((c for c in noun.lefts if c.dep_ == "det" and c.lower_ == "the"), None)


def _is_one(noun: Token) -> bool:
    """Whether words before a noun say that there is one such thing: "the only law", "the largest bank"."""
    return any(c.lower_ in listed("single") or c.tag_ in ("JJS", "RBS") for c in noun.lefts)


class Kinds(FiniteVerbs):
    """Words the phrases of one Doc that a clause singles out."""

    def named_kind(self, statement: Statement) -> str | None:
        """A name behind a noun with "the" as what it names: of "the striker Ivan Bo" that Ivan Bo is a striker."""
        object_, noun = statement.object, self.doc[statement.subject.root]
        if statement.proposition.kind != "apposition" or object_ is None or self.doc[object_.root].pos_ != "PROPN":
            return None
        article = _article(noun)
        known = _is_one(noun)
        if article is None or noun.tag_ != "NN" or known or article.i != statement.subject.start:
            return None
        name = self.argument(object_.start, object_.end)
        self.known = (object_.start, object_.end)
        kind = self.phrase(article.i + 1, statement.subject.end)
        self.known = None
        # There is one "chairman of the board", and one "Peruvian capital".
        of = any(c.dep_ in ("nmod", "nmod:poss") for c in noun.children) or noun.lemma_.lower() == "capital"
        being = "was" if self._is_dead(statement) else "is"
        return f"{name} {being} {f'the {kind}' if of else indefinite(kind)}"

    def singled(self, arg: Arg, statement: Statement, words: str) -> str:
        """A phrase whose "the" holds for the clause that is told here itself: "a pact" of "the pact | that Peru signed"."""
        noun, root = self.doc[arg.root], self.doc[statement.proposition.root]
        clause = restricting(noun)
        article = _article(noun)
        if clause is None or article is None or noun.tag_ not in ("NN", "NNS"):
            return words
        if any(c.lower_ == "being" for c in clause.children):
            return words  # "the reef being listed"
        told = clause.i == tree.first_conjunct(root).i or (clause.left_edge.i <= root.i <= clause.right_edge.i)
        dated = any(i in self.scribe.adjuncts.covered for i in range(article.i + 1, noun.i))  # "the 2002 bombings that"
        known = _is_one(noun) or dated
        own = any(c.dep_ in ("nmod", "appos", "nmod:poss") for c in noun.children) or noun.lemma_.lower() in nouns(
            "uncounted"
        )
        mention = self.scribe.referents.by_root.get(noun.i)
        linked = mention is not None and mention.entity is not None
        people = noun.tag_ == "NN" and any(c.ent_type_ == "NORP" for c in noun.lefts)  # "the Peruvian team that won"
        vague = people or noun.lemma_.lower() in nouns("vague")
        if not told or known or own or linked or vague or not words.lower().startswith("the "):
            return words
        rest = re.sub(r" \(unresolved\)$", "", words[4:])
        if any(c.dep_ == "nummod" for c in noun.lefts):
            return rest  # "200 seats"
        return f"some {rest}" if noun.tag_ == "NNS" else indefinite(rest)

    def is_of_any(self, statement: Statement) -> bool:
        """Whether a clause only says which one of a kind its sentence is about: "a gun | once owned by Bo | was stolen".

        By itself it tells of any; a time or a number in it says more.
        """
        noun, root = self.doc[statement.subject.root], self.doc[statement.proposition.root]
        clause = restricting(noun)
        single = noun.tag_ == "NN" and any(c.dep_ == "det" and c.lower_ in ("a", "an", "the") for c in noun.lefts)
        if clause is None or clause.i != tree.first_conjunct(root).i or not single:
            return False
        arguments = (a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None)
        said = {i for a in arguments for i in range(a.start, a.end)}
        named = any(self.doc[i].pos_ == "PROPN" for i in range(statement.subject.start, statement.subject.end))
        return not named and said.isdisjoint(self.scribe.adjuncts.covered) and said.isdisjoint(self.scribe.values)

    def is_some(self, statement: Statement) -> bool:
        """Whether a clause is told of some things of a kind, those that it singles out: "shows | hosted by Ana Bo"."""
        noun, root = self.doc[statement.subject.root], self.doc[statement.proposition.root]
        clause = restricting(noun)
        if any(c.lower_ in resources.words("quantifiers.toml", "determiners") for c in noun.lefts):
            return False  # "many citizens who were freed"
        bare = noun.tag_ == "NNS" and all(
            c.dep_ in ("amod", "compound", "acl", "acl:relcl", "nmod") for c in noun.children
        )
        return bare and clause is not None and clause.i == tree.first_conjunct(root).i and noun.pos_ == "NOUN"

    def is_of_some(self, statement: Statement) -> bool:
        """Whether a clause says of some things of a kind no more than which ones its sentence means: "firms | that sell food".

        A name, a time or a number in it says more.
        """
        if not self.is_some(statement):
            return False
        arguments = (a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None)
        said = {i for a in arguments for i in range(a.start, a.end)}
        named = any(self.doc[i].pos_ == "PROPN" or self.doc[i].ent_type_ for i in said)
        return not named and said.isdisjoint(self.scribe.adjuncts.covered) and said.isdisjoint(self.scribe.values)
