"""A small commune, its council, a meeting that is regular, and a type to check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from secretaire.acts.act import Act, ActId, FieldInput, Paragraph, Role, Section
from secretaire.acts.act_type import ActType, Champ, Famille, Paragraphe, Visa
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding
from secretaire.checks.run import run_checks
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, load_snapshot

DROIT = Path(__file__).parents[3] / "resources" / "droit"
NAMES = ["Dupré", "Martin", "Roux", "Bon", "Lam", "Bel", "Got", "Nau", "Pic", "Sol", "Vau"]
MENTIONS = "Acte transmis au représentant de l'État et publié. Il peut être contesté devant le tribunal administratif."


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


@dataclass(frozen=True)
class Case:
    """A regular case; `but` changes one thing, `codes` says what the checks then report."""

    context: CheckContext

    def but(self, **changes: Any) -> Case:
        return Case(replace(self.context, **changes))

    def with_type(self, **changes: Any) -> Case:
        kind = self.context.act_type.model_copy(update=changes)
        return self.but(act_type=kind)

    def with_seance(self, **changes: Any) -> Case:
        assert self.context.seance
        return self.but(seance=replace(self.context.seance, **changes))

    def with_act(self, **changes: Any) -> Case:
        return self.but(act=replace(self.context.act, **changes))

    def with_fields(self, champs: Sequence[Champ], fields: Mapping[str, FieldInput]) -> Case:
        return self.with_type(champs=tuple(champs)).with_act(fields=fields)

    def with_text(self, role: Role, *spans: Span | str) -> Case:
        """One more paragraph in a section; a plain string is wording of the type."""
        wording = Origin(OriginKind.MODELE_TYPE, "essai")
        paragraph = Paragraph("ajout.9", tuple(s if isinstance(s, Span) else Span(s, wording) for s in spans))
        old = self.context.act.section(role)
        new = Section(role, (*old.paragraphs, paragraph))
        others = [s for s in self.context.act.sections if s.role is not role]
        order = list(Role)
        return self.with_act(sections=tuple(sorted([*others, new], key=lambda s: order.index(s.role))))

    def findings(self, code: str = "") -> list[Finding]:
        return [f for f in run_checks(self.context) if not code or f.code == code]

    def codes(self) -> set[str]:
        return {f.code for f in self.findings()}


@pytest.fixture
def regular(snapshot: Snapshot) -> Case:
    """A deliberation voted by ten of eleven, convened in time: no check has anything to say."""
    elus = tuple(
        Elu(i, "Mme" if i % 2 else "M.", nom, f"Prénom{nom}", "maire" if i == 1 else "conseiller", i, date(2026, 3, 22))
        for i, nom in enumerate(NAMES, start=1)
    )
    kind = ActType(
        id="essai",
        famille=Famille.DELIBERATION,
        libelle="Essai",
        matiere="7.1",
        nature_actes="DE",
        transmissible=True,
        objet="Essai",
        champs=(),
        visas=(Visa(code="CGCT", articles=("L. 2121-29",)),),
        articles=(Paragraphe(texte="Décision."),),
        droit_au="2026-11",
    )
    wording = Origin(OriginKind.MODELE_TYPE, "essai")

    def section(role: Role, text: str) -> Section:
        return Section(role, (Paragraph(f"{role.value}.0", (Span(text, wording),)),))

    act = Act(
        ActId("1"),
        "essai",
        "2026-012",
        "Essai",
        (
            section(
                Role.VISAS, "Vu le code général des collectivités territoriales, notamment son article L. 2121-29,"
            ),
            section(Role.VOTE, "Le conseil municipal, après en avoir délibéré, à l'unanimité, DÉCIDE :"),
            section(Role.DISPOSITIF, "Article 1 : La proposition est approuvée."),
            section(Role.SIGNATURES, "Le maire, la secrétaire de séance"),
            section(Role.MENTIONS, MENTIONS),
        ),
        seance_id=1,
    )
    commune = Commune("14025", "Aubigny", 1, "211400254", 291, "14", "Calvados", 2, "Caen", "Normandie", "CC d'essai")
    seance = Seance(
        id=1,
        date=date(2026, 12, 18),
        heure=time(20, 30),
        convocation=date(2026, 12, 14),
        presents=(1, 2, 3, 4, 5, 6, 7, 8),
        pouvoirs=(Pouvoir(9, 2), Pouvoir(10, 3)),
        secretaire=3,
    )
    return Case(CheckContext(act, kind, commune, Roster(elus), seance, Vote(10), snapshot, date(2026, 12, 1)))


@pytest.fixture
def typed() -> Callable[[str], Span]:
    """Text typed by a person."""
    return lambda text: Span(text, Origin(OriginKind.MAIN, "Anne"))
