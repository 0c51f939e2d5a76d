"""seance: what an act needs to know of a meeting of the council."""

from __future__ import annotations

import argparse
from dataclasses import replace

from secretaire.cli import session
from secretaire.cli.commands import replaying
from secretaire.cli.commands.calling import declare_convocation
from secretaire.cli.commands.exporting import declare_seance
from secretaire.cli.commands.holding import add_ballot_options, add_moment, declare_holding, give_pouvoir, vote_point
from secretaire.cli.commands.meeting_json import seance_json
from secretaire.cli.commands.minutes import add_list_options, declare_minutes, show_examined
from secretaire.cli.commands.preparing import declare_preparing
from secretaire.cli.commands.recordings import declare_recordings
from secretaire.cli.commands.sitting import declare_sitting
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council.seance import Seance, Vote
from secretaire.desk import seances
from secretaire.desk.elus import find_elu, list_roster
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage


def declare(commands: Subparsers) -> None:
    """Declare `seance`."""
    seance = commands.group("seance", "les séances du conseil")
    creer = seance.command("creer", "crée une séance", create)
    creer.add_argument("--date", required=True, metavar="DATE")
    creer.add_argument("--heure", metavar="20h30")
    creer.add_argument("--lieu", default="", metavar="LIEU")
    creer.add_argument("--convocation", metavar="DATE", help="date d'envoi de la convocation")
    liste = seance.command("liste", "liste les séances ; avec ID, les délibérations examinées", show_list)
    liste.add_argument("id", type=int, nargs="?", metavar="ID")
    add_list_options(liste)
    presence = seance.command("presence", "note les présents, les excusés, le secrétaire de séance", set_presence)
    presence.add_argument("id", type=int, metavar="ID")
    presence.add_argument(
        "--presents", nargs="+", metavar="NOM", default=None, help="« tous » : tous les élus en fonction"
    )
    presence.add_argument("--excuses", nargs="+", metavar="NOM", default=None)
    presence.add_argument("--secretaire", metavar="NOM")
    presence.add_argument("--president", metavar="NOM", help="si ce n'est pas le maire")
    pouvoir = seance.command("pouvoir", "note un pouvoir, ou le retire (sans --a)", give_pouvoir)
    pouvoir.add_argument("id", type=int, metavar="ID")
    pouvoir.add_argument("--de", required=True, metavar="NOM")
    pouvoir.add_argument("--a", metavar="NOM")
    add_moment(pouvoir)
    vote = seance.command("vote", "note le résultat du vote sur un acte, ou sur un point", set_vote)
    vote.add_argument("id", type=int, metavar="ID")
    vote.add_argument("--acte", metavar="ID_ACTE")
    vote.add_argument("--pour", type=int, help="voix pour ; sans lui, le vote du point est noté nom par nom")
    vote.add_argument("--contre", type=int, default=0)
    vote.add_argument("--abstentions", type=int, default=0)
    vote.add_argument("--ne-prend-pas-part", type=int, default=0)
    vote.add_argument("--noms-contre", nargs="+", default=[], metavar="NOM")
    vote.add_argument("--noms-abstentions", nargs="+", default=[], metavar="NOM")
    vote.add_argument("--noms-deport", nargs="+", default=[], metavar="NOM")
    vote.add_argument(
        "--president-pour", choices=["oui", "non"], default=None, help="vote du président, en cas de partage"
    )
    add_ballot_options(vote)
    declare_holding(seance)
    declare_sitting(seance)
    declare_seance(seance)
    declare_convocation(seance)
    declare_preparing(seance)
    declare_minutes(seance)
    replaying.declare_seance(seance)
    declare_recordings(seance)


def create(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        seance = seances.create_seance(
            office,
            session.day(options.date),
            session.hour(options.heure) if options.heure else None,
            options.lieu,
            session.day(options.convocation) if options.convocation else None,
        )
        return _one(office, seance)


def show_list(options: argparse.Namespace) -> Result:
    if options.id is not None:
        with session.office(options) as office:
            known = _one(office, seances.get_seance(office, options.id))
        return show_examined(options, known.data)
    with session.office(options) as office:
        rows = [seance_json(office, s) for s in seances.list_seances(office)]
    lines = [f"{row['id']:>4}  {row['date']}  {row['lieu']}" for row in rows] or ["Aucune séance."]
    return Result({"seances": rows}, lines)


def set_presence(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        seance = seances.get_seance(office, options.id)
        if options.presents is not None:
            seance = replace(seance, presents=_ids(office, options.presents, seance))
        if options.excuses is not None:
            seance = replace(seance, excuses=_ids(office, options.excuses, seance))
        if options.secretaire:
            seance = replace(seance, secretaire=find_elu(office, options.secretaire, seance.date).id)
        if options.president:
            seance = replace(seance, president=find_elu(office, options.president, seance.date).id)
        seances.update_seance(office, seance, session.DEFAULT_AUTHOR)
        return _one(office, seance)


def _ids(office: Office, names: list[str], seance: Seance) -> tuple[int, ...]:
    if [n.lower() for n in names] == ["tous"]:
        return tuple(e.id for e in list_roster(office) if e.sits_on(seance.date))
    return tuple(find_elu(office, name, seance.date).id for name in names)


def set_vote(options: argparse.Namespace) -> Result:
    if options.point is not None:
        return vote_point(options)
    if options.acte is None or options.pour is None:
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut --point, ou --acte avec --pour")
    vote = Vote(
        pour=options.pour,
        contre=options.contre,
        abstentions=options.abstentions,
        ne_prend_pas_part=options.ne_prend_pas_part,
        noms_contre=tuple(options.noms_contre),
        noms_abstentions=tuple(options.noms_abstentions),
        noms_deport=tuple(options.noms_deport),
        president_pour=None if options.president_pour is None else options.president_pour == "oui",
    )
    with session.office(options) as office:
        seances.get_seance(office, options.id)
        act = seances.set_vote(office, options.acte, vote, session.DEFAULT_AUTHOR, seance_id=options.id)
    data = {"id": act.id, "etat": act.state.value, "version": act.version, "seance": options.id}
    return Result(data, [f"Vote noté pour {act.id}."])


def _one(office: Office, seance: Seance) -> Result:
    data = seance_json(office, seance)
    lines = [
        f"Séance {data['id']} du {data['date']}, {data['lieu'] or 'lieu à préciser'}",
        f"En exercice : {data['en_exercice']} ; quorum : {data['quorum']} ; présents : {len(seance.presents)} ; "
        f"pouvoirs : {len(seance.pouvoirs)}",
    ]
    return Result(data, lines)
