"""A passage of an act, corrected or turned by the pen; a person takes the new words, or leaves them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from secretaire.acts.act import Act, Paragraph, Role
from secretaire.acts.spans import Origin, OriginKind
from secretaire.desk import writing
from secretaire.desk.office import Office
from secretaire.desk.proposals import TEXT, keep, reasons_of, sentences_of
from secretaire.desk.resources import plume
from secretaire.drafting.pen.pen import propose
from secretaire.drafting.pen.tasks import Task
from secretaire.drafting.reuse.comparison import ComparedPiece, compare_words
from secretaire.drafting.reworking import Passage, passage_at, rework, reworked
from secretaire.errors import Code, Refused
from secretaire.store.proposals import Place


@dataclass(frozen=True, slots=True)
class Retouch:
    """A way to write a passage again, in the words of the trade."""

    task: Task
    libelle: str


@dataclass(frozen=True, slots=True)
class ReworkView:
    """A passage as it is and as it would be.

    Attributes:
        place: the passage, whole sentences, in its section.
        before, after: what closes the last sentence included; the same when nothing may be taken.
        pieces: the two texts, word by word.
        acceptable: the checks found nothing, and something changes.
        reasons: why it is not, in French.
        unchanged: the pen finds nothing to change.
    """

    id: int
    role: Role
    place: Place
    before: str
    after: str
    pieces: tuple[ComparedPiece, ...]
    acceptable: bool
    reasons: tuple[str, ...]
    unchanged: bool


RETOUCHES = (
    Retouch(Task.CORRIGER, "Corriger la langue"),
    Retouch(Task.PLUS_COURT, "Plus court"),
    Retouch(Task.PLUS_FORMEL, "Plus formel"),
    Retouch(Task.PLURIEL, "Au pluriel"),
    Retouch(Task.SINGULIER, "Au singulier"),
    Retouch(Task.FEMININ, "Au féminin"),
    Retouch(Task.MASCULIN, "Au masculin"),
)

_PROSE = frozenset({Role.OBJET, Role.EXPOSE, Role.CONSIDERANTS, Role.DISPOSITIF})
_CLOSING = re.compile(r"[.,;:]*")
_CONSIDERANT = "Considérant"
_NOTHING = "l'assistant n'y change rien"


def place_of(act: Act, role: Role, start: int, end: int) -> Place:
    """The paragraph and the whole sentences around characters [start, end) of the text of a section.

    Raises:
        Refused: the passage is in several paragraphs, in a table, or in a part that the program writes.
    """
    position = 0
    for paragraph in act.section(role).visible:
        after = position + len(paragraph.text)
        if start <= after:
            if end > after + 1:
                raise Refused(
                    Code.PASSAGE_FIXED, cause="il couvre plusieurs paragraphes, retouchez-les l'un après l'autre"
                )
            found = _passage(role, paragraph, start - position, min(end, after) - position)
            return Place(paragraph.key, found.start, found.end)
        position = after + 1
    raise Refused(Code.PASSAGE_FIXED, cause="aucun texte n'est écrit ici")


def text_at(act: Act, role: Role, place: Place) -> str:
    """The words of a passage; empty when its paragraph is gone."""
    return "".join(p.text[place.start : place.end] for p in act.section(role).visible if p.key == place.paragraph)


def propose_rework(
    office: Office,
    act_id: str,
    role: Role,
    paragraph: str,
    start: int,
    end: int,
    task: Task,
    on_text: Callable[[str], None],
    cancelled: Callable[[], bool],
    seed: int = 0,
) -> ReworkView:
    """Write again the sentences around characters [start, end) of a paragraph; the act does not change.

    `on_text` receives the whole text so far, from the thread of the caller.

    Raises:
        Refused: nothing can be written again there.
        ModelUnavailable: no model, or its process died; the act is intact.
        Cancelled: the person interrupted.
    """
    act = writing.get_act(office, act_id)
    old = next((p for p in act.section(role).visible if p.key == paragraph), None)
    if old is None:
        raise Refused(Code.PASSAGE_CHANGED)
    passage = _passage(role, old, start, end)
    made = propose(
        plume(),
        task,
        "",
        [passage.given],
        office.engine(),
        on_text=lambda text: on_text(passage.received(text)),
        cancelled=cancelled,
        seed=seed,
    )
    after = passage.received(made.text)
    place = Place(paragraph, passage.start, passage.end)
    reasons = reasons_of(made, TEXT) or _reasons(old, passage, after)
    stored = keep(office, act, role, made, reasons, place)
    found = _CLOSING.match(old.text, passage.end)
    closing = found.group() if found else ""
    before = passage.text + closing
    shown = before if reasons else after + closing  # what nobody may take is not shown
    pieces = compare_words(before, shown)
    unchanged = reasons == (_NOTHING,)
    return ReworkView(stored.id, role, place, before, shown, pieces, not reasons, reasons, unchanged)


def accept_rework(office: Office, proposal_id: int, author: str) -> Act:
    """A person takes the new words: they are of the pen, those that stay keep their origin, facts are as they were.

    Raises:
        Refused: the checks refused it, a fact is no longer the same, or the passage was changed meanwhile.
        WrongUsage: no such proposal.
    """
    stored = office.workspace.proposals.get(proposal_id)
    content, place = stored.content, stored.content.place
    with office.workspace.writing():
        office.workspace.proposals.accept(proposal_id, author, now=datetime.now(UTC))
        act = writing.get_act(office, content.act_id)
        section = act.section(content.role)
        old = next((p for p in section.visible if place is not None and p.key == place.paragraph), None)
        passage = _again(old, place, content.notes) if old and place else None
        if old is None or passage is None:
            raise Refused(Code.PASSAGE_CHANGED)
        after = passage.received(" ".join(sentence.text for sentence in sentences_of(stored)))
        made = rework(old, passage, after, Origin(OriginKind.PLUME, content.run_id))
        if made.changed:
            raise Refused(Code.PROPOSAL_LOCKED, proposition=proposal_id, motifs=" ; ".join(_changed(made.changed)))
        new = reworked(old, passage, made)
        paragraphs = tuple(new if p is old else p for p in section.paragraphs)
        return writing.save_edit(office, act.with_section(replace(section, paragraphs=paragraphs)), author)


def _passage(role: Role, paragraph: Paragraph, start: int, end: int) -> Passage:
    if role not in _PROSE:
        raise Refused(Code.PASSAGE_FIXED, cause="cette partie de l'acte est écrite par le programme")
    if "\t" in paragraph.text:
        raise Refused(Code.PASSAGE_FIXED, cause="c'est une ligne de tableau")
    found = passage_at(paragraph, start, end)
    if found is None:
        raise Refused(Code.PASSAGE_FIXED, cause="il n'y a pas de phrase à cet endroit")
    return found


def _again(paragraph: Paragraph, place: Place, given: str) -> Passage | None:
    """The passage that was read, where it stands now: something may have been typed before it."""
    passage = Passage(place.start, place.end, paragraph.text[place.start : place.end])
    if passage.given == given:
        return passage
    length = place.end - place.start
    found = (Passage(at, at + length, paragraph.text[at : at + length]) for at in range(len(paragraph.text)))
    same = [p for p in found if p.given == given]
    return same[0] if len(same) == 1 else None


def _reasons(paragraph: Paragraph, passage: Passage, after: str) -> tuple[str, ...]:
    """Why a text that the checks of the pen accept cannot take the place of the passage."""
    if after == passage.text:
        return (_NOTHING,)
    if passage.text.startswith(_CONSIDERANT) and not after.startswith(_CONSIDERANT):
        return (f"la phrase ne commence plus par « {_CONSIDERANT} »",)
    return _changed(rework(paragraph, passage, after, Origin(OriginKind.PLUME)).changed)


def _changed(facts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"« {fact} » n'est plus le même" for fact in facts)
