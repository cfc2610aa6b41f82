"""What a tree may have wrong about titles behind what somebody said: "…," the board's director general, Ana Bo, told them.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import hangs_on


def hold_generals(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Keep "general" with the title before it, and not with the name behind a comma: "director general, | Ana Bo"."""
    generals = resources.words("offices.toml", "generals")
    for i in range(1, len(heads) - 1):
        title = i - 1
        if words[i] != "general" or words[title].lower() not in generals or words[i + 1] != ",":
            continue
        if heads[i] > i and not hangs_on(heads, title, i):
            heads[i], deps[i] = title, "amod"


def own_titles(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang whoever a title behind it belongs to on that, and not on a noun before a comma or quotation mark."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep != "nmod:poss" or noun >= i or i + 2 >= len(heads) or tags[i + 1] != "POS":
            continue
        owned = next((j for j in range(i + 2, len(heads)) if not tags[j].startswith("JJ")), None)
        parted = {",", '"', "”", "''"}.intersection(words[noun + 1 : i])
        if parted and owned is not None and tags[owned].startswith("NN") and not hangs_on(heads, owned, i):
            heads[i] = owned
