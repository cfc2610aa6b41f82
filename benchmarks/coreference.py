"""How well coreference does on GUM: scores of whole chains, of mentions, by genre and kind, and of the links of claims.

    python benchmarks/coreference.py GUM_FOLDER [--model PIPELINE] [--split dev]

With `--model` tags, trees and names come from that pipeline (on the corpus's tokens), without it they are gold; mentions
are always those that the pipeline finds. Chains are scored as usual: chains of one mention count on neither side, nor do
relative pronouns, which GUM does not annotate. A found mention counts as a gold one: "head", with the same head (the
primary score of CorefUD since 2023); "partial", within it and holding its head (CorefUD 2022); "exact", equal to it.
"nominal" leaves out gold mentions that are clauses ("He left. This …"), "all" keeps them. The genres are by head, nominal.

A link for claims is right when the antecedent given belongs to the gold chain of the phrase. A table says the same
of "this", "that", "these" and "those", alone or before a noun: of those that claims replace by their antecedent, those
that they give a probable one for, and of those that they leave unresolved what these stand for in gold; and of nouns with
"the" that claims explain by a fuller phrase or leave unresolved. The last four are of pronouns for which claims give a
probable antecedent, of those whose antecedent is too doubtful to give, of "it" and nouns that stand for what the text defined, and of those that need no mark, since their sentence
has a noun for them.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from pipeline.annotations import Mention
from pipeline.run import load
from pipeline.stages import continuity, extensions
from pipeline.stages.coreference import make_coreference
from pipeline.stages.referents import Referents
from pipeline.training.coref_corpus import Gold, GoldDoc, from_gold, from_pipeline, read_gum
from pipeline.training.coref_scores import Match, Scores, Tally, align

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
RELATIVE = ("who", "whom", "whose", "which", "that")
CLAUSES = ("VERB", "AUX")
Chain = Sequence[Mention]


def gold_chains(gold: GoldDoc, *, clauses: bool) -> list[list[Gold]]:
    """Gold chains of two mentions and more, with or without mentions that are clauses."""
    chains: dict[int, list[Gold]] = defaultdict(list)
    for m in gold.mentions:
        if clauses or gold.doc[m.head].pos_ not in CLAUSES:
            chains[m.cluster].append(m)
    return [chain for chain in chains.values() if len(chain) > 1]


def found_chains(gold: GoldDoc, chains: Sequence[Chain]) -> list[list[tuple[int, int, int]]]:
    """Found chains of two mentions and more, without relative pronouns."""
    spans = [
        [
            (m.start, m.end, m.root)
            for m in chain
            if not (m.kind == "pronoun" and gold.doc[m.start].lower_ in RELATIVE and _is_relative(gold, m.start))
        ]
        for chain in chains
    ]
    return [chain for chain in spans if len(chain) > 1]


def _is_relative(gold: GoldDoc, i: int) -> bool:
    return "PronType=Rel" in str(gold.doc[i].morph)


class Count:
    """Scores of chains and of their mentions over texts."""

    def __init__(self, match: Match, *, clauses: bool) -> None:
        self.match, self.clauses = match, clauses
        self.scores, self.mentions = Scores(), Tally()

    def add(self, gold: GoldDoc, chains: Sequence[Chain]) -> None:
        """Count one text."""
        truth = gold_chains(gold, clauses=self.clauses)
        found = found_chains(gold, chains)
        mentions = [m for chain in truth for m in chain]
        spans = [span for chain in found for span in chain]
        matched = align(mentions, spans, self.match)
        self.mentions.add(len(matched), len(spans), len(matched), len(mentions))
        keys = iter(matched.get(f, ("found", f)) for f in range(len(spans)))
        numbers = iter(range(len(mentions)))
        self.scores.add(
            [frozenset(next(numbers) for _ in chain) for chain in truth],
            [frozenset(next(keys) for _ in chain) for chain in found],
        )


def links(gold: GoldDoc, mentions: list[Mention]) -> list[tuple[str, float, bool | None]]:
    """(phrase, score, whether its antecedent is right) of pronouns and nouns; None for pronouns left open."""
    cells = {i: m.cluster for m in gold.mentions for i in (m.head,)}
    rows: list[tuple[str, float, bool | None]] = []
    for m in mentions:
        word = gold.doc[m.root].lower_
        if m.kind == "name" or (m.kind == "pronoun" and word in RELATIVE):
            continue
        key = word if m.kind == "pronoun" else "(noun)"
        if m.antecedent is None:
            rows += [(key, 0.0, None)] if m.kind == "pronoun" else []
            continue
        wanted = gold.chain(m.root, m.start, m.end)
        there = {cells[i] for i in range(*m.antecedent) if i in cells}
        rows.append((key, m.score, wanted is not None and wanted in there))
    return rows


def demonstratives(gold: GoldDoc, doc: Doc) -> Iterator[tuple[str, str]]:
    """(what claims do with it, what it is in gold) of each demonstrative."""
    cells = {m.head: m for m in gold.mentions}
    for found in Referents(doc).demonstratives.values():
        cluster = gold.chain(found.root, found.start, found.end)
        done = "replaced" if found.sure else "unresolved" if found.antecedent is None else "probable"
        done = f"noun with the, {done}" if found.definite else done
        if found.antecedent is not None:
            there = {cells[i].cluster for i in range(*found.antecedent) if i in cells}
            yield done, "right" if cluster is not None and cluster in there else "wrong"
            continue
        before = [m for m in gold.mentions if m.cluster == cluster and m.start < found.start]
        clause = bool(before) and gold.doc[before[-1].head].pos_ in CLAUSES
        yield done, "clause" if clause else "phrase" if before else "nothing before"


def guesses(gold: GoldDoc, doc: Doc, mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """(pronoun, whether what claims give as probable for it is right) of each open pronoun with such a guess."""
    cells = {m.head: m.cluster for m in gold.mentions}
    referents = Referents(doc)
    for mention in mentions:
        if not referents.is_unexplained(mention) or (guess := referents.guess(mention)) is None:
            continue
        wanted = gold.chain(mention.root, mention.start, mention.end)
        there = {cells[i] for i in range(guess.start, guess.end) if i in cells}
        yield doc[mention.start].lower_, "right" if wanted is not None and wanted in there else "wrong"


def antecedents(gold: GoldDoc, doc: Doc, chosen: Callable[[Mention], bool]) -> Iterator[tuple[str, str]]:
    """(word, whether its antecedent is right) of each chosen pronoun or noun that has one."""
    cells = {m.head: m.cluster for m in gold.mentions}
    for mention in doc._.mentions:
        if mention.antecedent is None or not chosen(mention):
            continue
        wanted = gold.chain(mention.root, mention.start, mention.end)
        there = {cells[i] for i in range(*mention.antecedent) if i in cells}
        word = doc[mention.start].lower_ if mention.kind == "pronoun" else "noun"
        yield word, "right" if wanted is not None and wanted in there else "wrong"


def continued(doc: Doc) -> frozenset[Mention]:
    """The mentions of what the text defined and goes on about (`pipeline/stages/continuity.py`)."""
    taken = [m for m in doc._.mentions if m.kind == "name" or m.score != continuity.SCORE]
    return frozenset(continuity.Continuity(doc, taken).resolved()) & frozenset(doc._.mentions) - frozenset(taken)


def within(gold: GoldDoc, doc: Doc) -> Iterator[tuple[str, str]]:
    """(pronoun, whether its chain is in its sentence before it) of each open pronoun that a noun there may explain."""
    cells = {m.head: m.cluster for m in gold.mentions}
    referents = Referents(doc)
    for mention in doc._.mentions:
        open_ = referents.is_unexplained(mention) or (mention.antecedent is not None and referents.is_chance(mention))
        if not open_ or not referents.nouns_before(mention.start):
            continue
        wanted = gold.chain(mention.root, mention.start, mention.end)
        there = {cells[i] for i in range(doc[mention.start].sent.start, mention.start) if i in cells}
        yield doc[mention.start].lower_, "within" if wanted is not None and wanted in there else "elsewhere"


def show(label: str, count: Count) -> None:
    """One line of a table of chain scores."""
    s, m = count.scores, count.mentions
    print(
        f"{label:18}{s.conll:8.3f}   "
        + "   ".join(f"{t.precision:.3f} {t.recall:.3f} {t.f1:.3f}" for t in (s.muc, s.b3, s.ceafe, m))
    )


def table(title: str, counted: Counter[tuple[str, str]]) -> None:
    """How often each thing was found, by what it is in gold."""
    print(f"\n{title}")
    for (what, gold), number in sorted(counted.items()):
        print(f"{f'{what}, {gold}':30}{number:8}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    extensions.register()
    nlp = load(options.model).nlp if options.model else spacy.blank("en")
    stage = make_coreference(nlp, "claimspan_coreference")
    read = from_pipeline(nlp) if options.model else from_gold
    matches: tuple[Match, ...] = ("head", "partial", "exact")
    counts = {
        f"{match}, {what}": Count(match, clauses=what == "all") for match in matches for what in ("nominal", "all")
    }
    genres: dict[str, Count] = {}
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    bins: dict[tuple[str, float], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    pointing: Counter[tuple[str, str]] = Counter()
    guessed: Counter[tuple[str, str]] = Counter()
    doubtful: Counter[tuple[str, str]] = Counter()
    defined: Counter[tuple[str, str]] = Counter()
    beside: Counter[tuple[str, str]] = Counter()
    words, seconds = 0, 0.0
    for gold in read_gum(options.folder / f"gum-{options.split}.conllu.gz", nlp.vocab):
        doc = read(gold)
        begin = time.process_time()
        doc = stage(doc)
        seconds += time.process_time() - begin
        words += len(doc)
        genre = gold.name.split("_")[1]
        genres.setdefault(genre, Count("head", clauses=False))
        for count in (*counts.values(), genres[genre]):
            count.add(gold, doc._.chains)
        pointing.update(demonstratives(gold, doc))
        guessed.update(guesses(gold, doc, doc._.mentions))
        doubtful.update(antecedents(gold, doc, Referents(doc).is_chance))
        defined.update(antecedents(gold, doc, continued(doc).__contains__))
        beside.update(within(gold, doc))
        for key, score, right in links(gold, doc._.mentions):
            tally[key][2 if right is None else 0 if right else 1] += 1
            if right is not None:
                kind = "noun" if key == "(noun)" else "pronoun"
                row = bins[kind, max(b for b in BINS if b <= score)]
                row[0], row[1], row[2] = row[0] + right, row[1] + 1, row[2] + score
    print(f"{'chains':18}{'CoNLL':>8}   {'MUC P R F1':20}{'B-cubed P R F1':20}{'CEAF-e P R F1':20}mentions P R F1")
    for label, count in (counts | {f"  {name}": count for name, count in sorted(genres.items())}).items():
        show(label, count)
    print(f"\n{'links of claims':18}{'right':>8}{'wrong':>8}{'open':>8}{'precision':>11}")
    for key in sorted(tally, key=lambda k: -sum(tally[k])):
        right, wrong, none = tally[key]
        print(f"{key:18}{right:8}{wrong:8}{none:8}{right / max(right + wrong, 1):11.3f}")
    print(f"\n{'score':22}{'links':>8}{'right':>8}{'mean score':>12}")
    for kind, low in sorted(bins):
        hit, total, mass = bins[kind, low]
        print(f"{kind + ' >= ' + str(low):22}{total:8.0f}{hit / total:8.3f}{mass / total:12.3f}")
    table("demonstratives", pointing)
    table("probable antecedents of open pronouns", guessed)
    table("doubtful antecedents of pronouns that claims leave open", doubtful)
    table("what a text defines and goes on about", defined)
    table("open pronouns that a noun of their sentence may explain", beside)
    print(f"\n{words} words, {words / seconds:,.0f} words a second")


if __name__ == "__main__":
    main()
