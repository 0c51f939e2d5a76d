"""Take an act out of the application: a « PROJET » copy at any time, the final document once approved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from secretaire.acts.act import Act, Paragraph, State
from secretaire.acts.spans import Span
from secretaire.desk import writing
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused
from secretaire.exchange.docx_act import Approval, write_act

FINAL_STATES = frozenset({State.APPROUVE, State.ADOPTE, State.PUBLIE})


_LINE = "………………"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The file written, the state of the act at that moment, and what is left to fill by hand on paper."""

    path: Path
    state: State
    by_hand: tuple[str, ...] = ()


def export_act(office: Office, act_id: str, target: Path, *, final: bool) -> ExportedFile:
    """Write the DOCX of an act, as a final document or as a watermarked draft.

    Raises:
        Refused: a final document of an act that is not approved.
        EnvironmentFault: the target cannot be written.
    """
    act = writing.get_act(office, act_id)
    kind = writing.act_type(office, act.type_id)
    approval: Approval | None = None
    if final:
        entry = office.workspace.journal.last_approval(act.id)
        if act.state not in FINAL_STATES or entry is None:
            raise Refused(Code.NOT_APPROVED, acte=act.id, etat=act.state.value)
        approval = Approval(by=entry.who, at=entry.when, version=act.version, journal_hash=entry.hash)
    by_hand = _blank_labels(act) if final else ()
    write_act(_with_lines(act) if final else act, kind, office.commune, target, approval)
    return ExportedFile(target, act.state, by_hand)


def _blank_labels(act: Act) -> tuple[str, ...]:
    """« [résultat du vote à compléter] » says « résultat du vote »."""
    texts = (
        r.span.text.strip("[]").removesuffix(" à compléter") for s in act.sections for r in s.origins() if r.span.blank
    )
    return tuple(dict.fromkeys(texts))


def _with_lines(act: Act) -> Act:
    """What only the meeting will tell becomes a dotted line: an act may be approved and printed before it."""

    def line(span: Span) -> Span:
        return replace(span, text=_LINE) if span.blank else span

    def lined(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, spans=tuple(line(span) for span in paragraph.spans))

    sections = (replace(s, paragraphs=tuple(lined(p) for p in s.paragraphs)) for s in act.sections)
    return replace(act, sections=tuple(sections))
