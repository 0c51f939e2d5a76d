"""seance convocation, echeances, rappels: what comes before a meeting, and what the year asks for."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts.wording import NBSP, day, weekday
from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council.convocation import Mode, Regularite
from secretaire.desk import convocations, deadlines, exporting_convocation, radar
from secretaire.desk.convocations import Convocation
from secretaire.desk.deadlines import Etat, Line
from secretaire.desk.elus import find_elu
from secretaire.desk.messages import NOTICES
from secretaire.desk.office import Office
from secretaire.desk.radar import Reminder
from secretaire.errors import Code, WrongUsage
from secretaire.store.echeances import Sort

_STATES = {
    Etat.EN_RETARD: "EN RETARD",
    Etat.A_FAIRE: "à faire",
    Etat.FAIT: "fait",
    Etat.SANS_OBJET: "sans objet",
    Etat.INCONNU: "non vérifié",
}
_SENT = {
    Regularite.REGULIERE: "dans les délais",
    Regularite.URGENCE: "en urgence",
    Regularite.TARDIVE: "trop tard",
    None: "pas encore partie",
}


def declare(commands: Subparsers) -> None:
    """Declare `echeances` and `rappels`."""
    echeances = commands.command("echeances", "les échéances de l'année et leur état", show_deadlines)
    echeances.add_argument("--annee", type=int, metavar="2027")
    echeances.add_argument("--ics", metavar="F.ics", help="écrit aussi celles qui restent, pour un agenda")
    echeances.add_argument("--fait", metavar="CLE", help="note cette échéance comme faite")
    echeances.add_argument("--sans-objet", metavar="CLE", help="note qu'elle ne concerne pas la commune")
    echeances.add_argument("--a-faire", metavar="CLE", help="efface ce qui avait été noté")
    commands.command("rappels", "ce qui revient chaque année à cette époque", show_reminders)


def declare_convocation(seance: Subparsers) -> None:
    """Declare `seance convocation`."""
    parser = seance.command("convocation", "les délais, les convocations, la preuve de leur envoi", convoke)
    parser.add_argument("id", type=int, metavar="ID")
    parser.add_argument("--date", metavar="DATE", help="date des lettres (aujourd'hui sans cette option)")
    parser.add_argument("--sortie", metavar="F.pdf", help="les lettres : un fichier (.docx, .odt, .pdf) ou un dossier")
    parser.add_argument(
        "--format", choices=["docx", "odt", "pdf"], default="docx", help="quand la sortie est un dossier"
    )
    parser.add_argument("--affichage", metavar="F.pdf", help="l'ordre du jour à afficher")
    parser.add_argument("--note", metavar="F.pdf", help="la note explicative de synthèse")
    parser.add_argument("--envoi", metavar="DATE", help="note l'envoi des convocations ce jour-là")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.COURRIEL.value)
    parser.add_argument("--a", nargs="+", metavar="NOM", default=[], help="ces élus seulement ; tous sans cette option")
    parser.add_argument("--urgence", metavar="MOTIF", default="", help="motif qui abrège le délai")


def convoke(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = convocations.convocation_of(office, options.id)
        held = found.course.seance.date
        elus = [find_elu(office, name, held).id for name in options.a] or [m.elu.id for m in found.members]
        if options.urgence.strip():
            convocations.declare_urgency(office, options.id, options.urgence, session.DEFAULT_AUTHOR)
        if options.envoi:
            le, mode = session.day(options.envoi), Mode(options.mode)
            convocations.record_sending(office, options.id, elus, le, mode, session.DEFAULT_AUTHOR)
        written = _written(office, options, elus)
        found = convocations.convocation_of(office, options.id)
    data = {**_convocation_json(found), "fichiers": [str(path) for path in written.files]}
    lines = [*_convocation_lines(found), *(f"Écrit : {path}" for path in written.files)]
    if written.notice:
        data["remarque"] = NOTICES[written.notice]
        lines.append(NOTICES[written.notice])
    return Result(data, lines)


def _written(office: Office, options: argparse.Namespace, elus: list[int]) -> exporting_convocation.WrittenPapers:
    le = session.day(options.date or options.envoi) if options.date or options.envoi else office.today()
    asked = options.id, le
    made = []
    if options.sortie:
        target = Path(options.sortie)
        if target.suffix:
            made.append(
                exporting_convocation.export_letters(office, *asked, target, elus=elus, printer=options.printer)
            )
        else:
            suffix = f".{options.format}"
            made.append(
                exporting_convocation.export_letter_files(
                    office, *asked, target, suffix, elus=elus, printer=options.printer
                )
            )
    for given, export in (
        (options.affichage, exporting_convocation.export_notice),
        (options.note, exporting_convocation.export_note),
    ):
        if given:
            made.append(export(office, *asked, Path(given), printer=options.printer))
    files = tuple(path for papers in made for path in papers.files)
    return exporting_convocation.WrittenPapers(files, next((p.notice for p in made if p.notice), None))


def _convocation_json(found: Convocation) -> dict[str, object]:
    jours = found.jours
    return {
        "seance": found.course.seance.id,
        "date": found.course.seance.date.isoformat(),
        "jours_francs": int(jours.delai),
        "limite": jours.limite.isoformat(),
        "dernier_jour_sur": jours.conseille.isoformat(),
        "raison": jours.raison,
        "urgence_jusquau": jours.urgence.isoformat(),
        "motif_urgence": found.course.urgence,
        "election": found.election,
        "note_de_synthese": found.note_de_synthese,
        "manque": list(found.missing),
        "regularite": found.regularite.value if found.regularite else None,
        "envois": [
            {"elu": m.elu.full_name, "le": e.le.isoformat(), "mode": e.mode.value, "note": e.note}
            for m in found.members
            for e in m.envois
        ],
        "a_convoquer": [elu.full_name for elu in found.waiting],
    }


def _convocation_lines(found: Convocation) -> list[str]:
    jours = found.jours
    sent = f" le {day(found.last_sent)}" if found.last_sent else ""
    lines = [
        f"Séance du {weekday(found.course.seance.date)} : {int(jours.delai)} jours francs",
        f"Dernier jour sûr : {jours.raison}",
        f"En urgence, jusqu'au {weekday(jours.urgence)}, avec un motif",
        f"Convocation{sent} : {_SENT[found.regularite]}",
    ]
    if found.waiting and len(found.waiting) < len(found.members):
        lines.append("Pas encore convoqués : " + ", ".join(elu.full_name for elu in found.waiting))
    if found.missing:
        lines.append("Il manque : " + ", ".join(found.missing))
    return lines


def show_deadlines(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        on = office.today()
        year = options.annee or on.year
        if not 2000 <= year <= 2199:
            raise WrongUsage(Code.WRONG_OPTION, cause=f"« {year} » n'est pas une année")
        said = {options.fait: Sort.FAIT, options.sans_objet: Sort.SANS_OBJET, options.a_faire: None}
        for key, sort in said.items():
            if key:
                deadlines.note(office, key, sort, session.DEFAULT_AUTHOR)
        board = deadlines.board(office, year, on)
        if options.ics:
            deadlines.write_calendar(office, board, Path(options.ics))
    data = {"annee": year, "echeances": [_deadline_json(line) for line in board], "fichier": options.ics}
    lines = [_deadline_line(line) for line in board]
    return Result(data, [*lines, f"Écrit : {options.ics}"] if options.ics else lines)


def _deadline_json(line: Line) -> dict[str, object]:
    echeance = line.echeance
    return {
        "cle": echeance.key,
        "objet": echeance.objet,
        "date": echeance.jour.isoformat(),
        "dernier_jour_sur": line.avant.isoformat(),
        "etat": line.etat.value,
        "regle": echeance.base,
        "source": echeance.source.value,
        "detail": echeance.detail,
        "pourquoi": line.pourquoi,
        "type": line.act_type,
    }


def _deadline_line(line: Line) -> str:
    why = f" ({line.pourquoi})" if line.pourquoi else ""
    return (
        f"{line.avant:%d/%m/%Y}  {_STATES[line.etat]:11}  {line.echeance.objet}{why}"
        f" — {line.echeance.base} [{line.echeance.key}]"
    )


def show_reminders(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = radar.reminders(office, office.today())
    data = {"rappels": [_reminder_json(reminder) for reminder in found]}
    lines = [f"{reminder.objet}{NBSP}: {reminder.sentence}" for reminder in found]
    return Result(data, lines or ["Rien de ce qui revient chaque année n'est attendu à cette époque."])


def _reminder_json(reminder: Reminder) -> dict[str, object]:
    last = reminder.recurrence.last
    return {
        "objet": reminder.objet,
        "attendu": reminder.expected.isoformat(),
        "annees": [taken.day.year for taken in reminder.recurrence.taken],
        "dernier": {"source": last.source, "numero": last.number, "date": last.day.isoformat()},
        "projet": reminder.draft,
    }
