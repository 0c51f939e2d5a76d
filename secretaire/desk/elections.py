"""The rounds and the nominations noted in a meeting, in the fields of an act that tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from secretaire.acts.act import Act, FieldInput
from secretaire.acts.act_type import ActType
from secretaire.council.course import Passage
from secretaire.council.elections import Tour, elected, rounds_of, seats, shared
from secretaire.council.nominations import Nomme, SansSecret, cao_seats, is_substitute
from secretaire.desk import courses
from secretaire.desk.office import Office
from secretaire.desk.writing import act_type

_DECISIVE = ("premier tour", "deuxième tour", "troisième tour")
_RANKS = ("premier", "deuxième", "troisième")
_TITULAIRE, _SUPPLEANT = "titulaire", "suppléant"
_BY_PAPERS = "scrutin secret"
_HANDS = "main levée décidée à l'unanimité"
_MOST_SEATS = 12


def changed_fields(kind: ActType, before: Passage, after: Passage) -> Mapping[str, FieldInput]:
    """What a gesture on the rounds or the nominations changes in the fields of that type: what is no longer told is
    emptied, what somebody typed elsewhere stays.
    """
    former, told = _told(kind, before), _told(kind, after)
    gone: dict[str, FieldInput] = {
        name: [] if isinstance(value, list) else "" for name, value in former.items() if name not in told
    }
    return gone | {name: value for name, value in told.items() if former.get(name) != value}


def noted_fields(office: Office, act: Act) -> frozenset[str]:
    """The fields of an act whose value is the one its meeting noted.

    Raises:
        WrongUsage: no such meeting, or no such type.
    """
    _, held = courses.held(office, act)
    if held is None:
        return frozenset()
    told = _told(act_type(office, act.type_id), held.passage)
    return frozenset(name for name, value in told.items() if act.fields.get(name) == value)


def seats_to_fill(kind: ActType, act: Act, population: int) -> tuple[str, ...]:
    """The seats that such an act fills, one « titulaire » or « suppléant » each; nothing when it does not say."""
    if _shares_seats(kind):
        number = cao_seats(population)
        return (_TITULAIRE,) * number + (_SUPPLEANT,) * number
    found: list[str] = []
    for name, seat in (("sieges_titulaires", _TITULAIRE), ("sieges_suppleants", _SUPPLEANT)):
        given = act.fields.get(name)
        if isinstance(given, str) and given.strip().isdigit():
            found += [seat] * int(given)
    return tuple(found[:_MOST_SEATS])


def seats_to_share(kind: ActType, population: int) -> int:
    """The seats of titulaires that lists share in proportion; 0 for another kind of election (CGCT L. 1411-5, II)."""
    return cao_seats(population) if _shares_seats(kind) else 0


def _shares_seats(kind: ActType) -> bool:
    return kind.champ("listes") is not None


def _told(kind: ActType, passage: Passage) -> Mapping[str, FieldInput]:
    """What the meeting says of the fields of that type; nothing for a type that has none for it."""
    told: dict[str, FieldInput] = {}
    if kind.champ("resultats_1") is not None:
        told = _single(kind, passage.tours)
    elif passage.tours and _shares_seats(kind):
        told = _lists(passage.tours)
    elif passage.tours and kind.champ("resultats") is not None and passage.sans_secret is None:
        told = {"resultats": _each(kind, passage.tours)}
    told |= _nominated(kind, passage)
    if mode := _mode(kind, passage):
        told["mode_vote"] = mode
    return {name: value for name, value in told.items() if kind.champ(name) is not None}


def _mode(kind: ActType, passage: Passage) -> str:
    champ = kind.champ("mode_vote")
    if champ is None:
        return ""
    if passage.immediate:
        return next((o for o in champ.options if o not in {_BY_PAPERS, _HANDS}), "")
    if passage.sans_secret is SansSecret.UNANIMITE:
        return _HANDS
    return _BY_PAPERS if passage.tours else ""


def _single(kind: ActType, tours: Sequence[Tour]) -> dict[str, FieldInput]:
    """One seat, or one list: each round in its own fields."""
    held = rounds_of(tours, tours[0].siege) if tours else ()
    told: dict[str, FieldInput] = {}
    for number, tour in enumerate(held, start=1):
        champ = kind.champ(f"resultats_{number}")
        column = champ.colonnes[0].nom if champ and champ.colonnes else "candidat"
        told |= {
            f"resultats_{number}": [{column: name, "voix": str(voices)} for name, voices in tour.voix],
            f"votants_{number}": str(tour.bulletins),
            f"blancs_{number}": str(tour.blancs),
            f"nuls_{number}": str(tour.nuls),
        }
    found = elected(held)
    if found is not None:
        told |= {
            "tour_decisif": _DECISIVE[found.tour - 1],
            "elu": found.nom,
            "voix_elu": str(found.voix),
            "voix_obtenues": str(found.voix),
        }
        if found.tour == len(_DECISIVE):
            told["benefice_age"] = "oui" if found.age else "non"
    elif held:
        told["tour_decisif"] = _DECISIVE[len(held) - 1]
    return told


def _lists(tours: Sequence[Tour]) -> dict[str, FieldInput]:
    """The voices of each list, and its seats once nothing is left to the eldest: as many suppléants as titulaires
    (L. 1411-5).
    """
    last = tours[-1]
    found = shared(last)
    won = {} if found.left or not last.sieges else {name: str(number) for name, number in found.seats}
    rows = []
    for name, voices in last.voix:
        seats_won = won.get(name, "")
        rows.append(
            {"liste": name, "voix": str(voices), "sieges_titulaires": seats_won, "sieges_suppleants": seats_won}
        )
    return {"listes": rows, "exprimes": str(last.exprimes)}


def _each(kind: ActType, tours: Sequence[Tour]) -> list[dict[str, str]]:
    """One row a candidate and a round, in the columns that the type has."""
    champ = kind.champ("resultats")
    columns = {column.nom for column in champ.colonnes} if champ else set()
    rows = []
    for siege in seats(tours):
        for number, tour in enumerate(rounds_of(tours, siege)):
            rows += [
                {
                    "siege": _SUPPLEANT if is_substitute(siege) else _TITULAIRE,
                    "commission": siege,
                    "candidat": name,
                    "tour": _RANKS[number],
                    "exprimes": str(tour.exprimes),
                    "voix": str(voices),
                }
                for name, voices in tour.voix
            ]
    return [{name: value for name, value in row.items() if name in columns} for row in rows]


def _nominated(kind: ActType, passage: Passage) -> dict[str, FieldInput]:
    """Who is nominated: by name when it is noted so, else whoever each seat elected."""
    nommes = passage.nommes
    if not nommes and not _shares_seats(kind):
        found = ((siege, elected(rounds_of(passage.tours, siege))) for siege in seats(passage.tours))
        nommes = tuple(Nomme(won.nom, siege) for siege, won in found if won is not None)
    told: dict[str, FieldInput] = {}
    if kind.champ("membres") is not None and nommes:
        told["membres"] = [{"commission": n.siege, "membre": n.nom} for n in nommes]
    for name, substitutes in (("titulaires", False), ("suppleants", True)):
        if named := [{"nom": n.nom} for n in nommes if n.suppleant is substitutes]:
            told[name] = named
    return told
