"""What the commune can show of its assistant: the register of what it proposed, and a charter to put to the council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import yaml

from secretaire.acts.act import Section
from secretaire.acts.spans import OriginKind
from secretaire.acts.wording import day, de_commune
from secretaire.desk import models, writing
from secretaire.desk.energy import DESKTOP_W, HYPOTHESIS, LAPTOP_W, Energy
from secretaire.desk.minutes import minutes_of
from secretaire.desk.office import Office
from secretaire.desk.proposals import sentences_of
from secretaire.desk.resources import resources
from secretaire.errors import ModelUnavailable
from secretaire.exchange.statement import Chapter, Grid, Statement
from secretaire.store.proposals import ProposalStatus, StoredProposal

_SECONDS = 3600


class Fate(StrEnum):
    """What became of a passage: a piece of a proposal, a sentence most often."""

    ECARTEE = "ecartee"  # the checks refused it: the secretary's own words were shown in its place
    EN_ATTENTE = "en_attente"
    REFUSEE = "refusee"
    GARDEE = "gardee"  # it stands in the document, word for word
    RETOUCHEE = "retouchee"  # words of it stand there
    RETIREE = "retiree"  # accepted, and gone since


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What the assistant did for one document.

    Attributes:
        document: « Délibération 2026-014, Tarifs de la salle », « Procès-verbal du 3 mars 2026 ».
        fates: how many passages had each fate.
        erased: proposals whose text was taken away, and whose passages are no longer counted.
        seconds: that it worked.
    """

    document: str
    proposals: int
    fates: Counter[Fate]
    erased: int
    seconds: float

    @property
    def passages(self) -> int:
        return self.fates.total()

    @property
    def accepted(self) -> int:
        return sum(self.fates[fate] for fate in (Fate.GARDEE, Fate.RETOUCHEE, Fate.RETIREE))


@dataclass(frozen=True, slots=True)
class Register:
    """Every document that the assistant was asked for, in the order it was."""

    lines: tuple[RegisterLine, ...]
    energy: Energy

    @property
    def total(self) -> RegisterLine:
        fates: Counter[Fate] = sum((line.fates for line in self.lines), Counter())
        return RegisterLine(
            "Ensemble",
            sum(line.proposals for line in self.lines),
            fates,
            sum(line.erased for line in self.lines),
            sum(line.seconds for line in self.lines),
        )


def register(office: Office) -> Register:
    """What was proposed, and what became of it, as the documents stand now."""
    made: dict[tuple[str, int | None], list[StoredProposal]] = {}
    for stored in office.workspace.proposals.list():
        made.setdefault((stored.content.act_id, stored.content.seance_id), []).append(stored)
    lines = tuple(_line(office, act_id, seance_id, stored) for (act_id, seance_id), stored in made.items())
    return Register(lines, _energy(sum(line.seconds for line in lines)))


def register_statement(held: Register, on: date) -> Statement:
    """The register as a document."""
    total, energy = held.total, held.energy
    rows = [
        (
            line.document,
            str(line.passages),
            str(line.accepted),
            str(line.fates[Fate.RETOUCHEE] + line.fates[Fate.RETIREE]),
            str(line.fates[Fate.REFUSEE]),
            str(line.fates[Fate.ECARTEE]),
        )
        for line in (*held.lines, total)
    ]
    headings = ("Document", "Proposés", "Acceptés", "dont retouchés ou retirés", "Refusés", "Écartés")
    opening = [
        "Un passage est une phrase proposée par l'assistant de rédaction. Aucun n'entre dans un document sans qu'une personne "
        "l'ait accepté. « Écarté » : les contrôles du logiciel l'ont refusé avant qu'il soit proposé.",
    ]
    if not held.lines:
        opening = ["L'assistant de rédaction n'a rien proposé dans cet espace."]
    closing = [
        f"Temps d'écriture de l'assistant : {total.seconds / 60:.0f} min. Électricité : de {_wh(energy.low_wh)} à "
        f"{_wh(energy.high_wh)}.",
        HYPOTHESIS,
        f"En attente d'une décision : {total.fates[Fate.EN_ATTENTE]}. Propositions dont le texte a été effacé : {total.erased}.",
    ]
    return Statement(
        title="REGISTRE DE L'ASSISTANCE",
        about=f"État au {day(on)}",
        opening=opening,
        chapters=(
            Chapter(
                "1. Ce que l'assistant a proposé",
                grid=Grid(headings, (40, 12, 12, 14, 11, 11), rows if held.lines else ()),
            ),
            Chapter("2. Ce qu'il a coûté", closing),
        ),
    )


def charter(office: Office) -> Statement:
    """A charter to put to the council, with the name of the commune."""
    read = yaml.safe_load((resources() / "charte" / "charte.yaml").read_text(encoding="utf-8"))
    commune = de_commune(office.commune.nom, office.commune.liaison)

    def named(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text.format(commune=commune) for text in texts)

    return Statement(
        title=read["titre"],
        about=read["sujet"],
        opening=named(read["preambule"]),
        chapters=tuple(Chapter(article["titre"], named(article["textes"])) for article in read["articles"]),
        signers=named(read["signataires"]),
    )


def _line(office: Office, act_id: str, seance_id: int | None, made: Sequence[StoredProposal]) -> RegisterLine:
    if seance_id is None:
        act = writing.get_act(office, act_id)
        name, sections = " ".join(filter(None, (act.numero, act.objet or act_id))), act.sections
    else:
        view = minutes_of(office, seance_id)
        held = office.workspace.seances.get(seance_id)
        name = f"Procès-verbal du {day(held.date)}"
        sections = tuple(part.section for part in view.minutes.parts)
    text = _plain("\n".join(section.text for section in sections))
    standing = set(_runs(sections))
    fates = Counter(fate for stored in made for fate in _fates(stored, text, stands=stored.content.run_id in standing))
    return RegisterLine(
        document=name,
        proposals=len(made),
        fates=fates,
        erased=sum(stored.erased for stored in made),
        seconds=sum(stored.content.duration_s for stored in made),
    )


def _fates(stored: StoredProposal, text: str, *, stands: bool) -> Iterator[Fate]:
    """The fate of each passage; `stands`: words of that proposal are still in the document."""
    for sentence in sentences_of(stored):
        if not sentence.accepted:
            yield Fate.ECARTEE
        elif stored.status is ProposalStatus.PROPOSEE:
            yield Fate.EN_ATTENTE
        elif stored.status is ProposalStatus.REFUSEE:
            yield Fate.REFUSEE
        elif _plain(sentence.text).rstrip(" ;.,") in text:
            yield Fate.GARDEE
        else:
            yield Fate.RETOUCHEE if stands else Fate.RETIREE


def _runs(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for place in section.origins():
            if place.origin.kind is OriginKind.PLUME:
                yield place.origin.source


def _plain(text: str) -> str:
    """Without what typography changes: spaces, apostrophes."""
    return " ".join(text.replace("’", "'").split())


def _energy(seconds: float) -> Energy:
    try:
        return models.energy_of(models.chosen_model(), seconds)
    except ModelUnavailable:  # it worked, and is no longer here: the whole range of this PC
        return Energy(LAPTOP_W * seconds / _SECONDS, DESKTOP_W * seconds / _SECONDS)


def _wh(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") + "\u00a0Wh"
