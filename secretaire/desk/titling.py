"""The title of an act, proposed from its notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.spans import Origin, OriginKind, Span, joined
from secretaire.acts.title import head_length, written_title
from secretaire.acts.wording import typography
from secretaire.desk import writing
from secretaire.desk.assistant import ProposalView
from secretaire.desk.elus import plume_of
from secretaire.desk.office import Office
from secretaire.desk.proposals import keep, reasons_of, sentences_of
from secretaire.drafting.notes import spans_of
from secretaire.drafting.pen.pen import propose
from secretaire.drafting.pen.tasks import Task

_TITLE = "objet.0"
_HEAD = Span(typography("Objet : "), Origin(OriginKind.MODELE_TYPE))


def propose_title(
    office: Office,
    act_id: str,
    on_text: Callable[[str], None],
    cancelled: Callable[[], bool],
    seed: int = 0,
) -> ProposalView:
    """A title for an act, from its notes; the act does not change.

    Raises:
        ModelUnavailable: no model, or its process died; the act is intact.
        Cancelled: the person interrupted.
    """
    act = writing.get_act(office, act_id)
    made = propose(
        plume_of(office), Task.OBJET, "", act.notes, office.engine(), on_text=on_text, cancelled=cancelled, seed=seed
    )
    reasons = reasons_of(made)
    stored = keep(office, act, Role.OBJET, made, reasons)
    if reasons:  # her notes, one after the other, are no title
        return ProposalView(stored.id, Role.OBJET, "", False, reasons, "")
    return ProposalView(stored.id, Role.OBJET, _title(made.text), True, (), written_title(act))


def accept_title(office: Office, proposal_id: int, author: str) -> Act:
    """A person takes a title: on the page after « Objet : », and in the lists. Its facts come from the notes.

    Raises:
        Refused: the locks refused it, or it was already decided, or the act was changed elsewhere.
        WrongUsage: no such proposal.
    """
    stored = office.workspace.proposals.get(proposal_id)
    content = stored.content
    title = _title(" ".join(sentence.text for sentence in sentences_of(stored)))
    with office.workspace.writing():
        office.workspace.proposals.accept(proposal_id, author, now=datetime.now(UTC))
        act = writing.get_act(office, content.act_id)
        section = act.section(Role.OBJET)
        old = next(iter(section.visible), Paragraph(_TITLE, (_HEAD,)))
        written = spans_of(title, Origin(OriginKind.PLUME, content.run_id))
        new = replace(old, spans=joined([*_head_of(old), *written]), touched=True)
        others = [p for p in section.paragraphs if p.text and p.key != old.key]
        return writing.save_edit(office, act.with_section(replace(section, paragraphs=(new, *others))), author)


def _head_of(paragraph: Paragraph) -> list[Span]:
    """The spans of « Objet : »."""
    left = head_length(paragraph.text)
    head: list[Span] = []
    for span in paragraph.spans:
        if left > 0:
            head.append(replace(span, text=span.text[:left]))
        left -= len(span.text)
    return head


def _title(text: str) -> str:
    return typography(" ".join(text.split()).rstrip(" .;,"))
