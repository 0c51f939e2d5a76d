"""Write an act: start a draft, fill its fields, edit its text. Every change is saved before the call returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from secretaire.acts import editing
from secretaire.acts.act import Act, ActId, FieldInput, Paragraph, Role, State
from secretaire.acts.act_type import ActType
from secretaire.acts.assistance import with_assistance_told
from secretaire.acts.reprise import Sort
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.acts.title import retitled
from secretaire.desk import courses, finding, numbering, persons
from secretaire.desk.elus import plume_of
from secretaire.desk.office import Office
from secretaire.drafting.compose import Context, compose, recompose
from secretaire.drafting.notes import NOTE, with_notes
from secretaire.errors import Code, UnreadableInput, WrongUsage

_REUSED = "reprise."


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of the list of acts."""

    id: ActId
    type_id: str
    libelle: str
    numero: str
    objet: str
    state: State
    version: int
    updated: datetime
    seance_id: int | None = None


def act_type(office: Office, type_id: str) -> ActType:
    """The act type of that name.

    Raises:
        WrongUsage: no such type.
    """
    return office.types.get(type_id)


def get_act(office: Office, act_id: str) -> Act:
    """The act as it stands.

    Raises:
        WrongUsage: no such act.
    """
    return office.workspace.acts.get(ActId(act_id))


def list_acts(office: Office) -> tuple[ActLine, ...]:
    """All the acts of the workspace, last touched first."""
    lines = []
    for stored in office.workspace.acts.list():
        known = office.types.find(stored.type_id)
        lines.append(
            ActLine(
                id=stored.id,
                type_id=stored.type_id,
                libelle=known.libelle if known else stored.type_id,
                numero=stored.numero,
                objet=stored.objet,
                state=stored.state,
                version=stored.version,
                updated=stored.updated,
                seance_id=stored.seance_id,
            )
        )
    return tuple(lines)


def untouched_drafts(office: Office, type_id: str) -> Iterator[Act]:
    """The drafts of a type in which nobody wrote anything yet."""
    for stored in office.workspace.acts.list():
        if stored.type_id == type_id and stored.version == 1 and stored.state is State.BROUILLON:
            act = get_act(office, stored.id)
            if not act.fields and not act.notes:
                yield act


def start_draft(
    office: Office,
    type_id: str,
    fields: Mapping[str, FieldInput],
    *,
    author: str,
    seance_id: int | None = None,
    act_date: date | None = None,
    notes: Sequence[str] = (),
) -> Act:
    """Compose a new act from its type, its fields and the seance, and save it as a draft.

    Raises:
        WrongUsage: unknown type or seance.
        UnreadableInput: a field is unknown or does not suit its type; nothing is created.
        Refused: the author only reads.
    """
    persons.refuse_reader(office, author)
    kind = act_type(office, type_id)
    _known_fields(kind, fields)
    day = _act_day(office, seance_id, act_date)
    act = Act(
        id=ActId(f"{kind.id}-{uuid4().hex[:8]}"),
        type_id=kind.id,
        numero=numbering.next_for(office, kind.famille, day or office.today()),
        objet="",
        sections=(),
        fields=_writable(fields),
        seance_id=seance_id,
        act_date=day,
        notes=_lines(notes),
    )
    composed = compose(kind, act.fields, context_of(office, act))
    act = with_notes(replace(act, objet=composed.objet, sections=composed.sections), plume_of(office))
    return office.workspace.acts.add(act, author, now=datetime.now(UTC))


def change_fields(office: Office, act_id: str, fields: Mapping[str, FieldInput], author: str) -> Act:
    """Give new values to some fields and recompose; wording changed by a person is kept.

    Raises:
        UnreadableInput: a field is unknown or does not suit its type; the act is unchanged.
    """
    act = get_act(office, act_id)
    kind = act_type(office, act.type_id)
    _known_fields(kind, fields)
    given = _writable(fields)
    changed = _recomposed(office, replace(act, fields={**act.fields, **given}), author)
    _settle_reprises(office, act.id, given)
    return changed


def change_facts(
    office: Office,
    act_id: str,
    author: str,
    *,
    seance_id: int | None = None,
    act_date: date | None = None,
    numero: str | None = None,
    notes: Sequence[str] | None = None,
) -> Act:
    """Change what the act is attached to: seance, date, number, notes. None leaves a fact as it is."""
    act = get_act(office, act_id)
    if seance_id is not None or act_date is not None:
        chosen = seance_id if seance_id is not None else act.seance_id
        act = replace(act, seance_id=chosen, act_date=_act_day(office, chosen, act_date))
        if act.act_date:
            famille = act_type(office, act.type_id).famille
            act = replace(act, numero=numbering.follows(office, famille, act, act.act_date))
    if numero is not None:
        act = replace(act, numero=numero.strip())
    if notes is not None:
        act = replace(act, notes=_lines(notes))
    return _recomposed(office, act, author)


def detach(office: Office, act_id: str, author: str) -> Act:
    """The act is no longer put to a meeting."""
    act = get_act(office, act_id)
    return _recomposed(office, replace(act, seance_id=None, act_date=None), author)


def refresh(office: Office, act_id: str, author: str) -> Act:
    """Recompose after the seance, the vote, the roster or the settings changed."""
    return _recomposed(office, get_act(office, act_id), author)


def edit_section(office: Office, act_id: str, role: Role, text: str, author: str) -> Act:
    """A person changed the text of one section; what she typed takes her name as origin."""
    act = get_act(office, act_id)
    section = editing.edit_section(act.section(role), text, author)
    if section == act.section(role):
        return act
    return save_edit(office, act.with_section(section), author)


