"""Training and export of the multi-task encoder with a tiny random encoder; needs the `train` extra."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
tokenizers = pytest.importorskip("tokenizers")
pytest.importorskip("onnx")

from pipeline.stages.encoder import Encoder  # noqa: E402
from pipeline.stages.encoder_input import WordPieces, words_of  # noqa: E402
from pipeline.training.encoder_data import Inventory, name_windows, tree_windows  # noqa: E402
from pipeline.training.encoder_export import export, same_scores  # noqa: E402
from pipeline.training.encoder_model import Reader, Sizes  # noqa: E402
from pipeline.training.encoder_train import Material, train  # noqa: E402
from pipeline.training.harmonise import UNKNOWN  # noqa: E402
from pipeline.training.name_sets import Row  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's exporter warns about its own future

SETTINGS: dict[str, Any] = {
    "seed": 1,
    "veil": 0.1,
    "steps": {"total": 4, "warmup": 0.25, "evaluate_every": 4, "checkpoint_every": 2},
    "batch": {"trees": 40, "names": 40},
    "rate": {"encoder": 1e-3, "heads": 1e-2, "weight_decay": 0.0, "clip": 1.0},
    "loss": dict.fromkeys(("xpos", "upos", "feats", "starts", "heads", "deps", "names"), 1.0),
}
WORDS = ["Kabul", "fell", ".", "Rebels", "took", "Kunduz", "."]


@pytest.fixture(scope="module")
def tokenizer_file(tmp_path_factory) -> Path:
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted({word.lower() for word in WORDS})]
    model = tokenizers.models.WordPiece({piece: i for i, piece in enumerate(vocabulary)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer()
    path = tmp_path_factory.mktemp("encoder") / "tokenizer.json"
    tokenizer.save(str(path))
    return path


@pytest.fixture(scope="module")
def material(tokenizer_file: Path) -> tuple[Material, WordPieces]:
    vocab = spacy.blank("en").vocab
    trees = Doc(
        vocab,
        words=WORDS,
        tags=["NNP", "VBD", ".", "NNS", "VBD", "NNP", "."],
        pos=["PROPN", "VERB", "PUNCT", "NOUN", "VERB", "PROPN", "PUNCT"],
        morphs=["Number=Sing", "", "", "Number=Plur", "", "Number=Sing", ""],
        heads=[1, 1, 1, 4, 4, 4, 4],
        deps=["nsubj", "ROOT", "punct", "nsubj", "ROOT", "obj", "punct"],
        sent_starts=[True, False, False, True, False, False, False],
    )
    labels = ["B-GPE", "O", "O", "O", UNKNOWN, "B-GPE|LOC", "O"]
    names = Row(forms=WORDS, gaps=[2, 1, 0, 1, 1, 1, 0], labels=labels, starts=[True, *[False] * 6])
    inventory = Inventory.of([trees], [names])
    pieces = WordPieces(tokenizer_file.read_text("utf-8"))
    tree, name = tree_windows([trees], inventory, pieces), name_windows([names], inventory, pieces)
    return Material(inventory, tree, name, tree, name), pieces


def tiny_reader(material: Material) -> Reader:
    torch.manual_seed(0)
    shape = transformers.BertConfig(
        vocab_size=20, hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    sizes = {task: len(labels) for task, labels in material.inventory.to_dict().items()}
    return Reader(transformers.BertModel(shape), Sizes(**sizes, word=12, arc=8, relation=4))


def test_a_resumed_run_ends_where_an_uninterrupted_one_does(
    material: tuple[Material, WordPieces], tmp_path: Path
) -> None:
    data, pieces = material
    whole = torch.load(train(SETTINGS, data, pieces, tiny_reader(data), tmp_path / "whole"), weights_only=True)

    class KilledError(Exception): ...

    steps = iter(range(3))

    def stop(_module: Any, _inputs: Any) -> None:
        if next(steps, None) is None:
            raise KilledError

    killed = tiny_reader(data)
    killed.join.register_forward_pre_hook(stop)  # two batches a step: dies in the second step
    with pytest.raises(KilledError):
        train(SETTINGS | {"steps": SETTINGS["steps"] | {"checkpoint_every": 1}}, data, pieces, killed, tmp_path / "cut")
    assert (tmp_path / "cut" / "checkpoint.pt").is_file()
    resumed = torch.load(train(SETTINGS, data, pieces, tiny_reader(data), tmp_path / "cut"), weights_only=True)
    for name, weights in whole["reader"].items():
        assert torch.allclose(weights, resumed["reader"][name], atol=1e-5), name


def test_training_draws_its_learning_curve(material: tuple[Material, WordPieces], tmp_path: Path) -> None:
    data, pieces = material
    train(SETTINGS, data, pieces, tiny_reader(data), tmp_path)
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_the_export_scores_as_the_network_does(material: tuple[Material, WordPieces], tokenizer_file: Path) -> None:
    data, _ = material
    reader = tiny_reader(data)
    nlp = spacy.blank("en")
    plain = Encoder(nlp.vocab, threads=1)
    plain.files = export(reader, data.inventory.to_dict(), tokenizer_file.read_text("utf-8"), quantise=False)
    words, _ = words_of(Doc(nlp.vocab, words=WORDS * 3))
    assert same_scores(reader, plain, words) < 1e-4


def test_the_component_annotates_every_token(material: tuple[Material, WordPieces], tokenizer_file: Path) -> None:
    data, _ = material
    nlp = spacy.blank("en")
    part = Encoder(nlp.vocab, threads=1)
    part.files = export(tiny_reader(data), data.inventory.to_dict(), tokenizer_file.read_text("utf-8"))
    doc = part(Doc(nlp.vocab, words=["\n", *WORDS * 60, "\n\n"]))
    assert doc.has_annotation("DEP") and doc.has_annotation("TAG") and doc.has_annotation("ENT_IOB")
    assert all(token.tag_ for token in doc)
    assert all([token.head.i == token.i for token in sent].count(True) == 1 for sent in doc.sents)
    again = part(Doc(nlp.vocab, words=["\n", *WORDS * 60, "\n\n"]))
    assert [(t.tag_, t.head.i, t.dep_, t.ent_type_) for t in again] == [
        (t.tag_, t.head.i, t.dep_, t.ent_type_) for t in doc
    ]


def test_sentence_starts_of_earlier_components_are_kept(
    material: tuple[Material, WordPieces], tokenizer_file: Path
) -> None:
    data, _ = material
    part = Encoder(spacy.blank("en").vocab, threads=1)
    part.files = export(tiny_reader(data), data.inventory.to_dict(), tokenizer_file.read_text("utf-8"))
    doc = Doc(part.vocab, words=["Kabul", "\n\n", "Rebels", "fell", "Kunduz"])
    doc[1].is_sent_start = True
    doc[4].is_sent_start = True
    assert {sent.start for sent in part(doc).sents} >= {0, 2, 4}


@pytest.mark.parametrize("sampled", [True, False])
def test_int8_scores_stay_close_to_the_network(
    material: tuple[Material, WordPieces], tokenizer_file: Path, sampled: bool
) -> None:
    data, _ = material
    reader = tiny_reader(data)
    small = Encoder(spacy.blank("en").vocab, threads=1)
    words, _ = words_of(Doc(small.vocab, words=WORDS * 3))
    small.files = export(
        reader, data.inventory.to_dict(), tokenizer_file.read_text("utf-8"), sample=[words] if sampled else []
    )
    assert 1e-6 < same_scores(reader, small, words) < 0.1
