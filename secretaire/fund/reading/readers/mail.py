"""EML through the standard library: who wrote to whom, about what, then the body; attachments are documents of their own.

The old policy of `email` (compat32) is used on purpose: it decodes a header only when asked, while the new one parses
each address by its grammar and spends minutes on a header made for that.
"""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator
from email import message_from_binary_file
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import IO

from secretaire.acts import wording
from secretaire.fund.causes import Cause
from secretaire.fund.reading.cleaning import clean
from secretaire.fund.reading.readers.members import Member
from secretaire.fund.reading.readers.plain import decode
from secretaire.fund.reading.readers.web import visible_text
from secretaire.fund.reading.reading import Reading, Unreadable, from_pages

MAX_BYTES = 80 * 1024 * 1024
"""Mail servers stop at 25 to 50 MB; a message takes several times its size to parse."""
_MAX_PARTS = 1_000
_MAX_HEADER_CHARS = 2_000
_HEADERS = (("De", "From"), ("À", "To"), ("Copie", "Cc"), ("Objet", "Subject"))
_BROKEN = (MessageError, ValueError, KeyError, TypeError, IndexError, AttributeError, LookupError, AssertionError)


def read(path: Path) -> Reading:
    """The message itself, without its attachments.

    Raises:
        Unreadable: damaged, too large or suspicious.
    """
    message = _parse(path)
    try:
        body = "\n\n".join(_bodies(message))
        return from_pages([clean(f"{_heading(message)}\n\n{body}")])
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error


def members(path: Path) -> list[Member]:
    """The attachments, forwarded messages included.

    Raises:
        Unreadable: damaged, too large or suspicious.
    """
    message = _parse(path)
    try:
        return [
            Member(_attachment_name(part, number), len(str(part.get_payload())), partial(_copy, part))
            for number, part in enumerate(filter(_is_attachment, _parts(message)), start=1)
        ]
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error


def _parse(path: Path) -> Message:
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(Cause.TOO_LARGE, f"plus de {MAX_BYTES // 1024**2} Mo")
    try:
        with path.open("rb") as file:
            return message_from_binary_file(file)
    except RecursionError as error:
        raise Unreadable(Cause.SUSPICIOUS, "message aux parties emboîtées sans fin") from error
    except _BROKEN as error:
        raise Unreadable(Cause.DAMAGED) from error


def _parts(message: Message) -> Iterator[Message]:
    """The parts in order: of alternatives the plainest that has words; a forwarded message is one part."""
    pending = [message]
    seen = 0
    while pending:
        part = pending.pop()
        seen += 1
        if seen > _MAX_PARTS:
            raise Unreadable(Cause.SUSPICIOUS, f"message de plus de {_MAX_PARTS} parties")
        content = part.get_payload()
        if part.get_content_maintype() != "multipart" or not isinstance(content, list):
            yield part
            continue
        inner = [item for item in content if isinstance(item, Message)]
        if part.get_content_subtype() == "alternative":
            bodies = [item for item in inner if item.get_content_type() == "text/plain" and _text(item).strip()]
            inner = bodies[:1] or inner[-1:]
        pending.extend(reversed(inner))


def _is_attachment(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822" or part.get_content_disposition() == "attachment":
        return True
    if part.get_content_maintype() == "text":
        return part.get_filename() is not None
    # a picture shown inside the message is a logo or a signature
    return part.get_content_maintype() == "application"


def _bodies(message: Message) -> Iterator[str]:
    for part in _parts(message):
        if part.get_content_maintype() == "text" and not _is_attachment(part):
            text = _text(part)
            yield visible_text(text) if part.get_content_subtype() == "html" and text.strip() else text


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return data.decode(charset, errors="replace") if charset else decode(data)
    except (LookupError, UnicodeError, ValueError):  # unknown, or no character set at all (« rot13 »)
        return data.decode("cp1252", errors="replace")


def _heading(message: Message) -> str:
    lines = [f"{label} : {text}" for label, name in _HEADERS if (text := _header(message.get(name)))]
    sent = _header(message.get("Date"))
    if sent:
        lines.append(f"Date : {_day(sent)}")
    return "\n".join(lines)


def _header(raw: object) -> str:
    """A header as a person reads it, on one line."""
    text = str(raw or "")[:_MAX_HEADER_CHARS]
    with contextlib.suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        text = str(make_header(decode_header(text)))
    return " ".join(text.encode("utf-8", errors="replace").decode("utf-8").split())


def _day(sent: str) -> str:
    try:
        moment = parsedate_to_datetime(sent)
    except (ValueError, TypeError, IndexError, OverflowError):
        return sent
    return f"{wording.weekday(moment.date())} à {moment:%H:%M}"


def _attachment_name(part: Message, number: int) -> str:
    given = _header(part.get_filename())
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        subject = _header(inner[0].get("Subject")) if isinstance(inner, list) and isinstance(inner[0], Message) else ""
        given = given or subject or f"message {number}"
        return given if given.lower().endswith(".eml") else f"{given}.eml"
    extension = "" if "." in given else mimetypes.guess_extension(part.get_content_type()) or ""
    return (given or f"pièce jointe {number}") + extension


def _copy(part: Message, target: IO[bytes]) -> None:
    """Raises `Unreadable`: damaged."""
    try:
        inner = part.get_payload()
        if isinstance(inner, list):  # a forwarded message
            data: object = inner[0].as_bytes() if inner and isinstance(inner[0], Message) else b""
        else:
            data = part.get_payload(decode=True)
        target.write(data if isinstance(data, bytes) else b"")
    except (*_BROKEN, RecursionError) as error:
        raise Unreadable(Cause.DAMAGED) from error
