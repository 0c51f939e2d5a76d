"""The documents that follow a meeting: procès-verbal, list of deliberations, transmission list, publication sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import ActId, Section
from secretaire.acts.wording import day, lower_first, upper_first
from secretaire.council.clear_days import NOTE_DE_SYNTHESE_POPULATION
from secretaire.council.minutes import Etat, Publication
from secretaire.council.seance import Seance
from secretaire.desk.exporting import Notice, notice_of, papier_for
from secretaire.desk.meeting_papers import ExaminedLine, Resultat, SendingLine, examined, publications, sendings
from secretaire.desk.minutes import minutes_of
from secretaire.desk.office import Office
from secretaire.desk.publications import published
from secretaire.drafting.compose.context import Context
from secretaire.drafting.compose.facts import Facts, maire_title
from secretaire.drafting.minutes import PROCES_VERBAL, listing, signed_by_president
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to
from secretaire.exchange.papers import Paper, write_paper

_BY_HAND = "………………………"
_SHORT = "…/…/……"
_DRAFT = frozenset({Etat.EN_PREPARATION, Etat.RELU})
MINUTES_PUBLICITY = (
    "en ligne sur le site de la commune, avec un exemplaire papier en mairie",
    "exemplaire papier en mairie, la commune n'ayant pas de site",
)
"""How minutes are published (L. 2121-15), whatever way the commune chose for its acts."""


@dataclass(frozen=True, slots=True)
class ExportedPaper:
    """The file written; `draft`: it is marked « PROJET »."""

    path: Path
    draft: bool = False
    notice: Notice | None = None


def export_minutes(
    office: Office, seance_id: int, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never
) -> ExportedPaper:
    """Write the procès-verbal as it stands: a « PROJET » until a meeting settles it.

    Raises:
        WrongUsage: no such meeting, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    view = minutes_of(office, seance_id)
    held = view.seance
    paper = Paper(
        f"pv-{held.id}",
        f"Procès-verbal de la séance du {day(held.date)}",
        "Procès-verbal",
        held.date,
        tuple(part.section for part in view.minutes.parts),
        view.record.etat in _DRAFT,
    )
    return _deliver(office, paper, target, printer, cancelled)


