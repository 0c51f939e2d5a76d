"""seance, while it is held: the agenda, who comes and goes, the votes, the notes. A point is named by its place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import time

from secretaire.cli import session
from secretaire.cli.commands.meeting_json import shown
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council import happenings
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import ByCount, ByName, Course, Motif, Sort
from secretaire.council.votes import Scrutin
from secretaire.desk import meeting
from secretaire.desk.elus import find_elu
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage

_OUI_NON = {None: None, "oui": True, "non": False}


def declare_holding(seance: Subparsers) -> None:
    """Declare the commands of a meeting under way."""

    def command(name: str, text: str, run: Callable[[argparse.Namespace], Result]) -> argparse.ArgumentParser:
        parser = seance.command(name, text, run)
        parser.add_argument("id", type=int, metavar="ID")
        return parser

    command("montrer", "montre la séance point par point", show)
    point = command("point", "ajoute un point à l'ordre du jour, ou change celui de --point", set_point)
    point.add_argument("--point", type=int, metavar="N", help="place du point à changer")
    point.add_argument("--objet", metavar="TEXTE")
    point.add_argument("--nature", choices=[n.value for n in Nature])
    point.add_argument("--acte", metavar="ID_ACTE", help="projet mis aux voix ; « aucun » pour l'en retirer")
    point.add_argument("--rapporteur", metavar="NOM")
    point.add_argument("--place", type=int, metavar="N", help="nouvelle place du point")
    point.add_argument("--supprimer", action="store_true", help="ôte le point de l'ordre du jour")
    point.add_argument(
        "--sort", choices=[s.value for s in Sort], help="ce que le point est devenu, sans compte des voix"
    )
    point.add_argument("--reprendre", action="store_true", help="efface le vote du point pour le reprendre")
    point.add_argument("--amendement", metavar="TEXTE", help="ce que le conseil a changé au texte")
    ouvrir = command("ouvrir", "ouvre la séance", open_meeting)
    ouvrir.add_argument("--heure", metavar="20h30")
    ouvrir.add_argument(
        "--presents", nargs="+", required=True, metavar="NOM", help="« tous » : tous les élus en fonction"
    )
    ouvrir.add_argument("--excuses", nargs="+", default=[], metavar="NOM")
    ouvrir.add_argument("--secretaire", metavar="NOM")
    ouvrir.add_argument("--president", metavar="NOM", help="si ce n'est pas le maire")
    for name, text, run in (("arrivee", "note une arrivée", arrive), ("depart", "note un départ", leave)):
        moving = command(name, text, run)
        moving.add_argument("elu", metavar="NOM")
        add_moment(moving)
        if name == "depart":
            moving.add_argument("--pouvoir-a", metavar="NOM", help="le pouvoir laissé en partant")
    retrait = command("retrait", "note qui se retire pour un point", withdraw)
    retrait.add_argument("elu", metavar="NOM")
    retrait.add_argument("--point", type=int, required=True, metavar="N")
    retrait.add_argument("--motif", choices=[m.value for m in Motif], default=Motif.INTERET.value)
    retrait.add_argument("--heure", metavar="21h10")
    retrait.add_argument("--revient", action="store_true", help="noté par erreur : l'élu prend part au point")
    presidence = command("presidence", "note qui préside un point", preside)
    presidence.add_argument("elu", metavar="NOM", nargs="?", help="vide : le président de la séance")
    presidence.add_argument("--point", type=int, required=True, metavar="N")
    scrutin = command("scrutin", "note le mode de scrutin d'un point", ask_ballot)
    scrutin.add_argument("mode", choices=[s.value for s in Scrutin])
    scrutin.add_argument("--point", type=int, required=True, metavar="N")
    scrutin.add_argument("--demandeurs", nargs="+", default=[], metavar="NOM")
    note = command("note", "garde les notes d'un point (lues sur l'entrée standard sans --texte)", note_point)
    note.add_argument("--texte", metavar="TEXTE")
    note.add_argument("--point", type=int, required=True, metavar="N")
    command("lever", "lève la séance", close).add_argument("--heure", required=True, metavar="22h15")
    command("rouvrir", "rouvre une séance levée trop tôt", reopen)
    command("annuler", "annule le dernier geste", undo)


def add_ballot_options(vote: argparse.ArgumentParser) -> None:
    """What `seance vote` takes when it names a point rather than an act."""
    vote.add_argument("--point", type=int, metavar="N", help="place du point voté")
    vote.add_argument("--refus", type=int, default=0, help="présents qui refusent de voter")
    vote.add_argument("--nuls", type=int, default=0, help="bulletins blancs ou nuls")
    vote.add_argument("--noms-refus", nargs="+", default=[], metavar="NOM")


def vote_point(options: argparse.Namespace) -> Result:
    """By count when --pour is given, else by name: whoever is not named was for."""

    def gesture(office: Office, course: Course) -> meeting.Gesture:
        point = point_at(course, options.point)
        if options.pour is not None:
            count = ByCount(
                options.pour,
                options.contre,
                options.abstentions,
                options.refus,
                options.nuls,
                _OUI_NON[options.president_pour],
            )
            return lambda c, e: happenings.record_by_count(c, e, point, count)
        named = (options.noms_contre, options.noms_abstentions, options.noms_refus)
        contre, abstentions, refus = (elus_named(office, course, names) for names in named)
        return lambda c, e: happenings.record_by_name(c, e, point, ByName(contre, abstentions, refus))

    return changed(options, gesture)


def set_point(options: argparse.Namespace) -> Result:
    """Each option is a gesture of its own, in the order of the help."""
    with session.office(options) as office:
        course = meeting.course_of(office, options.id)
        for gesture in _point_gestures(office, course, options):
            course = meeting.change(office, options.id, gesture, session.DEFAULT_AUTHOR)
        return shown(office, course)


def _point_gestures(office: Office, course: Course, options: argparse.Namespace) -> list[meeting.Gesture]:
    rapporteur = _elu(office, course, options.rapporteur)
    nature = Nature(options.nature) if options.nature else Nature.DELIBERATION
    if options.point is None:
        if not options.objet:
            raise WrongUsage(
                Code.WRONG_OPTION, cause="Il faut --objet pour un nouveau point, ou --point pour en changer un"
            )
        fresh = Point(0, options.objet.strip(), nature, options.acte, rapporteur)
        return [lambda c, e: happenings.add_point(c, e, fresh)]
    number = point_at(course, options.point)
    point = course.point(number)
    gestures: list[meeting.Gesture] = []
    if options.objet or options.nature or options.rapporteur:
        objet = options.objet or point.objet
        kind = nature if options.nature else point.nature
        who = rapporteur if options.rapporteur else point.rapporteur
        gestures.append(lambda c, e: happenings.change_point(c, e, number, objet, kind, who))
    if options.acte:
        act = None if options.acte == "aucun" else options.acte
        gestures.append(lambda c, e: happenings.attach_act(c, e, number, act))
    if options.place:
        gestures.append(lambda c, e: happenings.move_point(c, e, number, options.place - 1))
    if options.supprimer:
        gestures.append(lambda c, e: happenings.remove_point(c, e, number))
    if options.reprendre:
        gestures.append(lambda c, e: happenings.reopen(c, e, number))
    if options.sort:
        gestures.append(lambda c, e: happenings.settle(c, e, number, Sort(options.sort)))
    if options.amendement is not None:
        gestures.append(lambda c, e: happenings.amend(c, e, number, options.amendement))
    return gestures


def open_meeting(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        presents, excuses = (elus_named(office, course, names) for names in (options.presents, options.excuses))
        officers = _elu(office, course, options.secretaire), _elu(office, course, options.president)
        return lambda c, e: happenings.open_meeting(c, e, _heure(options.heure), presents, excuses, *officers)

    return changed(options, gesture)


def arrive(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        elu, avant = _who(office, course, options.elu), _before(course, options)
        return lambda c, e: happenings.arrive(c, e, elu, _heure(options.heure), avant)

    return changed(options, gesture)


def leave(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        elu, avant = _who(office, course, options.elu), _before(course, options)
        holder = _elu(office, course, options.pouvoir_a)
        return lambda c, e: happenings.leave(c, e, elu, _heure(options.heure), avant, holder)

    return changed(options, gesture)


def withdraw(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        elu, point = _who(office, course, options.elu), point_at(course, options.point)
        if options.revient:
            return lambda c, e: happenings.come_back(c, e, point, elu)
        return lambda c, e: happenings.withdraw(c, e, point, elu, Motif(options.motif), _heure(options.heure))

    return changed(options, gesture)


def preside(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        elu, point = _elu(office, course, options.elu), point_at(course, options.point)
        return lambda c, e: happenings.preside(c, e, point, elu)

    return changed(options, gesture)


def ask_ballot(options: argparse.Namespace) -> Result:
    def gesture(office: Office, course: Course) -> meeting.Gesture:
        point, asking = point_at(course, options.point), elus_named(office, course, options.demandeurs)
        return lambda c, e: happenings.ask_ballot(c, e, point, Scrutin(options.mode), asking)

    return changed(options, gesture)


def note_point(options: argparse.Namespace) -> Result:
    text = sys.stdin.read() if options.texte is None else options.texte

    def gesture(_office: Office, course: Course) -> meeting.Gesture:
        point = point_at(course, options.point)
        return lambda c, e: happenings.note(c, e, point, text.strip())

    return changed(options, gesture)


def close(options: argparse.Namespace) -> Result:
    heure = session.hour(options.heure)
    return changed(options, lambda _office, _course: lambda c, e: happenings.close_meeting(c, e, heure))


def reopen(options: argparse.Namespace) -> Result:
    return changed(options, lambda _office, _course: happenings.reopen_meeting)


def undo(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return shown(office, meeting.undo(office, options.id, session.DEFAULT_AUTHOR))


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return shown(office, meeting.course_of(office, options.id))


def give_pouvoir(options: argparse.Namespace) -> Result:
    """A pouvoir at the opening, or before a point once the meeting is open; --a left out: it is taken back."""

    def gesture(office: Office, course: Course) -> meeting.Gesture:
        mandant, holder = _who(office, course, options.de), _elu(office, course, options.a)
        heure, avant = _heure(options.heure), _before(course, options)
        if holder is None:
            return lambda c, e: happenings.revoke_pouvoir(c, e, mandant, heure, avant)
        return lambda c, e: happenings.give_pouvoir(c, e, mandant, holder, heure, avant)

    return changed(options, gesture)


def add_moment(parser: argparse.ArgumentParser) -> None:
    """When someone came, left or gave a pouvoir."""
    parser.add_argument("--heure", metavar="20h45")
    parser.add_argument("--avant", type=int, metavar="N", help="avant le point N (par défaut, le prochain)")


def changed(options: argparse.Namespace, gesture: Callable[[Office, Course], meeting.Gesture]) -> Result:
    """The meeting after a gesture."""
    with session.office(options) as office:
        made = gesture(office, meeting.course_of(office, options.id))
        return shown(office, meeting.change(office, options.id, made, session.DEFAULT_AUTHOR))


def point_at(course: Course, place: int) -> int:
    """The id of the point at that place of the agenda (1: the first)."""
    if not 1 <= place <= len(course.points):
        raise WrongUsage(Code.UNKNOWN_POINT, point=place)
    return course.points[place - 1].id


def _before(course: Course, options: argparse.Namespace) -> int | None:
    if options.avant is not None:
        return point_at(course, options.avant)
    following = course.next_point()
    return following.id if following else None


def _heure(text: str | None) -> time | None:
    return session.hour(text) if text else None


def _who(office: Office, course: Course, name: str) -> int:
    return find_elu(office, name, course.seance.date).id


def _elu(office: Office, course: Course, name: str | None) -> int | None:
    return _who(office, course, name) if name else None


def elus_named(office: Office, course: Course, names: Sequence[str]) -> tuple[int, ...]:
    """The roster ids of these members; « tous »: all those in office that day."""
    if [n.lower() for n in names] == ["tous"]:
        return tuple(e.id for e in meeting.members(office, course.seance.id))
    return tuple(_who(office, course, name) for name in names)
