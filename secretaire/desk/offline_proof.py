"""The attestation that nothing leaves the PC: the whole trade done once under watch, and what the build holds."""

from __future__ import annotations

import ast
import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire import __version__
from secretaire.acts.wording import day, hour
from secretaire.desk import models
from secretaire.desk.office import Office
from secretaire.desk.witness import Witnessed, watch
from secretaire.errors import Code, EnvironmentFault, ModelUnavailable
from secretaire.exchange.statement import Chapter, Grid, Statement
from secretaire.processes import module_command
from secretaire.watched import NETWORK_MODULES

_ERRORS_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the run and the seconds it took."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ModelProof:
    """The assistant of this PC and its imprints; `wrote`: it took part in the run."""

    name: str
    sha256: str
    adapter_sha256: str
    wrote: bool


@dataclass(frozen=True, slots=True)
class OfflineProof:
    """What was seen, where and when.

    Attributes:
        made: date and time, with the time zone of the PC.
        absent: network modules and libraries that this build does not hold.
        idle: those it holds and that the run never loaded.
        loaded: those that a library loaded; `watched.network` says that none opened anything.
        written: network modules that the code of the application itself asks for; None where its source is not there.
        model: None without an assistant.
    """

    made: datetime
    version: str
    system: str
    steps: tuple[Step, ...]
    watched: Witnessed
    absent: tuple[str, ...]
    idle: tuple[str, ...]
    loaded: tuple[str, ...]
    written: tuple[str, ...] | None
    model: ModelProof | None

    @property
    def holds(self) -> bool:
        """Nothing left, nothing could, and the code of the application asks for no network."""
        return self.watched.nothing_left and not self.written


