"""People counted by what happened to them: killed, injured, displaced, refugees."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import _lexicon, clauses, tree
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.referents import nouns
from pipeline.stages.sites import Site

# The rule of what a noun says to have befallen people, whose place is not that of the clause.
BEFALLING = "people/befalling"


def people(site: Site) -> Draft | None:
    """People counted and what happened to them: killed, injured, displaced, refugees; not "killed or wounded"."""
    noun = site.noun
    if clauses.alternatives(site.clause):
        return None
    referents = site.scene.referents
    lemma = noun.lemma_.lower() if noun is not None else ""
    counted = noun if noun is not None else site.root
    human = noun is None or is_human(noun) or referents.type(noun) in ("NORP", "PERSON")
    if lemma == "life" and site.clause.lemma_.lower() in words("verbs", "deadly"):  # "claimed 46 lives"
        return Draft("killed", counted, "people/lives", 0.8, object=_scene_of(site), trigger=site.clause, clausal=True)
    lives = noun is not None and noun.dep_ == "nmod" and tree.case(noun) == "of" and noun.head.lemma_.lower() == "life"
    if lives and human and noun is not None and site.clause.lemma_.lower() in words("verbs", "deadly"):
        # "claimed the lives of 46 people"
        return Draft("killed", noun, "people/lives", 0.8, object=_scene_of(site), trigger=site.clause, clausal=True)
    if noun is not None and human and (befalling := _befalling(site, noun)) is not None:
        own = (t for token in (noun, noun.head) for t in site.parts(token, "in", "at", "near"))
        where = next((t for t in own if site.is_place(t)), None)
        return Draft(befalling, noun, BEFALLING, 0.75, object=where, trigger=noun.head, clausal=True)
    if human and site.proposition is not None:
        for row in resources.table("measures.toml")["people"]:
            verb = site.proposition.lemma if site.proposition.lemma in row["lemmas"] else _verb(site.clause)
            if verb not in row["lemmas"] or not _is_from(site, row):
                continue
            holder = site.patient() if row["role"] == "object" else site.subject()
            if holder is None and row["role"] == "object" and site.clause.tag_ == "VBN":
                holder = site.subject()  # "86 people were killed and 210 injured"
            passive = site.proposition.passive
            behind = site.top.dep_ == "obl:unmarked" and site.top.i > site.clause.i and noun is not None
            if holder is None and row["role"] == "object" and behind and not passive:
                holder = counted  # "injured | 5,500 others |", which the tree takes for an adverb
            if holder is None and site.role == "nsubj" and passive == (row["role"] == "object"):
                holder = counted
            if holder is not None and holder.i in (site.top.i, counted.i, site.filler.i):
                return Draft(
                    row["predicate"],
                    counted,
                    f"people/{verb}",
                    0.85,
                    object=_scene_of(site),
                    trigger=site.clause,
                    whole_subject=noun is None,
                    clausal=True,
                )
    end = site.value.end if noun is None else noun.i + 1
    after = site.doc[end].lower_ if end < len(site.doc) else ""
    left = noun is None or (human and site.clause.lemma_.lower() == "leave" and site.doc[end].pos_ == "ADJ")
    if left and after in mapping("noun"):  # "left more than 1,000 dead", "leaving 300 people homeless"
        if _is_one_of_two(site.doc[end]):
            return None
        predicate, told = mapping("noun")[after], _is_left(site, end)  # "a blast | left four dead |"
        return Draft(predicate, counted, f"people/{after}", 0.75, object=_scene_of(site), trigger=counted, clausal=told)
    if noun is not None:
        table = mapping("noun")
        found = table.get(lemma)
        if found == "military_personnel" and (
            site.clause.lemma_.lower() not in ("have", "number", "employ", "maintain", "field", "boast", "total")
        ):
            found = None
        holder = site.subject() if found == "military_personnel" else None
        if found and holder is not None and holder.i != noun.i and not site.scene.referents.is_open(holder):
            entity = site.scene.referents.place(holder)
            return Draft(found, holder, f"people/noun {lemma}", 0.75, trigger=noun, subject_entity=entity)
        if found is not None:
            told = found == "refugees"  # what their clause says of them is more than how many there are
            return Draft(found, noun, f"people/noun {lemma}", 0.75, object=_scene_of(site), trigger=noun, clausal=told)
    return None


def _is_left(site: Site, end: int) -> bool:
    """Whether the verb says in which state it left people: "left four | dead |"."""
    return site.clause.lemma_.lower() == "leave" and site.doc[end].head.i == site.clause.i


def _verb(clause: Token) -> str:
    """The verb of a clause, with "dead" right behind it: "shot dead two miners"."""
    dead = clause.i + 1 < len(clause.doc) and clause.nbor(1).lower_ == "dead"
    return f"{clause.lemma_.lower()} dead" if dead else clause.lemma_.lower()


def _befalling(site: Site, noun: Token) -> str | None:
    """What a noun before "of" says to have befallen those counted: "the shooting | deaths | of four men"."""
    if noun.dep_ != "nmod" or tree.case(noun) != "of":
        return None
    found: str | None = mapping("befalling").get(noun.head.lemma_.lower())
    return found if noun.head.i < site.value.start else None


def _is_one_of_two(fate: Token) -> bool:
    """Whether people met with one of two fates, and no number says how many with which: "left more than 1,000 | dead or missing"."""
    other = tree.child(fate, "conj")
    return other is not None and other.i == fate.i + 2 and all(t.tag_ != "CD" for t in other.subtree)


def befallen(noun: Token) -> str | None:
    """What a participle behind people says to have happened to them: "the number of people | killed |"."""
    done = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if done is None or not is_human(noun):
        return None
    rows = (r for r in resources.table("measures.toml")["people"] if r["role"] == "object" and "from" not in r)
    return next((row["predicate"] for row in rows if done.lemma_.lower() in row["lemmas"]), None)


def _is_from(site: Site, row: dict[str, Any]) -> bool:
    """Whether the clause names one of the things that the row wants people to be driven from, where it wants any."""
    wanted = row.get("from")
    return wanted is None or any(t.lemma_.lower() in wanted for t in site.obliques("from", "out of"))


def is_human(noun: Token) -> bool:
    """A common noun that may stand for people, by its usual senses."""
    classes = _lexicon.noun_classes().get(noun.lemma_.lower(), 0)
    return bool(classes & (_lexicon.PERSON | _lexicon.GROUP)) or noun.lemma_.lower() in nouns("people") | words(
        "words", "others"
    )


def is_countable(noun: Token) -> bool:
    """Whether a plural noun is one of people or of what happens to them, so that a bare number counts it."""
    return is_human(noun) or noun.lemma_.lower() in words("words", "occurrence") | mapping("noun").keys()


def _scene_of(site: Site) -> Token | None:
    """Where it happened: a place of the clause, its subject, what the clause above does it to, the only one named."""
    subject = site.subject()
    candidates = [site.place(), subject]
    if subject is not None:  # "an airstrike on a school in Gaza killed 22 people"
        candidates += site.parts(subject, "in", "on", "at", "near", "off", "outside")
        candidates += [
            t for c in site.parts(subject, "in", "on", "at", "near") for t in site.parts(c, "in", "at", "of")
        ]
    if site.clause.dep_ in ("advcl", "conj", "acl"):  # "struck the peninsula, killing 62"
        candidates += tree.children(tree.clause_head(site.clause.head), "obj", "obl")
    found = next((t for t in candidates if t is not None and site.is_place(t)), None)
    return found if found is not None else site.only_place()
