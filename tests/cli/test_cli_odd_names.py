"""The account of anybody: accents, spaces, apostrophes in every path, two communes on one PC, no variable of ours."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main
from secretaire.desk.model_sources import known_models
from secretaire.drafting.engine import model_files
from secretaire.errors import Code, EnvironmentFault
from secretaire.store import database, locations

ACCOUNTS = [
    "Zoé d'Aubigny",
    "L'Haÿ-les-Roses & fils (été) 100 % #1",
    unicodedata.normalize("NFD", "Hélène Lœuvre"),
]
DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"


class Account:
    """Somebody's session on a PC."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def run(self, *arguments: str | Path) -> dict[str, Any]:
        code = main([str(each) for each in arguments] + ["--json"], lambda _space: 0)
        out = self._capsys.readouterr().out
        assert code == 0, out
        found: dict[str, Any] = json.loads(out)
        return found


@pytest.fixture(params=ACCOUNTS, ids=["accents", "signs", "decomposed"])
def account(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Account:
    home = tmp_path / "home" / request.param
    home.mkdir(parents=True)
    for variable in ("SECRETAIRE_DONNEES", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    assert locations.models_folder().is_relative_to(home)
    return Account(home, capsys)


def test_all_the_work_is_done_from_an_account_of_any_name(account: Account) -> None:
    home = account.home
    documents = home / "Mes documents d'avant"
    documents.mkdir()
    (documents / "délibération n° 4 (été).txt").write_text(
        "Délibération n° 2024-004\nObjet : Tarifs de location de la salle des fêtes\n"
        "Le conseil municipal décide de fixer le tarif à 120 euros.\n",
        encoding="utf-8",
    )
    space = home / "Secrétaire" / "Saint-Céneri-le-Gérei"
    account.run("espace", "creer", space, "--commune", "61372")
    assert account.run("indexer", documents)["lus"] == 1
    assert account.run("chercher", "tarifs salle")["resultats"][0]["fichier"].endswith("(été).txt")
    act = account.run("rediger", "demande_subvention_etat", "--champs", DEMO / "champs_detr.yaml", "--sans-modele")[
        "id"
    ]
    exported = home / "L'export d'été.docx"
    account.run("acte", "exporter", act, "--sortie", exported)
    assert exported.read_bytes().startswith(b"PK")
    model = home / "Clé de Zoé" / "l'assistant.gguf"
    model.parent.mkdir()
    model.write_bytes(b"GGUF tokenizer.chat_template " + b"poids" * 1000)
    assert Path(account.run("modele", "importer", model)["fichier"]).is_relative_to(home)
    assert account.run("modele", "verifier")["intact"]
    saved = home / "Sauvegarde d'été.zip"
    account.run("sauvegarder", saved)
    restored = home / "Remis en place"
    account.run("restaurer", saved, "--espace", restored)
    assert account.run("acte", "lister", "--espace", restored)["actes"][0]["id"] == act
    account.run("diagnostic", "--sortie", home / "état du poste.txt")
    assert (home / "état du poste.txt").is_file()


def test_two_communes_share_a_pc_and_nothing_else(account: Account) -> None:
    for name, code in (("L'une", "61372"), ("L'autre", "61001")):
        account.run("espace", "creer", account.home / name, "--commune", code)
    one, other = account.home / "L'une", account.home / "L'autre"
    account.run(
        "rediger", "demande_subvention_etat", "--champs", DEMO / "champs_detr.yaml", "--sans-modele", "--espace", one
    )
    assert len(account.run("acte", "lister", "--espace", one)["actes"]) == 1
    assert account.run("acte", "lister", "--espace", other)["actes"] == []
    assert account.run("espace", "lister")["espaces"] == [str(other), str(one)]
    known = {m.sha256 for m in known_models()}
    assert known.isdisjoint(m.sha256 for m in model_files.installed(locations.models_folder()))


def test_a_home_on_the_network_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A roaming profile, or a home on a share: the space goes on the disk of the PC, its copies on the share."""
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "données"))
    monkeypatch.setattr(database, "on_network", lambda folder: folder.is_relative_to(tmp_path / "partage"))
    code = main(["espace", "creer", str(tmp_path / "partage" / "Mairie"), "--commune", "61372"], lambda _space: 0)
    told = capsys.readouterr().err
    assert code == EnvironmentFault(Code.WORKSPACE_ON_NETWORK).exit_code
    assert "disque du réseau" in told
    assert "disque de cet ordinateur ou sur une clé" in told
    assert not list((tmp_path / "partage").rglob("*.sqlite"))