def attest_figure(office: Office, act_id: str, role: Role, start: int, end: int, source: str, author: str) -> Act:
    """A person says where a figure she typed comes from (« devis Martin du 3 mars »)."""
    if not source.strip():
        raise UnreadableInput(Code.FIELD_INVALID, champ="source du chiffre", valeur="", cause="indiquez un document")
    act = get_act(office, act_id)
    section = editing.attest(act.section(role), start, end, source.strip(), author)
    return save_edit(office, act.with_section(section), author)


def attest_literal(office: Office, act_id: str, literal: str, source: str, author: str) -> Act:
    """Attest a figure by its text, wherever a person typed it in the act.

    Raises:
        WrongUsage: no unsourced figure of the act is written so.
    """
    act = get_act(office, act_id)
    for section in act.sections:
        for piece in section.origins():
            if piece.origin.kind is OriginKind.MAIN and literal in piece.span.text:
                start = piece.start + piece.span.text.index(literal)
                return attest_figure(office, act.id, section.role, start, start + len(literal), source, author)
    raise WrongUsage(Code.WRONG_OPTION, cause=f"« {literal} » n'a été tapé à la main nulle part dans l'acte")


def reuse_passage(office: Office, act_id: str, document: int, page: int, start: int, end: int, author: str) -> Act:
    """Take characters [start, end) of a page of the fund into the exposé, each line with its precedent as origin.

    Raises:
        WrongUsage: the document left the fund, or nothing is written there.
    """
    text = finding.page_text(office, document, page)
    finding.document_path(office, document)  # it must still be in the fund
    lines = [
        (start + found.start(), found.group())
        for found in re.finditer(r"[^\s][^\n]*", text[start:end])
        if found.group().strip()
    ]
    if not lines:
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"La page {page} du document n° {document} n'a pas de texte à cet endroit"
        )
    act = get_act(office, act_id)
    section = act.section(Role.EXPOSE)
    rank = sum(p.key.startswith(_REUSED) for p in section.paragraphs)
    reused = [
        Paragraph(f"{_REUSED}{rank + number}", (_reused_span(line, document, page, place),), touched=True)
        for number, (place, line) in enumerate(lines)
    ]
    # before the notes: what was already decided, then what is new
    at = next((i for i, p in enumerate(section.paragraphs) if p.key.startswith(NOTE)), len(section.paragraphs))
    paragraphs = (*section.paragraphs[:at], *reused, *section.paragraphs[at:])
    return save_edit(office, act.with_section(replace(section, paragraphs=paragraphs)), author)


def _reused_span(line: str, document: int, page: int, place: int) -> Span:
    words = " ".join(line.split())
    return Span(words, Origin(OriginKind.PRECEDENT, f"doc:{document}#p{page}:{place}-{place + len(line.rstrip())}"))


def restore_content(office: Office, earlier: Act, author: str) -> Act:
    """Undo or redo: put back an earlier content of the act (text, fields, facts), as a new version."""
    current = get_act(office, earlier.id)
    restored = save_edit(office, replace(earlier, state=current.state, version=current.version), author)
    names = current.fields.keys() | earlier.fields.keys()
    given = {name: earlier.fields.get(name, "") for name in names}
    _settle_reprises(office, earlier.id, {n: v for n, v in given.items() if v != current.fields.get(n, "")})
    return restored


def save_edit(office: Office, act: Act, author: str) -> Act:
    """Save a changed content; an act past brouillon goes back to it, and the journal says so.

    Raises:
        Refused: the act was changed elsewhere since it was read, or the author only reads.
    """
    persons.refuse_reader(office, author)
    told = with_assistance_told(retitled(act), office.commune.mention_assistance)
    return office.workspace.acts.save(told, author, now=datetime.now(UTC))


def context_of(office: Office, act: Act) -> Context:
    """What the composition needs beside the fields: commune, roster, the seance at its point, vote, date, number."""
    seance, held = courses.held(office, act)
    return Context(
        commune=office.commune,
        roster=office.workspace.roster.get(),
        seance=seance,
        vote=office.workspace.seances.vote(act.id),
        act_date=act.act_date,
        numero=act.numero,
        held=held,
    )


def _recomposed(office: Office, act: Act, author: str) -> Act:
    current = get_act(office, act.id)
    new = with_notes(recompose(act, act_type(office, act.type_id), context_of(office, act)), plume_of(office))
    return current if new == current else save_edit(office, new, author)


def _settle_reprises(office: Office, act_id: ActId, given: Mapping[str, FieldInput]) -> None:
    """A field filled by a person answers what an old act offered for it."""
    for reprise in office.workspace.reprises.of(act_id):
        if reprise.champ in given:
            value = given[reprise.champ]
            sort = Sort.A_CONFIRMER if not value else Sort.REPRIS if value == reprise.ancien else Sort.REMPLACE
            office.workspace.reprises.settle(act_id, reprise.champ, sort)


def _act_day(office: Office, seance_id: int | None, act_date: date | None) -> date | None:
    if seance_id is None:
        return act_date
    return office.workspace.seances.get(seance_id).date


def _known_fields(kind: ActType, fields: Mapping[str, FieldInput]) -> None:
    for name in fields:
        if kind.champ(name) is None:
            names = ", ".join(c.nom for c in kind.champs)
            raise UnreadableInput(Code.FIELD_UNKNOWN, champ=name, type=kind.id, choix=names)


def _writable(fields: Mapping[str, FieldInput]) -> dict[str, FieldInput]:
    """Values as typed, less the half characters that some programs paste and no file can hold."""
    return {
        name: _whole(given) if isinstance(given, str) else [{k: _whole(v) for k, v in row.items()} for row in given]
        for name, given in fields.items()
    }


def _lines(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for note in notes if (line := _whole(note).strip()))


def _whole(text: str) -> str:
    return text.encode("utf-8", errors="ignore").decode("utf-8")
