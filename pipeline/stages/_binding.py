"""What syntax forbids or decides about coreference: binding, apposition, relative clauses, empty "it"."""

from __future__ import annotations

from pipeline import resources
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree

CLIMB = 25  # steps up the tree at most: deeper nesting does not occur in well-parsed text


def permitted(tree: Tree, anaphor: Phrase, candidate: Phrase) -> bool:
    """Whether the two phrases may denote the same thing, as far as their places in the tree go."""
    a, c = anaphor.root, candidate.root
    if anaphor.role == "poss" and _parent_beside(tree, anaphor.governor) not in (-1, c):
        return False
    left, right = tree.left, tree.right  # most pairs lie apart
    if (left[c] <= a <= right[c] and _dominates(tree, c, a)) or (left[a] <= c <= right[a] and _dominates(tree, a, c)):
        return False
    if anaphor.role == "subj" and tree.dep[anaphor.governor] == "relcl" and tree.head[anaphor.governor] == c:
        return False
    if anaphor.governor == c or candidate.governor == a:
        return anaphor.use == "relative" or tree.dep[a] == "appos"
    if tree.dep[c] == "compound" and tree.head[c] == tree.head[a] and anaphor.role == "nmod":
        return False  # "the Miraflores district of the city"
    if tree.dep[a] == "conj" and _first_conjunct(tree, a) == _first_conjunct(tree, c):
        return False
    if candidate.role in ("subj", "obj") and _predicate_of(tree, c) in (
        a,
        tree.head[a] if anaphor.role == "poss" else a,
    ):
        return False  # "China is its creditor": not China's
    if anaphor.use in ("reflexive", "relative") or anaphor.role == "poss" or candidate.role in ("poss", "mod"):
        return True
    if candidate.role == "subj" and anaphor.role == "obj" and _shares(tree, anaphor.governor) == candidate.governor:
        return False
    same = anaphor.governor == candidate.governor
    return not (same and {anaphor.role, candidate.role} <= {"subj", "obj", "obl"})


def _parent_beside(tree: Tree, spouse: int) -> int:
    """The parent of somebody to whom a spouse is joined: "the son of | Juan Bo | and his wife"; -1 for any other noun."""
    kin = resources.table("offices.toml")["kin"]
    first = _first_conjunct(tree, spouse)
    above = first != spouse and tree.lemma[spouse] in kin["spouse"] and tree.dep[first] == "nmod"
    return first if above and tree.lemma[tree.head[first]] in kin["child"] else -1


def _dominates(tree: Tree, upper: int, lower: int) -> bool:
    """Whether `lower`, inside of `upper`, hangs below it without a clause of its own between them (i within i)."""
    at = lower
    for _ in range(CLIMB):
        if at == upper:
            return True
        if tree.dep[at] in ("acl", "relcl", "advcl", "conj", "parataxis", "appos") or tree.head[at] == at:
            return False
        at = tree.head[at]
    return False


def _first_conjunct(tree: Tree, i: int) -> int:
    for _ in range(CLIMB):
        if tree.dep[i] != "conj":
            break
        i = tree.head[i]
    return i


def _shares(tree: Tree, verb: int) -> int:
    """The verb whose subject a later one shares: "fined" of "the judge fined Bo and | barred him"; -1 for any other."""
    for _ in range(CLIMB):
        if tree.dep[verb] != "conj" or any(tree.dep[child] == "nsubj" for child in tree.children[verb]):
            return -1
        verb = tree.head[verb]
        if any(tree.dep[child] == "nsubj" for child in tree.children[verb]):
            return verb
    return -1


def _predicate_of(tree: Tree, subject: int) -> int:
    """The nominal predicate of which `subject` is the subject, or -1."""
    head = tree.head[subject]
    return head if tree.copular[head] else -1


def predicated(tree: Tree, i: int) -> int:
    """The subject of which the noun at `i` is the nominal predicate ("X is a group"), or -1."""
    if not tree.copular[i]:
        return -1
    return next((child for child in tree.children[i] if tree.dep[child] == "nsubj"), -1)


