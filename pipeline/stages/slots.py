"""The slots of a claim in words that stand alone, each as a whole."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline import resources
from pipeline.grammar import times
from pipeline.stages import _lexicon, tree
from pipeline.stages.conjugation import indefinite
from pipeline.stages.dating import dated_part
from pipeline.stages.expressions import date, days, when
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.naming import OPEN
from pipeline.stages.referents import nouns
from pipeline.stages.referring import Referring

# Tags of what takes the place of an article.
BEFORE_NOUNS = ("DT", "PRP$", "WP$", "CD", "PDT", "IN")
# Adjectives of how much there is, which take no article.
AMOUNTS = frozenset({"little", "less", "much", "more", "enough"})


def _is_aside(token: Token) -> bool:
    """Whether a phrase stands in apposition; a tree may have it as the end of a list without "and"."""
    return token.dep_ == "appos" or (token.dep_ == "conj" and all(c.dep_ != "cc" for c in token.children))


def _is_cut(token: Token, end: int) -> bool:
    """Whether an apposition goes on behind a comma at token `end`: "her brother, Li | , the king of Peru"."""
    return token.dep_ == "appos" and token.i < end < token.right_edge.i


def _is_one_of_many(name: Token) -> bool:
    """Whether a people's or party's name is said of one of them: "an Iraqi", "the Democrat who heads the council"."""
    what = name.dep_ in (*DESCRIBING, "appos", "xcomp") or tree.child(name, "cop") is not None  # "is an American"
    if what or name.tag_ in ("NNS", "NNPS"):
        return False
    article = next((c.lower_ for c in name.lefts if c.dep_ == "det"), None)
    clauses_ = [c for c in name.rights if c.dep_ == "acl:relcl"]
    heads = article == "the" and any(c.tag_ == "VBZ" and tree.child(c, "nsubj") is not None for c in clauses_)
    return article in ("a", "an") or heads


class Slots(Referring):
    """Words subjects, objects and times of the claims of one Doc."""

    def argument(self, start: int, end: int, name: str | None = None, beside: tuple[int, int] | None = None) -> str:
        """A slot in words; `name` is what it was resolved to and replaces a bare pronoun, name or noun.

        `beside` is the slot that is named first: what stands for the same is left as it is written.
        """
        self.known = beside
        words = self._argument(start, end, name)
        self.known = None
        return words

    def written(self, start: int, end: int, beside: tuple[int, int]) -> str:
        """A slot as it is written, though it stands for what the slot `beside` names."""
        self.known = beside
        words = self.phrase(start, end)
        self.known = None
        return words

    def _argument(self, start: int, end: int, name: str | None) -> str:
        if (time := self.time(start, end)) is not None:
            return time
        self.begin = start
        token = self.scribe.head(start, end)
        mention = self.scribe.referents.by_root.get(token.i)
        if mention is None:
            mention = self.scribe.referents.inside.get(token.i)
        if mention is not None and mention.kind == "name" and mention.start < start <= token.i < mention.end:
            start = mention.start  # a tree may part "the People's | Union"
        whole = mention is not None and (mention.start, mention.end) == (start, end)
        if mention is not None and mention.kind == "nominal" and mention.entity is not None and mention.start == start:
            whole = mention.root == token.i  # "the nation" of "the nation of 3.7 million"
        if whole and mention is not None and self.is_misled(mention):
            return self.continued(self.phrase(start, end), start)
        if whole and mention is not None and mention.kind != "name" and mention.type != "NORP":
            words = self.explained(mention, start, owns=False)
            if words is not None:
                return words
        if mention is not None and mention.entity is not None and whole:
            if mention.type == "NORP" and _is_one_of_many(token):
                return indefinite(self.phrase(start, end))
            described = token.dep_ in DESCRIBING or token.pos_ == "ADJ"
            if mention.type == "NORP" and described and mention.entity.id.startswith("country:"):
                return self.named(mention.entity)  # "German troops invaded"
            group = mention.entity.id.startswith("ethnic_group:") and mention.entity.name.endswith("s")
            if mention.type == "NORP" and group and start > 0 and self.doc[start - 1].tag_ == "HYPH":
                return f"the {mention.entity.name}"  # "a pro-Kurdish politician"
            if mention.type == "NORP":  # the people, not the country that they are linked to
                people = self.phrase(start, end)
                the = any(c.dep_ == "det" and c.lower_ == "the" and c.i == start - 1 for c in token.lefts)
                return f"the {people}" if the and people.endswith(("sh", "ch", "ss", "ese")) else people
            # "The London-based African Minerals" is without an article.
            close = [c.i for c in token.children if c.dep_ == "det" and c.lower_ == "the" and c.i < start]
            name = self.named(mention.entity)
            body = mention.type != "ORG" or name.lower() in _lexicon.noun_classes()  # "the new Senate"
            article = bool(close) and mention.type != "PERSON" and (body or close[0] == start - 1)
            own = (self.doc[i].lower_ for i in range(mention.start, mention.end))
            other = mention.entity.id.startswith("country:") and set(own).isdisjoint(name.lower().split())
            bare = name == mention.entity.name and not other  # "the Gold Coast" is Ghana
            bare = bare and not name.lower().startswith("the ")
            return f"the {name}" if article and mention.kind == "name" and bare else name
        words = self.continued(self.phrase(start, end), start)
        return (name if whole and name else None) or self.determined(token, start, words) or name or ""

    def determined(self, head: Token, start: int, words: str) -> str:
        """A phrase with the article that it shares with the first of a list: "the ambition and | cruelty"."""
        first = tree.first_conjunct(head)
        cut = any(c.i < start for c in head.lefts if c.dep_ not in ("cc", "punct"))
        if first.i == head.i or head.tag_ not in ("NN", "NNS") or cut or self.doc[start].tag_ in BEFORE_NOUNS:
            return words
        if self.doc[start].lower_ in AMOUNTS:
            return words  # "a long winter and | little rain"
        article = next((c.lower_ for c in first.lefts if c.dep_ == "det" and c.lower_ in ("a", "an", "the")), None)
        uncounted = head.tag_ == "NNS" or head.lemma_.lower() in nouns("uncounted")  # "a radar and | artillery"
        if article is None or (article != "the" and uncounted):
            return words
        others = head.tag_ == "NNS" and (first.tag_ == "NN" or first.pos_ == "PROPN")
        if others and tree.child(head, "amod") is not None:
            return words  # "the UN and | other bodies", "the party and | armed groups"
        return f"the {words}" if article == "the" else indefinite(words)

    def ends_aside(self, start: int, end: int) -> bool:
        """Whether a phrase ends with an apposition behind a comma: "the mayor of Cusco, Luis Mamani"."""
        closed = end < len(self.doc) and self.doc[end].text == ","
        asides = (
            t
            for t in self.doc[start:end]
            if _is_aside(t)
            and (t.right_edge.i + 1 == end or (closed and t.right_edge.i == end) or (closed and _is_cut(t, end)))
            and (closed or t.dep_ == "appos")
        )
        firsts = (t.left_edge.i for t in asides)
        return any(i - 1 > start and "," in (self.doc[i].text, self.doc[i - 1].text) for i in firsts)

    def is_share_of_many(self, head: Token) -> bool:
        """Whether a share takes the number of its whole: "a third of the signals are", but "half of the country is"."""
        if head.lower_ == "number" and any(c.lower_ == "the" for c in head.lefts):
            return False  # "the number of ships has grown", but "a number of ships have sunk"
        whole = next((c for c in head.rights if c.dep_ == "nmod" and tree.case(c) == "of"), None)
        shares, hundredths = (resources.words("quantifiers.toml", kind) for kind in ("shares", "hundredths"))
        return head.lemma_.lower() in shares | hundredths and whole is not None and whole.tag_ in ("NNS", "NNPS")

    def is_body(self, head: Token) -> bool | None:
        """Whether a name that looks plural is one body: "ITA Airways is", but "the Tigers are"; None for other words."""
        if head.tag_ != "NNPS" or head.ent_type_ not in ("ORG", "GPE", "FAC", "WORK_OF_ART", "PRODUCT"):
            return None
        if _lexicon.classes_of(head.lower_.removesuffix("s")) & _lexicon.PERSON:
            return None  # "the Members of the Council are"
        name = self.scribe.referents.inside.get(head.i)
        first = name.start if name is not None else head.i
        return head.ent_type_ != "ORG" or first == 0 or self.doc[first - 1].lower_ != "the"

    def _part_of_time(self, start: int, end: int) -> str | None:
        """One end of a stretch of time: "on 26 December 1887" of "26 December 1887 – 31 January 1966"; not an event of "the end of | World War II |"."""
        words = self.doc[start:end].text
        found = times.find(f"in {words}") if any(c.isdigit() for c in words) else []
        return when(found[0].time.edtf) if len(found) == 1 and found[0].kind == "absolute" else None

    def time(self, start: int, end: int) -> str | None:
        """A slot that is a time, with its preposition; None when tokens `[start, end)` are something else."""
        time = self.scribe.adjuncts.time(self.doc[start])
        if time is None or (time.start, time.end) != (start, end):
            return self._part_of_time(start, end) if time is not None and end <= time.end else None
        known = time.kind == "relative" and not time.time.edtf.startswith("X")
        if known and (dated := dated_part(self.doc[start:end].text, time.time.edtf)) is not None:
            return f"in {dated}"
        if known and days(time.time.edtf):
            first, last = time.time.edtf.split("/")
            return f"between {date(first)} and {date(last)}"
        if self.is_undated(time):
            return f"{self.continued(self.doc[start:end].text, start)} {OPEN}"
        if start > 0 and self.doc[start - 1].lower_ == "between" and not known:
            return f"between {self.doc[start:end].text}"
        case = self.doc[start - 1] if start > 0 else None
        if case is not None and case.lower_ in ("by", "before", "after") and start <= case.head.i < end:
            words = when(time.time.edtf, None if known else self.doc[start:end].text)
            return re.sub(r"^(?:in|on|at) ", f"{case.lower_} ", words)  # "by 2014"
        if case is not None and case.lower_ == "at" and not known and start <= case.head.i < end:
            return f"at {self.doc[start:end].text}"  # "at the onset of the war"
        figures = "/" in self.doc[start:end].text and time.time.earliest == time.time.latest  # "9/11"
        return when(time.time.edtf, None if known or figures else self.doc[start:end].text)
