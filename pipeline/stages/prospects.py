"""Whether a clause tells what is past or still to come, by which "Tuesday" and "December" are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.grammar.times_resolve import Tense
from pipeline.stages import modalities, tree

VERBS = frozenset({"VERB", "AUX"})
# How a time hangs on the noun that it dates.
DATING = ("nmod", "compound")
AUXILIARIES: dict[str, Tense] = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo", "may", "might", "must", "should"), "future"),
    **dict.fromkeys(("would", "'d", "’d"), "prospect"),
}


def tense_at(doc: Doc, start: int) -> Tense | None:
    """Tense of the clause around a character, from the nearest verb above it in the tree; None when neither says it."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return None
    if any(token.lower_ == "than" for token in doc[max(span.start - 2, 0) : span.start]):
        return "past"  # "would be less | than in December"
    above = (span[0], *span[0].ancestors)
    verb = next((token for token in above if token.pos_ in VERBS), None)
    if _is_looked_back_on(span[0]):
        return "past"
    if _is_named_day(doc, span[0]):
        return "future"
    if any(map(_is_ahead, _likely(takewhile(lambda token: token != verb, above), verb))):
        return "future"
    if verb is None:
        return None
    if _is_awaited(span[0], verb):
        return "future"  # "have pulled out of Sunday's vote"
    while _is_bare(verb) or _is_second(verb):
        verb = verb.head  # "will let traders import": the tense of "will"
    group = [verb, *(child for child in verb.children if child.pos_ == "AUX")]
    if any(token.lower_ == "have" and token.pos_ == "AUX" for token in group):
        return "past"  # "may have met in March"
    infinitive = _is_to(verb) and any(
        token.tag_ == "VB" for token in group if token.i >= verb.i or token.lower_ == "be"
    )
    if infinitive and (_is_ahead(verb.head) or _is_led_ahead(verb)):
        return "future"  # "is likely to exceed 77 percent by March"
    if infinitive and _is_bound(verb):
        return "prospect" if any(t.tag_ == "VBD" for t in _verbs(tree.clause_head(verb.head))) else "future"
    bare = verb.tag_ == "VB" or any(token.tag_ == "VB" for token in group)
    if bare and any(token.lower_ in ("is", "are") for token in group) and _is_to(verb):
        return "future"  # "soldiers are to leave on 1 July", "the port is to be opened in May"
    before = span[0].nbor(-1).lower_ if span[0].i > 0 else ""
    ahead = resources.table("times.toml")["ahead"]
    if verb.lower_ in {"for": ahead["words"], "to": ahead["moved"], "until": ahead["moved"]}.get(before, ()):
        return "future"  # "was set for 9 September", "was postponed until June"
    ends = before == "by"
    if ends and any(token.lower_ in ("could", "can") for token in group):
        return "future"  # "could run out by June"
    told = next((AUXILIARIES[token.lower_] for token in group if token.lower_ in AUXILIARIES), None)
    present = told is None and verb.tag_ in ("VBZ", "VBP")
    if present and _is_bound_for(span[0], verb):
        return "future"
    if present and (_is_coming(doc, span[0]) or _is_scheduled(doc, span[0], verb) or modalities.foretells(verb)):
        return "future"  # "sees inflation at 4 percent in December"
    if told is None and _is_done(verb):
        return "past"
    # A bare participle ("scheduled for Monday") has no tense of its own.
    return told or ("past" if any(token.tag_ == "VBD" for token in group) else None)


def _is_to(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in verb.children)


def _is_led_ahead(verb: Token) -> bool:
    """Whether the verb above an infinitive tells what may or will come: "may be forced | to close in June"."""
    words = {child.lower_ for child in verb.head.children if child.pos_ == "AUX"}
    return "have" not in words and any(AUXILIARIES.get(word) == "future" for word in words)


