"""Any encoder of the Hugging Face library in MiniLM's place, from corpora to a pipeline that reads; needs `train`."""

from pathlib import Path

import pytest
import spacy

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
tokenizers = pytest.importorskip("tokenizers")
pytest.importorskip("datasets")
pytest.importorskip("onnx")

from pipeline.errors import TrainingError  # noqa: E402
from pipeline.stages.encoder_input import WordPieces  # noqa: E402
from pipeline.training.assemble import assemble  # noqa: E402
from pipeline.training.encoder import train_encoder  # noqa: E402
from pipeline.training.encoder_train import encoder_folder  # noqa: E402
from pipeline.training.evaluate import evaluate  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # torch's exporter warns about its own future

CONFIGS = Path(__file__).parents[2] / "configs"
SHAPE = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
TEXTS = ["Rebels took Kunduz. Kabul fell. Afghan troops left Kabul. NATO agreed. The SDF left Raqqa."]


def wordpiece(folder: Path) -> None:
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TEXTS, tokenizers.trainers.WordPieceTrainer(vocab_size=100, special_tokens=special))
    tokenizer.save(str(folder / "tokenizer.json"))
    transformers.BertModel(transformers.BertConfig(vocab_size=tokenizer.get_vocab_size(), **SHAPE)).save_pretrained(
        folder
    )


def byte_level(folder: Path) -> None:
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE())
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = tokenizers.pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        TEXTS, tokenizers.trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet)
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    shape = transformers.RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=300, pad_token_id=1, **SHAPE
    )
    transformers.RobertaModel(shape).save_pretrained(folder)


@pytest.mark.parametrize("make", [wordpiece, byte_level])
def test_an_encoder_is_trained_exported_and_reads(make, corpora: Path, reference: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    (tmp_path / "encoder").mkdir()
    make(tmp_path / "encoder")
    train_encoder(
        CONFIGS / "minilm.toml", corpora, reference, tmp_path / "run", steps=2, encoder=str(tmp_path / "encoder")
    )
    assert (tmp_path / "run" / "curve.png").is_file()
    assemble(CONFIGS / "pipeline.cfg", tmp_path / "run", tmp_path / "model")
    nlp = spacy.load(tmp_path / "model")
    doc = nlp("Rebels took Kunduz. Kabul fell.")
    assert all(token.tag_ and token.dep_ for token in doc)
    text = evaluate(nlp, corpora, reference, ("dev",))
    parts = ("ewt dev, gold tokens", "gum dev, paragraphs", "gum dev, raw text", "gmb", "re3d-centcom", "gum-test")
    assert [part for part in parts if part not in text] == []
    assert str(tmp_path) not in (tmp_path / "model" / "config.cfg").read_text("utf-8")


@pytest.mark.parametrize("make", [wordpiece, byte_level])
def test_every_word_has_pieces_of_the_tokenizer(make, tmp_path: Path) -> None:
    make(tmp_path)
    pieces = WordPieces((tmp_path / "tokenizer.json").read_text("utf-8"))
    vocabulary = pieces.tokenizer.get_vocab_size()
    assert len({pieces.cls, pieces.sep, pieces.mask, pieces.unknown}) == 4
    for word in ("Kabul", "zebra", "1,640", "—", "日本", "\u200b"):
        assert pieces(word) and all(0 <= piece < vocabulary for piece in pieces(word))


def test_an_encoder_that_is_nowhere_is_named(monkeypatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(TrainingError, match="no-such-encoder"):
        encoder_folder("no-such-owner/no-such-encoder")
