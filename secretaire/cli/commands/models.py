"""modele: the assistant of this PC, installed, verified, measured, chosen."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import measuring, model_sources, models, recordings
from secretaire.desk.energy import HYPOTHESIS, Energy
from secretaire.desk.measuring import MOST_MINUTES, Report, Step
from secretaire.desk.messages import ADAPTER_FAULTS, sentence
from secretaire.desk.pen_figures import ModelFigures, Verdict, decimal
from secretaire.drafting.engine.adapters import AdapterFault
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.errors import Code, Refused, WrongUsage

_TOLD_EVERY = 4  # texts
_INSTALL = """Installe l'assistant sans connexion. Sont cherchés, par leur nom et leur taille, dans DOSSIER, ou sinon à côté de
l'application, sur les clés et disques branchés, puis dans le dossier courant (et dans leurs sous-dossiers « modeles »,
« secretaire » et « secretaire/modeles ») :
- le fichier de l'assistant (.gguf), tel que « modele lister » le nomme ;
- ou les paquets Python (.whl) qui en portent les morceaux.
L'empreinte du fichier est comparée à celle du catalogue ; une copie interrompue reprend où elle s'était arrêtée."""


def declare(modele: Subparsers) -> None:
    """Declare the commands of the group."""
    modele.command("lister", "les assistants connus et installés", list_models)
    importer = modele.command("importer", "installe un assistant, ou la transcription depuis son dossier", import_model)
    importer.add_argument("fichier", metavar="FICHIER_OU_DOSSIER")
    _add_shared(importer)
    installer = modele.command(
        "installer", "cherche l'assistant sur une clé ou un dossier, et l'installe", install_model
    )
    installer.description = _INSTALL
    installer.add_argument("dossier", nargs="?", metavar="DOSSIER", help="ne chercher que là")
    installer.add_argument("--modele", default="", metavar="NOM", help="un autre que l'assistant habituel")
    _add_shared(installer)
    modele.command("verifier", "relit le fichier installé et compare son empreinte", verify_model)
    banc = modele.command("banc", "mesure ce poste avec de vrais textes, conseille un assistant et le retient", measure)
    banc.add_argument(
        "--minutes",
        type=int,
        default=MOST_MINUTES,
        choices=range(1, MOST_MINUTES + 1),
        metavar="N",
        help=f"au plus (de 1 à {MOST_MINUTES} ; par défaut {MOST_MINUTES})",
    )
    choisir = modele.command("choisir", "choisit l'assistant de ce poste, ou de s'en passer", choose)
    choisir.add_argument("nom", nargs="?", metavar="NOM", help="nom ou début du nom, comme dans « modele lister »")
    choisir.add_argument("--sans-assistant", action="store_true", help="travaille sans assistant, rien n'est effacé")
    choisir.add_argument(
        "--fils", type=int, default=0, choices=range(257), metavar="N", help="cœurs employés (par défaut, tous)"
    )
    choisir.add_argument(
        "--repos",
        type=int,
        choices=range(24 * 60 + 1),
        metavar="MINUTES",
        help="rend la mémoire après ce temps sans demande ; 0 : jamais",
    )


def _add_shared(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--poste", action="store_true", help="pour tous les comptes du poste (demande les droits d'administrateur)"
    )


def list_models(_options: argparse.Namespace) -> Result:
    rows = models.list_models()
    chosen = models.choice()
    data = [
        {
            "nom": m.name,
            "licence": m.licence,
            "octets": m.size,
            "memoire_mo": m.ram_mb,
            "sha256": m.sha256,
            "installe": m.path is not None,
            "fichier": str(m.path) if m.path else None,
            "nom_du_fichier": m.file_name,
        }
        for m in rows
    ]
    lines = [
        f"{'installé' if m.path else 'absent':9} {m.name} ({m.size / 1e9:.2f} Go, {m.licence}) : {m.file_name}"
        for m in rows
    ]
    if chosen.set_aside:
        lines.append("Ce poste travaille sans assistant.")
    hearing, ready = recordings.known_model(), recordings.installed() is not None
    lines.append(
        f"{'installé' if ready else 'absent':9} {hearing.nom} ({hearing.octets / 1e9:.2f} Go, {hearing.licence}) : "
        "transcription d'un enregistrement, facultative"
    )
    transcription = {"nom": hearing.nom, "licence": hearing.licence, "octets": hearing.octets, "installe": ready}
    return Result({"modeles": data, "choix": _choice_json(), "transcription": transcription}, lines)


def import_model(options: argparse.Namespace) -> Result:
    source = Path(options.fichier)
    if source.is_dir():
        return _import_transcription(source, _folder(options))
    return _installed(models.import_model(source, CopyTold(), folder=_folder(options)))


def _folder(options: argparse.Namespace) -> Path:
    return models.shared_folder() if options.poste else models.own_folder()


def install_model(options: argparse.Namespace) -> Result:
    model = model_sources.wanted(options.modele)
    here = model_sources.already_here(model)
    if here is not None:
        data = {"nom": here.name, "fichier": str(here.path), "sha256": here.sha256, "connu": True, "deja": True}
        return Result(data, [f"Assistant déjà installé : {here.name} ({here.path})."])
    looked = model_sources.places(Path(options.dossier) if options.dossier else None)
    source = model_sources.find(model, looked)
    progress(f"trouvé dans {source.place}")
    return _installed(model_sources.install(source, _folder(options), CopyTold()))


def _installed(model: InstalledModel) -> Result:
    data = {"nom": model.name, "fichier": str(model.path), "sha256": model.sha256, "connu": model.known}
    known = "" if model.known else " (fichier inconnu du catalogue : sa qualité n'a pas été mesurée)"
    return Result(data, [f"Assistant installé : {model.name}{known}."])


def _import_transcription(source: Path, models_folder: Path) -> Result:
    folder, known = recordings.import_model(source, folder=models_folder), recordings.known_model()
    data = {"nom": known.nom, "fichier": str(folder), "sha256": known.fichiers["model.bin"], "connu": True}
    return Result(data, [f"Transcription installée : {known.nom}."])


class CopyTold:
    """Says how far a copy is, every twentieth."""

    def __init__(self, words: str = "copie") -> None:
        self._words = words
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        part = 20 * done // max(total, 1)
        if part > self._last:
            self._last = part
            progress(f"{self._words} : {5 * part} % ({done // 1_000_000} Mo sur {total // 1_000_000})")


def verify_model(_options: argparse.Namespace) -> Result:
    model = models.verify_model(CopyTold("relecture"))
    laid_over = models.adapter(model)
    data = {
        "nom": model.name,
        "fichier": str(model.path),
        "sha256": model.sha256,
        "intact": True,
        "complement": laid_over.path is not None,
        "complement_altere": laid_over.fault is AdapterFault.ALTERED,
    }
    lines = [f"Le fichier de l'assistant est intact : {model.name}."]
    if laid_over.fault:
        lines.append(ADAPTER_FAULTS[laid_over.fault])
    return Result(data, lines)


def choose(options: argparse.Namespace) -> Result:
    if options.repos is not None:
        models.rest_after(options.repos)
    if options.sans_assistant:
        if options.nom:
            raise WrongUsage(Code.WRONG_OPTION, cause="donnez un nom, ou --sans-assistant, pas les deux")
        models.set_aside()
    elif options.nom:
        models.choose(_sha256_of(options.nom), options.fils)
    elif options.repos is None:
        raise WrongUsage(Code.WRONG_OPTION, cause="donnez le nom d'un assistant, --sans-assistant ou --repos")
    data = _choice_json()
    told = data["nom"] or ("sans assistant" if data["sans_assistant"] else "celui que l'installation préfère")
    rest = f"mémoire rendue après {data['repos_min']} min" if data["repos_min"] else "mémoire gardée"
    return Result(data, [f"Choix de ce poste : {told} ; {rest}."])


def _sha256_of(name: str) -> str:
    wanted = name.casefold()
    found = [m for m in models.installed_models() if m.name.casefold().startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(m.name for m in found or models.installed_models()) or "aucun n'est installé"
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {name} » ne désigne pas un assistant installé et un seul ({names})"
        )
    return found[0].sha256


def _choice_json() -> dict[str, Any]:
    chosen = models.choice()
    names = {m.sha256: m.name for m in models.installed_models()}
    return {
        "nom": None if chosen.set_aside else names.get(chosen.model_sha256),
        "sha256": chosen.model_sha256 or None,
        "fils": chosen.threads or None,
        "sans_assistant": chosen.set_aside,
        "repos_min": chosen.rest_minutes,
    }


def measure(options: argparse.Namespace) -> Result:
    report = measuring.measure(_Told(), minutes=options.minutes)
    try:
        kept: str | None = str(measuring.adopt(report))
        told = ""
    except Refused as error:  # ten minutes of measure are not lost because the choice is the installer's
        kept, told = None, sentence(error)
    return Result({**report_json(report), "choix": kept}, [*_lines(report), *filter(None, [told])])


class _Told:
    """Says where the measure is, not at every text."""

    def __init__(self) -> None:
        self._last = ("", -_TOLD_EVERY)

    def __call__(self, step: Step) -> None:
        label, done = self._last
        if step.label != label or step.done - done >= _TOLD_EVERY:
            self._last = (step.label, step.done)
            left = "" if step.seconds_left is None else f", encore {_duration(step.seconds_left)} au plus"
            progress(f"{step.label} : {step.done}/{step.total}{left}")


def report_json(report: Report) -> dict[str, Any]:
    """The figures of a measure."""
    machine, best = report.machine, report.advice.model
    return {
        "poste": {
            "coeurs": machine.cores,
            "processeurs_logiques": machine.logical,
            "memoire_mo": machine.memory_mb,
            "memoire_libre_mo": machine.free_mb,
            "moteur": machine.engine or None,
        },
        "duree_s": round(report.seconds, 1),
        "complet": report.complete,
        "modeles": [_figures_json(m) for m in report.models],
        "conseil": {
            "modele": best.name if best else None,
            "sha256": best.sha256 if best else None,
            "fils": (best.threads or None) if best else None,
            "raison": report.advice.reason,
        },
        "energie_hypothese": HYPOTHESIS,
    }


def _figures_json(figures: ModelFigures) -> dict[str, Any]:
    return {
        "nom": figures.name,
        "sha256": figures.sha256,
        "complement": figures.adapted,
        "fils": figures.threads or None,
        "vitesses": [
            {
                "fils": s.threads,
                "lecture_jetons_s": round(s.reading, 1),
                "ecriture_jetons_s": round(s.writing, 1),
            }
            for s in figures.speeds
        ],
        "textes": len(figures.texts),
        "entiers": round(figures.share(Verdict.WHOLE), 3),
        "en_partie": round(figures.share(Verdict.PART), 3),
        "ecartes": round(figures.share(Verdict.REFUSED), 3),
        "secondes_par_texte": round(figures.seconds, 2),
        "premier_jeton_s": round(figures.first_s, 2),
        "memoire_mo": figures.memory_mb,
        "memoire_libre_mo": figures.free_mb,
        "energie_wh": energy_json(figures.energy),
        "panne": figures.fault or None,
    }


def energy_json(found: Energy) -> dict[str, float]:
    """Between which values, in watt-hours."""
    return {"bas": round(found.low_wh, 4), "haut": round(found.high_wh, 4)}


def _lines(report: Report) -> list[str]:
    machine = report.machine
    lines = [
        f"Ce poste : {machine.cores} cœurs, {decimal(machine.memory_mb / 1000)} Go de mémoire dont "
        f"{decimal(machine.free_mb / 1000)} libres. Mesure : {_duration(report.seconds)}.",
        f"Moteur : {machine.engine}.",
    ]
    for m in report.models:
        lines += ["", f"{m.name}{'' if m.adapted else ' (sans complément)'}"]
        if m.fault:
            lines.append(f"  {m.fault}.")
            continue
        lines += [
            f"  {s.threads} cœurs : lit {s.reading:.0f} jetons par seconde, en écrit {decimal(s.writing)}"
            for s in m.speeds
        ]
        if not m.texts:
            lines.append("  aucun texte achevé dans le temps donné")
            continue
        lines += [
            f"  textes : {len(m.texts)}, dont gardés en entier {m.count(Verdict.WHOLE)}, en partie {m.count(Verdict.PART)}, "
            f"écartés {m.count(Verdict.REFUSED)}",
            f"  {decimal(m.seconds)} s par texte, premier mot après {decimal(m.first_s)} s",
            f"  {m.memory_mb} Mo de mémoire, {m.free_mb} Mo laissés aux autres programmes",
            f"  énergie par texte : de {m.energy.low_wh:.2f} à {m.energy.high_wh:.2f} Wh".replace(".", ","),
        ]
    return [*lines, "", report.advice.reason, "", HYPOTHESIS]


def _duration(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"