def _is_bound(verb: Token) -> bool:
    """Whether an infinitive tells what was agreed on, asked for or allowed: "agreed | to meet on Friday", "talks | to be held"."""
    above = verb.head
    if verb.dep_ == "acl":
        return tree.child(verb, "aux:pass") is not None
    binding = resources.table("times.toml")["ahead"]["binding"]
    return verb.dep_ in ("xcomp", "ccomp", "advcl") and above.i < verb.i and above.lemma_.lower() in binding


def _is_second(verb: Token) -> bool:
    """Whether an infinitive without "to" goes on with the one before it: "urged them to break with Peru and | come to an end"."""
    alone = verb.tag_ == "VB" and tree.child(verb, "aux", "mark", "nsubj") is None
    return alone and verb.dep_ == "conj" and verb.head.tag_ == "VB" and _is_to(verb.head)


def _dated(time: Token) -> Token | None:
    """The noun whose time a word is, or begins: the elections of "registering for | December 8 | elections"."""
    noun = time.head
    while noun.dep_ == "compound" and noun.pos_ == "NUM":
        noun = noun.head
    return noun if noun.pos_ == "NOUN" and time.dep_.startswith(DATING) else None


def _is_looked_back_on(time: Token) -> bool:
    """Whether a time is that of an event which a text looks back on, whatever the tense of its clause.

    So of what is looked into or mourned, "will help with the probe into | Sunday's attack", and of what has done something:
    "will discuss | Sunday's attack that killed two".
    """
    event = _dated(time)
    if event is None:
        return False
    relative = tree.child(event, "acl:relcl")
    if relative is not None and any(token.tag_ == "VBD" for token in _verbs(relative)):
        return True
    words = resources.words("times.toml", "behind", "words")
    return event.dep_ in ("nmod", "obj", "obl", "nsubj:pass") and event.head.lemma_.lower() in words


def _is_named_day(doc: Doc, time: Token) -> bool:
    """Whether the present says what a weekday is, or which one something is on: "Sunday is the deadline", "is on Sunday"."""
    if time.lower_ not in resources.table("times.toml")["weekdays"] or not _is_told(doc, time):
        return False
    copula = tree.child(time, "cop") or (tree.child(time.head, "cop") if time.dep_ == "nsubj" else None)
    return copula is not None and copula.tag_ in ("VBZ", "VBP")


def _is_led_up_to(time: Token) -> bool:
    """Whether a text that tells of no past says what leads to an event: "vowed attacks leading up to the | 7 May | election"."""
    doc, start = time.doc, time.left_edge.i
    start -= start > 0 and doc[start - 1].pos_ == "DET"
    if start < 3 or doc[start - 2 : start].text.lower() != "up to":
        return False
    leading = doc[start - 3].lemma_.lower() in resources.table("times.toml")["ahead"]["leading"]
    return leading and all(t.tag_ != "VBD" for verb in time.ancestors for t in _verbs(verb))


def _is_awaited(time: Token, verb: Token) -> bool:
    """Whether a time belongs to what something is told to come before: "ahead of | Sunday's vote", "has pulled out of" it."""
    noun = _dated(time)
    if noun is None or time.left_edge.i < 2 or noun.i < time.i:
        return False
    before = time.doc[time.left_edge.i - 2 : time.left_edge.i].text.lower()
    if before == "ahead of" or _is_led_up_to(time):
        return True
    perfect = verb.tag_ == "VBN" and any(c.tag_ in ("VBZ", "VBP") for c in tree.children(verb, "aux"))
    awaiting = verb.lemma_.lower() in resources.table("times.toml")["ahead"]["awaiting"]
    return awaiting and noun.head.i == verb.i and (perfect or verb.tag_ in ("VBZ", "VBP", "VBG"))


def _verbs(verb: Token) -> tuple[Token, ...]:
    return verb, *tree.children(verb, "aux", "aux:pass", "cop")


def _is_bare(verb: Token) -> bool:
    """Whether an infinitive without "to" has the tense of the verb above it."""
    alone = verb.tag_ == "VB" and not any(child.pos_ == "AUX" or child.lower_ == "to" for child in verb.children)
    return alone and verb.dep_ in ("xcomp", "ccomp") and verb.head.i != verb.i and verb.head.pos_ in VERBS


