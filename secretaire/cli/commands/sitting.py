"""seance seconde, reconvoquer, urgence, huis-clos, tour: how a meeting sits, and the rounds of its elections."""

from __future__ import annotations

import argparse

from secretaire.cli import session
from secretaire.cli.commands.holding import changed, elus_named, point_at
from secretaire.cli.commands.meeting_json import shown
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council import sitting
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import Course
from secretaire.council.elections import Tour
from secretaire.desk import convocations, meeting
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage


def declare_sitting(seance: Subparsers) -> None:
    """Declare the commands about the sitting of a meeting."""
    seconde = seance.command("seconde", "la séance est la seconde convocation d'une séance sans quorum", convene_again)
    seconde.add_argument("id", type=int, metavar="ID")
    seconde.add_argument("--apres", type=int, metavar="ID_SEANCE", help="la première ; sans elle, séance ordinaire")
    nouvelle = seance.command("reconvoquer", "crée la seconde séance, avec les points non examinés", reconvene)
    nouvelle.add_argument("id", type=int, metavar="ID")
    nouvelle.add_argument("--date", required=True, metavar="DATE")
    nouvelle.add_argument("--heure", metavar="20h30")
    urgence = seance.command("urgence", "note l'avis du conseil sur l'urgence de la convocation", judge_urgency)
    urgence.add_argument("id", type=int, metavar="ID")
    _add_voices(urgence)
    huis_clos = seance.command("huis-clos", "note la demande de huis clos et son vote", close_doors)
    huis_clos.add_argument("id", type=int, metavar="ID")
    _add_voices(huis_clos)
    huis_clos.add_argument(
        "--demandeurs", nargs="+", default=[], metavar="NOM", help="trois membres ; sans eux, le maire"
    )
    huis_clos.add_argument("--point", type=int, metavar="N", help="pour ce point seulement")
    tour = seance.command("tour", "note un tour de scrutin d'une élection", record_round)
    tour.add_argument("id", type=int, metavar="ID")
    tour.add_argument("--point", type=int, required=True, metavar="N")
    tour.add_argument("--voix", nargs="+", default=[], metavar="NOM=8", help="les voix de chaque candidat ou liste")
    tour.add_argument("--blancs", type=int, default=0)
    tour.add_argument("--nuls", type=int, default=0)
    tour.add_argument("--siege", default="", metavar="TEXTE", help="s'il y a plusieurs sièges à pourvoir")
    tour.add_argument("--aine", default="", metavar="NOM", help="au troisième tour, l'aîné des candidats à égalité")
    tour.add_argument("--effacer", action="store_true", help="efface le dernier tour noté")


def convene_again(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        if options.apres is None:
            convocations.convene_once(office, options.id, session.DEFAULT_AUTHOR)
        else:
            convocations.convene_again(office, options.id, options.apres, session.DEFAULT_AUTHOR)
        return shown(office, meeting.course_of(office, options.id))


def reconvene(options: argparse.Namespace) -> Result:
    heure = session.hour(options.heure) if options.heure else None
    with session.office(options) as office:
        made = convocations.reconvene(office, options.id, session.day(options.date), heure, session.DEFAULT_AUTHOR)
        return shown(office, meeting.course_of(office, made.id))


def judge_urgency(options: argparse.Namespace) -> Result:
    voix = _voices(options)
    return changed(options, lambda _office, _course: lambda c, e: sitting.judge_urgency(c, e, voix))


def close_doors(options: argparse.Namespace) -> Result:
    voix = _voices(options)

    def gesture(office: Office, course: Course) -> meeting.Gesture:
        point = None if options.point is None else point_at(course, options.point)
        asked = HuisClos(voix, elus_named(office, course, options.demandeurs)) if voix else None
        return lambda c, e: sitting.close_doors(c, e, asked, point)

    return changed(options, gesture)


def record_round(options: argparse.Namespace) -> Result:
    tour = Tour(
        tuple(_candidate(said) for said in options.voix),
        options.blancs,
        options.nuls,
        options.siege.strip(),
        options.aine,
    )

    def gesture(_office: Office, course: Course) -> meeting.Gesture:
        point = point_at(course, options.point)
        if options.effacer:
            return lambda c, e: sitting.forget_round(c, e, point)
        return lambda c, e: sitting.record_round(c, e, point, tour)

    return changed(options, gesture)


def _add_voices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pour", type=int, help="sans lui, efface ce qui était noté")
    parser.add_argument("--contre", type=int, default=0)
    parser.add_argument("--abstentions", type=int, default=0)


def _voices(options: argparse.Namespace) -> Voix | None:
    return None if options.pour is None else Voix(options.pour, options.contre, options.abstentions)


def _candidate(said: str) -> tuple[str, int]:
    name, _, voices = said.rpartition("=")
    if not name.strip() or not voices.strip().isdigit():
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {said} » : écrivez le nom, un signe égal et les voix (« DUVAL=8 »)"
        )
    return name.strip(), int(voices)
