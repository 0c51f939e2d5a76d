"""modele: the assistant of this PC from the command line, without any real model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from fake_engine import Clock, FakeEngine, install_model, propose

from secretaire.cli.main import main
from secretaire.desk import measuring, model_sources, models
from secretaire.drafting.engine.model_files import KnownModel


class Cli:
    """Runs a command in this process and reads what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.stderr = ""

    def text(self, *arguments: str) -> tuple[int, str]:
        code = main(arguments, lambda _space: 0)
        captured = self._capsys.readouterr()
        self.stderr = captured.err
        return code, captured.out

    def json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code, out = self.text("modele", *arguments, "--json")
        return code, json.loads(out)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(models, "open_engine", lambda _model, _threads=None: FakeEngine(Clock()))
    monkeypatch.setattr(measuring, "propose", propose)
    return Cli(capsys)


def test_the_measure_prints_its_figures_its_advice_and_keeps_the_choice(cli: Cli, tmp_path: Path) -> None:
    install_model(tmp_path, "main")
    code, data = cli.json("banc", "--minutes", "3")
    assert code == 0
    assert set(data) >= {"poste", "duree_s", "complet", "modeles", "conseil", "choix", "energie_hypothese"}
    (figures,) = data["modeles"]
    assert set(figures) >= {
        "nom",
        "fils",
        "vitesses",
        "textes",
        "entiers",
        "en_partie",
        "ecartes",
        "secondes_par_texte",
        "premier_jeton_s",
        "memoire_mo",
        "memoire_libre_mo",
        "energie_wh",
    }
    assert figures["textes"] == 24
    assert figures["energie_wh"]["bas"] <= figures["energie_wh"]["haut"]
    assert "24/24" not in cli.stderr
    assert "mesure de l'assistant main : 4/24" in cli.stderr
    kept = json.loads(Path(data["choix"]).read_text(encoding="utf-8"))
    if data["conseil"]["modele"]:  # this machine may have too little memory left
        assert (kept["modele"], kept["fils"]) == (figures["sha256"], figures["fils"])
    else:
        assert kept["sans_assistant"]


def test_the_measure_is_readable(cli: Cli, tmp_path: Path) -> None:
    install_model(tmp_path, "main")
    code, out = cli.text("modele", "banc")
    assert code == 0
    assert "textes : 24, dont gardés en entier 24, en partie 0, écartés 0" in out
    assert "énergie par texte : de 0," in out
    assert "Estimation, et non mesure" in out


def test_without_a_model_the_measure_says_what_to_do(cli: Cli) -> None:
    code, data = cli.json("banc")
    assert (code, data["erreur"]["code"]) == (4, "modele_absent")


@pytest.mark.parametrize("minutes", ["0", "11", "dix"])
def test_more_than_ten_minutes_is_a_wrong_usage(cli: Cli, minutes: str) -> None:
    assert cli.json("banc", "--minutes", minutes)[0] == 2


def test_the_assistant_is_chosen_set_aside_and_taken_again(cli: Cli, tmp_path: Path) -> None:
    install_model(tmp_path, "petit")
    install_model(tmp_path, "grand", 2)
    assert cli.json("lister")[1]["choix"]["nom"] is None
    assert cli.json("choisir", "PET", "--fils", "2")[1]["nom"] == "petit"
    code, data = cli.json("choisir", "--sans-assistant", "--repos", "0")
    assert (code, data["sans_assistant"], data["repos_min"]) == (0, True, 0)
    assert "sans assistant" in cli.text("modele", "lister")[1]
    code, data = cli.json("choisir", "petit")
    assert (data["nom"], data["sans_assistant"], data["repos_min"], data["fils"]) == ("petit", False, 0, None)


@pytest.mark.parametrize(
    "arguments", [[], ["absent"], ["petit", "--sans-assistant"], ["petit", "--fils", "-1"], ["--repos", "9999"]]
)
def test_a_choice_that_cannot_be_is_a_wrong_usage(cli: Cli, tmp_path: Path, arguments: list[str]) -> None:
    install_model(tmp_path, "petit")
    code, data = cli.json("choisir", *arguments)
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")


def test_verifying_says_what_the_model_works_with(cli: Cli, tmp_path: Path) -> None:
    install_model(tmp_path, "main")
    code, data = cli.json("verifier")
    assert (code, data["intact"], data["complement"]) == (0, True, False)


