"""The picture of a claim: written in both formats, the same every time, refused where there is nothing to draw."""

from pathlib import Path

import pytest

from pipeline.errors import ResourceError, SinkError
from pipeline.records import Claim
from pipeline.run import extract
from pipeline.verify.attach import attach
from pipeline.verify.plot import draw

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    text = "Pakistan shares a 1,640-mile (2,640-kilometer) border with Afghanistan. A ticket costs 20 dollars."
    return list(attach(extract(text, published="2023-01-09", kinds=["statistic"])))


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_a_claim_is_drawn_alike_every_time(claims: list[Claim], suffix: str, start: bytes, tmp_path: Path) -> None:
    border = next(c for c in claims if c.predicate.id == "border_length")
    for name in ("a", "b"):
        draw(border, tmp_path / f"{name}{suffix}")
    one, other = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("a", "b"))
    assert one.startswith(start)
    assert one == other


def test_what_cannot_be_drawn_is_refused(claims: list[Claim], tmp_path: Path) -> None:
    border = next(c for c in claims if c.predicate.id == "border_length")
    other = next(c for c in claims if c.predicate.id != "border_length")
    with pytest.raises(SinkError, match=r"\.png or \.svg"):
        draw(border, tmp_path / "a.gif")
    with pytest.raises(SinkError, match="Cannot write"):
        draw(border, tmp_path / "none" / "a.png")
    with pytest.raises(ResourceError, match="no series"):
        draw(other, tmp_path / "a.png")
