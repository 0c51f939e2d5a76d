"""seance enregistrement: the recording of a meeting, transcribed on this PC; a source for notes, never the procès-verbal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.council.course import Course
from secretaire.desk import meeting, recordings
from secretaire.desk.office import Office
from secretaire.desk.recordings import Heard, Progress, elapsed_text
from secretaire.errors import Code, WrongUsage
from secretaire.listening.passages import Trust
from secretaire.store.recordings import Decision, KeptRecording

_TRUST = {Trust.ENTENDU: " ", Trust.INCERTAIN: "?", Trust.NON_COMPRIS: "✗"}
_MINUTE = 60


def declare_recordings(seance: Subparsers) -> None:
    """Declare the group."""
    group = seance.group("enregistrement", "l'enregistrement de la séance : une source pour les notes, jamais le PV")
    importer = group.command("importer", "copie un enregistrement dans l'espace de la commune", import_recording)
    importer.add_argument("seance", type=int, metavar="ID_SEANCE")
    importer.add_argument("fichier", metavar="FICHIER")
    importer.add_argument("--personnes-prevenues", action="store_true", help="les personnes présentes le savaient")
    importer.add_argument("--debut", metavar="20h30", help="heure à laquelle il commence")
    importer.add_argument("--par", metavar="NOM")
    lister = group.command("lister", "les enregistrements d'une séance", list_recordings)
    lister.add_argument("seance", type=int, metavar="ID_SEANCE")
    for name, text, run in (
        ("transcrire", "met par écrit ce qui ne l'est pas encore ; reprend après une coupure", transcribe),
        ("passages", "ce qui a été entendu, par point", show_passages),
    ):
        group.command(name, text, run).add_argument("id", type=int, metavar="ID")
    repere = group.command("repere", "dit à quel moment un point commence", mark)
    repere.add_argument("id", type=int, metavar="ID")
    repere.add_argument("--point", type=int, required=True, metavar="N", help="place du point")
    when = repere.add_mutually_exclusive_group(required=True)
    when.add_argument("--a", metavar="12:40", help="depuis le début de l'enregistrement")
    when.add_argument("--heure", metavar="20h45", help="heure de la montre")
    when.add_argument("--supprimer", action="store_true")
    noter = group.command("noter", "ajoute un passage aux notes de son point, à confirmer", take_as_note)
    noter.add_argument("id", type=int, metavar="ID")
    noter.add_argument("--passage", type=int, required=True, metavar="N")
    noter.add_argument("--point", type=int, metavar="N", help="place d'un autre point que celui des repères")
    noter.add_argument("--par", metavar="NOM")
    for name, text, run in (
        ("garder", "la commune décide de garder l'enregistrement", keep),
        ("effacer", "efface l'enregistrement et sa transcription ; les notes prises restent", erase),
    ):
        deciding = group.command(name, text, run)
        deciding.add_argument("id", type=int, metavar="ID")
        deciding.add_argument("--par", metavar="NOM")


def import_recording(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        begins = session.hour(options.debut) if options.debut else None
        recording = recordings.import_recording(
            office,
            options.seance,
            Path(options.fichier),
            session.author(options),
            people_told=options.personnes_prevenues,
            begins=begins,
        )
        return _shown(office, recording)


def list_recordings(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = recordings.recordings(office, options.seance)
        rows = [_recording_json(office, r) for r in found]
        lines = [_recording_line(row) for row in rows] or ["Aucun enregistrement."]
    return Result({"seance": options.seance, "enregistrements": rows}, lines)


def transcribe(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        recordings.transcribe(office, options.id, lambda step: progress(_progress_line(step)))
        return _heard(office, options.id)


def show_passages(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _heard(office, options.id)


def mark(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        recording = office.workspace.recordings.get(options.id)
        point = _point(meeting.course_of(office, recording.seance_id), options.point)
        second = None
        if options.heure:
            second = recordings.second_at(recording, session.hour(options.heure))
        elif options.a:
            second = _second(options.a)
        recordings.mark(office, options.id, point, second)
        return _heard(office, options.id)


def take_as_note(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        recording = office.workspace.recordings.get(options.id)
        course = meeting.course_of(office, recording.seance_id)
        point = _point(course, options.point) if options.point else None
        course = recordings.take_as_note(office, options.id, options.passage, session.author(options), point)
        taken = next(h.passage for h in recordings.heard(office, options.id) if h.passage.id == options.passage)
    place = _place(course, taken.note_au_point)
    data = {"passage": options.passage, "point": place, "note": recordings.note_line(taken)}
    return Result(data, [f"Noté au point {place}, à confirmer : {taken.texte}"])


def keep(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _shown(office, recordings.keep(office, options.id, session.author(options)))


def erase(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _shown(office, recordings.erase(office, options.id, session.author(options)))


def _shown(office: Office, recording: KeptRecording) -> Result:
    row = _recording_json(office, recording)
    return Result(row, [_recording_line(row)])


def _heard(office: Office, recording_id: int) -> Result:
    recording = office.workspace.recordings.get(recording_id)
    course = meeting.course_of(office, recording.seance_id)
    found = recordings.heard(office, recording_id)
    rows = [_heard_json(course, heard) for heard in found]
    marks = [{"point": _place(course, m.point), "a_s": m.start} for m in recordings.markers(office, recording_id)]
    data = {**_recording_json(office, recording), "reperes": marks, "passages": rows}
    return Result(data, [_heard_line(course, heard) for heard in found] or ["Rien n'a encore été transcrit."])


def _recording_json(office: Office, recording: KeptRecording) -> dict[str, Any]:
    erased = recording.decision is Decision.EFFACE
    step = None if erased else recordings.progress(office, recording.id)
    return {
        "id": recording.id,
        "seance": recording.seance_id,
        "fichier": recording.nom,
        "sha256": recording.sha256,
        "debut": recording.debut.isoformat(timespec="minutes") if recording.debut else None,
        "duree_s": round(recording.secondes, 1) if recording.secondes is not None else None,
        "parole_s": round(step.total, 1) if step else None,
        "transcrit_s": round(step.done, 1) if step else None,
        "reste_s": round(step.left) if step and step.left is not None else None,
        "decision": recording.decision.value if recording.decision else None,
        "decision_le": recording.decide_le.isoformat() if recording.decide_le else None,
    }


def _recording_line(row: dict[str, Any]) -> str:
    if row["decision"] == Decision.EFFACE.value:
        return f"{row['id']:>3}  {row['fichier']} : effacé"
    said = "pas encore transcrit"
    if row["parole_s"] is not None:
        said = f"{elapsed_text(row['transcrit_s'])} de parole transcrite sur {elapsed_text(row['parole_s'])}"
    kept = ", gardé par décision de la commune" if row["decision"] else ", à garder ou à effacer : rien n'est décidé"
    return f"{row['id']:>3}  {row['fichier']} : {said}{kept}"


def _heard_json(course: Course, heard: Heard) -> dict[str, Any]:
    p = heard.passage
    return {
        "passage": p.id,
        "debut_s": round(p.debut, 2),
        "fin_s": round(p.fin, 2),
        "heure": heard.moment.isoformat(timespec="seconds") if heard.moment else None,
        "point": _place(course, heard.point),
        "texte": p.texte,
        "confiance": p.confiance,
        "mots_incertains": [p.texte[start:end] for start, end in p.doutes],
        "note_au_point": _place(course, p.note_au_point),
    }


def _heard_line(course: Course, heard: Heard) -> str:
    p = heard.passage
    place = _place(course, heard.point)
    text = p.texte or "(on parle, rien n'a été compris)"
    noted = f"  [noté au point {_place(course, p.note_au_point)}]" if p.note_au_point is not None else ""
    where = f"point {place}" if place else "sans point"
    return f"{p.id:>4}  {elapsed_text(p.debut):>8}  {where:<10} {_TRUST[heard.trust]} {text}{noted}"


def _progress_line(step: Progress) -> str:
    if step.finished:
        return f"{elapsed_text(step.total)} de parole transcrite"
    if step.left is None:
        left = "on ne sait pas encore"
    elif step.left < _MINUTE:
        left = "moins d'une minute"
    else:
        left = f"environ {round(step.left / _MINUTE)} min"
    return f"{elapsed_text(step.done)} sur {elapsed_text(step.total)} de parole (reste : {left})"


def _place(course: Course, point_id: int | None) -> int | None:
    """The place of a point on the agenda, from 1; None when it is unknown or was struck out."""
    return next((rank for rank, p in enumerate(course.points, 1) if p.id == point_id), None)


def _point(course: Course, place: int) -> int:
    if not 1 <= place <= len(course.points):
        raise WrongUsage(Code.UNKNOWN_POINT, point=place)
    return course.points[place - 1].id


def _second(text: str) -> float:
    try:
        return recordings.second_of(text)
    except ValueError as error:
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {text} » n'est pas un moment de l'enregistrement (écrivez 12:40)"
        ) from error
