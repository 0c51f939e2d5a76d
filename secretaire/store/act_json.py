"""An act as JSON, without loss, and the hash of its content.

A value equal to its default is left out: the hash of an older act does not change when a later version of the
application gives acts one more attribute.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from secretaire.acts.act import Act, ActId, Paragraph, PieceJointe, Role, Section, State
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.store.canonical import canonical_json, sha256_hex


def act_to_dict(act: Act) -> dict[str, Any]:
    """The whole act as JSON values."""
    return {**_content(act), "state": act.state.value, "version": act.version}


def act_from_dict(data: Mapping[str, Any]) -> Act:
    """The act that `act_to_dict` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    return Act(
        id=ActId(data["id"]),
        type_id=data["type_id"],
        numero=data["numero"],
        objet=data["objet"],
        sections=tuple(section_from_dict(s) for s in data["sections"]),
        fields=data.get("fields", {}),
        seance_id=data["seance_id"],
        act_date=date.fromisoformat(data["act_date"]) if "act_date" in data else None,
        notes=tuple(data.get("notes", ())),
        state=State(data["state"]),
        version=data["version"],
        jointes=tuple(PieceJointe(j["nom"], j["sha256"]) for j in data.get("jointes", ())),
    )


def content_json(act: Act) -> str:
    """What the act says, in canonical JSON: all of it but its state and version."""
    return canonical_json(_content(act))


def act_from_content(content: str, state: str, version: int) -> Act:
    """The act whose `content_json` this is, at that state and version.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    return act_from_dict({**json.loads(content), "state": state, "version": version})


def content_sha256(act: Act) -> str:
    """Hash of what the act says: the same for every state and version with the same words and facts."""
    return sha256_hex(content_json(act))


def _content(act: Act) -> dict[str, Any]:
    return {
        "id": act.id,
        "type_id": act.type_id,
        "numero": act.numero,
        "objet": act.objet,
        "seance_id": act.seance_id,
        "sections": [section_to_dict(s) for s in act.sections],
    } | _filled(
        fields=dict(act.fields),
        act_date=act.act_date.isoformat() if act.act_date else None,
        notes=list(act.notes),
        jointes=[{"nom": j.nom, "sha256": j.sha256} for j in act.jointes],
    )


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    spans = [_span(span) for span in paragraph.spans]
    return {"key": paragraph.key, "spans": spans} | _filled(touched=paragraph.touched)


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "origin": span.origin.kind.value} | _filled(
        source=span.origin.source,
        value={"kind": span.value.kind.value, "raw": span.value.raw} if span.value else None,
        blank=span.blank,
    )


def _filled(**values: object) -> dict[str, Any]:
    """The values that are not their default (all the defaults here are empty, False or None)."""
    return {key: value for key, value in values.items() if value}


def section_to_dict(section: Section) -> dict[str, Any]:
    """A part of an act, or of a procès-verbal, as JSON values."""
    return {"role": section.role.value, "paragraphs": [_paragraph(p) for p in section.paragraphs]}


def section_from_dict(data: Mapping[str, Any]) -> Section:
    """The section that `section_to_dict` wrote.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    return Section(Role(data["role"]), tuple(_paragraph_from(p) for p in data["paragraphs"]))


def _paragraph_from(data: Mapping[str, Any]) -> Paragraph:
    return Paragraph(data["key"], tuple(_span_from(s) for s in data["spans"]), data.get("touched", False))


def _span_from(data: Mapping[str, Any]) -> Span:
    value = data.get("value")
    return Span(
        text=data["text"],
        origin=Origin(OriginKind(data["origin"]), data.get("source", "")),
        value=Value(ValueKind(value["kind"]), value["raw"]) if value else None,
        blank=data.get("blank", False),
    )
