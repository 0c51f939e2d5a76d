"""One point of the procès-verbal: its title, the report, who stood back, what was said, the ballot, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from secretaire.acts import wording
from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.council.agenda import Nature, Point
from secretaire.council.ballots import cast
from secretaire.council.course import ByCount, ByName, Motif, Passage, Retrait, Sort, held_at, seance_at
from secretaire.council.minutes import MinutesPart
from secretaire.council.votes import Scrutin, decision
from secretaire.drafting.compose.deliberation import RAPPORTEUR, president_of_the_meeting
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.compose.paragraphs import formula
from secretaire.drafting.compose.sitting import closed_doors, nomination, noted, rounds
from secretaire.drafting.compose.vote import result_of
from secretaire.drafting.minutes.material import PROCES_VERBAL, Material, Settled
from secretaire.drafting.minutes.movements import movements
from secretaire.drafting.minutes.speakers import with_civility
from secretaire.drafting.notes import clean_notes
from secretaire.drafting.pen.tasks import Task

TASKS = {Nature.QUESTIONS: Task.QUESTIONS_DIVERSES}
"""What the pen is asked for the notes of a point, when it is not a debate."""

_EXECUTION = "article.execution"
_REPORT = "rapport."
_ASIDE = {
    Motif.INTERET: "{elu}, {interesse} à l'affaire, quitte la salle[[ à {heure}]] et ne prend part ni au débat ni au vote"
    "[[ ; le pouvoir reçu de {mandant} n'est pas utilisé]].",
    Motif.ORGANISME: "{elu}, qui représente la commune dans l'organisme concerné, quitte la salle[[ à {heure}]], ne prend "
    "part ni au débat ni au vote et n'est pas {compte} parmi les membres en exercice pour ce point"
    "[[ ; le pouvoir reçu de {mandant} n'est pas utilisé]].",
    Motif.COMPTE: "{elu} se retire[[ à {heure}]] au moment du vote du compte"
    "[[ ; le pouvoir reçu de {mandant} n'est pas utilisé]].",
}
_UNREPRESENTED = "{elu} n'est pas représenté{e} pour ce point : son pouvoir n'est pas utilisé."
_ASKED = {
    Scrutin.PUBLIC: "Il est procédé au scrutin public[[, à la demande de {noms}]].",
    Scrutin.SECRET: "Il est procédé au scrutin secret[[, à la demande de {noms}]].",
}


def point_part(material: Material, point: Point) -> MinutesPart:
    """The part of a point; what is not known yet is a visible blank."""
    passage = material.course.passage(point.id)
    paragraphs = [
        *movements(material, point.id),
        _title(material, point),
        *_examined(material, point, passage),
    ]
    return MinutesPart(f"point.{point.id}", Section(Role.EXPOSE, tuple(paragraphs)), point.id)


def _title(material: Material, point: Point) -> Paragraph:
    objet = material.facts.known("seance.points", wording.typography(point.objet))
    return formula(
        "titre", "{rang}. {objet}", material.facts, rang=material.number("seance.points", material.rank(point.id)),
        objet=(objet,),
    )  # fmt: skip


def _examined(material: Material, point: Point, passage: Passage) -> Iterator[Paragraph]:
    if passage.sort is Sort.RETIRE:
        yield from _noted_lines(material, point, passage)
        yield _said(material, "vote.resultat", f"{_maire(material)} retire ce point de l'ordre du jour.")
        return
    if passage.sort is Sort.SANS_QUORUM:
        yield from _noted_lines(material, point, passage)
        yield _no_quorum(material, point)
        return
    act = material.acts.get(point.id)
    if act is not None and act.numero and point.nature is Nature.DELIBERATION:
        numero = material.facts.known("acte.numero", act.numero, Value(ValueKind.REFERENCE, act.numero))
        yield formula("numero", "Délibération n° {numero}", material.facts, numero=(numero,))
    if point.rapporteur is not None:
        yield formula(
            "rapporteur", "Rapporteur : {elu}", material.facts, elu=material.person("seance.points", point.rapporteur)
        )
    if passage.huis_clos is not None:
        president = president_of_the_meeting(material.facts)
        yield closed_doors("huis_clos", passage.huis_clos, material.facts, president, whole=False)
    yield from _aside(material, point, passage)
    if act is not None:
        yield from _report(act)
    if point.nature is Nature.DECISIONS:
        yield _said(
            material, "decisions", f"{_maire(material)} rend compte des décisions prises en vertu de sa délégation."
        )
    yield from _noted_lines(material, point, passage)
    if passage.amendement.strip():
        yield _amended(material, passage)
    yield from _decided(material, point, passage, act)


def _noted_lines(material: Material, point: Point, passage: Passage) -> Iterator[Paragraph]:
    """The notes, in sentences of the code."""
    typed = [line for line in passage.notes.splitlines() if line.strip()]
    notes = with_civility(typed, material.roster.on(material.course.seance.date))
    yield from clean_notes(notes, material.plume.forms[TASKS.get(point.nature, Task.DEBAT)], material.plume)


def _report(act: Act) -> Iterator[Paragraph]:
    """What was put to the council: the exposé of the act."""
    for paragraph in act.section(Role.EXPOSE).visible:
        if paragraph.key == RAPPORTEUR:  # the line above names who reports
            continue
        yield Paragraph(f"{_REPORT}{paragraph.key}", paragraph.spans)


def _decided(material: Material, point: Point, passage: Passage, act: Act | None) -> Iterator[Paragraph]:
    match passage.sort:
        case Sort.REPORTE:
            yield _said(
                material,
                "vote.resultat",
                "Le conseil municipal décide de renvoyer l'examen de ce point à une prochaine séance.",
            )
        case Sort.VOTE | Sort.PREND_ACTE if point.nature is Nature.PROCES_VERBAL:
            yield from _ballot(material, point, passage)
            yield from _settled(material, point)
        case Sort.VOTE | Sort.PREND_ACTE if act is not None:
            yield from _ballot(material, point, passage, papers=False)  # the act gives the count of a secret ballot
            yield from _act_decision(act, _told(passage))
        case Sort.VOTE if passage.tours:
            yield from _ballot(material, point, passage)
            yield from nomination(passage, _held_facts(material, point))
            yield from rounds(passage, material.facts)
        case Sort.VOTE:
            yield from _ballot(material, point, passage)
            yield from nomination(passage, _held_facts(material, point))
            if passage.ballot is not None or not passage.immediate:
                yield _voted(material, point)
        case Sort.PREND_ACTE:
            yield _said(material, "vote.resultat", "Le conseil municipal prend acte.")
        case None if point.nature in {Nature.DELIBERATION, Nature.PROCES_VERBAL}:
            blank = material.facts.missing("seance.resultat", "résultat")
            yield Paragraph("vote.resultat", (blank,))


def _told(passage: Passage) -> tuple[str, ...]:
    """What the part has said already, that the vote of the act says again in its own words: the beginning of its keys."""
    said = {
        "vote.huis_clos": passage.huis_clos is not None,
        "vote.deport": bool(passage.retraits),
        "vote.presidence": passage.president is not None,
        "vote.appel": passage.scrutin in _ASKED,
    }
    return tuple(key for key, told in said.items() if told)


def _act_decision(act: Act, told: tuple[str, ...]) -> Iterator[Paragraph]:
    """The vote and the articles of the act, less its execution and what was told."""
    for role in (Role.VOTE, Role.DISPOSITIF):
        for paragraph in act.section(role).visible:
            if paragraph.key != _EXECUTION and not paragraph.key.startswith(told):
                yield replace(paragraph, touched=False)


def _voted(material: Material, point: Point) -> Paragraph:
    """The result on a point without an act."""
    facts = _held_facts(material, point)
    vote = facts.context.vote
    result = result_of(vote, facts)
    if vote is not None and decision(vote, PROCES_VERBAL.majorite, facts.context.scrutin).adopte:
        return replace(result, spans=(*result.spans, facts.said(" adopte la proposition.")))
    return result


def _held_facts(material: Material, point: Point) -> Facts:
    """The facts as that point finds the meeting."""
    held = held_at(material.course, point.id, material.members)
    context = replace(material.facts.context, vote=material.votes.get(point.id), held=held)
    return Facts(PROCES_VERBAL, {}, context)


def _settled(material: Material, point: Point) -> Iterator[Paragraph]:
    """Each of the minutes settled at this point; a point each when there are as many."""
    points = [p.id for p in material.course.points if p.nature is Nature.PROCES_VERBAL]
    told = material.settled
    if len(points) > 1 and len(told) == len(points):
        told = (told[points.index(point.id)],)
    if not told:
        yield _arret(material, "vote.resultat", None)
    for rank, settled in enumerate(told):
        yield _arret(material, f"vote.resultat.{rank}" if rank else "vote.resultat", settled)


def _arret(material: Material, key: str, settled: Settled | None) -> Paragraph:
    remarks = settled.remarques.strip().rstrip(".") if settled else ""
    return formula(
        key,
        "Le procès-verbal de la séance du {jour} est arrêté[[, après les rectifications suivantes : {rectifications}]].",
        material.facts,
        jour=(
            material.facts.day("seance.precedente", settled.date)
            if settled
            else material.facts.missing("seance.precedente", "date de la séance précédente"),
        ),
        rectifications=(_noted(noted(remarks)),) if remarks else (),
    )


def _ballot(material: Material, point: Point, passage: Passage, *, papers: bool = True) -> Iterator[Paragraph]:
    """A ballot that is not by show of hands, who asked for it; names and senses when it is public (L. 2121-15)."""
    if passage.scrutin not in _ASKED:
        return
    asked = material.names("seance.scrutins", passage.demandeurs)
    yield formula("scrutin", _ASKED[passage.scrutin], material.facts, noms=asked)
    if isinstance(passage.ballot, ByName):
        yield from _senses(material, point, passage.ballot)
    elif papers and isinstance(passage.ballot, ByCount):
        yield _papers(material, passage.ballot)


def _senses(material: Material, point: Point, ballot: ByName) -> Iterator[Paragraph]:
    """Who voted what."""
    others = {*ballot.contre, *ballot.abstentions, *ballot.refus}
    voices: tuple[tuple[str, str, tuple[int, ...]], ...] = (
        ("A voté pour", "Ont voté pour", tuple(e for e in material.room(point).voix if e not in others)),
        ("A voté contre", "Ont voté contre", ballot.contre),
        ("S'est abstenu", "Se sont abstenus", ballot.abstentions),
        ("N'a pas pris part au vote", "N'ont pas pris part au vote", ballot.refus),
    )
    for rank, (one, several, elus) in enumerate(voices):
        if elus:
            label = several if len(elus) > 1 else one
            if label.endswith(("abstenu", "abstenus")) and all(material.elu(e).feminine for e in elus):
                label = label.replace("abstenu", "abstenue")
            names = material.names("vote.resultat", elus)
            yield formula(f"scrutin.noms.{rank}", f"{label} : {{noms}}.", material.facts, noms=names)


def _papers(material: Material, ballot: ByCount) -> Paragraph:
    """The count of a ballot: what was found in the box."""
    counts = {
        "bulletins": cast(ballot),
        "nuls": ballot.blancs_nuls,
        "exprimes": ballot.pour + ballot.contre,
        "pour": ballot.pour,
        "contre": ballot.contre,
    }
    withheld = ballot.abstentions + ballot.refus
    return formula(
        "scrutin.bulletins",
        "Votants : {bulletins}[[ ; abstentions ou refus de vote : {retenus}]] ; blancs et nuls : {nuls} ; suffrages exprimés : "
        "{exprimes} ; pour : {pour} ; contre : {contre}.",
        material.facts,
        retenus=material.number("vote.resultat", withheld) if withheld else (),
        **{name: material.number("vote.resultat", count) for name, count in counts.items()},
    )


def _aside(material: Material, point: Point, passage: Passage) -> Iterator[Paragraph]:
    for rank, retrait in enumerate(passage.retraits):
        yield from _withdrawn(material, point, retrait, f"retrait.{rank}")
    if passage.president is not None:
        yield formula(
            "presidence",
            "{elu} préside la séance pour ce point.",
            material.facts,
            elu=material.person("seance.president", passage.president),
        )


def _withdrawn(material: Material, point: Point, retrait: Retrait, key: str) -> Iterator[Paragraph]:
    elu = material.elu(retrait.elu)
    pouvoirs = seance_at(material.course, point.id).pouvoirs
    held = next((p.mandant for p in pouvoirs if p.mandataire == retrait.elu), None)
    ending = "e" if elu.feminine else ""
    nom = material.person("seance.retraits", retrait.elu)
    if retrait.elu not in material.room(point).presents:
        if any(p.mandant == retrait.elu for p in pouvoirs):
            yield formula(key, _UNREPRESENTED.replace("{e}", ending), material.facts, elu=nom)
        return
    yield formula(
        key,
        _ASIDE[retrait.motif],
        material.facts,
        elu=nom,
        interesse=(material.facts.said(f"intéressé{ending}"),),
        compte=(material.facts.said(f"compté{ending}"),),
        heure=material.hour("seance.retraits", retrait.heure),
        mandant=material.person("seance.pouvoirs", held) if held is not None else (),
    )


def _no_quorum(material: Material, point: Point) -> Paragraph:
    presence = material.room(point).presence
    return formula(
        "vote.resultat",
        "Le quorum n'est pas réuni pour ce point ({presents} membres présents pour {quorum} requis) : le conseil municipal "
        "ne peut pas délibérer, l'examen en est renvoyé à une prochaine séance.",
        material.facts,
        presents=material.number("seance.presents", presence.counted),
        quorum=material.number("seance.quorum", presence.quorum),
    )


def _amended(material: Material, passage: Passage) -> Paragraph:
    text = " ; ".join(line.strip().rstrip(" .;") for line in passage.amendement.splitlines() if line.strip())
    return formula(
        "amendement",
        "Le texte soumis au conseil municipal est modifié en séance comme suit : {texte}.",
        material.facts,
        texte=(_noted(wording.lower_first(text)),),
    )


def _noted(text: str) -> Span:
    """What the secretary noted, as she wrote it."""
    return Span(wording.typography(text), Origin(OriginKind.SAISIE, "notes"), Value(ValueKind.TEXTE, text))


def _said(material: Material, key: str, text: str) -> Paragraph:
    return Paragraph(key, (material.facts.said(text),))


def _maire(material: Material) -> str:
    return wording.upper_first(maire_title(material.facts.context.maire))
