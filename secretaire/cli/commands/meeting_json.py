"""A meeting as JSON and as lines, with names rather than numbers."""

from __future__ import annotations

from datetime import time

from secretaire.cli.output import Result
from secretaire.council.ballots import count_of, names
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import ByName, Course, Passage, Room
from secretaire.council.elections import elected, rounds_of, seats, shared
from secretaire.council.quorum import quorum
from secretaire.council.roster import Roster
from secretaire.council.seance import Seance
from secretaire.desk import meeting
from secretaire.desk.elus import list_roster
from secretaire.desk.office import Office


def seance_json(office: Office, seance: Seance) -> dict[str, object]:
    """A meeting as it opened."""
    full = {e.id: e.full_name for e in list_roster(office)}
    members = sum(1 for e in list_roster(office) if e.sits_on(seance.date))
    return {
        "id": seance.id,
        "date": seance.date.isoformat(),
        "heure": _hour(seance.heure),
        "lieu": seance.lieu,
        "convocation": seance.convocation.isoformat() if seance.convocation else None,
        "en_exercice": members,
        "quorum": quorum(members) if members else None,
        "presents": [full.get(i, str(i)) for i in seance.presents],
        "excuses": [full.get(i, str(i)) for i in seance.excuses],
        "pouvoirs": [{"de": full.get(p.mandant, ""), "a": full.get(p.mandataire, "")} for p in seance.pouvoirs],
        "secretaire": full.get(seance.secretaire or 0),
    }


def course_json(office: Office, course: Course) -> dict[str, object]:
    """A meeting as it opened, and what happened then."""
    roster = Roster(list_roster(office))
    following = course.next_point()
    places = {point.id: place for place, point in enumerate(course.points, start=1)}
    return seance_json(office, course.seance) | {
        "ouverture": _hour(course.ouverture),
        "levee": _hour(course.levee),
        "president": _one(roster, course.seance.president),
        "prochain_point": places[following.id] if following else None,
        "premiere_seance": course.premiere.isoformat() if course.premiere else None,
        "urgence": course.urgence,
        "avis_urgence": _voices(course.avis_urgence),
        "huis_clos": _doors(course.huis_clos, roster),
        "mouvements": [
            {
                "elu": _one(roster, m.elu),
                "sens": m.sens.value,
                "heure": _hour(m.heure),
                "avant": places.get(m.avant) if m.avant is not None else None,
                "pouvoir_a": _one(roster, m.pouvoir_a),
            }
            for m in course.mouvements
        ],
        "points": [
            {
                "place": place,
                "objet": point.objet,
                "nature": point.nature.value,
                "acte": point.act_id,
                "rapporteur": _one(roster, point.rapporteur),
                "ajoute": point.ajoute,
                "repris": point.repris,
            }
            | _room_json(meeting.room(office, course, point.id), roster)
            | _passage_json(course.passage(point.id), meeting.room(office, course, point.id), roster)
            for place, point in enumerate(course.points, start=1)
        ],
    }


def shown(office: Office, course: Course) -> Result:
    """The meeting for a script, and a few lines for a reader."""
    data = course_json(office, course)
    lines = [f"Séance {course.seance.id} du {course.seance.date.isoformat()} : {_state(course)}"]
    for place, point in enumerate(course.points, start=1):
        passage = course.passage(point.id)
        room = meeting.room(office, course, point.id)
        known = f" ; {passage.sort.value}" if passage.sort else ""
        if passage.ballot:
            count = count_of(passage.ballot, room)
            known += f" (pour : {count.pour}, contre : {count.contre}, abstentions : {count.abstentions})"
        reached = "quorum atteint" if room.quorum_reached else "SANS QUORUM"
        present = f"{room.presence.counted} présents, {len(room.voix)} voix, {reached}" if course.ouverture else ""
        lines.append(f"{place:>3}. {point.objet}{known}" + (f" [{present}]" if present else ""))
    return Result(data, lines)


def _state(course: Course) -> str:
    if course.levee:
        return f"levée à {_hour(course.levee)}"
    return f"ouverte à {_hour(course.ouverture)}" if course.ouverture else "pas encore ouverte"


def _room_json(room: Room, roster: Roster) -> dict[str, object]:
    return {
        "presents": len(room.presents),
        "comptes": room.presence.counted,
        "quorum": room.presence.quorum,
        "quorum_atteint": room.quorum_reached,
        "pouvoirs": len(room.pouvoirs),
        "voix": len(room.voix),
        "retires": list(names(roster, room.retires)),
        "preside_par": _one(roster, room.president),
    }


def _passage_json(passage: Passage, room: Room, roster: Roster) -> dict[str, object]:
    count = count_of(passage.ballot, room) if passage.ballot else None
    by_name = passage.ballot if isinstance(passage.ballot, ByName) else ByName()
    return {
        "sort": passage.sort.value if passage.sort else None,
        "scrutin": passage.scrutin.value,
        "demandeurs": list(names(roster, passage.demandeurs)),
        "vote": {
            "pour": count.pour,
            "contre": count.contre,
            "abstentions": count.abstentions,
            "refus": count.refus,
            "blancs_nuls": count.blancs_nuls,
            "noms_contre": list(names(roster, by_name.contre)),
            "noms_abstentions": list(names(roster, by_name.abstentions)),
            "noms_refus": list(names(roster, by_name.refus)),
        }
        if count
        else None,
        "huis_clos": _doors(passage.huis_clos, roster),
        "tours": [
            {
                "siege": tour.siege,
                "voix": dict(tour.voix),
                "bulletins": tour.bulletins,
                "blancs": tour.blancs,
                "nuls": tour.nuls,
                "aine": tour.aine,
                "sieges": dict(shared(tour).seats) if tour.sieges else None,
            }
            for tour in passage.tours
        ],
        "elus": [found.nom for s in seats(passage.tours) if (found := elected(rounds_of(passage.tours, s)))],
        "sans_secret": passage.sans_secret.value if passage.sans_secret else None,
        "nommes": [{"siege": n.siege, "nom": n.nom} for n in passage.nommes],
        "amendement": passage.amendement,
        "notes": passage.notes,
    }


def _voices(voix: Voix | None) -> dict[str, int] | None:
    return {"pour": voix.pour, "contre": voix.contre, "abstentions": voix.abstentions} if voix else None


def _doors(doors: HuisClos | None, roster: Roster) -> dict[str, object] | None:
    if doors is None:
        return None
    asked = list(names(roster, doors.demandeurs))
    return {"demandeurs": asked, "vote": _voices(doors.voix), "decide": doors.decide}


def _one(roster: Roster, elu: int | None) -> str | None:
    return next(iter(names(roster, (elu,))), None) if elu is not None else None


def _hour(heure: time | None) -> str | None:
    return heure.isoformat(timespec="minutes") if heure else None
