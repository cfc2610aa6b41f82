"""Which language a text is in, as far as it can be told."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

ENGLISH = "en"
# With fewer letters the identifier guesses: names and figures alone look like any language. Other scripts show sooner.
_LETTERS_NEEDED = 120
_OTHER_LETTERS_NEEDED = 20
# Samples from several places: a foreign title or a quotation must not decide.
_SAMPLES, _SAMPLE = 5, 2_000
# Probability below which a text passes as English: better read a doubtful text than refuse a good one.
_CERTAIN = 0.95


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign(text: str) -> str | None:
    """ISO 639 code of the language of `text` when it is surely not English, else None."""
    sample = _sample(text)
    letters = [char for char in sample if char.isalpha()]
    latin = sum(char < "\u0250" or unicodedata.name(char, "").startswith("LATIN") for char in letters)
    other_script = len(letters) - latin > max(_OTHER_LETTERS_NEEDED, latin)
    if len(letters) < _LETTERS_NEEDED and not other_script:
        return None
    code, probability = _identifier().classify(sample)
    return None if code == ENGLISH or (probability < _CERTAIN and not other_script) else str(code)


def _sample(text: str) -> str:
    """Words from several places of a long text, all of a short one."""
    if len(text) > _SAMPLES * _SAMPLE:
        step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
        text = "\n".join(text[i * step : i * step + _SAMPLE] for i in range(_SAMPLES))
    return re.sub(r"[\ud800-\udfff]|https?://\S+", " ", text)
