"""The recovery sheet of a vault: its key in numbered groups that a hand copies, each with a sign that checks it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from secretaire.acts import wording
from secretaire.desk.office import Office
from secretaire.desk.statements import write
from secretaire.errors import Code, Refused
from secretaire.exchange.delivery import PdfPrinter
from secretaire.exchange.statement import Chapter, Grid, Statement
from secretaire.store.age_file import public_of

_PREFIX = "AGE-SECRET-KEY-1"
_SIGNS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""Those of the format (Bech32, BIP 173): none of B, I, O and 1, which a hand takes for 8, 1, 0 and I."""

_GROUP, _LENGTH, _BITS = 4, 58, 5
_ACROSS = 3
_ASKED = 3


def groups(identity: str) -> tuple[str, ...]:
    """The key in groups, each ended by its check sign: what is printed, from number 1."""
    signs = _bare(identity)
    cut = [signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP)]
    return tuple(group + _check(rank, group) for rank, group in enumerate(cut))


def read_identity(typed: str) -> str:
    """The key typed from the sheet, with or without its check signs, spaces and small letters.

    Raises:
        Refused: a group is not what was printed, or it is no key.
    """
    signs = _bare(typed)
    if len(signs) != _LENGTH:
        wide = _GROUP + 1
        cut = [signs[at : at + wide] for at in range(0, len(signs), wide)]
        wrong = [rank for rank, group in enumerate(cut) if group[-1:] != _check(rank, group[:-1])]
        if len(cut) != len(range(0, _LENGTH, _GROUP)):
            raise Refused(Code.VAULT_KEY_MISTYPED)
        if wrong:
            raise Refused(Code.VAULT_GROUPS_MISTYPED, groupes=", ".join(str(rank + 1) for rank in wrong))
        signs = "".join(group[:-1] for group in cut)
    identity = _PREFIX + signs
    public_of(identity)  # the whole has its own check
    return identity


def asked_groups(identity: str) -> tuple[int, ...]:
    """Which groups to copy from the paper, by their numbers: another choice each time."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, len(groups(identity)) + 1), _ASKED)))


def prove(identity: str, typed: Mapping[int, str]) -> None:
    """Were the groups read on the sheet?

    Raises:
        Refused: one of them is not what was printed.
    """
    printed = groups(identity)
    if not typed or any(_clean(text) not in {printed[n - 1], printed[n - 1][:-1]} for n, text in typed.items()):
        raise Refused(Code.VAULT_SHEET_NOT_PROVEN)


def write_sheet(office: Office, identity: str, target: Path, *, printer: PdfPrinter) -> None:
    """Write the sheet, to be printed and then taken away (`forget_sheet`).

    Raises:
        WrongUsage: the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
    """
    write(office, statement(office, identity, office.today()), target, printer=printer)


def forget_sheet(target: Path) -> None:
    """Overwrite the file of the sheet, then take it away: the paper is the only one left."""
    if target.is_file():
        size = target.stat().st_size
        with target.open("r+b") as file:
            file.write(b"\0" * size)
        target.unlink()


def statement(office: Office, identity: str, on: date) -> Statement:
    """What the sheet says."""
    printed = groups(identity)
    down = -(-len(printed) // _ACROSS)
    rows = [[cell for column in range(_ACROSS) for cell in _cells(printed, row + column * down)] for row in range(down)]
    return Statement(
        title="FEUILLE DE SECOURS DU COFFRE",
        about=f"Commune {wording.de(office.commune.nom)}, le {wording.day(on)}",
        opening=(
            "Cette feuille ouvre l'espace de la commune si le poste est perdu, volé ou en panne, ou si la phrase secrète est oubliée. "
            "Qui la lit peut tout ouvrir : elle se garde dans le coffre de la mairie, sous enveloppe fermée, jamais avec le poste ni la clé USB.",
        ),
        chapters=(
            Chapter(
                "La clé",
                (
                    "Chaque groupe a quatre signes, le dernier deux, puis un signe de contrôle, à part. Ni B, ni I, ni O, ni 1 : ce qui leur "
                    "ressemble est 8, L, 0 (zéro) ou J.",
                ),
                Grid(("N°", "Groupe", "Signe") * _ACROSS, (7, 15, 11) * _ACROSS, rows),
            ),
            Chapter(
                "Avec Secrétaire, sur n'importe quel poste",
                (
                    "Prenez le dossier du coffre, ou l'une de ses sauvegardes, remise par « Restaurer une sauvegarde ». Ouvrez-le ; quand la clé "
                    "est demandée, choisissez « Ouvrir avec la feuille de secours » et recopiez les groupes, signes de contrôle compris. "
                    "Dans un terminal : secretaire coffre ouvrir-de-secours DOSSIER.",
                ),
            ),
            Chapter(
                "Sans Secrétaire, avec n'importe quel programme « age »",
                (
                    "Le format est public (age-encryption.org/v1). Écrivez dans un fichier cle.txt, sur une seule ligne et sans espace :",
                    f"{_PREFIX} suivi des quinze groupes, SANS leur signe de contrôle.",
                    "Puis, dans un terminal : age -d -i cle.txt -o espace.zip coffre.age",
                    "Le fichier espace.zip est une sauvegarde ordinaire : documents joints, et bases SQLite que tout logiciel sait lire. "
                    "Effacez ensuite cle.txt.",
                ),
            ),
            Chapter(
                "Si cette feuille est perdue ou lue",
                ("Enlevez le coffre, puis faites-en un nouveau : il aura une autre feuille.",),
            ),
        ),
    )


def _cells(printed: tuple[str, ...], rank: int) -> tuple[str, str, str]:
    return (str(rank + 1), printed[rank][:-1], printed[rank][-1]) if rank < len(printed) else ("", "", "")


def _bare(typed: str) -> str:
    clean = _clean(typed)
    start = _clean(_PREFIX)
    return clean.removeprefix(start)


def _clean(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def _check(rank: int, group: str) -> str:
    """One sign for all the others and their places: a sign read for another always shows, as do nearly all exchanges."""
    total = rank % len(_SIGNS)
    for place, sign in enumerate(group, start=1):
        value = max(_SIGNS.find(sign), 0)
        total ^= (value << place | value >> (_BITS - place)) % len(_SIGNS)
    return _SIGNS[total]
