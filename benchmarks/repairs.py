"""What each repair of a tree gains or costs on treebanks: all of them against all but this one.

    python benchmarks/repairs.py en_ewt-dev.conllu.gz gum-dev.conllu.gz [--model PIPELINE]

The parser reads each treebank once, on its words, in windows as `claimspan evaluate` does ("gold tokens" in the card of
the model); then the repairs (`pipeline/stages/repairs.py`) run over its trees. "sentences" is how many trees end up
otherwise without the repair, "right" how many words have their gold head and relation thanks to it, "wrong" how many
lose them. Some repairs make trees as propositions need them and not as Universal Dependencies have them: a loss here
is a question, not an answer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from pipeline.run import load
from pipeline.stages.encoder import Encoder
from pipeline.stages.repairs import REPAIRS, Repair, repair
from pipeline.training.evaluate import SYNTAX_SIZE
from pipeline.training.treebanks import read_conllu, to_doc, windows

Tree = list[tuple[int, str]]  # head and relation of each word; the head counts from the first word of the text


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence as the parser has it, `gold` as the treebank has it; `first` is its first word in the text."""

    heads: list[int]
    deps: list[str]
    tags: list[str]
    words: list[str]
    persons: list[bool]
    gold: Tree
    first: int

    def repaired(self, repairs: Sequence[Repair]) -> Tree:
        """The tree after some repairs."""
        heads, deps = self.heads[:], self.deps[:]
        repair(heads, deps, self.tags, self.words, self.persons, repairs)
        return [(self.first + head, dep) for head, dep in zip(heads, deps, strict=True)]

    def touching(self) -> Iterator[Repair]:
        """The repairs that change something when all run."""
        heads, deps = self.heads[:], self.deps[:]
        for change in REPAIRS:
            before = heads[:], deps[:]
            repair(heads, deps, self.tags, self.words, self.persons, (change,))
            if (heads, deps) != before:
                yield change

    def right(self, tree: Tree) -> set[int]:
        """Words with their gold head and relation."""
        return {i for i, (found, gold) in enumerate(zip(tree, self.gold, strict=True)) if found == gold}


def parsed(encoder: Encoder, path: Path) -> list[Parsed]:
    """The sentences of a treebank as the parser finds them in it."""
    seen: list[tuple[list[int], list[str], list[str], list[str], list[bool]]] = []

    def keep(heads: list[int], deps: list[str], tags: list[str], words: list[str], persons: list[bool]) -> None:
        seen.append((heads[:], deps[:], tags, words, persons))

    encoder.repairs = (keep,)
    sentences = []
    for run in windows(read_conllu(path), SYNTAX_SIZE):
        gold = to_doc(encoder.vocab, run)
        encoder(Doc(gold.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold]))
        tree, first = [(t.head.i, t.dep_) for t in gold], 0
        for row in seen:
            sentences.append(Parsed(*row, tree[first : first + len(row[0])], first))
            first += len(row[0])
        seen.clear()
    return sentences


def las(sentences: Sequence[Parsed], repairs: Sequence[Repair]) -> float:
    """Words with their gold head and relation, in percent."""
    right = sum(len(s.right(s.repaired(repairs))) for s in sentences)
    return 100 * right / sum(len(s.gold) for s in sentences)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--model")
    options = parser.parse_args()
    encoder = load(options.model).nlp.get_pipe("claimspan_encoder")
    if not isinstance(encoder, Encoder):
        parser.error("this pipeline has no trees of claimspan's own parser")
    counts: dict[str, Counter[Repair]] = {name: Counter() for name in ("sentences", "right", "wrong")}
    number = 0
    print(f"{'':26}{'sentences':>10}{'LAS raw':>10}{'repaired':>10}")
    for path in options.treebanks:
        sentences = parsed(encoder, path)
        number += len(sentences)
        print(f"{path.name:26}{len(sentences):10}{las(sentences, ()):10.2f}{las(sentences, REPAIRS):10.2f}")
        for sentence in sentences:
            whole = sentence.repaired(REPAIRS)
            for left_out in sentence.touching():
                other = sentence.repaired([change for change in REPAIRS if change is not left_out])
                counts["sentences"][left_out] += whole != other
                counts["right"][left_out] += len(sentence.right(whole) - sentence.right(other))
                counts["wrong"][left_out] += len(sentence.right(other) - sentence.right(whole))
    print(f"\n{'repair':26}{'sentences':>10}{'in 1,000':>10}{'right':>8}{'wrong':>8}{'net':>8}")
    for change in REPAIRS:
        changed, right, wrong = (count[change] for count in counts.values())
        often = 1000 * changed / number
        print(f"{change.__name__:26}{changed:10}{often:10.2f}{right:8}{wrong:8}{right - wrong:+8}")


if __name__ == "__main__":
    main()
