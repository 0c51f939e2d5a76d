"""papier: what the acts of the commune are written on."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import letterhead
from secretaire.desk.letterhead import PaperState
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage
from secretaire.exchange.papier.papier import SignaturePlace
from secretaire.exchange.papier.placeholders import VOCABULARY
from secretaire.exchange.papier.report import Report

_NOTHING = "aucun"


def declare(commands: Subparsers) -> None:
    """Declare `papier`."""
    papier = commands.group("papier", "le papier de la commune : en-tête, logo, coordonnées, signature")
    papier.command("montrer", "ce sur quoi les actes sont écrits", show)
    importer = papier.command("importer", "reprend votre papier à en-tête (Word ou LibreOffice)", take)
    importer.description = (
        "Reprend votre papier à en-tête : un document ou un modèle, tel quel (l'en-tête et le pied de page sont trouvés et "
        "gardés) ou avec des mentions entre accolades (« secretaire papier mentions »). " + letterhead.MARIANNE_NOTICE
    )
    importer.add_argument("fichier", metavar="FICHIER")
    choisir = papier.command("choisir", "choisit un modèle de la maison, ou « commune » pour votre papier", choose)
    choisir.add_argument("modele", metavar="MODELE")
    papier.command("retirer", "oublie votre papier à en-tête", forget)
    logo = papier.command("logo", "donne le logo des modèles de la maison (« aucun » pour le retirer)", set_logo)
    logo.description = letterhead.MARIANNE_NOTICE
    logo.add_argument("fichier", metavar="FICHIER")
    coordonnees = papier.command("coordonnees", "comment joindre la mairie", set_details)
    for name, text in (
        ("service", "par exemple « Secrétariat »"),
        ("telephone", "numéro"),
        ("courriel", "adresse électronique"),
        ("site", "site internet"),
    ):
        coordonnees.add_argument(f"--{name}", metavar="TEXTE", help=text)
    for name, text in (("adresse", "une ligne par option"), ("horaires", "une ligne par option")):
        coordonnees.add_argument(f"--{name}", metavar="TEXTE", action="append", help=text)
    signature = papier.command("signature", "comment se présente le bloc des signatures", set_signature)
    signature.add_argument(
        "--place", choices=[place.value for place in SignaturePlace], help="quand une personne signe seule"
    )
    signature.add_argument(
        "--hauteur", type=float, metavar="CM", help="place laissée à la main et au cachet (1 à 6 cm)"
    )
    signature.add_argument("--extrait", metavar="TEXTE", help="au-dessus de la signature (« Pour extrait conforme »)")
    signature.add_argument("--cachet", metavar="TEXTE", help="à l'endroit du cachet (« cachet de la mairie »)")
    apercu = papier.command("apercu", "écrit un acte inventé sur votre papier (DOCX)", preview)
    apercu.add_argument("--sortie", required=True, metavar="FICHIER.docx")
    papier.command("mentions", "les mentions qu'un papier à en-tête peut porter", show_vocabulary)


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _state(office)


def take(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        report = letterhead.import_letterhead(office, Path(options.fichier))
    lines = [*report.sentences()]
    if report.header.pictures or report.heading.pictures:
        lines += ["", letterhead.MARIANNE_NOTICE]
    return Result({"papier": letterhead.OWN, "compte_rendu": _report_json(report)}, lines)


def choose(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        if options.modele == letterhead.OWN:
            letterhead.choose_letterhead(office)
        else:
            letterhead.choose_house_model(office, options.modele)
        return _state(office)


def forget(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        letterhead.remove_letterhead(office)
        return _state(office)


def set_logo(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        letterhead.set_logo(office, None if options.fichier == _NOTHING else Path(options.fichier))
        return _state(office)


def set_details(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        details = letterhead.describe(office).details
        texts = {name: getattr(options, name) for name in ("service", "telephone", "courriel", "site")}
        lists = {name: getattr(options, name) for name in ("adresse", "horaires")}
        given: dict[str, Any] = {name: text.strip() for name, text in texts.items() if text is not None}
        given |= {
            name: tuple(filter(None, map(str.strip, lines))) for name, lines in lists.items() if lines is not None
        }
        letterhead.set_details(office, replace(details, **given))
        return _state(office)


def set_signature(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        block = letterhead.describe(office).signature
        if options.place is not None:
            block = replace(block, place=SignaturePlace(options.place))
        if options.hauteur is not None:
            if not 1 <= options.hauteur <= 6:
                raise WrongUsage(Code.WRONG_OPTION, cause="la place de la signature va de 1 à 6 cm")
            block = replace(block, room_cm=options.hauteur)
        if options.extrait is not None:
            block = replace(block, extract=options.extrait.strip())
        if options.cachet is not None:
            block = replace(block, stamp=options.cachet.strip())
        letterhead.set_signature(office, block)
        return _state(office)


def preview(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        written = letterhead.preview(office, Path(options.sortie))
    return Result({"fichier": str(written)}, [f"Aperçu écrit : {written}"])


def show_vocabulary(_options: argparse.Namespace) -> Result:
    data = [{"mention": f"{{{{ {name} }}}}", "sens": text} for name, text in VOCABULARY.items()]
    return Result({"mentions": data}, [f"{{{{ {name} }}}}".ljust(26) + text for name, text in VOCABULARY.items()])


def _state(office: Office) -> Result:
    state = letterhead.describe(office)
    data = {
        "papier": letterhead.OWN if state.own else state.look.id,
        "modeles": [
            {"id": look.id, "libelle": look.libelle, "description": look.description} for look in state.models.values()
        ],
        "fichier": state.source or None,
        "compte_rendu": _report_json(state.report) if state.report else None,
        "logo": state.has_logo,
        "coordonnees": asdict(state.details),
        "signature": {
            "place": state.signature.place.value,
            "hauteur_cm": state.signature.room_cm,
            "extrait": state.signature.extract,
            "cachet": state.signature.stamp,
        },
    }
    return Result(data, _sentences(state))


def _sentences(state: PaperState) -> list[str]:
    lines = [
        f"Les actes sont écrits sur votre papier ({state.source})."
        if state.own
        else f"Les actes sont écrits sur le modèle « {state.look.libelle} »."
    ]
    if state.own and state.report:
        lines += state.report.sentences()
    lines += ["", "Modèles de la maison :", *(f"  {look.id:10} {look.description}" for look in state.models.values())]
    if state.source and not state.own:
        lines.append(f"  {letterhead.OWN:10} Votre papier ({state.source})")
    lines += ["", f"Logo : {'oui' if state.has_logo else 'aucun'}"]
    lines += [f"Coordonnées : {line}" for line in state.details.block()] or ["Coordonnées : aucune"]
    return lines


def _report_json(report: Report) -> dict[str, object]:
    return {
        "entete": {"lignes": list(report.header.lines), "images": report.header.pictures},
        "haut_de_page": {"lignes": list(report.heading.lines), "images": report.heading.pictures},
        "pied": {"lignes": list(report.footer.lines), "images": report.footer.pictures},
        "page": report.page,
        "marges_cm": list(report.margins),
        "caracteres": report.font,
        "mentions": list(report.blanks),
        "laisse_de_cote": list(report.removed),
        "a_verifier": list(report.warnings),
    }