def _likely(between: Iterable[Token], verb: Token | None) -> Iterator[Token]:
    """Adjectives by which a clause may say what is likely: "a vote on 7 July is likely", "looks likely"."""
    yield from (token for token in between if token.pos_ == "ADJ" and tree.child(token, "cop") is not None)
    if verb is not None and verb.tag_ in ("VBZ", "VBP"):
        yield from (child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "ADJ")


def _is_ahead(governor: Token) -> bool:
    """Whether a verb or adjective in the present governs what is to come: "likely", "expects", "plans"."""
    table = resources.table("modality.toml")
    mood = table["adjective"].get(governor.lower_) or table["governor"].get(governor.lemma_.lower())
    past = any(token.tag_ == "VBD" for token in (governor, *governor.children) if token.pos_ in VERBS)
    return mood in ("predicted", "desired") and not past


def _is_coming(doc: Doc, time: Token) -> bool:
    """Whether what is told in the present runs on from now: "the children we miss in the next ten days"."""
    words = [token.lower_ for token in doc[time.i : time.i + 3]]
    return any(pair in (["the", "next"], ["the", "coming"]) for pair in (words[:2], words[1:]))


def _is_scheduled(doc: Doc, time: Token, verb: Token) -> bool:
    """Whether a present tense tells of what is planned for a weekday, or of what will begin or end in a month.

    "Nigeria votes on Saturday", "the mandate expires in June". Titles and captions tell in the present what has happened, and so
    does a text that sets an event among others: "Friday's blast comes days before the vote".
    """
    if _dated(time) is not None and verb.lemma_.lower() == "come":
        return False
    table, verbs = resources.table("times.toml"), resources.table("times.toml")["scheduled"]
    month = any(token.lower_ in table["months"] for token in doc[time.i : time.i + 2])
    kind = "verbs" if time.lower_ in table["weekdays"] else "bounds" if month else None
    return kind is not None and verb.lemma_.lower() in verbs[kind] and _is_told(doc, time)


def _is_bound_for(time: Token, verb: Token) -> bool:
    """Whether a day is that of what somebody is still to come to: "is to travel to Lima for the summit that | begins | May 30"."""
    months = resources.table("times.toml")["months"]
    day = any(t.tag_ == "CD" and t.lower_ not in months for t in (time, time.head))
    if (
        not day
        or verb.dep_ != "acl:relcl"
        or verb.lemma_.lower() not in resources.table("times.toml")["scheduled"]["verbs"]
    ):
        return False
    clause = tree.clause_head(verb.head)
    while clause.dep_ in ("advcl", "xcomp") and tree.child(clause, "nsubj") is None and clause.head.i < clause.i:
        clause = tree.clause_head(clause.head)
    return modalities.modality(clause) in ("predicted", "desired") and all(t.tag_ != "VBD" for t in _verbs(clause))


def _is_done(participle: Token) -> bool:
    """Whether a participle says what was done to what it describes: "would break an agreement | reached in May |"."""
    table = resources.table("times.toml")["ahead"]
    ahead = {*table["words"], *table["moved"]}
    if participle.dep_ != "acl" or participle.tag_ != "VBN" or participle.head.i > participle.i:
        return False
    staged = participle.lemma_.lower() in resources.words(
        "control.toml", "staging"
    )  # "will guard a vote | held | on Sunday"
    mood = resources.table("modality.toml")["governor"].get(participle.lemma_.lower())
    return (
        not staged
        and mood is None
        and participle.lower_ not in ahead
        and tree.child(participle, "aux", "aux:pass", "mark") is None
    )


def _is_told(doc: Doc, token: Token) -> bool:
    """Whether a word stands in the text itself, and in no title or caption."""
    label = next((s.label for s in doc._.sections if s.start <= token.i < s.end), "paragraph")
    return label in ("paragraph", "list")
