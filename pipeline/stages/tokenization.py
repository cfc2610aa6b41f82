"""How English is cut into tokens: spaCy's English rules, brought into line with the treebanks."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.attrs import ORTH
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ICONS
from spacy.lang.en import English
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry
from spacy.vocab import Vocab

from pipeline import resources

HYPHENS = r"(?:-+|–+|—+|~)"
# One token each, however long: "!!", "?!", "<<", "$$$", a line of stars.
RUNS = (r"[!?]{2,}", r"<{2,}", r">{2,}", r"\${2,}", r"[-=_*~+]{3,}", r"={2,}", r"_{2,}", r"\*{2,}", "[‘’]{2}")
# Parts of a contraction, wherever it stands; a cut of no width comes before each.
CONTRACTED = r"(?:[nN]['’][tT]|['’](?:ll|LL|ve|VE|re|RE|m|M|d))"
# A fraction ("1/2") is three tokens, a date without year ("9/11") one.
FRACTION = r"(?:1/[2-58]|2/[35]|3/[458]|4/5|[57]/8)"
MONTH, DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
# One token: dates in figures, telephone numbers, a decade with an apostrophe.
WHOLE = re.compile(
    rf"(?:(?!{FRACTION}$){MONTH}/{DAY}|[0-9]{{1,4}}/[0-9]{{1,2}}/[0-9]{{2,4}}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{2}|[0-9]{4})"
    r"|(?:[0-9]-)?[0-9]{3}-[0-9]{3}-[0-9]{4}|(?:[0-9]{3}/)?[0-9]{2}[1-9]-[0-9]{4}|[0-9]{5}-[0-9]{4}"
    r"|(?:1[0-9]|20)?[0-9]0['’]s)\Z"
)
# An address, unless two things are written together: `"A. Khan"<akhan@mail.com>`, `a.pdf)(see`.
ADDRESS = re.compile(r'(?u)(?!.*["<]|.*\)\()' + URL_PATTERN)


def infixes() -> list[str]:
    """Patterns that split inside a token."""
    rules = resources.table("tokens.toml")
    kept = "".join(f"(?<!\\b{form})" for prefix in rules["prefixes"] for form in (prefix, prefix.capitalize()))
    endings = "|".join(rules["extensions"])
    return [
        r"(?<!\.)\.\.+(?![.@])",
        "…",
        *LIST_ICONS,
        r"(?<=[0-9])[+*^](?=[0-9-])",
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES})\]])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])(?!(?:{endings})\b)",
        # A sentence that ends in a year or in capitals and has no space behind it: "in 1997.Though", "BIN LADIN.A UN".
        rf"(?<=[0-9%)])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}]?)(?!(?:{endings})\b)",
        rf"(?<=[{ALPHA_UPPER}]{{3}})\.(?=[{ALPHA_UPPER}])(?!(?:{endings})\b)",
        rf"(?<=[{ALPHA}0-9)\]])[,;](?=[{ALPHA}({CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA})\]])[,;](?=[0-9])",
        # Every hyphen between letters or digits stands alone, but for the prefixes of the table.
        rf"(?<=[{ALPHA}]){kept}{HYPHENS}(?=[{ALPHA_LOWER}])",
        rf"(?<=[{ALPHA}.]){HYPHENS}(?=[{ALPHA_UPPER}0-9])",
        rf"(?<=[{ALPHA}]\.){HYPHENS}(?=[{ALPHA}0-9])",
        rf"(?<=[0-9%°]){HYPHENS}(?=[{ALPHA}0-9$€£¥])",
        rf"(?<=[\"”)\]]){HYPHENS}(?=[\"“(\[{ALPHA}0-9])",
        rf"(?<=[{ALPHA}]){HYPHENS}(?=[\"“])",
        rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[/:](?=[0-9])",
        r"(?<=[0-9])/(?=[0-9]+s?$)",
        rf"(?<=[{ALPHA}0-9)\].])[()\[\]](?=[{ALPHA}0-9(\[])",
        rf"(?<=[{ALPHA}0-9])[)\]](?=[.,;:!?…–—-])",
        r"(?<=[0-9])%(?=[-–—/])",
        rf"(?<=[-–—])[$€£¥(\[\"“](?=[{ALPHA}0-9])",
        rf"(?<=[,.;!?])[\"“”](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[\"”](?=[<.–—-])",
        rf"(?<=[\"”])<(?=[{ALPHA}])",
        r"(?<=[0-9])['’′](?=[0-9]{1,2}(?![0-9]))",
        rf"(?<=[{ALPHA}])(?={CONTRACTED}(?![{ALPHA}]))",
        rf"(?<=[0-9])(?=(?:{'|'.join(rules['glued'])})(?:{HYPHENS}|/))",
    ]


class TreebankTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer and what takes more than the characters between two spaces to know."""

    def __call__(self, string: str) -> Doc:
        """A Doc over the text `string`."""
        doc: Doc = super().__call__(string)
        spans = [(match.lastgroup, doc.char_span(*match.span())) for match in _in_context().finditer(string)]
        if spans:
            with doc.retokenize() as retokenizer:
                for kind, span in spans:
                    if span is None:
                        continue
                    if kind == "whole" and len(span) > 1:
                        retokenizer.merge(span)
                    elif kind == "its" and len(span) == 1:
                        parts = [span.text[:2], span.text[2:]]
                        retokenizer.split(span[0], parts, heads=[span[0], span[0]])
        return doc


