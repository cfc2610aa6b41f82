"""The phrase that fills a role of a clause: how far it reaches, without what is said of it in clauses of their own."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.clauses import NEGATORS

# What hangs in a noun phrase and says something of its own, or is the next item of a list.
APART = frozenset({"acl:relcl", "parataxis", "advcl", "appos", "conj", "list", "discourse", "vocative", "dislocated"})
# Dependents before a predicate noun that belong to the clause.
CLAUSAL = frozenset(
    {"nsubj", "csubj", "expl", "cop", "aux", "mark", "case", "cc", "advmod", "obl", "advcl", "discourse"}
)
# The same behind one.
BEHIND = ("obl", "advmod", "obl:unmarked", "ccomp", "csubj", "cop", "nsubj")
# Prepositions that a participle takes with a gerund: "accused | of", "aimed | at", "charged | with".
GOVERNED = frozenset({"of", "at", "with", "for", "from", "to", "into", "on", "against"})
NAMED = ("nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj")


def argument(token: Token, role: str, *, full: bool = True, preposition: str | None = None) -> Arg:
    """The phrase headed by `token` in a role; `full` phrases hold their prepositional and participle modifiers."""
    # "They were | some of his friends", "she is | the first to lead it"
    some = role == "complement" and (token.pos_ == "DET" or (token.pos_ == "ADJ" and _is_ranked(token)))
    if token.pos_ in tree.NOMINAL or tree.base(token.dep_) in NAMED or some:
        start, end = extent(token) if full else tree.phrase(token)
    elif role == "complement" and token.pos_ in ("ADJ", "ADV", "VERB") and tree.child(token, "cop") is not None:
        start, end = _predicative(token), token.i + 1
        end += end < len(token.doc) and token.doc[end].lower_ == "enough"  # "good enough"
    else:
        start, end = tree.subtree(token)
        if start <= token.head.i < end:  # a comma behind the verb hangs on its subject
            start, end = tree.around(token)
    return Arg(role, start, end, token.i, preposition)  # type: ignore[arg-type]


def _is_ranked(first: Token) -> bool:
    """Whether an ordinal stands for the noun that an infinitive tells of: "the | first | to lead the party"."""
    ranked = first.lower_ in resources.words("control.toml", "ranked") and tree.child(first, "det") is not None
    return ranked and any(c.dep_ == "acl" and c.i > first.i for c in first.rights)


LONGEST_CLAUSE = 19  # tokens of a relative clause that stays with its noun


def clause(token: Token) -> Arg:
    """The clause headed by `token` as what somebody says or thinks."""
    start, end = tree.subtree(token)
    while start < token.i and token.doc[start].text in (",", ":"):
        start += 1
    closed = token.doc[end - 1].text in tree.QUOTES and token.doc[start].text not in tree.QUOTES
    if closed and start > 0 and token.doc[start - 1].text in tree.QUOTES:
        start -= 1  # the mark that opens a quotation hangs on the verb of saying
    return Arg("complement", start, tree.trimmed(token, start, end)[1], token.i)


def outside(arg: Arg, clause: Token) -> Arg:
    """An argument without the clause that modifies it, or the one above that: "a bid | launched by Cie"."""
    node = clause
    if not arg.start <= clause.i < arg.end:  # "the board | named Bo to lead, rejecting Li": told of the rejecting
        while node.head.i != node.i and not arg.start <= node.i < arg.end:
            node = node.head
        if node.dep_ != "acl" or node.tag_ != "VBN" or clause.dep_ != "advcl":
            return arg
    while node.head.i != node.i and node.head.i != arg.root and arg.start <= node.head.i < arg.end:
        node = node.head
    cut = node.left_edge.i
    if cut <= arg.root:
        return arg
    start, end = tree.trimmed(clause.doc[arg.root], arg.start, cut)
    return replace(arg, start=start, end=end)


def extent(head: Token) -> tuple[int, int]:
    """Token range of a noun phrase with every modifier of its noun but relative clauses, appositions and conjuncts.

    Runs once over the phrase, whatever its depth.
    """
    doc = head.doc
    clausal = tree.child(head, "cop") is not None
    start = head.i
    for part in reversed(list(head.lefts)):
        if part.left_edge.i >= start:  # "her 20th top-two single", where "20th" hangs on "two"
            continue
        dep = tree.base(part.dep_)
        outer = dep in ("case", "cc", "mark", "nsubj", "cop", "aux", "expl") or (clausal and dep in CLAUSAL)
        outer = outer or (
            part.dep_ == "nmod" and tree.child(part, "cop") is not None
        )  # "among the dead are | a couple"
        around = (
            part.tag_ == "JJR" and part.i == start - 1 and part.right_edge.i > head.i
        )  # "more carbon than it emits"
        if (part.right_edge.i + 1 != start and not around) or outer or part.dep_ in APART:
            break
        start = part.left_edge.i
    end = _end(head, clausal)
    compared = max((c.right_edge.i + 1 for c in head.lefts if c.tag_ == "JJR"), default=end)
    if end < compared and end < len(doc) and doc[end].lower_ == "than":
        end = compared
    start, end = tree.unquoted(doc, *tree.trimmed(head, start, end))
    cut = doc[end - 1].dep_ == "acl" and doc[end - 1].tag_ in ("VBN", "VBG") and doc[end - 1].right_edge.i >= end
    if cut and end - 1 > head.i and tree.child(doc[end - 1], "aux") is None:  # "elections held | in March, in which"
        end -= 1
    # A full stop by itself ends the sentence, not a word.
    return start, end - 1 if doc[end - 1].text == "." and end - 1 > head.i else end


def _end(head: Token, clausal: bool) -> int:
    """Where the phrase of `head` ends: before the first dependent below it that says something of its own."""
    doc, first, last = head.doc, head.left_edge.i, head.right_edge.i
    i, stop = head.i + 1, last + 1
    while i < stop:
        token = doc[i]
        above = token.head.i
        if above == i or not first <= above <= last:
            # What the phrase does not hold stands in its midst: "the museum, he said, …".
            return min([i, stop, *(c.left_edge.i for c in token.lefts if c.left_edge.i > head.i)])
        apart = token.dep_ in APART and not _close(token, head)
        aged = above == head.i and token.tag_ == "CD" and head.pos_ == "PROPN"  # "Tamba, 67"
        able = above < i and token.dep_ == "amod" and tree.child(token, "advcl", "xcomp") is not None
        behind = token.dep_ == "acl" or able  # "with great speed, capable of flying"
        if apart or ((behind or aged) and _set_off(token)):
            stop = min(stop, max(token.left_edge.i, head.i + 1))
        elif above == head.i and (token.lower_ in ("'s", "’s", "'", "’") and token.dep_ == "case"):
            stop = i
        elif above == head.i and clausal and token.dep_ in BEHIND:
            stop = min(stop, max(token.left_edge.i, head.i + 1))
        i += 1
    return stop


def is_bare(head: Token) -> bool:
    """Whether a phrase means nothing without the clause behind it: "those who fled", "anyone who voted", "those monks who"."""
    those = head.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ == "those" for c in head.lefts)
    one = head.tag_ == "CD" and head.lower_ == "one"  # "including one | that hit the port"
    if (
        not those
        and not one
        and (head.lower_ not in resources.words("control.toml", "bare") or head.pos_ not in ("PRON", "DET"))
    ):
        return False
    clause = restricting(head)
    return clause is not None and (clause.dep_ == "acl:relcl" or head.lower_ == "those")


def restricting(head: Token) -> Token | None:
    """The clause right of a noun or pronoun that says which ones are meant: "those | who were wounded"."""
    return next((c for c in head.rights if c.dep_ in ("acl", "acl:relcl") and not _set_off(c)), None)


def _set_off(token: Token) -> bool:
    """Whether a comma parts a modifier from its noun: "Chile, independent since 1818"."""
    first = token.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def _close(token: Token, head: Token) -> bool:
    """Whether a dependent belongs to the phrase all the same.

    So do an item inside a modifier, a name right behind its noun, and the clause without which a pronoun means nothing.
    """
    if token.dep_ == "conj":
        return tree.first_conjunct(token).i != head.i
    aimed = token.head.tag_ == "VB" or tree.child(token.head, "mark") is not None
    aimed = aimed or (token.tag_ == "VB" and token.head.tag_ == "VBN")  # "areas used by rebels | to fire rockets"
    if token.dep_ == "advcl" and token.head.dep_ == "acl" and token.tag_ in ("VB", "VBG") and aimed:
        return token.i > token.head.i and not _set_off(token)  # "a way of leaving | without losing men"
    if token.dep_ == "advcl" and token.head.dep_ == "acl" and token.head.head.i == head.i and _is_singled(head):
        return token.i > token.head.i and not _set_off(token)  # "the first official to go there | since the war ended"
    if token.dep_ == "advcl" and token.head.dep_ == "acl" and _is_governed(token):
        return True  # "a man suspected | of planning attacks"
    if token.dep_ == "advcl" and token.tag_ == "VB" and token.head.dep_ == "advcl" and _is_governed(token.head):
        return token.head.head.dep_ == "acl" and not _set_off(token)  # "accused of using music | to spread hatred"
    if token.dep_ == "advcl" and token.head.dep_ == "acl" and token.left_edge.i == token.head.i + 1:
        return (
            head.lemma_.lower() == "number" and token.i > token.head.i
        )  # "the number of people killed | since it began"
    if token.dep_ == "advcl" and token.head.dep_ == "amod":
        return head.i < token.head.i < token.i  # "a series available | for viewing in Peru"
    if token.dep_ == "acl:relcl":
        return is_bare(token.head) and not _set_off(token)
    if token.dep_ == "appos":
        first = token.left_edge
        if _is_priced(token):
            return True
        start = first.i - 1 if first.i > 0 and first.nbor(-1).text == "," else first.i
        if start != token.head.i + 1:  # "the director general, Ana Bo"
            described = token.head.pos_ == "NOUN" and start > token.head.i
            joined = (c for c in token.head.rights if c.dep_ == "conj" and c.i < start)  # "singer and actor | Ana Bo"
            if not described or all(tree.phrase(t, full=True)[1] != start for t in (token.head, *joined)):
                return False
        return token.pos_ == "PROPN" or first.is_quote  # 'the term "climate change"'
    return False


def _is_governed(gerund: Token) -> bool:
    """Whether a gerund stands right behind a participle with the preposition that this takes: "talks aimed | at ending it"."""
    first = gerund.left_edge
    led = first.dep_ == "mark" and first.head.i == gerund.i and first.lower_ in GOVERNED
    doing = gerund.tag_ == "VBG" or any(c.dep_ in ("cop", "aux:pass") and c.tag_ == "VBG" for c in gerund.lefts)
    return led and doing and gerund.head.tag_ in ("VBN", "VBG") and first.i == gerund.head.i + 1


def _is_singled(noun: Token) -> bool:
    """Whether a superlative or ordinal says which one of many a noun means: "the highest-ranking official"."""
    ranked = resources.words("control.toml", "ranked")
    return any(t.tag_ in ("JJS", "RBS") or t.lower_ in ranked for c in noun.lefts for t in (c, *c.lefts))


def _is_priced(sum_: Token) -> bool:
    """Whether a sum in brackets stands before what it is paid for: "5 euros ($6) | per kilo", "34 kwacha ($1.32) | a litre"."""
    behind = sum_.right_edge.i + 1
    closed = sum_.tag_ == "$" and behind < len(sum_.doc) and sum_.right_edge.text == ")"
    return closed and any(c.left_edge.i == behind and c.dep_ in ("nmod", "nmod:unmarked") for c in sum_.head.rights)


def _predicative(token: Token) -> int:
    """Where a predicative adjective begins, with the adverbs and marker before it: "among the longest"."""
    start = token.i
    for part in reversed(list(token.lefts)):
        close = part.dep_ in ("advmod", "amod", "det", "case", "punct", "compound", "obl:unmarked")
        if part.right_edge.i + 1 != start or not close or part.lower_ in NEGATORS:
            break
        start = part.left_edge.i
    while start < token.i and (token.doc[start].is_punct or token.doc[start].dep_ == "case"):
        start += 1
    return start
