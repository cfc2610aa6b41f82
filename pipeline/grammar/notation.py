"""How a locale writes numbers in digits: which sign parts the decimals and which the thousands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline import resources

# The signs that English writes: whatever a locale writes is read as if it were written with these.
DECIMAL, GROUP = ".", ","
# What no English number holds: a sign that has no place in a number of the locale, so that the digits are left alone.
MISPLACED = "\ufffc"
APOSTROPHES = "'’"


@dataclass(frozen=True, slots=True)
class Notation:
    """The signs of one locale; a `group` that is a space or an apostrophe stands for every kind of it."""

    decimal: str = DECIMAL
    group: str = GROUP
    _english: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Where a comma is no decimal sign, it parts thousands in English texts of any country.
        said = {",": GROUP if self.decimal == "." else MISPLACED, ".": MISPLACED}
        said |= dict.fromkeys(self._groups, GROUP) | {self.decimal: DECIMAL}
        object.__setattr__(self, "_english", str.maketrans(said))

    @property
    def spaced(self) -> bool:
        """Whether spaces part the thousands."""
        return self.group == " "

    @property
    def _groups(self) -> str:
        return APOSTROPHES if self.group == "'" else "" if self.spaced else self.group

    @property
    def signs(self) -> str:
        """Every sign that may stand between the digits of one number, spaces apart."""
        return "".join(dict.fromkeys((DECIMAL, GROUP, self.decimal, *self._groups)))

    def english(self, digits: str) -> str:
        """A number as English writes it: "1.640,5" of German is "1,640.5"; what the locale would not write is no number."""
        return digits.translate(self._english)


ENGLISH = Notation()


@cache
def _rows() -> dict[str, Notation]:
    rows = resources.table("notations.toml")["notation"]
    return {name: Notation(row["decimal"], row["group"]) for row in rows for name in row["locales"]}


@lru_cache(maxsize=1000)  # a column of a table may name as many as it has rows
def notation(locale: str) -> Notation:
    """How numbers are written in a locale of the CLDR ("de", "fr-CH", "en_IN"). Raises ValueError when there is none."""
    name = re.sub(r"[.@].*", "", locale.strip()).replace("-", "_").lower()
    while name:
        if name in _rows():
            return _rows()[name]
        name = name.rpartition("_")[0]
    raise ValueError(f"{locale!r} names no locale: give one of the CLDR, such as de, fr-CH or en-IN.")
