"""The copy of an approved act that may be put on line: what to mask is proposed, a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import ValueKind
from secretaire.checks.personal_data import Category, matter_of_type, personal_data
from secretaire.desk import exporting, writing
from secretaire.desk.exporting import Leaf, Notice
from secretaire.desk.office import Office
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to
from secretaire.exchange.masking import masked

_CONTEXT = 40  # characters shown before and after
# who takes the act and who signs it are named by law (CRPA L. 212-1)
_PUBLIC_PARTS = frozenset({Role.ENTETE, Role.COMPOSITION, Role.SIGNATURES})


@dataclass(frozen=True, slots=True)
class MaskProposal:
    """Words that should be masked, everywhere they are.

    Attributes:
        places: section and characters [start, end) of its text.
        context: the words around the first place.
    """

    category: Category
    words: str
    places: tuple[tuple[Role, int, int], ...]
    context: str

    @property
    def why(self) -> str:
        """The reason, for a non-lawyer."""
        return self.category.why


@dataclass(frozen=True, slots=True)
class PublishableCopy:
    """The file written, and what it does not show.

    Attributes:
        not_read: the names of the files joined to the act: nobody looked in them for what to mask, so none is copied.
    """

    path: Path
    masked: tuple[MaskProposal, ...]
    left: tuple[MaskProposal, ...]
    notice: Notice | None
    not_read: tuple[str, ...] = ()


def proposals(office: Office, act_id: str) -> tuple[MaskProposal, ...]:
    """What should be masked in an act before it is published, in reading order.

    Raises:
        WrongUsage: no such act.
    """
    return _proposals(office, writing.get_act(office, act_id))


def public_subject(office: Office, act: Act) -> str:
    """The subject of an act as a list put on line, or the name of a file, may say it: what should be masked is."""
    words = [*(mask.words for mask in _proposals(office, act)), *_in_title(office, act)]
    return masked(act, {}, words).objet


def masked_leaf(office: Office, act: Act, chosen: Sequence[MaskProposal]) -> Leaf:
    """An approved act as its publishable copy shows it, the chosen words masked everywhere, in its title too.

    Raises:
        Refused: the act is not approved: nothing is published before.
    """
    leaf = exporting.leaf_of(office, act, Copy.DEFINITIF)
    wanted = {(p.category, p.words) for p in chosen}
    found = _proposals(office, leaf.act)
    masks = [p for p in found if (p.category, p.words) in wanted]
    untold = set(_in_title(office, act)) - {p.words for p in found}  # only the file shows it, as its title
    places: dict[Role, list[tuple[int, int]]] = {}
    for mask in masks:
        for role, start, end in mask.places:
            places.setdefault(role, []).append((start, end))
    return replace(leaf, act=masked(leaf.act, places, [*(mask.words for mask in masks), *untold]))


def export_publishable(
    office: Office,
    act_id: str,
    target: Path,
    chosen: Sequence[MaskProposal],
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> PublishableCopy:
    """Write the copy of an approved act with the chosen words masked. The act itself does not change.

    Raises:
        Refused: the act is not approved: nothing is published before.
        WrongUsage: no such act, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    act = writing.get_act(office, act_id)
    published = masked_leaf(office, act, chosen)
    wanted = {(p.category, p.words) for p in chosen}
    found = _proposals(office, exporting.with_lines(act))
    masks = tuple(p for p in found if (p.category, p.words) in wanted)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        papier = exporting.papier_for(office, route, Copy.DEFINITIF)
        source = exporting.written(office, published, Path(folder) / "acte.docx", papier)
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    left = tuple(p for p in found if p not in masks)
    not_read = tuple(piece.nom for piece in act.jointes)
    return PublishableCopy(target, masks, left, exporting.notice_of(office, route), not_read)


def _proposals(office: Office, act: Act) -> tuple[MaskProposal, ...]:
    public = _public_names(office)
    sections = [section for section in act.sections if section.role not in _PUBLIC_PARTS]
    text = "\n".join(section.text for section in sections)
    matter = matter_of_type(act.type_id)
    named = {
        origin.span.text
        for section in sections
        for origin in section.origins()
        if origin.span.value and origin.span.value.kind is ValueKind.PERSONNE
    }
    found: dict[tuple[Category, str], MaskProposal] = {}
    starts: list[tuple[int, Role]] = []
    position = 0
    for section in sections:
        starts.append((position, section.role))
        position += len(section.text) + 1
    for datum in personal_data(text, matter, public, opening=f"{act.objet}\n{text}", named=named):
        start, role = next((at, role) for at, role in reversed(starts) if at <= datum.start)
        place = (role, datum.start - start, datum.end - start)
        key = (datum.category, datum.text)
        if key in found:
            found[key] = replace(found[key], places=(*found[key].places, place))
            continue
        found[key] = MaskProposal(datum.category, datum.text, (place,), _around(text, datum.start, datum.end))
    return tuple(found.values())


def _in_title(office: Office, act: Act) -> tuple[str, ...]:
    """What should be masked in the subject alone, which the text may say otherwise."""
    found = personal_data(act.objet, matter_of_type(act.type_id), _public_names(office))
    return tuple(datum.text for datum in found)


def _public_names(office: Office) -> list[str]:
    """Who sits or sat at the council is no secret."""
    return [elu.full_name for elu in office.workspace.roster.get().elus]


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, none of them cut."""
    first = text.rfind(" ", 0, max(0, start - _CONTEXT)) + 1
    last = text.find(" ", end + _CONTEXT)
    return " ".join(text[first : last if last >= 0 else len(text)].split())
