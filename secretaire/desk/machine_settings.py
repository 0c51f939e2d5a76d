"""Every option of this machine: its value, and who settled it (the installer, the person, or the application)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from secretaire.desk import models
from secretaire.desk.files import read_input
from secretaire.drafting.engine.choice import FILE as CHOICE_FILE
from secretaire.store import locations, policy
from secretaire.store.policy import OPTIONS, Fault


class Settler(StrEnum):
    """Who settled an option."""

    INSTALLER = "installateur"
    PERSON = "personne"
    APPLICATION = "application"


SETTLERS = {
    Settler.INSTALLER: "proposé par votre installateur",
    Settler.PERSON: "choisi dans ce compte",
    Settler.APPLICATION: "valeur de l'application",
}
FIXED = "fixé par votre installateur"


@dataclass(frozen=True, slots=True)
class Setting:
    """An option as it stands.

    Attributes:
        value: in words.
        fixed: locked by the installer: nobody changes it from the application.
        file: where it was read; None when the application decides.
    """

    option: str
    label: str
    value: str
    settler: Settler
    fixed: bool
    file: Path | None

    @property
    def origin(self) -> str:
        """« fixé par votre installateur », « choisi dans ce compte »…"""
        return FIXED if self.fixed else SETTLERS[self.settler]


@dataclass(frozen=True, slots=True)
class MachineSettings:
    """The file of the machine, the lines of it that were left aside, and every option.

    Attributes:
        present: is there such a file?
    """

    file: Path
    present: bool
    faults: tuple[Fault, ...]
    settings: tuple[Setting, ...]


def machine_settings() -> MachineSettings:
    """What is settled on this machine now."""
    reading = policy.read_machine_policy()
    file = policy.policy_file()
    return MachineSettings(file, file.exists(), reading.faults, tuple(_setting(option) for option in OPTIONS))


def wrong_lines() -> str:
    """One sentence on the lines of the file that were left aside; empty when it is right, or absent."""
    return fault_words(policy.read_machine_policy().faults, policy.policy_file())


def fault_words(faults: tuple[Fault, ...], file: Path) -> str:
    """One sentence for the window; empty when the file holds no fault."""
    if not faults:
        return ""
    first = faults[0]
    where = f", ligne {first.line}" if first.line else ""
    more = f" (et {len(faults) - 1} autre{'s' if len(faults) > 2 else ''})" if len(faults) > 1 else ""
    return (
        f"Le fichier de réglages du poste « {file} »{where} n'est pas suivi : {first.cause}{more}. "
        "Montrez-le à votre installateur ; vous pouvez travailler."
    )


def check_file(path: Path) -> tuple[Fault, ...]:
    """The wrong lines of a settings file, before it is put on a machine.

    Raises:
        UnreadableInput: it is missing, or cannot be read.
    """
    return policy.read_policy(read_input(path)).faults


def example() -> str:
    """A settings file with every option, each one off and told: what an installer starts from."""
    lines = [
        "# Réglages de ce poste, pour tous ses comptes. Retirez « # » devant une option pour la suivre.",
        f"# À placer dans {policy.policy_file()}",
        "# Vérifiez-le avec : secretaire reglages verifier reglages.toml",
        "",
        "# Une option donnée ici est proposée ; nommée dans cette liste, elle ne se change plus dans l'application.",
        '# verrouilles = ["assistant.actif", "assistant.modele"]',
    ]
    part = ""
    for option, label in OPTIONS.items():
        of, _, name = option.partition(".")
        if of != part:
            part = of
            lines += ["", f"[{part}]"]
        lines += [f"# {label}", f"# {name} = {_EXAMPLES[option]}"]
    return "\n".join(lines) + "\n"


_EXAMPLES = {
    "assistant.actif": "true",
    "assistant.modele": '"qwen2.5-coder-0.5b"',
    "assistant.fils": "2",
    "assistant.repos_min": "5",
} | (
    {
        "dossiers.espaces": "'D:\\Secrétaire'",
        "dossiers.modeles": "'C:\\ProgramData\\Secretaire\\modeles'",
        "dossiers.copies": "'%USERPROFILE%\\Sauvegardes Secrétaire'",
    }
    if sys.platform == "win32"
    else {
        "dossiers.espaces": "'~/Secrétaire'",
        "dossiers.modeles": "'/var/lib/secretaire/modeles'",
        "dossiers.copies": "'~/Sauvegardes Secrétaire'",
    }
)


def _setting(option: str) -> Setting:
    settled = policy.machine_policy()
    fixed, said = settled.locks(option), settled.value(option)
    if not fixed and models.is_chosen(option):
        settler, file = Settler.PERSON, locations.models_folder() / CHOICE_FILE
    elif fixed or said is not None:
        settler, file = Settler.INSTALLER, policy.policy_file()
    else:
        settler, file = Settler.APPLICATION, None
    return Setting(option, OPTIONS[option], _value(option), settler, fixed, file)


def _value(option: str) -> str:
    """What the application follows, whoever settled it."""
    choice = models.choice()
    match option:
        case "dossiers.espaces":
            return str(locations.spaces_folder())
        case "dossiers.modeles":
            return str(policy.shared_models_folder())
        case "dossiers.copies":
            return str(locations.copies_folder())
        case "assistant.actif":
            return "non" if choice.set_aside else "oui"
        case "assistant.modele":
            return _model_words(choice.model_sha256)
        case "assistant.fils":
            return str(choice.threads) if choice.threads else "tous"
        case _:
            return f"{choice.rest_minutes} min" if choice.rest_minutes else "jamais"


def _model_words(sha256: str) -> str:
    if not sha256:
        return "le plus grand des assistants connus qui sont installés"
    named = next((m.nom for m in models.known_models() if m.sha256 == sha256), None)
    here = next((m.name for m in models.installed_models() if m.sha256 == sha256), None)
    return here or f"{named or sha256} (absent de ce poste)"
