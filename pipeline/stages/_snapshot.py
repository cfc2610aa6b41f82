"""A parsed Doc as plain lists: coreference looks at each token many times."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

SUBTYPES = {"nmod:poss": "poss", "acl:relcl": "relcl", "advcl:relcl": "relcl"}
CLAUSAL = frozenset({"root", "ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "csubj", "parataxis"})


@dataclass(slots=True)
class Tree:
    """What coreference reads of the tokens of one Doc, position by position; `copular`: a copula hangs from the token."""

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    left: list[int]
    right: list[int]
    sentence: list[int]
    clause: list[int]
    quoted: list[bool]
    copular: list[bool]
    children: list[list[int]]

    def inside(self, token: int, root: int) -> bool:
        """Whether `token` lies in the subtree of `root`, taken as an interval."""
        return self.left[root] <= token <= self.right[root]


def read_tree(doc: Doc) -> Tree:
    """Snapshot of a Doc with universal dependencies; labels lose their subtypes but for `poss` and `relcl`."""
    tokens = list(doc)  # each walk over a Doc makes its tokens anew
    size = len(tokens)
    dep = [_relation(token.dep_) for token in tokens]
    head = [token.head.i for token in tokens]
    pos = [token.pos_ for token in tokens]
    lower = [token.lower_ for token in tokens]
    children: list[list[int]] = [[] for _ in range(size)]
    sentence = [0] * size
    quoted, copular = [False] * size, [False] * size
    number, inside = -1, False
    for i, token in enumerate(tokens):
        if head[i] != i:
            children[head[i]].append(i)
            copular[head[i]] |= dep[i] == "cop"
        if token.is_sent_start or i == 0:
            number += 1
        sentence[i] = number
        text = lower[i]
        if text in ("“", '"', "``", "”", "''"):
            inside = text in ("“", "``") or (text == '"' and not inside)
        quoted[i] = inside
    return Tree(
        lower=lower,
        lemma=[(token.lemma_ or token.lower_).lower() for token in tokens],
        pos=pos,
        tag=[token.tag_ or _tag(token.pos_, str(token.morph)) for token in tokens],
        dep=dep,
        head=head,
        left=[token.left_edge.i if below else token.i for token, below in zip(tokens, children, strict=True)],
        right=[token.right_edge.i if below else token.i for token, below in zip(tokens, children, strict=True)],
        sentence=sentence,
        clause=_clauses(dep, head, pos),
        quoted=quoted,
        copular=copular,
        children=children,
    )


def _relation(label: str) -> str:
    return SUBTYPES.get(label) or label.partition(":")[0]


def _tag(pos: str, morph: str) -> str:
    plural = "Number=Plur" in morph
    return {"NOUN": "NNS" if plural else "NN", "PROPN": "NNPS" if plural else "NNP"}.get(pos, "")


def _clauses(dep: list[str], head: list[int], pos: list[str]) -> list[int]:
    """For each token the head of the smallest clause around it (itself, if it heads one)."""
    clause = [-1] * len(dep)
    for i in range(len(dep)):
        path, at = [], i
        while clause[at] < 0:
            path.append(at)
            verbal = pos[at] in ("VERB", "AUX")
            if head[at] == at or dep[at] in CLAUSAL or (dep[at] == "conj" and verbal):
                clause[at] = at
                break
            at = head[at]
        for step in path:
            clause[step] = clause[at]
    return clause
