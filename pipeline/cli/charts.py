"""Counts as bar charts in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import SinkError

# Characters of a label that fit beside a bar.
LABEL = 40
# Inches: of the page, of the room for labels, of one bar.
WIDTH, LEFT, ROW = 9.0, 3.4, 0.28


def draw(tables: Mapping[str, Sequence[tuple[str, int]]], path: Path, top: int) -> None:
    """One chart for each table that has rows, the `top` of each, into a PNG or SVG file by the suffix of `path`.

    The same counts give the same file. Raises SinkError when matplotlib is missing or the file cannot be written.
    """
    from pipeline.sinks.extras import load

    load("matplotlib", "plots", str(path))
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    shown = {name: list(rows[:top]) for name, rows in tables.items() if rows}
    # Above the bars of each chart its title, below them their scale.
    heights = [len(rows) + 3 for rows in shown.values()] or [1]
    # Names of things are not formulas, and what no font has is drawn as a box without a warning for each.
    with rc_context({"svg.hashsalt": "claimspan", "text.parse_math": False, "svg.fonttype": "none"}):
        height = ROW * sum(heights)
        figure = Figure(figsize=(WIDTH, height))
        FigureCanvasAgg(figure)
        # Places in inches and not matplotlib's own layouts, which settle differently in the last digit each time.
        tops = [height - ROW * (sum(heights[:place]) + 1) for place in range(len(heights))]
        plots = [
            figure.add_axes(
                (LEFT / WIDTH, (top - ROW * len(rows)) / height, (WIDTH - LEFT - 0.3) / WIDTH, ROW * len(rows) / height)
            )
            for top, rows in zip(tops, shown.values(), strict=False)
        ]
        for axes, (name, rows) in zip(plots, shown.items(), strict=False):
            labels = [label if len(label) <= LABEL else f"{label[: LABEL - 1]}…" for label, _ in rows]
            bars = axes.barh(range(len(rows)), [number for _, number in rows], color="#4878a8")
            axes.set_yticks(range(len(rows)), labels)
            axes.invert_yaxis()
            axes.bar_label(bars, padding=3)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
            axes.margins(x=0.1)
            axes.set_title(f"claims by {name}", loc="left")
            axes.spines[["top", "right"]].set_visible(False)
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}
        try:
            figure.savefig(path, metadata=metadata, dpi=150)
        except OSError as error:
            raise SinkError(f"Cannot write {str(path)!r}: {error.strerror or error}.") from error
