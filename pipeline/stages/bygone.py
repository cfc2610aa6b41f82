"""What a noun phrase says of somebody that was so at the time it tells of, and need not be so any more.

"Soldiers overthrew President Ali Bo" does not say that Ali Bo is president; "Minister Ali Bo said" does. A verb says by
its own tense when something was so (`moods.py`); here are the titles, appositions and participles beside it.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import clauses, deaths, modalities, reported, tree, whereabouts
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.scribe import Scribe

NOW = ("are", "have", "do", "'re", "’re", "'ve", "’ve")
LONGEST_NAME = 12  # tokens
HIGHEST = 4  # clauses
# Words that begin a clause which happens when the one above it does.
THEN = ("as", "when", "while")


def _words(kind: str) -> frozenset[str]:
    """The words of a kind in the table: former, struck, ousting, ending, left, beginning, made, power."""
    return resources.words("control.toml", "bygone", kind)


def is_bygone(fact: Fact, scribe: Scribe) -> bool:
    """Whether what a fact says beside the verb of its clause is told of the past."""
    if fact.trigger is None:
        return False
    doc = scribe.doc
    trigger = doc[slice(*fact.trigger)].root
    beside = trigger.dep_ in ("acl", "amod") and trigger.tag_ in ("VBN", "VBG")
    beside = beside or _is_accompanying(trigger)
    if tree.is_verbal(trigger) and not beside:
        return _is_finished(fact, trigger, scribe)
    if tree.child(trigger, "cop") is not None:
        return False
    if not beside and (former := _former(fact, trigger)) is not None:
        return not fact.object or former.i < fact.object[0]  # "is a former minister" says it
    if not beside and (_is_over(fact, scribe) or _has_died(fact, scribe)):
        return True
    if trigger.dep_ == "amod" and fact.modality == "asserted" and _is_struck(trigger.head):
        return True
    clause = tree.clause_head(trigger.head)
    chain = _governed(clause)
    if not any(map(_is_past, chain)):
        return False
    if beside and not reported.is_saying(clause):
        return True
    holders = [scribe.head(*slot) for slot in (fact.subject, fact.object) if slot is not None]
    ended = any(_is_ended(clause, holder, trigger) or _is_dead(holder, scribe) for holder in holders)
    return (
        ended
        or scribe.is_history
        or any(_is_long_ago(fact, above, scribe) for above in (*chain, *_around(chain[-1], trigger)))
    )


def _is_accompanying(verb: Token) -> bool:
    """Whether a participle tells what was so while its sentence happened: "it was signed, with Bo | leading | the talks"."""
    marks = {c.lower_ for c in verb.lefts if c.dep_ == "mark"}
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and marks <= {"with"}


def _governed(clause: Token) -> list[Token]:
    """A clause and those above it whose time is its own: "was declared in 1954 by a decree | signed by President Bo"."""
    found = [clause]
    while tree.base(clause.dep_) in ("acl", "advcl", "xcomp") and clause.dep_ != "acl:relcl" and len(found) < HIGHEST:
        clause = tree.clause_head(clause.head)
        found.append(clause)
    return found


def _around(clause: Token, trigger: Token) -> list[Token]:
    """The clauses whose time is that of a past one beside them: "those who defied Governor Bo | crossed the pass in 1879".

    What somebody was is of the time of what tells it: "was the last to do so, | as he played until 1984".
    """
    found = []
    if clause.dep_ == "acl:relcl" and any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in clause.lefts):
        above = clause.head.head
        found += [above] if clause.head.dep_ == "nsubj" and _is_past(above) else []
    copula = tree.child(clause, "cop")
    if copula is not None and copula.tag_ == "VBD":
        found += [c for c in clause.rights if c.dep_ == "advcl" and any(m.lower_ in THEN for m in c.lefts)]
        found += [c for noun in (trigger, tree.first_conjunct(trigger)) for c in noun.rights if c.dep_ == "acl:relcl"]
    return [c for c in found if _is_past(c)]


def _is_over(fact: Fact, scribe: Scribe) -> bool:
    """Whether a stretch of time in which something was so has passed: "Ana Bo, minister from 2010 to 2014, leads it"."""
    published = scribe.document.published
    stretches = [q.time for q in fact.qualifications if q.time is not None and "/" in q.time.edtf]
    ends = (time.latest for time in stretches if not time.edtf.startswith("R") and ".." not in time.edtf)
    return published is not None and any(latest is not None and latest < published for latest in ends)


def _is_struck(noun: Token) -> bool:
    """Whether a noun names what is over as soon as it is done, and is not to come: "the Chilean-led | invasion |"."""
    coming = resources.words("modality.toml", "prospective", "coming")
    told = noun.lemma_.lower() in _words("struck") and noun.tag_ == "NN"
    return told and coming.isdisjoint(c.lower_ for c in noun.lefts)


def _is_finished(fact: Fact, verb: Token, scribe: Scribe) -> bool:
    """Whether a verb in the perfect tells of a stretch of time that has passed: "has coached the club from 2013 to 2017"."""
    perfect = verb.tag_ == "VBN" and any(c.lemma_ == "have" for c in tree.children(verb, "aux"))
    return perfect and _is_over(fact, scribe)


def _has_died(fact: Fact, scribe: Scribe) -> bool:
    """Whether the text tells of the end of somebody of whom it says what they are: "Ana Bo (1810–1849)", and elsewhere "the pianist Ana Bo".

    So it does of whoever held an office by "the resignation of President Bo".
    """
    name = scribe.head(*fact.subject)
    if fact.predicate == "position_held" and deaths.is_of(name, _words("ousting")):
        return True
    return fact.predicate in ("position_held", "nationality") and _is_dead(name, scribe)


def has_ended(fact: Fact, scribe: Scribe) -> bool:
    """Whether the clause in which somebody's age stands tells of their end, or of what was: "Ana Bo, 42, died", "the 24-year-old won"."""
    if fact.predicate != "age":
        return False
    holder = scribe.head(*fact.subject)
    clause = tree.clause_head(holder)
    before = fact.value is not None and fact.value.start < holder.i and not reported.is_saying(clause)
    return _is_past(clause) and (before or _is_ended(clause, holder, holder))


