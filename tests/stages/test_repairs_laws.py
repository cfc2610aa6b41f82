"""Whatever tree a parser gives, what `repair` makes of it is a tree: one root, and every token below it."""

import ast
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages import repairs

STAGES = Path(repairs.__file__).parent
# Every word, tag and relation that a repair asks for: random ones would pass all of them by.
STRINGS = sorted(
    {
        node.value
        for path in STAGES.glob("*repair*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 16
    }
)
TAGS = sorted({s for s in STRINGS if s.isupper()} | {"CD", "IN", "JJ", "NN", "NNP", "NNS", "VB", "VBD", "VBG", "VBN"})
RELATIONS = sorted({s for s in STRINGS if s.replace(":", "").isalpha() and s.islower() and len(s) > 2})
COMMON = [
    "acl", "advcl", "amod", "appos", "case", "cc", "ccomp", "compound", "conj", "cop", "det", "mark", "nmod", "nsubj",
    "nsubj:pass", "nummod", "obj", "obl", "parataxis", "punct", "xcomp",
]  # fmt: skip
WORDS = sorted({s for s in STRINGS if not s.isupper()} | {"Peru", "bank", "3", "million", "based", "named", "half"})


@st.composite
def sentences(draw: st.DrawFn) -> tuple[list[int], list[str], list[str], list[str], list[bool]]:
    """A sentence with a random tree: heads (the root is its own), relations, tags, words, what is a person's name."""
    size = draw(st.integers(1, 14))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    heads[order[0]] = order[0]
    for k in range(1, size):
        heads[order[k]] = order[draw(st.integers(0, k - 1))]
    of = lambda items: draw(st.lists(items, min_size=size, max_size=size))  # noqa: E731
    deps = of(st.one_of(st.sampled_from(COMMON), st.sampled_from(RELATIONS)))
    deps[order[0]] = "root"
    return heads, deps, of(st.sampled_from(TAGS)), of(st.sampled_from(WORDS)), of(st.booleans())


@given(sentences())
@settings(max_examples=400, deadline=2000)
def test_a_repaired_tree_is_a_tree(sentence):
    heads, deps, tags, words, persons = sentence
    repairs.repair(heads, deps, tags, words, persons)
    assert len(heads) == len(deps) == len(tags)
    assert sum(head == i for i, head in enumerate(heads)) == 1
    for i in range(len(heads)):
        seen = set()
        while heads[i] != i and i not in seen:
            seen.add(i)
            i = heads[i]
        assert heads[i] == i
