"""Which language a text is in, as far as it can be told."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from pipeline import resources

ENGLISH = "en"
# With fewer letters the identifier guesses: names and figures alone look like any language. Other scripts show sooner.
_LETTERS_NEEDED = 120
_OTHER_LETTERS_NEEDED = 20
_WORDS_NEEDED = 15
# Samples from several places: a foreign title or a quotation must not decide.
_SAMPLES, _SAMPLE = 5, 2_000
# A text passes as English while its probability to be is above this. Kindred languages share the rest among them, so
# the winner's own says little; a list of names or figures has 0.007-0.02, prose in another language below 1e-10.
_DOUBTFUL = 1e-4


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign(text: str) -> str | None:
    """ISO 639 code of the language of `text` when it is surely not English, else None."""
    sample = _sample(text)
    if _english(sample):
        return None
    letters = [char for char in sample if char.isalpha()]
    latin = sum(char < "\u0250" or unicodedata.name(char, "").startswith("LATIN") for char in letters)
    other_script = len(letters) - latin > max(_OTHER_LETTERS_NEEDED, latin)
    if len(letters) < _LETTERS_NEEDED and not other_script:
        return None
    ranking = _identifier().rank(sample)
    doubtful = dict(ranking).get(ENGLISH, 0.0) > _DOUBTFUL
    return None if doubtful and not other_script else str(ranking[0][0])


def _english(sample: str) -> bool:
    """Whether common words alone show English, which spares loading the identifier (0.8 s)."""
    table = resources.table("reading.toml")["english"]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    common = frozenset(table["words"])
    return len(words) >= _WORDS_NEEDED and sum(word in common for word in words) >= table["share"] * len(words)


def _sample(text: str) -> str:
    """Words from several places of a long text, all of a short one."""
    if len(text) > _SAMPLES * _SAMPLE:
        step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
        text = "\n".join(text[i * step : i * step + _SAMPLE] for i in range(_SAMPLES))
    return re.sub(r"[\ud800-\udfff]|https?://\S+", " ", text)
