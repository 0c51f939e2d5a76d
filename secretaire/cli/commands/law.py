"""droit: the state of the law that the checks speak from, a newer one, one reference judged."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts import wording
from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import law
from secretaire.errors import Code, WrongUsage
from secretaire.law.snapshot import Confidence, Etat, Status, Verdict

_STATUS = {
    Status.EN_VIGUEUR: "en vigueur",
    Status.PAS_ENCORE: "pas encore en vigueur",
    Status.REMPLACE: "remplacé",
    Status.ABROGE: "abrogé",
    Status.CONTENU_CHANGE: "contenu changé",
    Status.NUMERO_IMPOSSIBLE: "numéro impossible",
    Status.INCONNU: "je ne sais pas",
}
_CONFIDENCE = {
    Confidence.CONTROLEE: "contrôlé",
    Confidence.ANCIENNE: "numéro contrôlé sur une copie de 2020 au plus",
    Confidence.NON_RECONTROLEE: "non recontrôlé, à confirmer sur Légifrance",
}


def declare(commands: Subparsers) -> None:
    """Declare `droit`."""
    droit = commands.group("droit", "les textes de référence")
    droit.command("etat", "date et contenu des références en service", state)
    importer = droit.command("importer", "met en service un état du droit plus récent", bring)
    importer.add_argument("fichier", metavar="FICHIER", help="le fichier .zip ; sa signature .sha256 à côté de lui")
    droit.command("revenir", "revient à l'état du droit précédent", revert)
    article = droit.command("article", "ce qui est connu d'une référence à une date", judge)
    article.add_argument("reference", metavar="REFERENCE", help="« article L. 2121-29 du CGCT »")
    article.add_argument("--date", metavar="DATE", help="date à laquelle la juger")


def state(_options: argparse.Namespace) -> Result:
    return _shown(law.law_state())


def bring(options: argparse.Namespace) -> Result:
    return _shown(law.import_law(Path(options.fichier)))


def revert(_options: argparse.Namespace) -> Result:
    return _shown(law.revert_law())


def judge(options: argparse.Namespace) -> Result:
    on = session.day(options.date) if options.date else session.today()
    judged = law.judge(options.reference, on)
    if not judged:
        raise WrongUsage(
            Code.WRONG_OPTION,
            cause=f"« {options.reference} » ne se lit pas comme une référence (écrivez « article L. 2121-29 du CGCT »)",
        )
    data = [
        {
            "reference": r.name,
            "verdict": r.verdict.status.value,
            "depuis": r.verdict.since.isoformat() if r.verdict.since else None,
            "remplacant": r.verdict.successor or None,
            "certain": r.verdict.replacement is not None,
            "raison": r.verdict.reason or None,
            "source": r.verdict.source or None,
            "confiance": r.verdict.confidence.value if r.verdict.source else None,
        }
        for r in judged
    ]
    day = law.law_state().date
    lines = [f"{r.name} : {_sentence(r.verdict)}" for r in judged]
    lines.append(f"Au {wording.day(on)}, d'après le droit arrêté au {wording.day(day)}.")
    return Result({"date": on.isoformat(), "droit": day.isoformat(), "references": data}, lines)


def _sentence(verdict: Verdict) -> str:
    since = (
        f" depuis le {wording.day(verdict.since)}" if verdict.since and verdict.status is not Status.PAS_ENCORE else ""
    )
    words = _STATUS[verdict.status] + since
    if verdict.reason:
        words += f" ({verdict.reason})"
    if verdict.successor:
        words += f", voir {verdict.successor}"
    if verdict.source:
        words += f" ; {_CONFIDENCE[verdict.confidence]}, source : {verdict.source}"
    return words


def _shown(etat: Etat) -> Result:
    altered = law.altered_file()
    data = {
        "date": etat.date.isoformat(),
        "articles": etat.articles,
        "source": etat.source,
        "importe": etat.imported,
        "ecarte": str(altered) if altered else None,
    }
    origin = "importées sur ce poste" if etat.imported else "livrées avec l'application"
    lines = [
        f"Références arrêtées au {etat.date:%d/%m/%Y}, {origin} : {etat.articles} articles. Source : {etat.source}."
    ]
    if altered:
        lines.append(
            f"Le fichier importé « {altered.name} » a été modifié depuis : il ne sert plus. Importez-le de nouveau."
        )
    return Result(data, lines)
