"""Learn the network by which coreference joins phrases to chains, from a corpus with gold coreference.

    python -m pipeline.training.coref_chains GUM_FOLDER WEIGHTS.npz --model PIPELINE [--seeds 4] [--epochs 8]

Learns from the train part alone, on trees and names of the pipeline (gold ones beside them made it no better). For each phrase the
probability of all its right earlier phrases together is maximised, or that of "none of them" (marginal likelihood).
Each step sees one text, and of the wrong candidates a sample, weighed up to the whole. Networks of several seeds are
joined into one, whose score is the mean of theirs. Needs torch (`pip install 'claimspan[train]'`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pipeline.run import load
from pipeline.stages import _chains, _traits, extensions
from pipeline.stages._chain_ranker import GROUP_COUNT, OFFSETS, SUMMARY, TRAIT_COUNT, phrase_states, summary
from pipeline.stages._markables import read_markables
from pipeline.stages._ranker import Ranker
from pipeline.stages.coreference import MARGIN, THRESHOLDS, discuss
from pipeline.training.coref_corpus import GoldDoc, Reader, from_pipeline, read_gum

LEAST = 20  # words that occur in fewer phrases are unknown
HIDDEN, STATES, DROPOUT, WORD_DROPOUT = 64, 192, 0.4, 0.12
RATE, DECAY, CLIP, SCALE = 2e-3, 0.02, 5.0, 50
SAMPLED, NEAREST = 24, 8  # candidates seen of a phrase in one step, and how many of the nearest among them


@dataclass(slots=True)
class Text:
    """One text as arrays: words about each phrase; for each pair its other phrase, traits and whether it is right."""

    about: list[list[str]]
    states: NDArray[Any]
    groups: NDArray[Any]
    other: NDArray[Any]
    traits: NDArray[Any]
    summary: NDArray[Any]
    likely: NDArray[Any]
    right: NDArray[Any]
    ids: Tensor | None = None


def read(gold: GoldDoc, reader: Reader) -> Text:
    """One gold text, with trees and names by `reader`."""
    doc = reader(gold)
    states = doc._.states
    names = [m for m in doc._.mentions if m.kind == "name"]
    discourse = discuss(doc, names, Ranker(THRESHOLDS, MARGIN))
    tree = discourse.memory.tree
    phrases = read_markables(tree, names)
    index = _traits.Index(tree, phrases, _chains.trusted(discourse))
    blocks = [rows for _, rows in _chains.pairs(tree, phrases, index)]
    other = np.concatenate([rows.other for rows in blocks])
    traits = {name: np.concatenate([rows.traits[name] for rows in blocks]) for name in OFFSETS}
    wanted = [gold.chain(p.root, p.start, p.end) for p in phrases]
    chain = np.array([-1 if number is None else number for number in wanted])
    return Text(
        about=_traits.about(tree, phrases),
        states=phrase_states(states, phrases, 3 * (1 if states is None else states.shape[1])),
        groups=index.group,
        other=other,
        traits=np.stack([traits[name] + start for name, start in OFFSETS.items()], axis=-1),
        summary=np.concatenate([summary(rows) for rows in blocks]),
        likely=(traits["head"] > 0) | (traits["entity"] == 1) | (traits["said"] > 0) | (traits["name"] > 0),
        right=(other >= 0) & (chain[other] == chain[:, None]) & (chain[:, None] >= 0),
    )


class Network(nn.Module):
    """The network of `pipeline/stages/_chain_ranker.py`, to be learnt."""

    def __init__(self, words: int, width: int) -> None:
        super().__init__()

        def table(*shape: int, spread: float = 0.05) -> nn.Parameter:
            return nn.Parameter(torch.randn(*shape) * spread)

        self.later, self.earlier, self.alone = (table(words + 1, HIDDEN) for _ in range(3))
        self.alone_linear = table(words + 1, 1, spread=0.0)
        self.traits, self.traits_plain = table(TRAIT_COUNT, HIDDEN), table(TRAIT_COUNT, 1, spread=0.0)
        self.traits_linear = table(GROUP_COUNT * TRAIT_COUNT, 1, spread=0.0)
        self.summary = table(sum(SUMMARY.values()), HIDDEN)
        self.summary_linear = table(GROUP_COUNT, sum(SUMMARY.values()), spread=0.0)
        self.pair_bias, self.none_bias = table(HIDDEN, spread=0.0), table(HIDDEN, spread=0.0)
        self.pair_out, self.none_out = table(HIDDEN, spread=0.1), table(HIDDEN, spread=0.1)
        self.states = nn.Linear(width, STATES)
        self.states_later, self.states_earlier, self.states_alone = (
            table(STATES, HIDDEN, spread=STATES**-0.5) for _ in range(3)
        )
        self.dropout = nn.Dropout(DROPOUT)

    def bag(self, ids: Tensor, table: Tensor) -> Tensor:
        """Sum of the vectors of known words, some of them dropped while learning."""
        known = (ids > 0).float()
        if self.training:
            known = known * (torch.rand_like(known) > WORD_DROPOUT).float() / (1 - WORD_DROPOUT)
        return (table[ids] * known[..., None]).sum(-2)

    def forward(
        self, ids: Tensor, states: Tensor, groups: Tensor, other: Tensor, traits: Tensor, told: Tensor
    ) -> Tensor:
        """Log-odds of each candidate and, last, of none."""
        size, width, count = traits.shape
        flat = traits.reshape(-1, count)
        by_group = (groups[:, None, None] * TRAIT_COUNT + traits).reshape(-1, count)

        def total(rows: Tensor, table: Tensor) -> Tensor:
            return nn.functional.embedding_bag(rows, table, mode="sum").view(size, width, -1)

        seen = torch.relu(self.states(self.dropout(states)))
        seen = self.dropout(nn.functional.layer_norm(seen, (STATES,)))
        later = self.bag(ids, self.later) + seen @ self.states_later
        earlier = self.bag(ids, self.earlier) + seen @ self.states_earlier
        hidden = later[:, None] + earlier[other.clamp(min=0)] + total(flat, self.traits) + self.pair_bias
        linear = (total(flat, self.traits_plain) + total(by_group, self.traits_linear))[..., 0]
        scores = (self.dropout(torch.relu(hidden)) @ self.pair_out + linear).masked_fill(other < 0, -1e9)
        alone = self.bag(ids, self.alone) + seen @ self.states_alone
        alone = torch.relu(alone + self.summary[told].sum(-2) + self.none_bias)
        none = self.dropout(alone) @ self.none_out + self.bag(ids, self.alone_linear)[:, 0]
        none = none + self.summary_linear[groups[:, None], told].sum(-1)
        return torch.cat([scores, none[:, None]], 1)


def sample(text: Text, random: np.random.RandomState) -> tuple[NDArray[Any], NDArray[Any]]:
    """Columns of each row to look at, and what to add to their scores so that the sample stands for all."""
    valid = text.other >= 0
    must = text.right | text.likely
    must[:, :NEAREST] = True
    must &= valid
    order = np.where(must, 2.0, np.where(valid, random.rand(*valid.shape), -1.0))
    columns = np.argsort(-order, axis=1, kind="stable")[:, :SAMPLED]
    chosen, kept = np.take_along_axis(must, columns, 1), np.take_along_axis(valid, columns, 1)
    rest, taken = (valid & ~must).sum(1), (kept & ~chosen).sum(1)
    weight = np.log(np.maximum(rest, 1) / np.maximum(taken, 1))[:, None]
    return columns, np.where(chosen | (taken == 0)[:, None], 0.0, weight)


def loss(network: Network, text: Text, random: np.random.RandomState) -> Tensor:
    """Negative log-likelihood of the right answers for one text."""
    columns, weight = sample(text, random)
    if text.ids is None:
        raise ValueError("Words have no numbers yet.")
    other = torch.tensor(np.take_along_axis(text.other, columns, 1))
    right = np.take_along_axis(text.right, columns, 1)
    right = np.concatenate([right, ~text.right.any(1, keepdims=True)], axis=1)
    traits = torch.tensor(np.take_along_axis(text.traits, columns[:, :, None], 1))
    groups, told = torch.tensor(text.groups), torch.tensor(text.summary)
    scores = network(text.ids, torch.tensor(text.states), groups, other, traits, told)
    padded = torch.tensor(np.pad(weight, ((0, 0), (0, 1))), dtype=torch.float32)
    likelihood = torch.log_softmax(scores + padded, 1).masked_fill(~torch.tensor(right), -1e9)
    return -torch.logsumexp(likelihood, 1).sum()


def learn(texts: list[Text], words: int, *, epochs: int, seed: int) -> Network:
    """One network."""
    torch.manual_seed(seed)
    random = np.random.RandomState(seed)
    network = Network(words, texts[0].states.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.99))
    steps = epochs * len(texts)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(1 - step / steps, 0.01))
    for epoch in range(epochs):
        total = 0.0
        for number in random.permutation(len(texts)):
            optimiser.zero_grad()
            value = loss(network, texts[number], random)
            (value / SCALE).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            total += float(value.detach())
        print(f"seed {seed} epoch {epoch} loss {total:.0f}", flush=True)
    return network


def arrays(networks: list[Network], words: list[str]) -> dict[str, NDArray[Any]]:
    """The networks as one, wider one: hidden units side by side, outputs divided by their number."""
    found: dict[str, list[NDArray[Any]]] = {}
    for network in networks:
        state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
        for name in ("later", "earlier", "alone"):
            state[name][0] = 0.0
        state["alone_linear"][0] = 0.0
        # Biases go where each sum takes exactly one vector: a trait and a summary that every pair and row has.
        first = slice(OFFSETS["sentences"], OFFSETS["rank"])
        state["traits"][first] += state.pop("pair_bias")
        state["summary"][: SUMMARY["head"]] += state.pop("none_bias")
        state["states"], state["states_bias"] = state.pop("states.weight").T, state.pop("states.bias")
        linear = state.pop("traits_plain").T + state["traits_linear"].reshape(GROUP_COUNT, TRAIT_COUNT)
        state["traits_linear"], state["alone_linear"] = linear, state["alone_linear"][:, 0]
        for name, value in state.items():
            found.setdefault(name, []).append(value)
    joined: dict[str, NDArray[Any]] = {}
    for name, values in found.items():
        if name in ("later", "earlier", "alone", "traits", "summary"):
            joined[name] = np.concatenate(values, axis=1)
        elif name in ("states", "states_bias"):
            joined[name] = np.concatenate(values, axis=-1)
        elif name.startswith("states_"):
            joined[name] = np.stack(values)
        elif name in ("pair_out", "none_out"):
            joined[name] = np.asarray(np.concatenate(values) / len(values), dtype=np.float32)
        else:
            joined[name] = np.asarray(np.mean(values, axis=0), dtype=np.float32)
    stored: dict[str, NDArray[Any]] = {"words": np.frombuffer(json.dumps(words).encode("utf-8"), np.uint8)}
    for name, value in sorted(joined.items()):
        if name in ("later", "earlier", "alone"):
            scale = np.asarray(np.abs(value).max() / 127 or 1.0, dtype=np.float32)
            stored[name], stored[f"{name}_scale"] = np.round(value / scale).astype(np.int8), scale
        else:
            stored[name] = value.astype(np.float16 if name.startswith("states") else np.float32)
    return stored


def number(texts: Iterable[Text]) -> list[str]:
    """Words that occur in LEAST phrases and more; sets their numbers in the texts."""
    texts = list(texts)
    counts = Counter(word for text in texts for row in text.about for word in set(row))
    words = sorted(word for word, count in counts.items() if count >= LEAST)
    numbers = {word: i + 1 for i, word in enumerate(words)}
    for text in texts:
        text.ids = torch.tensor([[numbers.get(word, 0) for word in row] for row in text.about])
    return words


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=8)
    options = parser.parse_args()
    torch.set_num_threads(1)  # sums in one order: the same weights on every run
    extensions.register()
    nlp = load(options.model).nlp
    golds = list(read_gum(options.folder / "gum-train.conllu.gz", nlp.vocab))
    texts = [read(gold, from_pipeline(nlp)) for gold in golds]
    words = number(texts)
    networks = [learn(texts, len(words), epochs=options.epochs, seed=seed) for seed in range(options.seeds)]
    with options.weights.open("wb") as file:
        np.savez_compressed(file, **arrays(networks, words))  # type: ignore[arg-type]
    print(f"{len(texts)} texts, {len(words)} words, {options.weights.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
