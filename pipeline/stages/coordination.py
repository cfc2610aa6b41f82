"""Which coordinated phrases of an argument are told one by one, and which stay together because they share a modifier.

"Yellow banners and the flags" are two things; "Peru's army and police", "12 soldiers and civilians" and "the logo and
address of the club" say something else, or too little, where one of them stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.arguments import argument, extent, restricting
from pipeline.stages.clauses import NEGATORS

# What stands before the first of several nouns and holds for bare ones behind it, too.
# Behind these several things are meant together: "except for the pier and the ramp".
TOGETHER = frozenset({"between", "except", "except for", "excluding", "than", "besides"})
SHARED = ("nmod:poss", "amod", "nummod")


def items(doc: Doc, arg: Arg, clause: Token | None = None) -> list[Arg]:
    """Every coordinated phrase of an argument; of the subject of a `clause` those that it tells of."""
    token = doc[arg.root]
    if token.dep_ == "advcl":
        return [arg]
    heads = list(tree.coordinated(token))
    heads = told(clause, heads) if clause is not None else heads
    more = (t for t in heads if t.i >= arg.end and _is_alike(t, token))
    return [arg, *(replace(argument(t, arg.role), preposition=arg.preposition) for t in more)]


def told(clause: Token, heads: Sequence[Token]) -> list[Token]:
    """Of several coordinated nouns those of which a clause beside the first tells: not "a couple, who fled, | and Ana Bo", nor "Bo, the mayor, | and Li".

    A subject behind the clause that its number follows has a clause of its own: "Croats make up 91 percent and | Serbs 3".
    """
    if clause.dep_ in ("amod", "compound") and heads and clause.i < heads[0].i:
        return [heads[0], *(t for t in heads[1:] if _shares_modifier(t, heads[0]))]
    modifying = tree.base(clause.dep_) in ("acl", "appos") and bool(heads) and heads[0].i < clause.i
    heads = [t for t in heads if not _is_gapped(t, heads[0], clause)]
    return [t for t in heads if not modifying or t.i < clause.i]


def _shares_modifier(noun: Token, first: Token) -> bool:
    """Whether what stands before the first of several nouns holds for a later one: not "the Chilean-held coast | and Peru |"."""
    own = any(c.dep_ in ("det", "case", "nmod:poss") for c in noun.lefts)
    return not own and (noun.pos_ != "PROPN" or first.pos_ == "PROPN")


def _is_gapped(noun: Token, first: Token, clause: Token) -> bool:
    """Whether a noun stands behind the clause of the `first` one of a list and has a number of its own right behind it."""
    if noun.dep_ != "conj" or not first.i < clause.i < noun.i or noun.i + 1 >= len(noun.doc):
        return False
    return noun.nbor(1).tag_ in ("CD", "$")


def whole(doc: Doc, arg: Arg, clause: Token | None = None) -> Arg:
    """An argument with everything that is coordinated with it, and with "both" before the first of two."""
    found = items(doc, arg, clause)
    both = (c.i for c in doc[arg.root].lefts if c.dep_ == tree.BOTH and c.i == arg.start - 1 and len(found) > 1)
    end = max(a.end for a in found)
    end = max([end, *(extent(c)[1] for c in _behind(doc, found))]) if len(found) > 1 else end
    return replace(arg, start=next(both, arg.start), end=end)


def parts(doc: Doc, arg: Arg, clause: Token | None = None) -> list[Arg]:
    """The phrases of an argument that are told one by one; alternatives, "coffee or tea", are one."""
    token = doc[arg.root]
    if token.dep_ == "advcl" or tree.child(token, "conj") is None:
        return [arg]
    led = {arg.preposition, *(t.lower_ for t in doc[max(arg.start - 2, 0) : arg.start])}
    if not led.isdisjoint(TOGETHER):
        return [whole(doc, arg, clause)]
    found = items(doc, arg, clause)
    if len(found) == 1:
        return found
    if any(v.start <= token.i and doc[found[-1].root].i < v.end for v in doc._.values):
        return [whole(doc, arg, clause)]  # "three years and six months"
    if _is_portion(doc, found[-1]):
        return [whole(doc, arg, clause)]  # "an hour and a quarter"
    if (end := _shared_end(doc, token, found)) > 0:
        return [replace(arg, end=end)]
    if _is_led_apart(doc, found) or _is_title(doc, found) or _is_charged(doc, found):
        return [whole(doc, arg, clause)]
    found = _narrowed(doc, found, clause)
    if (clause is not None and is_one(token, clause)) or tree.is_none_of(token):
        return [whole(doc, arg, clause)]
    once = (tree.child(token, "cop") is not None or token.dep_ == "appos") and _share_article(doc, found)
    together = (
        once
        or _is_contrast(token)
        or is_alternative(token)
        or _is_only(token)
        or _shares_start(doc, found)
        or _is_both(doc, arg)
    )
    return [whole(doc, arg, clause)] if together else found


def _is_led_apart(doc: Doc, found: Sequence[Arg]) -> bool:
    """Whether one of several phrases has a preposition that the first has not: "with spots on the head and | along the back"."""
    first = tree.case(doc[found[0].root])
    return any(tree.case(doc[a.root]) not in (None, first) for a in found[1:])


def _is_charged(doc: Doc, found: Sequence[Arg]) -> bool:
    """Whether what is said of all stands behind the last of several: "accused the party and its leader | of buying votes"."""
    last = doc[found[-1].root]
    return any(c.dep_ == "acl" and any(m.dep_ == "mark" and m.lower_ == "of" for m in c.lefts) for c in last.rights)


def _is_title(doc: Doc, found: Sequence[Arg]) -> bool:
    """Whether a capital shows that what is joined is one title: "Peter and | His Friends"."""
    return any(doc[a.start].tag_ == "PRP$" and doc[a.start].is_title for a in found[1:])


def _narrowed(doc: Doc, found: Sequence[Arg], clause: Token | None) -> list[Arg]:
    """Phrases with those before them that the clause behind them narrows as well: "planes and ships | arriving from Peru"."""
    told = [found[0]]
    for arg in found[1:]:
        before, noun = doc[told[-1].root], doc[arg.root]
        if before.tag_ == noun.tag_ == "NNS" and is_bare(noun) and _is_plain(before):
            own, behind = restricting(noun), restricting(before)
            if clause is not None and clause in (own, behind):
                return list(found)  # "ships | arriving from Peru": told here itself
            if own is not None and behind is None:
                told[-1] = replace(told[-1], end=arg.end)
                continue
            if own is None and behind is not None and behind.dep_ == "acl" and behind.left_edge.i == arg.end:
                told[-1] = replace(told[-1], end=tree.trimmed(behind, arg.end, behind.right_edge.i + 1)[1])
                continue
        told.append(arg)
    return told


def _is_plain(noun: Token) -> bool:
    """Whether nothing behind a noun says which ones it means."""
    return all(c.dep_ not in ("nmod", "appos") for c in noun.rights)


def _is_portion(doc: Doc, last: Arg) -> bool:
    """Whether the last of several phrases is a fraction of the one before: "and | a half"."""
    portion = doc[last.root].lower_ in resources.table("numbers.toml")["fractions"]
    return portion and doc[last.start].lower_ == "a" and last.end - last.start == 2


def is_one(subject: Token, clause: Token) -> bool:
    """Whether coordinated names are that of one thing, since the verb has one subject: "the Army and Navy Club is"."""
    if clause.dep_ == "acl" and tree.child(clause.head, "cop") is not None:
        clause = clause.head  # "is a body created in 1921"
    names = [t for t in tree.coordinated(subject) if t.i < clause.i]
    listed = len(names) > 1 and all(t.pos_ == "PROPN" for t in names)
    joined = listed and any(t.lower_ in ("and", "&") for t in subject.doc[names[0].i : names[-1].i])
    verbs = [clause, *tree.children(clause, "aux", "cop")]
    return joined and any(t.tag_ == "VBZ" or t.lower_ == "was" for t in verbs)


def is_alternative(token: Token) -> bool:
    """Whether a phrase is one of several of which what is said may hold for one alone: "Peru or Chile"."""
    listed = tree.coordinated(tree.first_conjunct(token))
    return any(c.dep_ == "cc" and c.lower_ == "or" for t in listed for c in t.children)


def meant(heads: Sequence[Token], *, negated: bool) -> list[Token]:
    """Of several coordinated nouns those for which a clause holds as it stands: "not by Bo | but by Li", "not Bo but | Li"."""
    if negated:
        return [t for t in heads if not any(c.dep_ == "cc" and c.lower_ == "but" for c in t.lefts)]
    return [t for t in heads if len(heads) == 1 or not _is_denied(t)]


def _is_denied(noun: Token) -> bool:
    return any(c.lower_ == "not" and not tree.is_adding(c) for c in noun.lefts)


def _is_only(token: Token) -> bool:
    """Whether what is said holds for several things and for nothing else: "only | Cuba and Guyana | allow"."""
    return any(c.lower_ == "only" and c.dep_ == "advmod" for c in token.lefts)


def _is_contrast(token: Token) -> bool:
    """Whether "not" stands before the first of two and "but" before the second: "not by Bo but by Li", "not 12 but 15"."""
    joined = (c for t in token.children if t.dep_ == "conj" for c in t.lefts if c.dep_ == "cc")
    if not any(c.lower_ == "but" for c in joined):
        return False
    if any(c.lower_ in NEGATORS for c in token.lefts):
        return True
    return any(c.lower_ in NEGATORS and not tree.is_adding(c) for c in token.head.lefts)


def _shared_end(doc: Doc, token: Token, found: Sequence[Arg]) -> int:
    """The end of what hangs on one of several coordinated nouns and belongs to all; 0 without it.

    It is behind all, "in support and recognition of the talks", apart, "a member, and a friend, of the party", or hangs
    on a last noun that has no article of its own, "the logo and address of the club".
    """
    behind = _behind(doc, found)
    final = doc[max(found, key=lambda a: a.end).root]
    of = [c for c in final.rights if c.dep_ == "nmod" and tree.case(c) == "of"]
    apart = (c for c in of if "," in (doc[c.left_edge.i - 1].text, c.left_edge.text))
    others = [doc[a.root] for a in found if a.root != final.i]
    bare = _is_undetermined(final) and all(
        t.pos_ == "NOUN" and tree.child(t, "nmod", "acl", "appos") is None for t in others
    )
    return next((extent(c)[1] for c in (*behind, *apart, *(of if bare else ()))), 0)


def _behind(doc: Doc, found: Sequence[Arg]) -> list[Token]:
    """What stands right behind several coordinated nouns and hangs with "of" on one before the last: it is that of all.

    So does "at" of several offices: "the president and treasurer | at the bank |".
    """
    last = max(a.end for a in found)
    nouns = [doc[a.root] for a in found]
    offices = resources.words("offices.toml", "offices") | resources.words("offices.toml", "occupations")
    cases = ("of", "at") if offices.issuperset(t.lemma_.lower() for t in nouns) else ("of",)
    return [c for t in nouns for c in t.rights if c.dep_ == "nmod" and c.left_edge.i == last and tree.case(c) in cases]


def _shares_start(doc: Doc, found: Sequence[Arg]) -> bool:
    """Whether what stands before the first noun holds for a bare one behind it: "Iraqi | unity and sovereignty"."""
    first, *others = (doc[a.root] for a in found)
    if first.pos_ != "NOUN" or not (before := [c for c in first.lefts if c.dep_ in SHARED]):
        return False
    # "Pakistani | government and military leaders"
    national = any(c.tag_ == "JJ" and c.is_title and c.dep_ == "amod" and c.ent_type_ == "NORP" for c in before)
    return any(is_bare(t) or (national and _is_described(t)) for t in others)


def _is_described(noun: Token) -> bool:
    """Whether nothing but common words that describe it stands before a plural: "and | military | leaders"."""
    plain = all(c.dep_ in ("cc", "punct") or (c.dep_ in ("amod", "compound") and c.is_lower) for c in noun.lefts)
    return noun.tag_ == "NNS" and plain


def _share_article(doc: Doc, found: Sequence[Arg]) -> bool:
    """Whether one "a" or "her" stands before several bare nouns for one thing: "is a music video | and entertainment channel"."""
    first, *others = (doc[a.root] for a in found)
    single = any((c.dep_ == "det" and c.lower_ in ("a", "an")) or c.tag_ == "PRP$" for c in first.lefts)
    return single and any(
        t.tag_ == "NN" and all(c.dep_ in ("cc", "punct", "compound", "amod") for c in t.lefts) for t in others
    )


def _is_both(doc: Doc, arg: Arg) -> bool:
    """Whether "both" stands before what is no subject: "praised by both | friends and foes"."""
    return arg.role != "subject" and any(c.dep_ == tree.BOTH for c in doc[arg.root].lefts)


def is_bare(noun: Token) -> bool:
    """Whether nothing but a conjunction stands before a noun."""
    return noun.pos_ == "NOUN" and all(c.dep_ in ("cc", "punct") for c in noun.lefts)


def _is_undetermined(noun: Token) -> bool:
    """Whether a noun with nothing but adjectives before it needs the article of the first: "the death and | final burial |"."""
    plain = all(c.dep_ in ("cc", "punct", "amod") for c in noun.lefts)
    return noun.pos_ == "NOUN" and (is_bare(noun) or (plain and noun.tag_ == "NN"))


def _is_alike(token: Token, first: Token) -> bool:
    """Whether a conjunct of `first` is a phrase like it: no clause, and no phrase with a preposition where `first` has none."""
    alike = token.pos_ in tree.NOMINAL if first.pos_ in tree.NOMINAL else token.pos_ == first.pos_ == "ADJ"
    led = tree.case(token) is not None and tree.case(first) is None
    return alike and not led and tree.child(token, "nsubj", "cop") is None