def prove(cancelled: Callable[[], bool] = lambda: False) -> OfflineProof:
    """Do the whole trade on a fictional commune, in another process, under watch: minutes on a slow PC.

    Raises:
        EnvironmentFault: the run did not go to its end.
        Cancelled: the person interrupted.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        work = folder / "essai"
        work.mkdir()
        command = [*module_command("secretaire.desk.drafting_run"), str(work)]
        try:
            watched = watch(command, folder, cancelled)
        except OSError as error:
            raise EnvironmentFault(Code.OFFLINE_RUN_FAILED, cause=str(error)[-_ERRORS_SHOWN:]) from error
    if watched.exit_code != 0:
        raise EnvironmentFault(Code.OFFLINE_RUN_FAILED, cause=f"code {watched.exit_code}")
    lines = [json.loads(line) for line in watched.output.splitlines()]
    pen = next((line["modele"] for line in lines if "modele" in line), "")
    held = [name for name in NETWORK_MODULES if _is_held(name)]
    return OfflineProof(
        made=datetime.now().astimezone(),
        version=__version__,
        system=platform.platform(),
        steps=tuple(Step(line["etape"], line["secondes"]) for line in lines if "etape" in line),
        watched=watched,
        absent=tuple(name for name in NETWORK_MODULES if name not in held),
        idle=tuple(name for name in held if name not in watched.modules),
        loaded=watched.modules,
        written=_written(),
        model=_model(wrote=bool(pen)),
    )


def statement(office: Office, proof: OfflineProof) -> Statement:
    """The attestation, for the maire and the data-protection officer."""
    seen = proof.watched
    when = f"{day(proof.made.date())} à {hour(proof.made.time())}"
    verdict = (
        "Pendant cet essai, aucun moyen de communiquer avec l'extérieur n'a été ouvert."
        if proof.holds
        else "ATTENTION : pendant cet essai, un moyen de communiquer avec l'extérieur a été ouvert ou demandé. Voir ci-dessous."
    )
    rows = [(step.name, f"{step.seconds:.1f} s".replace(".", ",")) for step in proof.steps]
    traced = "non regardés (strace absent ou non permis)" if seen.calls is None else str(seen.calls)
    observed = [
        ("Processus surveillés, ceux lancés par les autres compris", str(seen.processes)),
        ("Connexions réseau ouvertes (prises réseau)", str(seen.network)),
        ("Noms de sites demandés", str(seen.names)),
        ("Appels du système ouvrant une prise réseau (trace du noyau)", traced),
        ("Échanges internes au poste (trousseau de la session)", str(seen.local)),
    ]
    return Statement(
        title="ATTESTATION DE TRAVAIL HORS LIGNE",
        about=f"Essai du {when}",
        opening=(
            f"Secrétaire {proof.version}, sur le poste de la mairie de {office.commune.nom} ({proof.system}), a refait tout son "
            "travail sur une commune fictive, dans un processus surveillé.",
            verdict,
        ),
        chapters=(
            Chapter("1. Ce qui a été fait", grid=Grid(("Étape", "Durée"), (80, 20), rows)),
            Chapter("2. Ce qui a été observé", grid=Grid(("Observation", "Nombre"), (75, 25), observed)),
            Chapter("3. Le programme", _about_build(proof)),
            Chapter("4. L'assistant de rédaction", _about_model(proof.model), _imprints(proof.model)),
            Chapter("5. Ce que cette attestation ne dit pas", _LIMITS),
        ),
        signers=("Vu par le maire,", "Vu par le délégué à la protection des données,"),
    )


_LIMITS = (
    "Elle vaut pour ce poste, cette version et ce jour ; elle se refait à tout moment (« secretaire preuve-hors-ligne », ou "
    "Réglages, « Preuves et données »).",
    "Elle ne porte que sur Secrétaire et les programmes qu'il lance pendant l'essai : pas sur le système, le navigateur, la "
    "messagerie, la synchronisation automatique de dossiers ni la sauvegarde du poste.",
    "Elle est établie par le programme lui-même : un tiers peut la confirmer en débranchant le réseau, ou avec ses propres "
    "outils de surveillance.",
    "LibreOffice et la reconnaissance de texte, s'ils sont installés, sont des programmes à part ; cet essai ne les a pas lancés.",
)


def _about_build(proof: OfflineProof) -> tuple[str, ...]:
    said = [f"Bibliothèques et modules de réseau absents de cette installation : {_listed(proof.absent)}."]
    said.append(f"Présents (ils font partie de Python ou d'une bibliothèque), jamais chargés : {_listed(proof.idle)}.")
    said.append(
        f"Chargés par une bibliothèque, sans qu'aucune connexion ait été ouverte : {_listed(proof.loaded)}."
        if proof.watched.nothing_left
        else f"Chargés : {_listed(proof.loaded)}."
    )
    if proof.written is None:
        said.append(
            "Le code de l'application n'est pas lisible dans cette installation : il a été vérifié à sa fabrication."
        )
    else:
        said.append(f"Modules de réseau demandés par le code de l'application : {_listed(proof.written)}.")
    return tuple(said)


def _about_model(model: ModelProof | None) -> tuple[str, ...]:
    if model is None:
        return ("Aucun assistant n'est installé sur ce poste, ou il n'est pas choisi : l'essai a été fait sans lui.",)
    part = "Il a écrit pendant l'essai." if model.wrote else "Il n'a pas écrit pendant l'essai."
    return (f"{model.name}, un fichier gardé sur ce poste. {part}",)


def _imprints(model: ModelProof | None) -> Grid | None:
    if model is None:
        return None
    files = (("Modèle", model.sha256), ("Complément", model.adapter_sha256))
    rows = [(name, " ".join(sha[at : at + 8] for at in range(0, len(sha), 8))) for name, sha in files if sha]
    return Grid(("Fichier", "Empreinte SHA-256"), (20, 80), rows)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "aucun"


def _model(*, wrote: bool) -> ModelProof | None:
    try:
        model = models.chosen_model()
    except ModelUnavailable:
        return None
    return ModelProof(model.name, model.sha256, models.adapter(model).sha256, wrote)


def _is_held(name: str) -> bool:
    """Could Python load it here? A part of a package that is not there is not there."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _written() -> tuple[str, ...] | None:
    """The network modules that our own code asks for, read in its source."""
    sources = sorted(Path(__file__).resolve().parents[1].rglob("*.py"))
    if not sources:
        return None
    asked = {name for source in sources for name in _imports(ast.parse(source.read_bytes()))}
    return tuple(name for name in NETWORK_MODULES if name in asked or any(a.startswith(f"{name}.") for a in asked))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