def is_former(fact: Fact, doc: Doc) -> bool:
    """Whether a noun says that a place is no more what it was: "the former capital of the Inca Empire"."""
    return fact.predicate == "capital_of" and fact.trigger is not None and whereabouts.is_past(doc[fact.trigger[0]])


def has_begun(fact: Fact, scribe: Scribe) -> bool:
    """Whether a fact is told by the verb with which it began, in the past: "joined Mercosur", "became mayor"."""
    if fact.trigger is None or fact.modality != "asserted" or fact.negated:
        return False
    if fact.rule == "phrases/membership":
        return False  # "Ana Bo of the Inti Party became mayor"
    trigger = scribe.doc[slice(*fact.trigger)].root
    verb = tree.clause_head(trigger)
    described = scribe.head(*fact.object) if fact.object is not None else None
    # "A lawyer, Bo joined the party in 1999", "Ana Bo, a lawyer, was sworn in" as something else.
    apart = described is not None and described.dep_ == "appos" and described.head.i == scribe.head(*fact.subject).i
    apart = apart or (fact.predicate == "position_held" and trigger.dep_ == "appos")
    # "Mayor Ana Bo became the first to sign": who was that before; but "President Bo took office".
    titled = fact.predicate == "position_held" and trigger.i < fact.subject[0] <= verb.i
    apart = apart or (titled and verb.lemma_.lower() in _words("beginning"))
    before = min(slot[1] for slot in (fact.subject, fact.object) if slot is not None)
    beside = verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBN"  # "Appointed minister in 1983, she signed"
    if not apart and (before <= verb.i or beside) and _begins(verb):
        return True
    if fact.predicate == "position_held" and trigger.i == verb.i and _makes(verb, scribe.head(*fact.subject)):
        return True
    when = (tree.clause_head(scribe.doc[q.start]) for q in fact.qualifications if q.role == "time")
    return any(v.dep_ == "acl:relcl" and _begins(v) for v in when)  # "President Bo, who took office in 2020"


