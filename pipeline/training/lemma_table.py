"""Builds `pipeline/data/lemmas.json`: what the rules of inflection get wrong on the treebanks' training parts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline import resources
from pipeline.stages.lemmas import Inflection, _irregular
from pipeline.training.names import read_gmb_tags
from pipeline.training.treebanks import TREEBANKS, Sentence, read_treebank

CLOSED = {"PRON", "DET", "AUX", "PART", "ADP", "SCONJ", "CCONJ"}


def build_lemma_table(corpora: Path, target: Path | None = None) -> Path:
    """Write the table from EWT and GUM (train) and the verbs tagged as infinitives in gmb; returns its path."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    verbs: Counter[str] = Counter()
    for name in TREEBANKS:
        for sentence in read_treebank(corpora, f"{name}-train"):
            for form, upos, xpos, lemma in zip(
                sentence.words, sentence.upos, sentence.xpos, sentence.lemmas, strict=True
            ):
                counts[form.lower().replace("’", "'"), upos, xpos][lemma] += 1
                if upos == "VERB" and lemma.isalpha() and lemma.islower():
                    verbs[lemma] += 2
    for form, tag in read_gmb_tags(corpora):
        if tag == "VB" and form.isalpha() and form.islower():
            verbs[form] += 1
    table = resources.table("inflection.toml")
    irregular = dict(_irregular(table))
    bases = {verb for verb, count in verbs.items() if count > 1 and len(verb) > 1} | {
        row.split()[0] for row in table["verbs"]
    }
    # A base is worth its bytes where the spelling of a stem misleads.
    plain = Inflection(irregular, {}, frozenset())
    kept = sorted(base for base in bases if any(plain.verb(form, tag) != base for form, tag in regular_forms(base)))
    # Verbs that differ only in a final e must both be known for the rule that tells them apart.
    kept = sorted(
        {
            *kept,
            *(
                base
                for base in bases
                if base + "e" in bases or (base.removesuffix("e") in bases and base.endswith("e"))
            ),
        }
    )
    rules = Inflection(irregular, {}, frozenset(kept))
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    for (form, upos, xpos), lemmas in sorted(counts.items()):
        lemma, count = lemmas.most_common(1)[0]
        if upos == "PROPN" or (count < 2 and upos not in CLOSED) or lemma == "_":
            continue
        if rules.lemma(form, upos, xpos) != lemma:
            exceptions[f"{upos} {xpos}"][form] = lemma
    path = target or resources.PACKAGE / "data" / "lemmas.json"
    content = {"verbs": " ".join(kept), "exceptions": dict(sorted(exceptions.items()))}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")
    return path


def regular_forms(base: str) -> Iterable[tuple[str, str]]:
    """The regular past and -ing forms of a base, as English spells them with and without a doubled consonant."""
    if base.endswith("e"):
        yield base + "d", "VBD"
        yield base[:-1] + "ing", "VBG"
        return
    if base.endswith("y") and base[-2] not in "aeiou":
        yield base[:-1] + "ied", "VBD"
    else:
        yield base + "ed", "VBD"
        if base[-1] not in "aeiouwxyh" and base[-2] in "aeiou":
            yield base + base[-1] + "ed", "VBD"
            yield base + base[-1] + "ing", "VBG"
    yield base + "ing", "VBG"


def lemma_accuracy(
    rules: Inflection, sentences: Iterable[Sentence]
) -> tuple[float, Counter[tuple[str, str, str, str]]]:
    """Share of words whose lemma is the treebank's, given gold tags, and the misses with their counts."""
    right = total = 0
    misses: Counter[tuple[str, str, str, str]] = Counter()
    for sentence in sentences:
        for form, upos, xpos, lemma in zip(sentence.words, sentence.upos, sentence.xpos, sentence.lemmas, strict=True):
            if lemma == "_":
                continue
            found = rules.lemma(form, upos, xpos)
            total += 1
            right += found == lemma
            if found != lemma:
                misses[form, xpos, found, lemma] += 1
    return right / max(total, 1), misses
