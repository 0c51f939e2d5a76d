"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.errors import Code, EnvironmentFault
from secretaire.exchange.atomic import write_atomically


def test_a_former_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "acte.docx"
    target.write_bytes(b"ancien")
    write_atomically(target, b"nouveau")
    assert target.read_bytes() == b"nouveau"
    assert list(tmp_path.iterdir()) == [target]


def test_an_absent_folder_is_named(tmp_path: Path) -> None:
    target = tmp_path / "absent" / "acte.docx"
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(target, b"x")
    assert caught.value.code is Code.FILE_NOT_WRITABLE
    assert caught.value.data == {"fichier": str(target), "cause": "le dossier n'existe pas"}


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_bytes(b"")
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(tmp_path / "fichier" / "acte.docx", b"x")
    assert caught.value.data["cause"] == "le dossier n'existe pas"


def test_a_target_that_is_a_folder_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "acte.docx"
    target.mkdir()
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(target, b"x")
    assert caught.value.code is Code.FILE_NOT_WRITABLE
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_open_in_word_keeps_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "acte.docx"
    target.write_bytes(b"ancien")

    def refuse(*_: object) -> None:  # what Windows answers while Word holds the file
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(target, b"nouveau")
    assert caught.value.data["cause"] == "accès refusé"
    assert target.read_bytes() == b"ancien"
    assert list(tmp_path.iterdir()) == [target]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "acte.docx"
    target.write_bytes(b"ancien")
    monkeypatch.setattr("os.access", lambda *_: False)  # tests may run as root, to whom nothing is read-only
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(target, b"nouveau")
    assert caught.value.data["cause"] == "accès refusé"
    assert target.read_bytes() == b"ancien"
