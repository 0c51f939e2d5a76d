"""One written form for values and moments: what is hashed and compared must not depend on who wrote it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, and French letters as they are.

    Raises:
        ValueError, TypeError: the value has no JSON form (NaN, an object).
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 text, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def utc_text(moment: datetime) -> str:
    """« 2026-03-01T09:30:00.000000+00:00 »: always UTC and the same length, so that texts sort like moments.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