def _in_context() -> re.Pattern[str]:
    """`whole`: the full stop of "No. 1267" and of an "etc." in mid-sentence; `its`: "its" that means "it's"."""
    before = "|".join(resources.table("tokens.toml")["its"]["before"])
    return re.compile(
        r"\b(?:(?P<whole>[Nn]os?\.(?=\s?[0-9])|etc\.(?=[,;:)]|\s+[a-z])|(?<![\w.])[bkm]\.)"
        rf"|(?P<its>[Ii]ts)(?=\s(?:{before})\b(?![-–])))"
    )


def _special_cases() -> dict[str, list[dict[int, str]]]:
    """What is cut (or left whole) by its wording alone."""
    rules = resources.table("tokens.toml")
    found = {text: parts for text, parts in English.Defaults.tokenizer_exceptions.items() if text not in rules["plain"]}
    for text, parts in list(found.items()):
        if text.islower() and text.endswith("nt") and len(parts) == 2:
            found[text.upper()] = [{ORTH: part[ORTH].upper()} for part in parts]
    found |= {text: [{ORTH: text}] for name in ("abbreviations", "slashed") for text in rules[name]}
    for text, words in rules["carried"].items():
        found[text] = [{ORTH: word} for word in words]
    return found


def build_tokenizer(vocab: Vocab) -> Tokenizer:
    """A tokenizer over `vocab` that cuts as the Universal Dependencies treebanks of English do.

    Hyphens, percent signs and currency signs are tokens of their own ("1,640-mile", "42%", "US-led"), and so are dates
    in figures, telephone numbers and runs of marks ("!!!"); a full stop with no space behind it still ends a sentence.
    """
    defaults = English.Defaults
    glued = "|".join(resources.table("tokens.toml")["glued"])
    return TreebankTokenizer(
        vocab,
        rules=_special_cases(),
        prefix_search=compile_prefix_regex(
            [*RUNS, *(defaults.prefixes or ()), r"(?:-|–|—)+(?=[0-9A-Za-z])", r"~(?=[A-Za-z])"]
        ).search,
        suffix_search=compile_suffix_regex(
            [
                *RUNS,
                *(defaults.suffixes or ()),
                rf"(?<=[0-9])(?:{glued})",
                rf"(?<=[{ALPHA}]{{3}})(?:-|–|—)+",
                rf"(?<=[{ALPHA_UPPER}]{{2}}|[0-9][0-9%]|[{ALPHA}]\))(?:-|–|—)+",
                r"(?<=[A-DF])\++",
                r"(?<=[0-9][A-Z])\.",
            ]
        ).search,
        infix_finditer=compile_infix_regex(infixes()).finditer,
        token_match=WHOLE.match,
        url_match=ADDRESS.match,
    )


@registry.tokenizers("claimspan.TreebankTokenizer.v1")  # type: ignore[untyped-decorator]
def make_treebank_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer above for a config that trains on treebanks or wants it without the reading view."""
    return lambda nlp: build_tokenizer(nlp.vocab)
