"""Memory does not grow with the texts that were read: names without end leave nothing behind."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import _lru_cache_wrapper
from typing import Any

import pytest

from pipeline import run
from pipeline.reader import Reader, Settings
from pipeline.records import Document
from pipeline.sinks.keys import Keys
from pipeline.stages import encoder_input, lemmas, vocabulary

NAMES = 40
KINDS = (dict, list, set)
SENTENCES = (
    "{} {}, the president of {}, met {} of the {} Party in {} on Tuesday.",
    "{} has 3.4 million people, {} said, and {} {} from {} agreed with {}.",
    "The {} group claimed responsibility for the attack in {}, near {}, and {} {} denied it to {}.",
)


def texts(number: int, seed: int) -> list[Document]:
    """Texts in which every name is a new one."""
    chance = random.Random(seed)

    def name() -> str:
        return "".join(chance.choice("bdfgklmnrstvz") + chance.choice("aeiou") for _ in range(5)).capitalize()

    made = (" ".join(one.format(*(name() for _ in range(10))) for one in SENTENCES) for _ in range(number))
    return [Document(id=f"{seed}:{i}", uri="", sha256="", text=text) for i, text in enumerate(made)]


def containers() -> list[Any]:
    """What is alive and can grow, but for what `lru_cache` keeps: that says itself how much it may."""
    alive = gc.get_objects()
    kept = {id(inner) for one in alive if isinstance(one, _lru_cache_wrapper) for inner in gc.get_referents(one)}
    # A dictionary of plain strings is not among the objects that the collector knows, but what refers to it is.
    found = {id(inner): inner for one in alive for inner in [one, *gc.get_referents(one)] if isinstance(inner, KINDS)}
    return [one for number, one in found.items() if number not in kept]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """The shipped pipeline, which has read something, with the tables of words that it may remember full."""
    patch = pytest.MonkeyPatch()
    for module in (lemmas, encoder_input):
        patch.setattr(module, "REMEMBERED", 0)
    reader = Reader(run.load().nlp, Settings(verify=True))
    reader(texts(4, seed=1))
    yield reader
    patch.undo()


def test_new_names_leave_nothing_behind(reader: Reader) -> None:
    vocab = reader.nlp.vocab
    before = [(one, len(one)) for one in containers()]
    cached = {id(one): one.cache_info().currsize for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)}
    strings = len(vocab.strings)
    assert any(result.claims for result in reader(texts(8, seed=2)))
    grown = [(type(one), len(one) - size, list(one)[-3:]) for one, size in before if len(one) > size + NAMES]
    assert not grown, f"has grown with the names: {grown}"
    assert len(vocab.strings) <= strings + NAMES
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.cache_info().currsize > cached.get(id(one), 0) + NAMES:
            assert one.cache_info().maxsize is not None, f"{one} has grown with the names, and has no end"


def test_a_vocabulary_made_anew_reads_as_before(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = texts(2, seed=3)
    before = reader(documents)
    monkeypatch.setattr(vocabulary, "WORDS", 1)
    own = replace(reader, owned=True)
    for _ in range(3):
        assert own(documents) == before
        assert len(reader.nlp.vocab) == 0


def test_keys_are_known_again_however_many_there_are() -> None:
    keys = Keys()
    many = [number.to_bytes(16, "big") for number in range(0, 60_000, 3)]
    assert all(map(keys.add, many))
    assert not any(map(keys.add, reversed(many)))
    assert keys.add((1).to_bytes(16, "big"))
    keys.close()
