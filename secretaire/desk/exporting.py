"""Take acts out of the application: a « PROJET » copy at any time, a final document or an extract once approved.

The suffix of the target says what is made: .docx, .odt or .pdf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act, Paragraph, State
from secretaire.acts.act_type import ActType
from secretaire.acts.spans import Span
from secretaire.acts.wording import upper_first
from secretaire.desk import letterhead, writing
from secretaire.desk.exporting_joined import NOTHING_JOINED, Annexes, put_beside
from secretaire.desk.file_names import safe_name
from secretaire.desk.office import Office
from secretaire.drafting.compose.facts import maire_title
from secretaire.errors import Code, Refused
from secretaire.exchange.copies import Copy, Signer, extract
from secretaire.exchange.delivery import Cancel, PdfPrinter, Route, deliver, never, route_to
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.papier.papier import Papier

FINAL_STATES = frozenset({State.APPROUVE, State.ADOPTE, State.PUBLIE})

_LINE = "………………"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class Notice(Enum):
    """What a person must know of a file just written; the sentence is in `messages`."""

    WITHOUT_LETTERHEAD = auto()
    NUMBERS_ON_OPENING = auto()


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The file written, the state of the act at that moment, what is left to fill by hand on paper, the files joined."""

    path: Path
    state: State
    by_hand: tuple[str, ...] = ()
    notice: Notice | None = None
    annexes: Annexes = NOTHING_JOINED


@dataclass(frozen=True, slots=True)
class Leaf:
    """An act as it goes on paper."""

    act: Act
    kind: ActType
    approval: Approval | None
    by_hand: tuple[str, ...] = ()


def export_act(
    office: Office,
    act_id: str,
    target: Path,
    copy: Copy = Copy.PROJET,
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedFile:
    """Write one copy of an act, and beside it, in a folder, the files joined to it.

    Raises:
        Refused: a final document or an extract of an act that is not approved.
        WrongUsage: no such act, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    leaf = leaf_of(office, writing.get_act(office, act_id), copy)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = written(office, leaf, Path(folder) / "acte.docx", papier_for(office, route, copy))
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    annexes = put_beside(office, target, [leaf.act])
    return ExportedFile(target, leaf.act.state, leaf.by_hand, notice_of(office, route), annexes)


def file_name(act: Act, kind: ActType, copy: Copy, suffix: str) -> str:
    """« 2026-014 Tarifs de la salle.docx »: a name that every system takes."""
    mark = {Copy.PROJET: " PROJET", Copy.EXTRAIT: " extrait"}.get(copy, "")
    name = safe_name(f"{act.numero.replace('/', '-')} {act.objet or kind.libelle}") or kind.id
    return f"{'acte ' if _RESERVED.fullmatch(name) else ''}{name}{mark}{suffix}"


def leaf_of(office: Office, act: Act, copy: Copy) -> Leaf:
    """The act as that copy shows it. The one door of every document that leaves: none is final without approval.

    Raises:
        Refused: a final document or an extract of an act that is not approved.
    """
    kind = writing.act_type(office, act.type_id)
    if copy is Copy.PROJET:
        return Leaf(act, kind, None)
    approval = approval_of(office, act)
    if approval is None and act.state in FINAL_STATES:  # another program wrote in the workspace
        raise Refused(Code.APPROVAL_NOT_PROVEN, acte=act.id)
    if approval is None:
        raise Refused(Code.NOT_APPROVED, acte=act.id, etat=act.state.value)
    lined = with_lines(act)
    if copy is Copy.EXTRAIT:
        lined = extract(lined, kind.famille, maire_of(office))
    return Leaf(lined, kind, approval, _blank_labels(act))


def written(office: Office, leaf: Leaf, path: Path, papier: Papier) -> Path:
    """The Word document of an act."""
    write_act(leaf.act, leaf.kind, office.commune, path, leaf.approval, papier=papier)
    return path


def papier_for(office: Office, route: Route, copy: Copy) -> Papier:
    """What the commune writes on, as far as that route can show it.

    Raises:
        EnvironmentFault: a file of the paper is gone or was changed by hand.
    """
    papier = letterhead.current(office)
    if copy is Copy.EXTRAIT:  # it says « Pour extrait conforme » of itself
        papier = replace(papier, signature=replace(papier.signature, extract=""))
    return papier if route.keeps_letterhead else replace(papier, letterhead=None)


def notice_of(office: Office, route: Route) -> Notice | None:
    """What is lost by that route."""
    lost = not route.keeps_letterhead and letterhead.describe(office).own
    return Notice.WITHOUT_LETTERHEAD if lost else None


def maire_of(office: Office) -> Signer | None:
    """The maire in office today, who certifies extracts and registers; None when the roster names none."""
    maire = office.workspace.roster.get().maire(office.today())
    return Signer(upper_first(maire_title(maire)), maire.full_name) if maire else None


def approval_of(office: Office, act: Act) -> Approval | None:
    """Who approved the act as it stands; None if nobody did, or if the journal does not prove it."""
    entry = office.workspace.acts.approval(act) if act.state in FINAL_STATES else None
    if entry is None:
        return None
    return Approval(by=entry.who, at=entry.when, version=entry.version, journal_hash=entry.hash)


def _blank_labels(act: Act) -> tuple[str, ...]:
    """« [résultat du vote à compléter] » says « résultat du vote »."""
    texts = (
        r.span.text.strip("[]").removesuffix(" à compléter") for s in act.sections for r in s.origins() if r.span.blank
    )
    return tuple(dict.fromkeys(texts))


def with_lines(act: Act) -> Act:
    """What only the meeting will tell becomes a dotted line: an act may be approved and printed before it."""

    def line(span: Span) -> Span:
        return replace(span, text=_LINE) if span.blank else span

    def lined(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, spans=tuple(line(span) for span in paragraph.spans))

    sections = (replace(s, paragraphs=tuple(lined(p) for p in s.paragraphs)) for s in act.sections)
    return replace(act, sections=tuple(sections))


def in_order(numero: str) -> tuple[tuple[int, str], ...]:
    """What sorts numbers as people do: « 2026-9 » before « 2026-10 »."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", numero) if part)
