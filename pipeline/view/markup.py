"""Markup that leaked into a text, and what the reading view writes instead: a list of edits in document order."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from pipeline import resources
from pipeline.view.glued import starts_sentence

Edit = tuple[int, int, str]

BREAK = "\n\n"
BULLET = "• "
_URL = r"(?:\([^()\n]{0,1500}(?:\([^()\n]{0,300}\)[^()\n]{0,300})?\)|\[[^\[\]\n]{0,100}\])"
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
)
# Where anything below can begin. One cheap search for these keeps long plain texts fast.
_TRIGGER = re.compile(rf"[{_INVISIBLE}\r\x0b\x0c\x85\u2028\u2029\\\[\]!<&.?*_~`\ud800-\udfff]")
# Every repetition is bounded, so that no text takes more than linear time.
_PATTERN = rf"""
  (?P<newline>\r\n?|[\x0b\x0c\x85\u2028\u2029])
| (?P<escape>\\(?=[!-/:-@\[-`{{-~]))
| (?P<pictured>\[!\[(?P<alt>[^\[\]\n]{{0,1000}})\]\([^()\n]{{0,2000}}\)\]\([^()\n]{{0,2000}}\))
| (?P<image>!\[(?P<alt2>[^\[\]\n]{{0,1000}})\]\([^()\n]{{0,2000}}\))
| (?P<note>\[(?:\d{{1,3}}|\^\w{{1,20}}|[a-z]|note\ \d{{1,3}}|citation\ needed|clarification\ needed)\](?!\())
| (?P<link>\[(?=(?:[^\[\]\n\\]|\\.|\[[^\[\]\n]{{0,100}}\]){{0,1000}}\]{_URL}))
| (?P<target>\]{_URL})
| (?P<address><(?=https?://[^<>\s]{{1,2000}}>))
| (?P<tag><(?P<close>/?)(?P<name>(?i:%(tags)s))(?=[\s/>])[^<>]{{0,2000}}>)
| (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
| (?P<invisible>[{_INVISIBLE}])
| (?P<half>[\ud800-\udfff])
| (?P<stop>[.?][”"’')\]]{{0,2}}(?=[^\W\d_]|[“"‘]))
| (?P<emphasis>\*{{1,3}}|_{{1,3}}|~~|`{{1,3}})
"""


@dataclass(frozen=True, slots=True)
class _Tables:
    scanner: re.Pattern[str]
    silent: re.Pattern[str]
    block: frozenset[str]


@cache
def _tables() -> _Tables:
    markup = resources.table("reading.toml")["markup"]
    names = sorted(markup["block"] + markup["inline"], key=lambda name: (-len(name), name))
    return _Tables(
        re.compile(_PATTERN % {"tags": "|".join(map(re.escape, names))}, re.VERBOSE),
        re.compile(rf"<!--|<(?P<name>(?i:{'|'.join(markup['silent'])}))(?=[\s/>])"),
        frozenset(markup["block"]),
    )


def edits(text: str) -> list[Edit]:
    """What to write instead of which ranges `[start, end)` of `text`: sorted, never overlapping, in linear time."""
    tables = _tables()
    found: list[Edit] = []
    position = 0
    for start, end in [*_silent(text, tables.silent), (len(text), len(text))]:
        _scan(text, position, start, tables, found)
        if start < end:
            found.append((start, end, BREAK))
        position = end
    return sorted(found)


def _silent(text: str, opener: re.Pattern[str]) -> list[tuple[int, int]]:
    """Comments and elements such as scripts, each with its content; one that is never closed is left alone."""
    found: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    position = 0
    while match := opener.search(text, position):
        name = (match["name"] or "--").lower()
        position = match.end()
        if name in unclosed:
            continue
        closer = re.compile("-->" if name == "--" else rf"</{name}\s{{0,20}}>", re.IGNORECASE)
        if end := closer.search(text, position):
            found.append((match.start(), end.end()))
            position = end.end()
        else:
            unclosed.add(name)
    return found


def _scan(text: str, position: int, stop: int, tables: _Tables, found: list[Edit]) -> None:
    """Add the edits between two positions to `found`."""
    links = 0
    address = False
    openers: dict[str, int] = {}
    while (trigger := _TRIGGER.search(text, position, stop)) is not None:
        start = trigger.start()
        match = tables.scanner.match(text, start, stop)
        if match is None:
            if address and text.startswith(">", start):
                address = False
            position = start + 1
            continue
        position = end = match.end()
        kind = match.lastgroup if match.lastgroup not in ("alt", "alt2", "close", "name") else ""
        kind = kind or next(k for k in ("pictured", "image", "tag") if match[k] is not None)
        match kind:
            case "newline":
                found.append((start, end, "\n"))
            case "escape":
                found.append((start, end, ""))
                position = end + 1
            case "pictured" | "image":
                alt = "alt" if kind == "pictured" else "alt2"
                if _alone(text, start, end) and match[alt].strip():
                    found += [(start, match.start(alt), ""), (match.end(alt), end, "")]
                else:
                    found.append((start, end, ""))
            case "note" if _is_note(text, start, match["note"]):
                found.append((start, end, ""))
            case "link":
                links += 1
                found.append((start, end, ""))
            case "target" if links:
                links -= 1
                found.append((start, end, ""))
            case "target":
                position = start + 1
            case "address":
                closing = text.index(">", end)
                found += [(start, end, ""), (closing, closing + 1, "")]
                position = closing + 1
            case "tag":
                name, close = match["name"].lower(), bool(match["close"])
                found.append((start, end, _instead(name, tables)))
                if name == "li" and not close:
                    found.append((end, end, BULLET))  # by itself, since no letter of the tag is one
            case "entity":
                written = html.unescape(match["entity"])
                if written != match["entity"]:
                    found.append((start, end, "" if re.fullmatch(f"[{_INVISIBLE}]", written) else written))
            case "invisible":
                found += _joiner(text, start)
            case "half":
                found.append((start, end, "\ufffd"))
            case "stop" if starts_sentence(text, start, end):
                found.append((end, end, BREAK))
            case "emphasis":
                _emphasis(text, start, end, openers, found)
            case _:
                pass


def _instead(name: str, tables: _Tables) -> str:
    """What a tag leaves behind."""
    if name == "li" or name in tables.block:
        return BREAK
    return {"br": "\n", "td": " ", "th": " "}.get(name, "")


def _is_note(text: str, start: int, note: str) -> bool:
    """Whether a mark in brackets points to a note; "want[s]" is the work of an editor."""
    before = text[start - 1] if start else " "
    if len(note) == 3 and note[1].isalpha():
        return before in '.,;:)”"’]'
    return not before.isspace() and before not in "[("


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line of `[start, end)`."""
    return (
        text[max(0, start - 200) : start].rpartition("\n")[2].strip()
        == ""
        == text[end : end + 200].partition("\n")[0].strip()
    )


def _joiner(text: str, position: int) -> list[Edit]:
    """Drop an invisible character, but keep the joiners that other scripts spell with."""
    if text[position] in "\u200c\u200d":
        around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
        if len(around) == 2 and min(around) > "\u024f":
            return []
    return [(position, position + 1, "")]


def _emphasis(text: str, start: int, end: int, openers: dict[str, int], found: list[Edit]) -> None:
    """Pair a run of emphasis marks with the one that opened it, inside one paragraph."""
    run = text[start:end]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opened = openers.get(run)
    if opened is not None and not before.isspace() and not after.isalnum():
        del openers[run]
        if "\n\n" not in text[opened:start] and opened + len(run) < start:
            found += [(opened, opened + len(run), ""), (start, end, "")]
            return
    if not after.isspace() and not before.isalnum():
        openers[run] = start
