"""droit: the state of the law that the checks speak from, a newer one, one reference judged."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts import wording
from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import law
from secretaire.desk.law import JudgedReference
from secretaire.errors import Code, WrongUsage
from secretaire.law.sentences import ground, verdict_sentence
from secretaire.law.snapshot import Etat


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
    lines = [_line(r) for r in judged]
    lines.append(f"Au {wording.day(on)}, d'après le droit arrêté au {wording.day(day)}.")
    return Result({"date": on.isoformat(), "droit": day.isoformat(), "references": data}, lines)


def _line(judged: JudgedReference) -> str:
    on_what = ground(judged.verdict)
    return verdict_sentence(judged.name, judged.verdict) + (f" ({on_what})" if on_what else "")


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