def _makes(verb: Token, holder: Token) -> bool:
    """Whether somebody gave a person an office by a verb in the past: "named | Ana Bo | as minister"."""
    given = tree.child(verb, "obj")
    named = given is not None and given.left_edge.i <= holder.i <= given.right_edge.i
    return (
        named and verb.tag_ in ("VBD", "VBN") and not clauses.is_passive(verb) and verb.lemma_.lower() in _words("made")
    )


def _begins(verb: Token) -> bool:
    """Whether a verb in the past tells how an office, a membership or a marriage began."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":  # "appeared in films before marrying him"
        return _is_past(tree.clause_head(verb.head)) and verb.lemma_.lower() in _words("beginning")
    if verb.tag_ not in ("VBD", "VBN") and not (modalities.is_outcome(verb) and verb.head.tag_ == "VBD"):
        return False
    if verb.tag_ == "VBN" and verb.dep_ != "xcomp" and any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.lefts):
        return False  # "is to be sworn in"
    obj = tree.child(verb, "obj") or (tree.child(verb, "obl") if verb.lemma_ in ("come", "rise") else None)
    if obj is not None and obj.lemma_.lower() in _words("power") and verb.lemma_ in _words("taking"):
        return True  # "took office in 2020", "came to power in 2020"
    return verb.lemma_.lower() in _words("made" if clauses.is_passive(verb) else "beginning")


def _former(fact: Fact, noun: Token) -> Token | None:
    """The word "former" before an office, or before the first of several: "former commander and minister"."""
    doc, start = noun.doc, fact.object[0] if fact.object is not None else noun.i
    own = next((doc[i] for i in range(max(start - 1, 0), noun.i) if doc[i].lower_ in _words("former")), None)
    if own is not None:
        return own
    first = doc[start - 2] if start > 1 and doc[start - 1].lower_ == "and" else tree.first_conjunct(noun)
    return next((c for c in first.lefts if first.i != noun.i and c.lower_ in _words("former")), None)


def _is_past(clause: Token) -> bool:
    verbs = (clause, *tree.children(clause, "aux", "cop"))
    past = any(
        t.tag_ == "VBD" or (t.tag_ == "VBP" and t.lower_ != t.lemma_.lower()) for t in verbs if t.lower_ not in NOW
    )
    return past or (clause.tag_ == "VBN" and not any(t.tag_ in ("VBZ", "VBP", "MD") for t in verbs))


def _is_ended(clause: Token, holder: Token, trigger: Token) -> bool:
    """Whether a clause tells how somebody lost what they were: "overthrew President Bo", "General Bo died"."""
    lemma = clause.lemma_.lower()
    passive = clauses.is_passive(clause)
    for part in clause.children:
        undergoes = part.dep_ == "obj" or (passive and part.dep_ in SUBJECTS)
        goes = part.dep_ in SUBJECTS and not passive
        if (undergoes and lemma in _words("ending")) or (goes and lemma in _words("left")):
            span = range(part.left_edge.i, part.right_edge.i + 1)
            if holder.i in span and trigger.i in span:
                return True
    return False


def _is_dead(holder: Token, scribe: Scribe) -> bool:
    """Whether the text tells of the death of somebody."""
    entity = scribe.referents.entity(holder)
    return entity is not None and entity.id in scribe.dead


def _is_long_ago(fact: Fact, clause: Token, scribe: Scribe) -> bool:
    """Whether a clause is dated to a year before the last one that the text may be from."""
    published = scribe.document.published
    latest = int(published[:4]) - 1 if published is not None else None
    times = [t.time for t in scribe.adjuncts.of_predicate(clause) if t.kind != "relative"]
    times += [q.time for q in fact.qualifications if q.role == "time" and q.time is not None]
    years = [(time.latest or "")[:4] for time in times]
    return any(year.isdigit() and (latest is None or int(year) < latest) for year in years)
