"""The whole procès-verbal, part after part (CGCT L. 2121-15)."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.acts import wording
from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.council.course import Sort
from secretaire.council.minutes import Arret, Minutes, MinutesPart
from secretaire.council.quorum import quorum
from secretaire.drafting.compose import deliberation
from secretaire.drafting.compose.paragraphs import formula
from secretaire.drafting.minutes.material import Material
from secretaire.drafting.minutes.movements import movements
from secretaire.drafting.minutes.points import point_part

_AGENDA = "ordre_du_jour."


def assemble(material: Material) -> Minutes:
    """The procès-verbal as the course of the meeting tells it; what is not known yet is a visible blank."""
    return Minutes(
        (
            MinutesPart("entete", _heading(material)),
            MinutesPart("ouverture", _opening(material)),
            *(point_part(material, point) for point in material.course.points),
            MinutesPart("levee", _end(material)),
            MinutesPart("signatures", deliberation.signatures(material.facts)),
        )
    )


def _heading(material: Material) -> Section:
    facts = material.facts
    return Section(
        Role.ENTETE,
        (
            *deliberation.place_lines(facts),
            Paragraph("entete.titre", (facts.said("PROCÈS-VERBAL DE LA SÉANCE DU\u00a0CONSEIL\u00a0MUNICIPAL"),)),
            formula(
                "entete.seance",
                "Séance du {jour}",
                facts,
                jour=(facts.day("seance.date", material.course.seance.date),),
            ),
        ),
    )


def _opening(material: Material) -> Section:
    composed = deliberation.composition(material.facts)
    return Section(composed.role, (*composed.paragraphs, *_no_quorum(material), *_agenda(material)))


def _no_quorum(material: Material) -> Iterator[Paragraph]:
    """Nothing can be decided (L. 2121-17)."""
    opened = material.course.seance
    needed = quorum(len(material.members))
    present = sum(e in material.members for e in opened.presents)
    if not opened.presents or present >= needed or material.course.seconde_convocation:
        return
    yield formula(
        "composition.quorum",
        "Le quorum de {n} membres n'est pas atteint ({presents} présents).",
        material.facts,
        n=material.number("seance.quorum", needed),
        presents=material.number("seance.presents", present),
    )


def _agenda(material: Material) -> Iterator[Paragraph]:
    facts = material.facts
    if not material.course.points:
        yield Paragraph(f"{_AGENDA}titre", (facts.missing("seance.points", "ordre du jour"),))
        return
    yield Paragraph(f"{_AGENDA}titre", (facts.said("Ordre du jour :"),))
    for rank, point in enumerate(material.course.points, start=1):
        yield formula(
            f"{_AGENDA}{point.id}",
            "{rang}. {objet}" + (" (point ajouté après l'envoi de la convocation)" if point.ajoute else ""),
            facts,
            rang=material.number("seance.points", rank),
            objet=(facts.known("seance.points", wording.typography(point.objet)),),
        )


def _end(material: Material) -> Section:
    course, facts = material.course, material.facts
    sorts = [course.passage(p.id).sort for p in course.points]
    last = next((sort for sort in reversed(sorts) if sort is not Sort.SANS_VOTE), None)
    why = "Le quorum n'étant plus réuni" if last is Sort.SANS_QUORUM else "L'ordre du jour étant épuisé"
    ended = material.hour("seance.levee", course.levee) or (facts.missing("seance.levee", "heure de fin"),)
    paragraphs = [
        *movements(material, None),
        formula("levee", f"{why}, la séance est levée à {{heure}}.", facts, heure=ended),
        *([settled_later(material, material.arret)] if material.arret else []),
    ]
    return Section(Role.CLOTURE, tuple(paragraphs))


def settled_later(material: Material, arret: Arret) -> Paragraph:
    """« Procès-verbal arrêté en séance du … », with what was put right."""
    remarks = arret.remarques.strip().rstrip(".")
    return formula(
        "arret",
        "Procès-verbal arrêté en séance du {jour}[[, après les rectifications suivantes : {rectifications}]].",
        material.facts,
        jour=(material.facts.day("seance.arret", arret.date),),
        rectifications=(_noted(remarks),) if remarks else (),
    )


def _noted(text: str) -> Span:
    flat = " ; ".join(line.strip().rstrip(" .;") for line in text.splitlines() if line.strip())
    return Span(wording.typography(wording.lower_first(flat)), Origin(OriginKind.SAISIE, "notes"))
