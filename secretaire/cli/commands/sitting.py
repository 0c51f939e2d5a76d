"""seance seconde, reconvoquer, urgence, huis-clos, tour, nomination: how a meeting sits, its elections and nominations."""

from __future__ import annotations

import argparse
from collections.abc import Collection

from secretaire.cli import session
from secretaire.cli.commands.holding import changed, elus_named, point_at
from secretaire.cli.commands.meeting_json import shown
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council import sitting
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import Course
from secretaire.council.elections import Tour
from secretaire.council.nominations import Nomme
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
    tour.add_argument(
        "--sieges", type=int, default=0, metavar="N", help="sièges partagés entre les listes, au plus fort reste"
    )
    tour.add_argument("--effacer", action="store_true", help="efface le dernier tour noté")
    nomination = seance.command("nomination", "note une nomination sans scrutin secret, ou les noms des élus", nominate)
    nomination.add_argument("id", type=int, metavar="ID")
    nomination.add_argument("--point", type=int, required=True, metavar="N")
    how = nomination.add_mutually_exclusive_group()
    how.add_argument(
        "--unanimite", action="store_true", help="le conseil renonce au scrutin secret, à l'unanimité (L. 2121-21)"
    )
    how.add_argument(
        "--candidature-unique", action="store_true", help="une candidature par siège, ou une liste : effet immédiat"
    )
    how.add_argument("--secret", action="store_true", help="la nomination reste au scrutin secret")
    nomination.add_argument(
        "--nommes", nargs="+", default=[], metavar="[SIEGE=]NOM", help="« titulaire=Mme Anne DUVAL »"
    )


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
        options.sieges,
    )

    def gesture(_office: Office, course: Course) -> meeting.Gesture:
        point = point_at(course, options.point)
        if options.effacer:
            return lambda c, e: sitting.forget_round(c, e, point)
        return lambda c, e: sitting.record_round(c, e, point, tour)

    return changed(options, gesture)


def nominate(options: argparse.Namespace) -> Result:
    nommes = tuple(_nominee(said) for said in options.nommes)
    if not (options.unanimite or options.candidature_unique or options.secret or nommes):
        cause = "dites --unanimite, --candidature-unique, --secret, ou les noms avec --nommes"
        raise WrongUsage(Code.WRONG_OPTION, cause=cause)

    def gesture(_office: Office, course: Course) -> meeting.Gesture:
        point = point_at(course, options.point)
        if options.candidature_unique:
            return lambda c, e: sitting.nominate_at_once(c, e, point, nommes)

        def made(course: Course, en_exercice: Collection[int]) -> Course:
            if options.unanimite:
                course = sitting.waive_secrecy(course, en_exercice, point)
            if options.secret:
                course = sitting.keep_secrecy(course, en_exercice, point)
            return sitting.name_elected(course, en_exercice, point, nommes) if nommes else course

        return made

    return changed(options, gesture)


def _nominee(said: str) -> Nomme:
    siege, _, nom = said.rpartition("=")
    return Nomme(nom.strip(), siege.strip())


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
