"""E-mail (RFC 5322) and mailboxes (mbox, RFC 4155): one document per message; attachments are not read."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import Any, cast

from pipeline.errors import SourceError
from pipeline.ingest.decoding import decode, named
from pipeline.ingest.limits import LARGEST
from pipeline.ingest.plain import document
from pipeline.ingest.readers import Input, damaged, failure
from pipeline.records import Document, Failure, Origin

MEDIA_TYPE = "message/rfc822"
_LONGEST_FIELD = 2_000  # characters


class _Policy(email.policy.EmailPolicy):
    """Reads of a field of a header as much as the fields of honest messages have.

    The parser of the standard library takes time with the square of the length: 40 s for 100,000 brackets.
    """

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The parsed value of a field."""
        return super().header_fetch_parse(name, value[:_LONGEST_FIELD])


def read_message(source: Input) -> Iterator[Document | Failure]:
    """The document of one message: its plain text, else its HTML; subject, date and sender from its header."""
    yield _document(source.data(), source)


def read_mailbox(source: Input) -> Iterator[Document | Failure]:
    """A document for each message of a mailbox, named `MAILBOX:NUMBER`; one message is in memory at a time."""
    with source.open() as file:
        for number, data in enumerate(_messages(file), 1):
            inner = replace(source, uri=f"{source.uri}:{number}")
            try:
                if data is None:
                    raise SourceError(
                        f"{inner.uri!r} is larger than {LARGEST // 1_000_000} MB, more than one article: it is left out."
                    )
                yield _document(data, inner)
            except SourceError as error:
                yield failure(inner.uri, error)


def _messages(file: Any) -> Iterator[bytes | None]:
    """The messages between the `From ` lines; None for one that is too large."""
    message = bytearray()
    begun = too_large = False
    blank = True
    while line := file.readline(LARGEST):
        if blank and line.startswith(b"From "):
            if begun:
                yield None if too_large else bytes(message)
            message.clear()
            begun, too_large = True, False
        elif begun and not too_large:
            message += line[1:] if line.startswith(b">From ") else line
            too_large = len(message) > LARGEST
            if too_large:
                message.clear()
        blank = not line.strip(b"\r\n")
    if begun:
        yield None if too_large else bytes(message)


def _document(data: bytes, source: Input) -> Document:
    try:
        message = cast(EmailMessage, email.message_from_bytes(data, policy=_Policy()))
        body = message.get_body(("plain", "html"))
        title, sender, day = (_header(message, name) for name in ("Subject", "From", "Date"))
        if body is None:
            raise SourceError(f"{source.uri!r} is an e-mail without text: there is nothing to read.")
        payload, charset = cast(Any, body.get_payload(decode=True)), body.get_content_charset()
    except SourceError:
        raise
    except Exception as error:  # the parser of header fields raises anything at odd ones
        raise damaged(source.uri, ".eml", error) from error
    digest = hashlib.sha256(data).hexdigest()
    known = {"sha256": digest, "title": title, "published": day}
    if body.get_content_type() == "text/html":
        from pipeline.ingest import html

        page = replace(source, charset=charset, open=lambda: io.BytesIO(payload))
        found = next(html.read(page))
        origin = found.origin.model_copy(update={"author": sender}) if found.origin else None
        given = {name: value for name, value in known.items() if value} | {"origin": origin}
        return found.model_copy(update=given)
    text = named(payload, charset) or decode(payload, source.uri)
    return document(text, uri=source.uri, origin=Origin(media_type=MEDIA_TYPE, author=sender), **known)


def _header(message: EmailMessage | MIMEPart, name: str) -> str | None:
    """A field of the header on one line, a date as its ISO day; None when it is missing or cannot be read."""
    try:
        value = message[name]
        if value is None:
            return None
        if name == "Date":
            moment = value.datetime
            return moment.date().isoformat() if moment else None
        return " ".join(str(value).split()) or None
    except Exception:  # the parser of header fields raises anything at odd ones, and the text can do without
        return None
