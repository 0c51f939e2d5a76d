"""refaire, acte reprises, acte comparer, types habitudes: start from an old act, see what it gives and what changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts.act import FieldInput
from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import old_acts, reusing
from secretaire.desk.office import Office
from secretaire.desk.reusing import Reuse
from secretaire.drafting.reuse.habits import Habit
from secretaire.errors import Code, WrongUsage

_SIGNS = {"added": "+", "removed": "-"}
_KINDS = {"same": "identique", "added": "ajoute", "removed": "retire"}


def declare(commands: Subparsers) -> None:
    """Declare `refaire`."""
    refaire = commands.command("refaire", "prépare un nouvel acte à partir d'un ancien", redo)
    refaire.add_argument(
        "source", metavar="SOURCE", help="numéro d'une pièce du fonds (voir « chercher »), acte de l'espace, ou fichier"
    )
    refaire.add_argument("--type", metavar="TYPE", default="", help="le type du nouvel acte, s'il n'est pas reconnu")
    refaire.add_argument("--par", metavar="NOM")


def declare_act(acte: Subparsers) -> None:
    """Declare `acte reprises` and `acte comparer`."""
    acte.command("reprises", "ce que l'ancien acte propose, champ par champ", show_offers).add_argument(
        "id", metavar="ID"
    )
    acte.command("comparer", "l'acte et l'ancien acte dont il est parti", compare).add_argument("id", metavar="ID")


def redo(options: argparse.Namespace) -> Result:
    author = session.author(options)
    source = options.source.strip()
    recognised: list[dict[str, object]] = []
    with session.office(options) as office:
        if Path(source).is_file() or source.isdecimal():
            read = old_acts.of_file(Path(source)) if Path(source).is_file() else old_acts.of_piece(office, int(source))
            recognised = [
                {"type": found.kind.id, "score": round(found.score, 2), "parce_que": found.because}
                for found in reusing.types_of(office, read)
            ]
            act = reusing.start_from(office, read, author, options.type)
        elif options.type:
            raise WrongUsage(Code.WRONG_OPTION, cause="un acte de l'espace est refait dans son type, sans --type")
        else:
            act = reusing.start_again(office, source, author)
        data, lines = _offers(office, act.id)
    data = {"id": act.id, "numero": act.numero, "type": act.type_id} | data | {"propositions": recognised}
    found = [f"    {r['type']} ({r['score']}) : {r['parce_que']}" for r in recognised]
    title = [f"Projet {act.id} ({act.numero}), type {act.type_id}"]
    return Result(data, [*title, *(["Types reconnus :", *found] if found else []), *lines])


def show_offers(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        data, lines = _offers(office, options.id)
    return Result({"id": options.id} | data, lines)


def compare(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        comparison = reusing.comparison(office, options.id)
        references = reusing.references_of_old(office, options.id)
        left = reusing.unconfirmed(office, options.id)
    paragraphs = [
        {
            "partie": paragraph.role.value if paragraph.role else None,
            "morceaux": [{"sens": _KINDS[piece.kind], "texte": piece.text} for piece in paragraph.pieces],
        }
        for paragraph in comparison.paragraphs
    ]
    figures = [
        {"texte": f.text, "partie": f.role.value, "origine": f.origin.kind.value, "source": f.origin.source}
        for f in comparison.figures_left
    ]
    cited = [
        {
            "code": r.code,
            "article": r.article,
            "verdict": r.verdict.status.value,
            "phrase": r.sentence,
            "citee": r.cited,
        }
        for r in references
    ]
    data = {"id": options.id, "a_confirmer": list(left), "chiffres": figures, "references": cited}
    lines = [
        *(f"À confirmer : {text} vient de l'ancien acte" for text in left),
        *(r.sentence for r in references),
        "",
        *(
            "".join(f"[{_SIGNS[p.kind]}{p.text}]" if p.kind in _SIGNS else p.text for p in paragraph.pieces)
            for paragraph in comparison.paragraphs
        ),
    ]
    return Result(data | {"paragraphes": paragraphs}, lines)


def habits(type_id: str, options: argparse.Namespace) -> Result:
    """The wording the commune writes its own way; with --adopter N, the Nth becomes its wording of the type."""
    with session.office(options) as office:
        found = reusing.habits(office, type_id)
        adopted = options.adopter
        if adopted is not None:
            if not 1 <= adopted <= len(found):
                raise WrongUsage(Code.WRONG_OPTION, cause=f"--adopter {adopted} : il y a {len(found)} habitude(s)")
            reusing.adopt_habit(office, type_id, found[adopted - 1])
    rows = [_habit_json(number, habit) for number, habit in enumerate(found, start=1)]
    lines = [f"{n}. {h.part.value}, dans {h.acts} actes : {h.text}" for n, h in enumerate(found, start=1)]
    if adopted is not None:
        lines = [f"La rédaction {adopted} est désormais celle de la commune pour {type_id}."]
    return Result(
        {"type": type_id, "habitudes": rows, "adoptee": adopted},
        lines or [f"Aucune rédaction propre à la commune pour {type_id} (il faut la même dans trois actes)."],
    )


def _offers(office: Office, act_id: str) -> tuple[dict[str, object], list[str]]:
    reuse = reusing.reuse_of(office, act_id)
    if reuse is None:
        raise WrongUsage(Code.NO_OLD_ACT, acte=act_id)
    data: dict[str, object] = {
        "ancien": {"libelle": reuse.label, "source": reuse.source},
        "reprises": [
            {
                "champ": offer.champ.nom,
                "libelle": offer.champ.libelle,
                "ancien": offer.reprise.ancien,
                "source": offer.reprise.source,
                "extrait": offer.reprise.extrait,
                "etat": offer.reprise.sort.value,
                "change": offer.changes,
            }
            for offer in reuse.offers
        ],
    }
    return data, _lines(reuse)


def _lines(reuse: Reuse) -> list[str]:
    lines = [f"Reparti de {reuse.label} ; rien n'est repris sans vous."]
    for offer in reuse.offers:
        changes = ", change d'ordinaire" if offer.changes else ""
        value = _shown(offer.reprise.ancien)
        lines.append(f"    {offer.champ.nom:28} {offer.reprise.sort.value:12} {value}{changes}")
    return lines


def _shown(value: FieldInput) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return " / ".join(", ".join(cell for cell in row.values() if cell) for row in value)


def _habit_json(number: int, habit: Habit) -> dict[str, object]:
    return {
        "rang": number,
        "partie": habit.part.value,
        "texte": habit.text,
        "remplace": habit.replaces or None,
        "actes": habit.acts,
        "sources": list(habit.sources),
    }
