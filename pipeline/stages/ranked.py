"""What something is the first or largest of, and where, in words."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.happenings import Happenings

LONGEST = 20  # tokens of a clause that says of what something is the first


class Ranked(Happenings):
    """Words the ranks of one Doc."""

    def ranked(self, fact: Fact) -> tuple[str, bool]:
        """What something is the first or largest of, with its complement: "maker of batteries", and whether that ends
        the sentence: "cyclone to hit Mozambique this season"."""
        of = fact.value.value.of if fact.value is not None else None
        if fact.value is None or of is None or not of.text:
            return "", False
        words = of.text
        noun = self._ranked_noun(fact)
        if noun is not None:
            end = tree.phrase(noun)[1]
            clause = next((c for c in noun.rights if c.dep_ in ("acl", "acl:relcl") and c.left_edge.i == end), None)
            placed = fact.object is not None and noun.i < fact.object[0] and end <= fact.object[0]
            if clause is None and placed and fact.object is not None:  # "the first judge | in Peru | to resign"
                end = fact.object[1]
                clause = next((c for c in noun.rights if c.dep_ in ("acl", "acl:relcl") and c.left_edge.i == end), None)
            told = clause is not None and self.doc[end].lower_ in ("to", "that", "who", "which")
            if clause is not None and told and clause.right_edge.i - end < LONGEST:
                return f"{words} {self.phrase(noun.i + 1, clause.right_edge.i + 1)}", True
            end = self._completed(fact, noun, tree.phrase(noun)[1])
            taken = fact.object is not None and fact.object[0] < end and noun.i < fact.object[1]
            held = fact.subject[0] < end and noun.i < fact.subject[1]
            if not taken and not held and end > noun.i + 1:
                words = f"{words} {self.phrase(noun.i + 1, end)}"
        return words, False

    def _completed(self, fact: Fact, noun: Token, end: int) -> int:
        """The end of a noun's phrase with what no comma parts from it: "lender | to small firms", up to a time."""
        for part in noun.rights:
            first, last = part.left_edge.i, part.right_edge.i + 1
            timed = any(first <= q.start < last for q in fact.qualifications)
            verbal = any(t.text == "," or t.pos_ in ("VERB", "AUX") for t in self.doc[first:last])
            if part.dep_ == "nmod" and first == end and not timed and not verbal and last - end < LONGEST:
                end = last
        return end

    def behind_whole(self, fact: Fact, words: str) -> str:
        """Of what something is the largest, in `words`, with where: "body of ice | in the tropics"."""
        noun = self._ranked_noun(fact)
        if noun is None or fact.object is None:
            return words
        end = self._completed(fact, noun, tree.phrase(noun)[1])
        tail = self.phrase(fact.object[1], end) if noun.i < fact.object[0] and fact.object[1] < end else ""
        return words if not tail or tail in words else f"{words} {tail}"

    def _ranked_noun(self, fact: Fact) -> Token | None:
        """The noun of which something is the first or largest."""
        of = fact.value.value.of if fact.value is not None else None
        if fact.value is None or of is None or not of.text:
            return None
        near = self.doc[fact.value.start : fact.value.end + 4]
        return next((token for token in near if of.text.endswith(token.text)), None)

    def within(self, fact: Fact) -> str:
        """The preposition between a rank and where or whose it is: "city in Peru", "son of the king"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        case = tree.case(head) if head is not None else None
        if head is None or case in ("on", "among", "across"):
            return case or "in"
        owned = case == "of" or head.dep_ == "nmod:poss"
        if head.lemma_.lower() == "world":
            return "in"
        ranked = self._ranked_noun(fact)
        placed = self._is_place(fact, head) and (
            ranked is None or head.dep_ != "nmod:poss" or self.scribe.referents.fits(ranked, "place")
        )
        return "of" if owned and not placed else "in"

    def _is_place(self, fact: Fact, head: Token) -> bool:
        """Whether the object of a fact, headed by `head`, is a place."""
        type_ = fact.object_entity.type if fact.object_entity is not None else self.scribe.referents.type(head)
        if head.lemma_.lower() == "world":
            return True
        return type_ in tree.PLACES or (type_ is None and self.scribe.referents.fits(head, "place"))
