"""How English is cut into tokens: spaCy's English rules, brought into line with the treebanks."""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry
from spacy.vocab import Vocab

# "re-elected" is one word and "US-led" three: the English Web Treebank keeps these prefixes on a lower-case word.
PREFIXES = (
    *("anti", "co", "counter", "cross", "de", "e", "eco", "ex", "extra", "hyper", "inter", "intra", "macro", "mega"),
    *("meta", "micro", "mid", "mini", "mis", "multi", "neo", "non", "over", "pan", "para", "post", "pre", "pro"),
    *("pseudo", "quasi", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra", "un", "under", "uni", "vice"),
)
HYPHENS = r"(?:-|–|—|--|---|——|~)"
# Magnitudes and clock marks written onto a number: "2.5bn", "9pm".
GLUED = "bn|mn|tn|trn|am|pm|a\\.m\\.|p\\.m\\."


def infixes() -> list[str]:
    """Patterns that split inside a token."""
    kept = "".join(f"(?<!\\b{form})" for prefix in PREFIXES for form in (prefix, prefix.capitalize()))
    return [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES})\]])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        # A sentence that ends in a year or in capitals and has no space behind it: "in 1997.Though", "BIN LADIN.A UN".
        rf"(?<=[0-9%)])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}]?)",
        rf"(?<=[{ALPHA_UPPER}]{{3}})\.(?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA}0-9)\]])[,;](?=[{ALPHA}({CONCAT_QUOTES}])",
        # Every hyphen between letters or digits stands alone, but for the prefixes above.
        rf"(?<=[{ALPHA}]){kept}{HYPHENS}(?=[{ALPHA_LOWER}])",
        rf"(?<=[{ALPHA}.]){HYPHENS}(?=[{ALPHA_UPPER}0-9])",
        rf"(?<=[{ALPHA}]\.){HYPHENS}(?=[{ALPHA}0-9])",
        rf"(?<=[0-9%°]){HYPHENS}(?=[{ALPHA}0-9$€£¥])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])/(?=[0-9])",
        rf"(?<=[{ALPHA}0-9])[()\[\]](?=[{ALPHA}0-9])",
        r"(?<=[0-9])%(?=[-–—/])",
        r"(?<=[-–—])[$€£¥](?=[0-9])",
        rf"(?<=[,.;!?])[\"“”](?=[{ALPHA}])",
    ]


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """A tokenizer over `vocab` that cuts as the Universal Dependencies treebanks of English do.

    Hyphens, percent signs and currency signs are tokens of their own ("1,640-mile", "42%", "US-led"); a full stop
    with no space behind it still ends a sentence.
    """
    defaults = English.Defaults
    return Tokenizer(
        vocab,
        rules=defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex([*(defaults.prefixes or ()), r"[-–—](?=[0-9A-Za-z])"]).search,
        suffix_search=compile_suffix_regex([*(defaults.suffixes or ()), rf"(?<=[0-9])(?:{GLUED})"]).search,
        infix_finditer=compile_infix_regex(infixes()).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


@registry.tokenizers("claimspan.TreebankTokenizer.v1")  # type: ignore[untyped-decorator]
def make_treebank_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer above for a config that trains on treebanks or wants it without the reading view."""
    return lambda nlp: build_tokenizer(nlp.vocab)