def modified(tree: Tree, i: int) -> int:
    """The noun that the relative clause around the pronoun at `i` modifies, or -1."""
    clause = tree.clause[i]
    for _ in range(CLIMB):
        if tree.dep[clause] in ("relcl", "acl"):
            return tree.head[clause]
        if tree.dep[clause] not in ("conj", "xcomp", "ccomp", "advcl") or tree.head[clause] == clause:
            break
        clause = tree.clause[tree.head[clause]]
    return -1


def empty(tree: Tree, i: int) -> str:
    """Why the "it" at `i` may stand for nothing: "certain", a label for the ranker, or ""."""
    head = tree.head[i]
    if tree.dep[i] == "expl":
        return "certain"
    if tree.dep[i] != "nsubj":
        return ""
    words = resources.table("coreference.toml")["empty"]
    after = [child for child in tree.children[head] if child > head]
    relations = {tree.dep[child] for child in after}
    marked = any(tree.lower[mark] in words["marks"] for child in after for mark in tree.children[child] if mark < child)
    if tree.lemma[head] in words["weather"]:
        return "certain"
    if tree.lemma[head] in words["verbs"] and "obj" not in relations:
        return "certain" if relations & {"ccomp", "csubj", "advcl"} or "xcomp" not in relations else "raising"
    if tree.tag[head] == "VBN" and "obj" not in relations:
        told = tree.lemma[head] in words["told"] and "ccomp" in relations
        if told or (tree.lemma[head] in words["decided"] and "xcomp" in relations):
            return "certain"
    if tree.lemma[head] in words["announcing"] and marked and "ccomp" in relations:
        return "certain"
    if "csubj" in relations:
        return "certain"
    if tree.copular[head]:
        if tree.lemma[head] in words["nouns"]:
            return "certain"
        if tree.lemma[head] in resources.words("times.toml", "told", "spans") and any(
            tree.lower[m] in words["bounds"] for c in after for m in tree.children[c]
        ):
            return "certain"  # "it may be weeks before"
        kind = "adjective" if tree.pos[head] == "ADJ" else "noun"
        if marked and relations & {"ccomp", "advcl", "acl", "xcomp", "parataxis"}:
            return "certain" if kind == "adjective" else "copular noun with clause"
        if "relcl" in relations:
            return "cleft"
        return f"copular {kind}"
    return ""


def fronted(tree: Tree, i: int) -> int:
    """The predicate whose subject a pronoun at `i` may point forward to ("Because of its …, X considers"), or -1."""
    at = i
    for _ in range(CLIMB):
        head = tree.head[at]
        if head == at:
            return -1
        if tree.dep[at] in ("advcl", "obl") and tree.right[at] < head:
            return head
        at = head
    return -1


def speaker(tree: Tree, i: int) -> int:
    """The subject of the verb of speech that introduces or follows the words around `i`, or -1."""
    verbs = resources.table("coreference.toml")["speech"]["verbs"]
    at = i
    for _ in range(CLIMB):
        head = tree.head[at]
        near = [head] if tree.dep[at] in ("ccomp", "parataxis", "conj") else []
        near += [child for child in tree.children[at] if tree.dep[child] == "parataxis"]
        for verb in near:
            if tree.lemma[verb] in verbs and verb != i:
                subject = next((c for c in tree.children[verb] if tree.dep[c] == "nsubj"), -1)
                if subject >= 0 and not tree.inside(i, subject) and subject != i:
                    return subject
        if head == at:
            break
        at = head
    return -1


def speaks(tree: Tree, candidate: Phrase, phrase: Phrase) -> bool:
    """Whether the candidate says, thinks or wants what it or its own does: "Officials say | they | won", "Bo says | his | son won"."""
    owner = phrase.role == "poss" and tree.dep[phrase.governor] == "nsubj"
    clause = tree.head[phrase.governor] if owner else phrase.governor
    if candidate.role != "subj" or not (owner or phrase.role == "subj") or tree.head[clause] != candidate.governor:
        return False
    passive = any(tree.dep[c] == "aux" and tree.lemma[c] == "be" for c in tree.children[clause])
    return tree.dep[clause] == "ccomp" and not (passive and tree.tag[clause] == "VBN")
