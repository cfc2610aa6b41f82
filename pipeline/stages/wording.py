"""The claim as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Token

from pipeline.annotations import Arg, Fact, Mention, TimeMention
from pipeline.records import Value
from pipeline.stages import clauses, measures, tree
from pipeline.stages.nominals import HYPHENS
from pipeline.stages.scribe import Scribe
from pipeline.stages.statements import Statement

POSSESSIVE = ("PRP$", "WP$")
# How a typed claim that is not simply asserted begins.
PUT_FORWARD = {
    "possible": "It is possible that",
    "predicted": "It is expected that",
    "desired": "It is wanted that",
    "conditional": "On a condition,",
    "questioned": "It is asked whether",
}
# Words that a later verb may share with the one before: "has been expected to".
MAX_SHARED = 6
NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
UNIT_WORDS = {
    "km": "km",
    "m": "m",
    "km2": "km²",
    "kg": "kg",
    "a": "years",
    "mo": "months",
    "wk": "weeks",
    "d": "days",
    "h": "hours",
}
# Least score of an antecedent that is written in place of a pronoun or noun, and not beside it as probable. On GUM dev two
# in five of those below are right; in texts about countries most are (`benchmarks/coreference.py`).
DOUBTFUL = 0.6
BOUNDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "up to"}


# Verbs with a bare infinitive.
CAUSATIVE = frozenset({"let", "make", "help", "have", "see", "watch", "hear"})
PRESENT = {"are": "is", "have": "has", "do": "does", "were": "was", "go": "goes"}


def agreeing(verb: str, plural: bool) -> str:
    """A plural verb in the number of its subject: "are", "were", "have", "carry" -> "is", "was", "has", "carries"."""
    if plural:
        return verb
    if verb.lower() in PRESENT:
        return PRESENT[verb.lower()]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


def date(edtf: str) -> str:
    """An EDTF time in words: "1991-09" -> "September 1991"; what has no plain wording stays as it is."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", edtf):
        return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", edtf):
        if match[2] in SEASONS:
            return f"{SEASONS[match[2]]} {match[1]}"
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if 1 <= int(match[2]) <= 12 else edtf
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return f"the {match[1]}0s"
    return edtf


def when(edtf: str, text: str | None = None) -> str:
    """A time with its preposition: "on 9 September 2001", "in the 1990s", "from 1992 to 1997"."""
    words = text or date(edtf)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return f"on {words}"
    if re.search(r" (?:to|until) ", words):
        return f"from {words}"
    if match := re.fullmatch(r"(\S+)/(\S+)", words):
        start, end = date(match[1]), date(match[2])
        return f"since {start}" if end == ".." else f"until {end}" if start == ".." else f"from {start} to {end}"
    return f"in {words}"


def _span(edtf: str) -> str | None:
    """A few days in front of a noun: "21-27 October 2024"; None for any other time."""
    match = re.fullmatch(r"(\d{4}-\d\d)-(\d\d)/(\d{4}-\d\d)-(\d\d)", edtf)
    if match is None:
        return None
    if match[1] == match[3]:
        return f"{int(match[2])}-{date(edtf.partition('/')[2])}"
    return f"{date(edtf.partition('/')[0])} - {date(edtf.partition('/')[2])}"


def _stretch(edtf: str) -> str:
    """A time as a noun phrase behind a preposition: an interval is a period."""
    if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
        return f"the period from {date(match[1])} to {date(match[2])}"
    return date(edtf.strip("./"))


def value_words(value: Value) -> str:
    """A value with its hedge or bound: "about 42 percent", "more than 7 million"."""
    text = re.sub(r"\s+", " ", value.text)
    if value.unit in UNIT_WORDS and value.amount is not None and (len(value.as_written) > 1 or "-" in text):
        text = f"{value.amount:,.10g} {UNIT_WORDS[value.unit]}"  # "seven-year", "753-mile (1,212-kilometer)"
    if value.kind == "money" and value.of is not None and value.of.text:
        text = f"{text} per {value.of.text}"
    if value.approximate and value.bound == "<":
        return f"almost {text}"
    if value.bound:
        return f"{BOUNDS[value.bound]} {text}"
    return f"about {text}" if value.approximate else text