def export_examined(
    office: Office,
    seance_id: int,
    target: Path,
    displayed: date | None = None,
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedPaper:
    """Write the list of the deliberations examined; `displayed`: the day it is displayed, left to the pen if None.

    Raises:
        as `export_minutes`.
    """
    found = examined(office, seance_id)
    facts = _facts(office, found.seance)
    known = published(office)
    where = "Affichée à la mairie et mise en ligne" if office.commune.site else "Affichée à la mairie"
    title = "LISTE DES DÉLIBÉRATIONS EXAMINÉES PAR LE CONSEIL MUNICIPAL"
    sections = listing(
        facts,
        title,
        [] if found.lines else ["Aucune délibération n'a été examinée."],
        ("Point", "Numéro", "Objet", "Résultat"),
        [(str(line.rank), line.numero or "–", line.objet, _became(line, known)) for line in found.lines],
        [
            f"{where} le {day(displayed) if displayed else _BY_HAND} (article L. 2121-25 du code général des "
            f"collectivités territoriales : dans la semaine qui suit la séance, soit le {day(found.before)} au plus tard)."
        ],
    )
    paper = _paper(found.seance, title, (*sections, signed_by_president(facts)))
    return _deliver(office, paper, target, printer, cancelled)


def export_sendings(
    office: Office, seance_id: int, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never
) -> ExportedPaper:
    """Write what is sent to the prefect, under which rule and by when, and what is not.

    Raises:
        as `export_minutes`.
    """
    lines = sendings(office, seance_id)
    seance = office.workspace.seances.get(seance_id)
    rows = [(line.numero or "–", line.objet, _nature(line), _rule(line), _pieces(line)) for line in lines]
    title = "LISTE DES ACTES À TRANSMETTRE AU REPRÉSENTANT DE L'ÉTAT"
    sections = listing(
        _facts(office, seance),
        title,
        [] if rows else ["Aucun acte n'a été adopté."],
        ("Numéro", "Objet", "Nature et matière", "Règle et délai", "Pièces à joindre"),
        rows,
        [
            *_without_act(office, seance_id),
            "La date de l'accusé de réception est celle de la transmission : gardez-le avec l'acte.",
            f"Transmis le {_BY_HAND} par {_BY_HAND}",
        ],
    )
    return _deliver(office, _paper(seance, title, sections), target, printer, cancelled)


def export_publications(
    office: Office,
    seance_id: int,
    target: Path,
    *,
    printer: PdfPrinter,
    cancelled: Cancel = never,
) -> ExportedPaper:
    """Write how and when each act is made known; the days that nobody noted are left to the pen.

    Raises:
        as `export_minutes`.
    """
    mode, rule = publication_mode(office)
    seance = office.workspace.seances.get(seance_id)
    facts = _facts(office, seance)
    rows = [
        (
            line.numero or "–",
            line.objet,
            upper_first(line.done.mode if line.done else "notification à l'intéressé" if line.individual else mode),
            _short(line.done.date if line.done else None),
            _short(line.end_of_recourse),
        )
        for line in publications(office, seance_id)
    ]
    title = "FICHE DE PUBLICATION DES ACTES"
    who = upper_first(maire_title(facts.context.maire))
    sections = listing(
        facts,
        title,
        [rule] if rows else ["Aucun acte n'a été adopté."],
        ("Numéro", "Objet", "Publicité", "Faite le", "Recours jusqu'au"),
        rows,
        [
            *_without_act(office, seance_id),
            f"{who} certifie sous sa responsabilité que les actes ci-dessus ont été portés à la connaissance du public, "
            "ou des intéressés, aux dates indiquées.",
        ],
    )
    paper = _paper(seance, title, (*sections, signed_by_president(facts)))
    return _deliver(office, paper, target, printer, cancelled)


def publication_mode(office: Office) -> tuple[str, str]:
    """How the commune publishes its acts, and the rule of it (L. 2131-1, III and IV)."""
    electronic = (
        "sur le site, l'acte entier, dans un format non modifiable, avec la date de mise en ligne, les prénom, nom et "
        "qualité de son auteur, pendant deux mois au moins (article R. 2131-1 du code général des collectivités "
        "territoriales)"
    )
    chosen = office.commune.mode_publicite.strip()
    if office.commune.population >= NOTE_DE_SYNTHESE_POPULATION:
        return "publication électronique", f"Publication électronique : {electronic}."
    if not chosen:
        return (
            "publication électronique",
            "La commune n'a pas noté de choix de publicité : à défaut de délibération, la publication est électronique "
            f"(article L. 2131-1, IV) : {electronic}.",
        )
    if _electronic(chosen):
        return chosen, f"Mode choisi par la commune : {chosen} : {electronic}."
    return chosen, f"Mode choisi par la commune (article L. 2131-1, IV) : {chosen}."


def minutes_publicity(office: Office) -> str:
    """How the minutes are most likely published here: the first of `MINUTES_PUBLICITY` unless the commune is all paper."""
    online, on_paper = MINUTES_PUBLICITY
    return online if _electronic(publication_mode(office)[0]) else on_paper


def _electronic(mode: str) -> bool:
    return "lectroni" in mode or "ligne" in mode


def _became(line: ExaminedLine, known: Mapping[ActId, Publication]) -> str:
    done = known.get(ActId(line.act_id)) if line.act_id else None
    return upper_first(line.resultat.value) + (f", acte publié le {day(done.date)}" if done else "")


def _short(said: date | None) -> str:
    """A narrow column holds no longer date."""
    return f"{said:%d/%m/%Y}" if said else _SHORT


def _nature(line: SendingLine) -> str:
    return f"{line.nature} – {line.matiere}"


def _rule(line: SendingLine) -> str:
    rule = line.transmission
    if not rule.sent:
        return f"Non transmis ({rule.reference}). {rule.why}."
    limit = f"Avant le {day(rule.dernier)} inclus. " if rule.dernier else ""
    return f"{limit}{rule.why} ({rule.reference})."


def _pieces(line: SendingLine) -> str:
    if not line.transmission.sent:
        return "–"
    joined = ("La délibération", *line.pieces)
    wanted = f" À vérifier : {' ; '.join(map(lower_first, line.expected))}." if line.expected else ""
    waiting = "" if line.approved else " Le texte n'est pas encore approuvé."
    return f"{' ; '.join(joined)}.{wanted}{waiting}"


def _facts(office: Office, seance: Seance) -> Facts:
    context = Context(office.commune, office.workspace.roster.get(), seance, None, seance.date, "")
    return Facts(PROCES_VERBAL, {}, context)


def _without_act(office: Office, seance_id: int) -> list[str]:
    """What the council adopted on points that have no act: nothing of it leaves."""
    lines = [line for line in examined(office, seance_id).lines if line.act_id is None]
    objets = [line.objet for line in lines if line.resultat in {Resultat.ADOPTEE, Resultat.PRIS_ACTE}]
    return [f"Adopté sans acte rédigé, à écrire : {' ; '.join(objets)}."] if objets else []


def _paper(seance: Seance, title: str, sections: Sequence[Section]) -> Paper:
    words = f"{title.capitalize()}, séance du {day(seance.date)}"
    return Paper(f"seance-{seance.id}", words, "Séance du conseil municipal", seance.date, tuple(sections))


def _deliver(office: Office, paper: Paper, target: Path, printer: PdfPrinter, cancelled: Cancel) -> ExportedPaper:
    route = route_to(target)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "document.docx"
        write_paper(paper, PROCES_VERBAL, office.commune, source, papier_for(office, route, Copy.DEFINITIF))
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    return ExportedPaper(target, paper.draft, notice_of(office, route))
