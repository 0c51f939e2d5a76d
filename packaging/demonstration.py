"""Try the application on the fictional commune: its window if there is a screen, else the whole job in commands.

Run by `make demo`. Without a screen, each command is shown as an installer would type it, then its main output;
a command that does not end as expected ends the demonstration with an error.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
SOURCE = ROOT / "resources" / "demo"
PROGRAM = (sys.executable, "-m", "secretaire")
DONE, REFUSED = 0, 1
MISSING_FIELD = "calendrier"
MAYOR = "Hélène Vassort"
SECRETARY = "Joëlle Sanz"
NUMBER = "2026-031"  # after those of the fund


class Job:
    """Commands run one after the other on one workspace."""

    def __init__(self, space: Path) -> None:
        self.space = space
        self.start = time.monotonic()

    def title(self, text: str) -> None:
        print(f"\n── {text}", flush=True)

    def run(self, *arguments: str, expected: int = DONE, lines: int = 8, entry: Path | None = None) -> str:
        """Run a command and show the beginning of its output; returns all of it."""
        done = self._call([*arguments, "--espace", str(self.space)], entry)
        shown = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        for line in shown[:lines]:
            print(f"   {line}")
        if len(shown) > lines:
            print(f"   … ({len(shown) - lines} autres lignes)")
        self._check(done, expected)
        return done.stdout

    def ask(self, *arguments: str) -> dict[str, Any]:
        """Run a command with --json and return the document; its progress is shown as it comes."""
        done = self._call([*arguments, "--json", "--espace", str(self.space)], None, errors=None)
        if done.returncode != DONE:
            print(done.stdout)
        self._check(done, DONE)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def _call(
        self, arguments: Sequence[str], entry: Path | None, errors: int | None = subprocess.PIPE
    ) -> subprocess.CompletedProcess[str]:
        typed = " ".join(f'"{a}"' if " " in a else a for a in (short(argument) for argument in arguments))
        print(f"$ secretaire {typed}" + (f" < {short(str(entry))}" if entry else ""), flush=True)
        given = entry.read_text(encoding="utf-8") if entry else ""
        return subprocess.run(
            [*PROGRAM, *arguments], cwd=ROOT, input=given, stdout=subprocess.PIPE, stderr=errors, text=True
        )

    def _check(self, done: subprocess.CompletedProcess[str], expected: int) -> None:
        if done.returncode == expected:
            return
        raise SystemExit(
            f"\nLa démonstration s'arrête : la commande a fini par {done.returncode} au lieu de {expected}.\n"
            "Le message ci-dessus en donne la cause ; « .venv/bin/secretaire diagnostic » décrit ce poste."
        )


def short(argument: str) -> str:
    return argument.removeprefix(f"{ROOT}/")


def command_line_job() -> None:
    """From the folder of old acts to an approved deliberation."""
    folder = DEMO / "ligne-de-commande"
    if folder.exists():
        shutil.rmtree(folder)  # made by this script, and by it alone
    folder.mkdir(parents=True)
    space, documents = folder / "espace", folder / "actes"
    documents.mkdir()
    fields = folder / "champs_incomplets.yaml"
    fields.write_text(without(SOURCE / "champs_detr.yaml", MISSING_FIELD), encoding="utf-8")

    print("Pas d'écran : voici tout le travail en ligne de commande, sur une commune fictive.")
    print("(avec un écran, la même commande ouvre la fenêtre)")
    job = Job(space)
    job.title("La commune fictive : ses élus, ses vieux actes, des projets dans plusieurs états")
    print(f"$ secretaire demo {short(str(space))}", flush=True)
    made = subprocess.run([*PROGRAM, "demo", str(space)], cwd=ROOT)
    if made.returncode != DONE:
        raise SystemExit("\nLa démonstration s'arrête : la commune fictive n'a pas pu être créée.")
    job.title("Relire les documents : rien n'a changé, rien n'est relu")
    job.run("indexer", lines=12)
    job.title("Numériser en texte ce qui est une image (si Tesseract est sur ce poste)")
    if job.ask("fonds", "etat")["numerisation_possible"]:
        job.run("indexer", "--ocr", lines=4)
    else:
        job.run("fonds", "etat", lines=12)
    job.title("Retrouver le précédent")
    job.run("chercher", "toiture subvention DETR", "--limite", "3", lines=14)
    job.title("Poser une question : la réponse est dans le passage cité, ou elle n'est pas trouvée")
    job.run("demander", "Quel est le tarif de location de la salle polyvalente ?", "--sans-modele", lines=6)
    job.run("demander", "Combien coûte l'entrée de la piscine ?", "--sans-modele", lines=1)
    job.title("Un sujet dans le temps : les actes qui se remplacent, celui qui est en vigueur")
    job.run("chronologie", "tarifs salle polyvalente", lines=14)
    act = draft(job, fields, documents)
    approve(job, act, documents)
    job.title("Le journal des décisions est-il intact ?")
    job.run("journal", "verifier")

    print(f"\nFini en {time.monotonic() - job.start:.0f} s. Les fichiers :")
    for path in (*sorted(documents.iterdir()), space):
        print(f"   {short(str(path))}")
    print("Pour recommencer avec la fenêtre : relancer « make demo » sur un poste avec écran.")


def draft(job: Job, fields: Path, documents: Path) -> str:
    """Draft the request with a field left out; the assistant writes from the notes, a person decides."""
    job.title("Préparer la demande de DETR ; un champ a été oublié, l'assistant propose d'après les notes")
    if not without_model():
        print("   (le modèle se charge puis écrit : une à trois minutes selon le poste)")
    meeting = str(job.ask("seance", "liste")["seances"][0]["id"])
    act = job.ask(
        *("rediger", "demande_subvention_etat", "--champs", str(fields), "--notes", str(SOURCE / "notes_detr.txt")),
        *("--seance", meeting, "--par", SECRETARY, "--sortie", str(documents / "projet.docx"), *without_model()),
    )
    print(f"   projet {act['id']}, à compléter : {', '.join(act['a_completer'])}")
    print(f"   préparé en {act['duree_s']} s, assistant : {act['modele'] or 'aucun'}")
    for proposal in act["propositions"]:
        print(f"   proposition {proposal['proposition']} pour « {proposal['role']} » :")
        print("      " + proposal["texte"].replace("\n", "\n      "))
        if proposal["refus"]:
            part = "une partie est écartée, vos notes la remplacent" if proposal["acceptable"] else "écartée"
            print(f"      {part} : {' ; '.join(proposal['refus'])}")
        if proposal["acceptable"] and proposal["role"] == "expose":
            job.run("acte", "modifier", act["id"], "--accepter", str(proposal["proposition"]), "--par", SECRETARY)
    job.title("La secrétaire relit l'exposé et le corrige : le dernier mot est à une personne")
    corrected = ("--section", "expose", "--texte", str(SOURCE / "expose_detr.txt"))
    job.run("acte", "modifier", act["id"], *corrected, "--par", SECRETARY)
    if not without_model():
        job.title("L'assistant seul : une note, une phrase")
        purpose = "Réfection de la toiture de la mairie"
        job.run("reformuler", "--tache", "phrase", "--objet", purpose, entry=SOURCE / "note_phrase.txt")
    job.title("L'acte, et d'où vient chaque passage")
    show_origins(job.ask("acte", "montrer", act["id"]))
    return str(act["id"])


def without_model() -> tuple[str, ...]:
    """The option that does without the assistant, when the person asked for that."""
    return ("--sans-modele",) if os.environ.get("SANS_MODELE") else ()


def approve(job: Job, act: str, documents: Path) -> None:
    """A blank, then a missing approval are refused; then all is granted."""
    final = str(documents / "deliberation.docx")
    job.title("Un champ manque : le projet ne peut pas être soumis au maire")
    job.run("acte", "relire", act, "--par", SECRETARY)
    job.run("acte", "soumettre", act, "--par", SECRETARY, expected=REFUSED)
    job.title("Le champ est rempli : relire, soumettre")
    completed = ("--champs", str(SOURCE / "champs_detr.yaml"), "--numero", NUMBER)
    job.run("acte", "modifier", act, *completed, "--par", SECRETARY)
    job.run("acte", "relire", act, "--par", SECRETARY)
    job.run("acte", "soumettre", act, "--par", SECRETARY)
    job.title("Pas de document définitif sans l'accord du maire")
    job.run("acte", "exporter", act, "--definitif", "--sortie", final, expected=REFUSED)
    job.title("Le maire approuve ; le document définitif est écrit")
    job.run("acte", "approuver", act, "--par", MAYOR)
    job.run("acte", "exporter", act, "--definitif", "--sortie", final)


def without(path: Path, field: str) -> str:
    fields = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts as typed
    del fields[field]
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)


def show_origins(act: dict[str, Any]) -> None:
    """The text of the act, then one example of each origin."""
    examples: dict[str, str] = {}
    for section in act["sections"]:
        if not section["texte"]:
            continue
        print(f"   [{section['role']}]")
        for line in section["texte"].split("\n"):
            print("      " + line.replace("\t", "  |  "))
        for origin in section["origines"]:
            piece = section["texte"][origin["debut"] : origin["fin"]].strip()
            label = origin["origine"] + (f" ({origin['source']})" if origin["source"] else "")
            if piece:
                examples.setdefault(origin["origine"], f"{label} : « {piece[:70]} »")
    print("   Origines, un exemple de chacune :")
    for example in examples.values():
        print(f"      {example}")


def open_window() -> None:
    """The window on a workspace that is kept from one time to the next."""
    space = DEMO / "fenetre"
    if not space.exists():
        DEMO.mkdir(exist_ok=True)
        print("Création de la commune fictive (quelques secondes)…", flush=True)
        subprocess.run([*PROGRAM, "demo", str(space)], cwd=ROOT, check=True)
    print(f"La fenêtre s'ouvre sur {short(str(space))} (à supprimer pour repartir de zéro).", flush=True)
    raise SystemExit(subprocess.run([*PROGRAM, "--espace", str(space)], cwd=ROOT).returncode)


def main() -> None:
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        open_window()
    else:
        command_line_job()


if __name__ == "__main__":
    main()