def _lowered(sentence: str) -> str:
    """A sentence as it goes on behind other words."""
    return re.sub(r"^(The|A|An|It) ", lambda m: m[0].lower(), sentence)


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


class Wording:
    """Words the claims of one Doc."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self.known: tuple[int, int] | None = None
        self.starting: dict[int, Mention] = {
            m.start: m for m in reversed(self.doc._.mentions) if m.kind != "name" and m.end - m.start <= 2
        }

    def phrase(self, start: int, end: int) -> str:
        """Tokens in words: pronouns, "the country" and relative times by what they stand for."""
        words: list[str] = []
        i = start
        while i < end:
            if (replaced := self._replaced(start, i, end)) is not None:
                stop, text = replaced
                words.append(text + self.doc[stop - 1].whitespace_)
                i = stop
            else:
                words.append(self._written[i])
                i += 1
        return " ".join("".join(words).split())

    @cached_property
    def _written(self) -> list[str]:
        """Each token with the space behind it."""
        return [token.text_with_ws for token in self.doc]

    def _replaced(self, start: int, i: int, end: int) -> tuple[int, str] | None:
        """What stands for the expression of the phrase from `start` that begins at token `i` and ends by `end`.

        Comes with the token after it.
        """
        time = self.scribe.adjuncts.covered.get(i)
        if (
            time is not None
            and time.kind == "relative"
            and not time.time.edtf.startswith("X")  # nothing says in which year
            and time.start == i
            and time.end <= end
            and not self._extent_of(i)
        ):
            owner = time.end < end and self.doc[time.end].tag_ == "POS"
            if owner and (days := _span(time.time.edtf)):
                return time.end + 1, f"the {days}"  # "last week's election" is "the 21-27 October 2024 election"
            return time.end, self._moment(time)
        mention = self.starting.get(i)
        if mention is None or mention.end > end:
            return None
        if self.doc[i].tag_ in ("WDT", "WP", "WP$") and mention.antecedent and mention.antecedent[0] in range(start, i):
            return None  # the phrase that it takes up stands before it in this one
        words = self._named(mention, i, possessive=self.doc[mention.end - 1].tag_ in POSSESSIVE)
        return (mention.end, words) if words is not None else None

    def _moment(self, time: TimeMention) -> str:
        """A relative time made absolute, with the preposition that it needs: "last year" -> "in 2023"."""
        edtf = time.time.edtf
        led = time.start > 0 and self.doc[time.start - 1].pos_ in ("ADP", "SCONJ", "DET")
        owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"
        adverbial = self.scribe.adjuncts.root(time).dep_.startswith(("obl", "advmod", "nmod:"))
        if led or owner or not adverbial:
            return _stretch(edtf)
        if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
            return f"between {date(match[1])} and {date(match[2])}"
        return when(edtf)

    def _named(self, mention: Mention, i: int, *, possessive: bool) -> str | None:
        """A pronoun or noun by what it stands for; where that is doubtful its own words, and what it probably is."""
        written = self.doc[mention.start : mention.end].text
        name = self._name(mention, i)
        if name is not None and mention.kind == "pronoun" and self.scribe.referents.is_speaking(mention):
            return (
                f"{written} ({_possessive(name) if possessive else name})"  # "We (Kabul) don't": the verb stays right
            )
        if name is not None and mention.score >= DOUBTFUL:
            return _possessive(name) if possessive else name
        if name is None and self.scribe.referents.is_unexplained(mention):
            guess = self.scribe.referents.guess(mention)
            if guess is None:
                return f"{written} (unresolved)"
            name = self._continued(re.sub(r"\s+", " ", self.doc[guess.start : guess.end].text), guess.start)
        return f"{written} (probably {_possessive(name) if possessive else name})" if name is not None else None

    def _extent_of(self, i: int) -> bool:
        """Whether the time at token `i` says how long something took: "in just two years"."""
        return self.doc[i].tag_ == "CD" and i > 0 and self.doc[i - 1].lower_ in ("in", "within", "just", "only")

    def _name(self, mention: Mention, i: int) -> str | None:
        """What a pronoun or "the country" at token `i` stands for in words, None when that is not known."""
        if self.known is not None and mention.kind != "name" and self._is_known(mention):
            return None
        if mention.entity is not None:
            return mention.entity.name
        if mention.kind == "pronoun" and mention.antecedent is not None and i not in range(*mention.antecedent):
            return re.sub(r"\s+", " ", self.doc[slice(*mention.antecedent)].text)
        return None

    def _is_known(self, mention: Mention) -> bool:
        """Whether a pronoun or noun stands for the subject of the sentence being worded: "farmers sell their maize"."""
        if self.known is None:
            return False
        low, high = self.known
        head = self.scribe.head(low, high).i
        if mention.antecedent is not None and head in range(*mention.antecedent):
            return self.scribe.head(*mention.antecedent).i == head
        subject = self.scribe.referents.by_root.get(head)
        if subject is None:
            return False
        if subject.entity is not None or mention.entity is not None:
            return subject.entity == mention.entity
        if subject.antecedent is None and mention.antecedent is None:
            return self.scribe.referents.is_alike(subject, mention)  # "He (unresolved) raised his hand"
        return subject.antecedent is not None and subject.antecedent == mention.antecedent

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
        token = self.scribe.head(start, end)
        mention = self.scribe.referents.by_root.get(token.i)
        if mention is None:
            mention = self.scribe.referents.inside.get(token.i)
        whole = mention is not None and (mention.start, mention.end) == (start, end)
        if whole and mention is not None and mention.kind != "name" and mention.type != "NORP":
            words = self._named(mention, start, possessive=False)
            if words is not None:
                return words
        if mention is not None and mention.entity is not None and whole:
            if mention.type == "NORP":  # the people, not the country that they are linked to
                return self.phrase(start, end)
            article = any(c.dep_ == "det" and c.lower_ == "the" and c.i < start for c in token.children)
            article = article and mention.kind == "name"
            return f"the {mention.entity.name}" if article else mention.entity.name
        return (name if whole and name else None) or self.phrase(start, end) or name or ""

    def clause(self, statement: Statement) -> str:
        """An open statement: subject, relation phrase, object, and everything else in the order of the text."""
        proposition = statement.proposition
        subject = self.argument(statement.subject.start, statement.subject.end)
        subject = NOMINATIVE.get(subject.lower(), subject)
        self.known = (statement.subject.start, statement.subject.end)
        verb = self._verb(statement)
        parts = [subject, verb]
        if proposition.kind == "existential" and verb.lower().startswith("there"):
            parts = [verb, subject]
        # What stands before the verb in the text ("In 2019, …") follows it here.
        first = statement.predicate[0] if statement.predicate else proposition.root
        rest = [a for a in (statement.object, *statement.qualifiers) if a is not None]
        bare = statement.object
        if bare is not None and (self._lead(bare) or self.doc[bare.root].pos_ not in ("NOUN", "PROPN", "PRON")):
            bare = None
        # A relative clause has its object before the verb: it is said first, "bought Ekaterra from Unilever".
        rest.sort(key=lambda a: (a is not bare or a.start > first, a.start <= first, a.start))
        text = re.sub(r"\s+", " ", " ".join([*parts, *(self._adjunct(a, statement) for a in rest)])).strip()
        self.known = None
        if proposition.modality == "conditional" and self._is_condition(statement):
            return f"It is supposed that {_lowered(text)}"
        return f"{PUT_FORWARD['questioned']} {_lowered(text)}" if self._is_asked(statement) else text

    def with_value(self, text: str, fact: Fact) -> str:
        """A clause as the wording of a statistic: what says the number is added where it stands beside the clause.

        "Unemployment fell to 11.8 percent" becomes "Unemployment fell to 11.8 percent, its lowest level since 2008".
        """
        if fact.value is None or self.phrase(fact.value.start, fact.value.end) in text:
            return text
        if any(re.sub(r"\s+", " ", wording.text) in text for wording in fact.value.value.as_written):
            return text  # one of "92 million euros ($122 million)" says enough
        noun = self.doc[fact.trigger[0]] if fact.trigger is not None else self.doc[fact.value.root]
        start, end = tree.phrase(noun, full=True)
        if noun.dep_ != "appos" or not start <= fact.value.start < end:
            part = self.doc[fact.value.start : fact.value.end].root
            start, end = fact.value.start, max(fact.value.end, tree.phrase(part, full=True)[1])
        self.known = fact.subject
        words = self.phrase(start, end)
        self.known = None
        return f"{text}, {words}"

    def _verb(self, statement: Statement) -> str:
        """The relation phrase as a finite verb group: with what it shares with a verb before, in its subject's number."""
        subject = self.doc[statement.subject.root]
        plural = self._is_many(statement)
        if statement.predicate is None:
            return agreeing("are", plural)
        words = self._continued(self.phrase(*statement.predicate), statement.predicate[0])
        # "Did the senator accept": the auxiliary stands before the subject.
        before = [i for i in statement.proposition.predicate if i < statement.subject.start <= statement.predicate[0]]
        if before:
            return self._continued(" ".join([*(self.doc[i].text for i in before), words]), before[0])
        verbs = (self.doc[i] for i in range(*statement.predicate) if self.doc[i].pos_ in ("VERB", "AUX"))
        head = next(verbs, None)
        being = agreeing("were" if self._is_past(tree.clause_head(subject.head)) else "are", plural)
        if head is None:
            return f"{being} {words}"
        if head.lower_ == "having":
            return words.replace("having", "had", 1)
        bare = head.pos_ == "VERB" and not tree.child(head, "aux", "cop")
        if bare and head.dep_ == "conj" and (shared := self._shared(tree.first_conjunct(head), head)):
            return f"{shared} {words}"
        free = head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_ and not tree.child(head, "aux", "cop")
        own = head.dep_ in ("ccomp", "xcomp") and tree.child(head, "nsubj", "nsubj:pass") is not None
        if free and own and statement.proposition.modality == "desired":  # "demanded that he resign"
            return f"should {words}"
        if (
            free and head.dep_ == "xcomp" and head.head.lemma_ in CAUSATIVE and not tree.child(head, "mark")
        ):  # "let the state spend"
            return words.replace(head.text, agreeing(head.text, plural), 1)
        if head.tag_ == "VB" and any(c.lower_ == "to" for c in head.children):
            return f"{being} {words}" if words.lower().startswith("to ") else f"{being} to {words}"
        if bare and (head.tag_ == "VBG" or (head.tag_ in ("VBN", "VBD") and statement.proposition.passive)):
            return f"{being} {words}"
        if statement.parts > 1 and not plural and (head.tag_ == "VBP" or head.lower_ in ("are", "were")):
            return words.replace(head.text, agreeing(head.text, plural), 1)
        return words

    def _continued(self, words: str, start: int) -> str:
        """Words that began a sentence as they go on within one."""
        token = self.doc[start]
        opens = (
            start == self.scribe.sentence(start)[0]
            and token.pos_ != "PROPN"
            and token.ent_iob_ in ("O", "")
            and token.lower_ != "i"
        )
        return words[:1].lower() + words[1:] if opens and not words[1:2].isupper() else words

    def _is_asked(self, statement: Statement) -> bool:
        """Whether a statement is asked in so many words rather than governed by "whether"."""
        root = self.doc[statement.proposition.root]
        return statement.proposition.modality == "questioned" and root.dep_ in ("ROOT", "conj", "parataxis")

    def _is_condition(self, statement: Statement) -> bool:
        """Whether a statement is what something else depends on: "if he goes"."""
        root = self.doc[statement.proposition.root]
        return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in root.children)

    def _shared(self, first: Token, later: Token) -> str:
        """The auxiliaries, or the verb with "to", that a later verb of the same form shares with the first."""
        if first.tag_ != later.tag_ or first.i > later.i:
            return ""
        if auxiliaries := [t.text for t in tree.children(first, "aux")]:
            return " ".join(auxiliaries)
        top = first
        while top.dep_ == "xcomp":
            top = top.head
        if tree.child(top, "obj", "iobj") is not None:  # "persuaded him to leave and study"
            return ""
        start = min(clauses.verb_group(top))
        return self.phrase(start, first.i) if later.tag_ == "VB" and 0 < first.i - start <= MAX_SHARED else ""

    def _is_many(self, statement: Statement) -> bool:
        """Whether the subject of a statement takes a plural verb; one of several coordinated ones counts alone."""
        head = self.doc[statement.subject.root]
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        several = any(c.dep_ == "conj" and c.i < statement.subject.end for c in head.children)
        return (
            head.tag_ in ("NNS", "NNPS", "CD")
            or head.lower_ in ("we", "they", "you", "them", "us")
            or counted
            or several
        )

    def _is_past(self, head: Token) -> bool:
        """Whether the clause headed by `head` is in no present or future tense."""
        verbs = (head, *tree.children(head, "aux", "cop"))
        return not any(t.tag_ in ("VBZ", "VBP") or t.lower_ in ("will", "shall") for t in verbs)

    def _adjunct(self, arg: Arg, statement: Statement) -> str:
        """An argument in words, with its preposition unless it begins with it, and without what the clause says itself."""
        cut = min(statement.subject.start, *(statement.predicate or (arg.end,)))
        if statement.predicate is not None and arg.start < cut < arg.end and statement.predicate[1] < arg.end:
            # "The museum, he said, had sold it": the saying stands inside of what is said.
            inner = max(statement.subject.end, statement.predicate[1])
            before = self.phrase(arg.start, cut).rstrip(", ")
            return self._continued(f"{before} {self.phrase(inner, arg.end).lstrip(', ')}", arg.start)
        start = arg.start
        if self.doc[start].tag_ == "WDT" and start < arg.root and self.doc[start].head.i != arg.root:
            start += 1  # "a step that analysts called a setback": what the step was called
        words = self._continued(self.phrase(start, arg.end), start)
        people = self.scribe.referents.entity(self.doc[arg.root])
        if statement.proposition.root == arg.end + 1 and self.doc[arg.root].ent_type_ == "NORP" and people is not None:
            words = people.name  # "Russian-brokered": by Russia
        if arg.role == "complement" and arg.root != statement.proposition.root and self._is_unmarked(arg, statement):
            words = f"that {words}"
        lead = self._lead(arg)
        return words if not lead or words.lower().startswith(f"{lead} ") else f"{lead} {words}"

    def _is_unmarked(self, arg: Arg, statement: Statement) -> bool:
        """Whether an argument is a finite clause of its own that no word and no quotation mark introduces."""
        head = self.doc[arg.root]
        finite = any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in (head, *head.children))
        subject = tree.child(head, "nsubj", "nsubj:pass", "expl")
        told = head.dep_ == "ccomp" or self.doc[statement.proposition.root].head.i == head.i
        first = self.doc[arg.start]
        plain = first.is_alpha and not (first.i > 0 and first.nbor(-1).is_quote)
        asks = first.tag_ in ("WRB", "WDT", "WP")
        return told and finite and subject is not None and tree.child(head, "mark") is None and plain and not asks

    def _lead(self, arg: Arg) -> str:
        """The preposition before an argument; of an agent only one that the text has, or a hyphen stands for."""
        behind = self.doc[arg.end] if arg.end < len(self.doc) else None
        if behind is not None and behind.text in HYPHENS and not behind.whitespace_:
            return arg.preposition or ""  # "Russian-brokered": by Russians
        if arg.role != "agent":
            return arg.preposition or ""
        return " ".join(c.text for c in self.doc[arg.root].children if c.dep_ == "case" and c.i < arg.root)

    def fact(self, fact: Fact, template: str, subject: str, object_: str | None, label: str) -> str:
        """A typed claim from its predicate's template, with its time and polarity."""
        value = value_words(fact.value.value) if fact.value is not None else ""
        object_ = _lowered(object_) if object_ else object_
        subject = subject if template.startswith("{subject}") else _lowered(subject)
        of = fact.value.value.of.text if fact.value is not None and fact.value.value.of is not None else None
        plural = fact.subject_entity is None and self.is_plural(self.scribe.head(*fact.subject))
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        people = head is not None and (head.lemma_.lower() in measures.words("words", "whole") or head.tag_ == "NNPS")
        if people and fact.object_entity is None:  # "18 percent of Pakistanis"
            template = template.replace("of the population of {object}", "of {object}")
        if (adjective := fact.rule.removeprefix("dimensions/")) in measures.mapping("adjective"):
            template = template.replace("} long", f"}} {adjective}")
        template = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", lambda m: m[2] if plural else m[1], template)
        bare = fact.value.value.text if fact.value is not None else ""
        if re.sub(r"\s+", " ", bare) in subject:  # "some 17,500 soldiers"
            template = template.replace("{value} {subject}", "{subject}")
        elif fact.value is not None and "{value}" not in template:  # "displaced more than 2 million": of people
            subject = f"{value} {subject}"
        text = template.format(
            subject=subject,
            object=object_ or "",
            value=value,
            label=label,
            of=" ".join(w for w in (of, "in" if object_ else None) if w),
        )
        if object_ is None:
            text = re.sub(r" (?:of the population of|of|in|with|to|by|from|between)\s*$", "", text.rstrip())
        for item in fact.qualifications:
            inside_object = fact.object is not None and item.start < fact.object[1] and fact.object[0] < item.end
            if item.time is not None and not inside_object and not item.time.edtf.startswith("R"):
                preposition = {"since": "since ", "until": "until "}.get(item.role)
                words = f"{preposition}{_stretch(item.time.edtf)}" if preposition else when(item.time.edtf)
                if item.time.edtf.startswith("X"):  # a month of a year that nobody says
                    words = self.phrase(item.start, item.end)
                text = f"{text} ({words})"
        if fact.negated:
            text = f"It is not so that {_lowered(text)}"
        if fact.modality in PUT_FORWARD:
            text = f"{PUT_FORWARD[fact.modality]} {_lowered(text)}"
        return re.sub(r"\s+", " ", text).strip()

    def is_plural(self, head: Token) -> bool:
        """Whether a phrase takes a plural verb, by the tag, number and coordination of its head."""
        if head.tag_ in ("NNS", "NNPS", "CD"):
            return True
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        return counted or any(c.dep_ == "conj" for c in head.children)

    def time(self, start: int, end: int) -> str | None:
        """A slot that is a time, with its preposition; None when tokens `[start, end)` are something else."""
        time = self.scribe.adjuncts.time(self.doc[start])
        if time is None or (time.start, time.end) != (start, end):
            return None
        known = time.kind == "relative" and not time.time.edtf.startswith("X")
        if known and _span(time.time.edtf):
            first, last = time.time.edtf.split("/")
            return f"between {date(first)} and {date(last)}"
        return when(time.time.edtf, None if known else self.doc[start:end].text)
