"""Where things are on this PC."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from secretaire.errors import Code, EnvironmentFault
from secretaire.store import locations


@pytest.fixture
def donnees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "données"))
    return tmp_path / "données"


def test_one_variable_moves_everything(donnees: Path, tmp_path: Path) -> None:
    locations.remember_space(tmp_path / "Aubigny")
    assert locations.models_folder().is_relative_to(donnees)
    assert locations.log_file().is_relative_to(donnees)
    assert [p.name for p in donnees.iterdir()] == ["dernier-espace.json"]


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_things_are_where_the_system_puts_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv("SECRETAIRE_DONNEES", raising=False)
    else:
        monkeypatch.setenv("SECRETAIRE_DONNEES", value)
    for name in ("user_data_path", "user_log_path", "user_config_path"):
        monkeypatch.setattr(platformdirs, name, lambda application, name=name, **_: tmp_path / name / application)
    assert locations.models_folder() == tmp_path / "user_data_path" / "secretaire" / "modeles"
    assert locations.logs_folder() == tmp_path / "user_log_path" / "secretaire"
    locations.remember_space(tmp_path / "Aubigny")
    assert (tmp_path / "user_config_path" / "secretaire" / "dernier-espace.json").is_file()


def test_the_last_space_is_remembered(donnees: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert locations.last_space() is None
    locations.remember_space(tmp_path / "Saint-Étienne « vieux »")
    assert locations.last_space() == tmp_path / "Saint-Étienne « vieux »"
    monkeypatch.chdir(tmp_path)
    locations.remember_space(Path("Aubigny"))
    assert locations.last_space() == tmp_path / "Aubigny"


def test_a_stick_whose_letter_changes_still_knows_its_space(
    donnees: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locations.remember_space(donnees / "espaces" / "Aubigny")
    donnees.rename(tmp_path / "E")
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "E"))
    assert locations.last_space() == tmp_path / "E" / "espaces" / "Aubigny"


def test_the_spaces_of_several_communes_are_known_the_latest_first(donnees: Path, tmp_path: Path) -> None:
    folders = [tmp_path / f"L'Été {rank}" for rank in range(15)]
    for folder in folders:
        folder.mkdir()
        locations.remember_space(folder)
    locations.remember_space(folders[9])
    assert locations.known_spaces()[:3] == (folders[9], folders[14], folders[13])
    assert len(locations.known_spaces()) == 12
    folders[14].rmdir()
    assert locations.known_spaces()[1] == folders[13]
    assert locations.last_space() == folders[9]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "\u0000"])
def test_a_spoiled_preference_is_no_preference(donnees: Path, content: str) -> None:
    donnees.mkdir()
    (donnees / "dernier-espace.json").write_text(content, encoding="utf-8")
    assert locations.last_space() is None


def test_a_preference_that_cannot_be_written_is_a_typed_error(donnees: Path, tmp_path: Path) -> None:
    donnees.write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        locations.remember_space(tmp_path / "Aubigny")
    assert caught.value.code is Code.FILE_NOT_WRITABLE


def test_a_failed_write_leaves_the_former_preference(
    donnees: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locations.remember_space(tmp_path / "Aubigny")

    def disk_full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(locations.os, "fsync", disk_full)
    with pytest.raises(EnvironmentFault):
        locations.remember_space(tmp_path / "Bellou")
    assert locations.last_space() == tmp_path / "Aubigny"
    assert [p.name for p in donnees.iterdir()] == ["dernier-espace.json"]
