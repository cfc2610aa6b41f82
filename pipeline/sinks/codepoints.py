"""Characters that UTF-8 or a database cannot hold, written so that they come back.

PostgreSQL refuses U+0000, and UTF-8 has no lone surrogates (half a character, from broken JSON). SUBSTITUTE, the control
character that ASCII has for what cannot be transmitted, introduces the code point in hexadecimal, closed by `;`.
Strings without such characters, which is all that an article has, stay as they are.
"""

from __future__ import annotations

import re

SUBSTITUTE = "\x1a"
_UNSTORABLE = re.compile("[\x00\x1a\ud800-\udfff]")
_WRITTEN = re.compile(f"{SUBSTITUTE}([0-9a-f]+);")


def escape(text: str) -> str:
    """`text` as any UTF-8 store holds it: `a\\0b` becomes `a<SUB>0;b`."""
    if _UNSTORABLE.search(text) is None:
        return text
    return _UNSTORABLE.sub(lambda found: f"{SUBSTITUTE}{ord(found[0]):x};", text)


def unescape(text: str) -> str:
    """What `escape` was given."""
    if SUBSTITUTE not in text:
        return text
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
