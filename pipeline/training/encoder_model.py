"""The multi-task network: a small BERT with heads for tags, sentence starts, dependencies and names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from pipeline.stages.encoder_input import CASES, GAPS, SUFFIXES

# How far up the encoder the vectors are taken that coreference reads: on GUM dev those of the last layer were no better.
STATES = 2 / 3


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and numbers of their classes."""

    xpos: int
    upos: int
    feats: int
    deps: int
    names: int
    word: int = 384
    arc: int = 384
    relation: int = 96
    dropout: float = 0.2

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for checkpoints."""
        return asdict(self)


class Reader(nn.Module):  # type: ignore[misc]
    """Wordpieces and looks of words in, scores of every task out; `forward` is what is exported.

    `encoder` is a transformers BertModel or any other that takes `inputs_embeds` and `attention_mask` and gives its
    hidden states. A word is the mean of its first and last piece in a learnt mix of all layers: tags are read best
    from the lower ones, names and trees from the upper.
    """

    def __init__(self, encoder: nn.Module, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = encoder
        self.sizes = sizes
        hidden = int(encoder.config.hidden_size)
        self.case = nn.Embedding(CASES, int(encoder.get_input_embeddings().embedding_dim))
        nn.init.zeros_(self.case.weight)  # starts as the encoder was
        self.word_case = nn.Embedding(CASES, 16)
        self.suffix = nn.Embedding(SUFFIXES, 32)
        self.gap = nn.Embedding(GAPS, 16)
        layers = torch.zeros(int(encoder.config.num_hidden_layers) + 1)
        layers[-1] = 3.0  # starts close to what the encoder was trained to give
        self.layers = nn.Parameter(layers)
        self.join = nn.Sequential(nn.Linear(hidden + 64, sizes.word), nn.GELU(), nn.LayerNorm(sizes.word))
        self.dropout = nn.Dropout(sizes.dropout)
        self.tags = nn.ModuleDict(
            {
                "xpos": nn.Linear(sizes.word, sizes.xpos),
                "upos": nn.Linear(sizes.word, sizes.upos),
                "feats": nn.Linear(sizes.word, sizes.feats),
                "starts": nn.Linear(sizes.word, 2),
                "names": nn.Linear(sizes.word, sizes.names),
            }
        )
        self.root = nn.Parameter(torch.zeros(sizes.word))
        self.arc_word = nn.Sequential(nn.Linear(sizes.word, sizes.arc), nn.GELU(), nn.Dropout(sizes.dropout))
        self.arc_head = nn.Sequential(nn.Linear(sizes.word, sizes.arc), nn.GELU(), nn.Dropout(sizes.dropout))
        self.arc = nn.Linear(sizes.arc, sizes.arc)  # its bias scores heads on their own
        self.relation_word = nn.Sequential(nn.Linear(sizes.word, sizes.relation), nn.GELU(), nn.Dropout(sizes.dropout))
        self.relation_head = nn.Sequential(nn.Linear(sizes.word, sizes.relation), nn.GELU(), nn.Dropout(sizes.dropout))
        self.relation = nn.Linear(sizes.relation, sizes.deps * (sizes.relation + 1))

    def words(self, inputs: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """One vector per word, and one of a single layer that other stages learn from (see STATES)."""
        embedded = self.encoder.get_input_embeddings()(inputs["ids"]) + self.case(inputs["cases"])
        states = self.encoder(inputs_embeds=embedded, attention_mask=inputs["mask"], output_hidden_states=True)
        shares = self.layers.softmax(0)
        pieces = sum(share * layer for share, layer in zip(shares.unbind(), states.hidden_states, strict=True))
        mixed = _of_words(pieces, inputs)
        layer = states.hidden_states[round(STATES * (len(states.hidden_states) - 1))]
        look = torch.cat(
            [self.word_case(inputs["word_cases"]), self.suffix(inputs["suffixes"]), self.gap(inputs["gaps"])], -1
        )
        return self.dropout(self.join(torch.cat([self.dropout(mixed), look], -1))), _of_words(layer, inputs)

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        """Scores per word of each tagging task, `arcs` [word, 1 + head], `relations` / `heads`, and `states` of words.

        A relation score is `relations[word].reshape(deps, 1 + size) @ [heads[head], 1]`.
        """
        words, states = self.words(inputs)
        scores = {name: head(words) for name, head in self.tags.items()}
        scores["states"] = states
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        scores["arcs"] = self.arc(self.arc_word(words)) @ self.arc_head(heads).transpose(1, 2) / self.sizes.arc**0.5
        scores["relations"] = self.relation(self.relation_word(words))
        scores["heads"] = self.relation_head(heads)
        return scores


def _of_words(pieces: Tensor, inputs: dict[str, Tensor]) -> Tensor:
    """The mean of the first and last piece of each word."""
    first, last = (
        torch.gather(pieces, 1, inputs[name].unsqueeze(-1).expand(-1, -1, pieces.shape[-1]))
        for name in ("first", "last")
    )
    return (first + last) / 2


def relation_scores(scores: dict[str, Tensor], heads: Tensor, size: int) -> Tensor:
    """Scores of relation labels, given for each word its head's column in `arcs`."""
    batch, words = heads.shape
    index = heads.unsqueeze(-1).expand(-1, -1, size)
    chosen = torch.gather(scores["heads"], 1, index)
    chosen = torch.cat([chosen, torch.ones(batch, words, 1, dtype=chosen.dtype)], -1)
    return (scores["relations"].view(batch, words, -1, size + 1) @ chosen.unsqueeze(-1)).squeeze(-1)
