"""How well coreference does on GUM: CoNLL score of whole chains, accuracy by pronoun, and how honest the scores are.

    python benchmarks/coreference.py GUM_FOLDER [--model PIPELINE] [--split dev]

With `--model` tags, trees and names come from that pipeline (on the corpus's tokens); without it they are gold.
Chains are matched by their heads (as in the CorefUD shared task), singletons and relative pronouns are left out on
both sides. A link is right when the antecedent given, or the nearest mention before it that the pipeline takes for
the same thing, belongs to the gold chain of the phrase.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc

from pipeline.annotations import Mention
from pipeline.run import load
from pipeline.stages import extensions
from pipeline.stages.coreference import make_coreference
from pipeline.training.coref_corpus import from_gold, from_pipeline, read_gum
from pipeline.training.coref_scores import Scores

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def chains(mentions: Iterable[Mention]) -> list[frozenset[int]]:
    """Mentions that share an entity or an antecedent, as sets of head tokens; singletons left out."""
    mentions = [m for m in mentions if not (m.kind == "pronoun" and m.antecedent is None)]
    spans = {(m.start, m.end): m.entity.id if m.entity else str((m.start, m.end)) for m in mentions if not m.antecedent}
    groups: dict[str, set[int]] = defaultdict(set)
    for m in mentions:
        key = spans.get(m.antecedent, str(m.antecedent)) if m.antecedent else spans[m.start, m.end]
        groups[key].add(m.root)
    return [frozenset(group) for group in groups.values() if len(group) > 1]


def nearest(mentions: list[Mention], mention: Mention, cluster: dict[int, int]) -> int:
    """Gold chain of the nearest earlier mention that the pipeline takes for the same thing; -2 for none."""
    same = [
        other
        for other in mentions
        if other.start < mention.start
        and (
            (other.entity is not None and other.entity == mention.entity)
            or (other.antecedent or (other.start, other.end)) == mention.antecedent
        )
    ]
    return cluster.get(max(same, key=lambda m: m.start).root, -2) if same else -2


def is_relative(doc: Doc, mention: Mention) -> bool:
    """Relative pronouns, which GUM does not annotate."""
    return mention.kind == "pronoun" and doc[mention.start].lower_ in ("who", "whom", "whose", "which", "that")


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
    scores, noun_scores = Scores(), Scores()
    links: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    bins: dict[tuple[str, float], list[float]] = defaultdict(lambda: [0, 0, 0.0])
    words, seconds = 0, 0.0
    for gold in read_gum(options.folder / f"gum-{options.split}.conllu.gz", nlp.vocab):
        doc = read(gold)
        begin = time.process_time()
        doc = stage(doc)
        seconds += time.process_time() - begin
        words += len(doc)
        mentions = [replace(m, root=gold.anchor(m.root)) for m in doc._.mentions if not is_relative(doc, m)]
        cluster = gold.chains
        sizes: dict[int, set[int]] = defaultdict(set)
        for m in gold.mentions:
            sizes[m.cluster].add(m.head)
        truth = [frozenset(heads) for heads in sizes.values() if len(heads) > 1]
        scores.add(truth, chains(mentions))
        outer = {h for h in cluster if gold.doc[h].morph.get("Person") in (["1"], ["2"])}
        noun_scores.add([c for c in (t - outer for t in truth) if len(c) > 1], chains(mentions))
        heads = {m.start: m.root for m in mentions} | {m.root: m.root for m in mentions}
        spans = {(m.start, m.end): m.root for m in mentions}
        for m in mentions:
            if m.kind == "name":
                continue
            key = doc[m.root].lower_ if m.kind == "pronoun" else f"({m.kind})"
            if m.antecedent is None:
                if m.kind == "pronoun":
                    anaphoric = any(h < m.root for h in sizes.get(cluster.get(m.root, -1), ()))
                    links[key][2 + (not anaphoric)] += 1
                continue
            head = spans.get(m.antecedent, heads.get(m.antecedent[0], -1))
            near = nearest(mentions, m, cluster)
            right = cluster.get(m.root, -1) in (cluster.get(head, -2), near)
            links[key][0 if right else 1] += 1
            low = max(b for b in BINS if b <= m.score)
            tally = bins[m.kind, low]
            tally[0], tally[1], tally[2] = tally[0] + right, tally[1] + 1, tally[2] + m.score
    print(f"{'':14}{'P':>8}{'R':>8}{'F1':>8}")
    for label, tally in (("MUC", scores.muc), ("B-cubed", scores.b3), ("CEAF-e", scores.ceafe)):
        print(f"{label:14}{tally.precision:8.3f}{tally.recall:8.3f}{tally.f1:8.3f}")
    print(f"CoNLL {scores.conll:.3f}; without gold pronouns of the first and second person {noun_scores.conll:.3f}")
    print(f"\n{'phrase':14}{'right':>8}{'wrong':>8}{'missed':>8}{'none':>8}{'precision':>11}")
    for key in sorted(links, key=lambda k: -sum(links[k])):
        right, wrong, missed, none = links[key]
        print(f"{key:14}{right:8}{wrong:8}{missed:8}{none:8}{right / max(right + wrong, 1):11.3f}")
    print(f"\n{'score':22}{'links':>8}{'right':>8}{'mean score':>12}")
    for kind, low in sorted(bins):
        right, total, mass = bins[kind, low]
        print(f"{kind + ' >= ' + str(low):22}{total:8}{right / total:8.3f}{mass / total:12.3f}")
    print(f"\n{words} words, {words / seconds:,.0f} words a second")


if __name__ == "__main__":
    main()