CONTENT = b"GGUF tokenizer.chat_template " + b"poids" * 2_000_000


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> KnownModel:
    """A catalogue of one small model."""
    known = KnownModel(
        id="petit-1",
        nom="Petit modèle",
        fichier="petit.gguf",
        licence="Apache-2.0",
        octets=len(CONTENT),
        memoire_mo=1,
        contexte=8,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        provenance="essai",
    )
    for module in (models, model_sources):
        monkeypatch.setattr(module, "known_models", lambda: (known,))
    return known


def on_a_key(folder: Path, content: bytes = CONTENT) -> Path:
    key = folder / "Clé de l'été" / "secretaire" / "modeles"
    key.mkdir(parents=True)
    (key / "petit.gguf").write_bytes(content)
    return folder / "Clé de l'été"


def test_the_usual_model_is_found_on_a_key_and_installed_without_a_name(
    cli: Cli, tmp_path: Path, catalogue: KnownModel
) -> None:
    key = on_a_key(tmp_path)
    code, data = cli.json("installer", str(key))
    assert (code, data["nom"], data["sha256"]) == (0, "Petit modèle", catalogue.sha256)
    assert "trouvé dans" in cli.stderr
    assert "copie : 100 % (10 Mo sur 10)" in cli.stderr
    assert len(cli.stderr.splitlines()) < 25
    assert cli.json("verifier")[1]["intact"]
    assert "relecture : 100 %" in cli.stderr
    assert cli.json("installer", str(key))[1]["deja"]
    assert "copie" not in cli.stderr


def test_the_model_that_the_installer_settled_is_the_one_installed(
    cli: Cli, tmp_path: Path, catalogue: KnownModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = catalogue.model_copy(update={"id": "grand-1", "fichier": "grand.gguf", "sha256": "0" * 64})
    for module in (models, model_sources):
        monkeypatch.setattr(module, "known_models", lambda: (usual, catalogue))
    monkeypatch.setenv("SECRETAIRE_POSTE", str(tmp_path))
    (tmp_path / "reglages.toml").write_text("[assistant]\nmodele = 'petit-1'\n", encoding="utf-8")
    assert cli.json("installer", str(on_a_key(tmp_path)))[1]["sha256"] == catalogue.sha256


def test_a_key_is_looked_at_when_no_folder_is_given(
    cli: Cli, tmp_path: Path, catalogue: KnownModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_sources, "_volumes", lambda: [on_a_key(tmp_path)])
    assert cli.json("installer", "--modele", "PETIT")[0] == 0


def test_what_is_looked_for_is_told_when_it_is_not_found(cli: Cli, tmp_path: Path, catalogue: KnownModel) -> None:
    on_a_key(tmp_path, CONTENT[:-1])
    code, data = cli.json("installer", str(tmp_path / "Clé de l'été"))
    assert (code, data["erreur"]["code"]) == (3, "modele_introuvable")
    assert "petit.gguf" in data["erreur"]["message"]
    assert "Clé de l'été/secretaire/modeles" in data["erreur"]["message"]
    assert cli.json("installer", "--modele", "inconnu")[0] == 2


def test_a_model_of_the_machine_serves_an_account_that_has_none(
    cli: Cli, tmp_path: Path, catalogue: KnownModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETAIRE_POSTE", str(tmp_path / "poste"))
    code, data = cli.json("installer", str(on_a_key(tmp_path)), "--poste")
    assert (code, data["fichier"]) == (0, str(tmp_path / "poste" / "modeles" / "petit.gguf"))
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "autre compte"))
    assert [m["installe"] for m in cli.json("lister")[1]["modeles"]] == [True]
    assert cli.json("verifier")[1]["nom"] == "Petit modèle"
    assert cli.json("choisir", "petit", "--fils", "2")[1]["nom"] == "Petit modèle"
    assert [p.name for p in (tmp_path / "autre compte" / "modeles").iterdir()] == ["choix.json"]


def test_a_folder_of_the_machine_that_is_protected_says_so(
    cli: Cli, tmp_path: Path, catalogue: KnownModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "poste").mkdir()
    (tmp_path / "poste" / "modeles").write_text("pas un dossier", encoding="utf-8")
    monkeypatch.setenv("SECRETAIRE_POSTE", str(tmp_path / "poste"))
    code, _ = cli.text("modele", "importer", str(on_a_key(tmp_path) / "secretaire/modeles/petit.gguf"), "--poste")
    assert code == 3
    assert "poste" in cli.stderr
