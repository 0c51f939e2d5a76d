"""Model files: imported once, with their imprint."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from secretaire.drafting.engine.model_files import (
    KnownModel,
    default_model,
    import_model,
    import_parts,
    installed,
    load_catalogue,
    verify,
)
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, UnreadableInput

CONTENT = b"GGUF" + b"\0" * 50 + b"tokenizer.chat_template" + b"weights" * 1000


def known(content: bytes = CONTENT) -> KnownModel:
    return KnownModel(
        id="small",
        nom="Petit modèle",
        fichier="petit.gguf",
        licence="Apache-2.0",
        octets=len(content),
        memoire_mo=1,
        contexte=8,
        sha256=hashlib.sha256(content).hexdigest(),
        provenance="essai",
    )


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def a_file(folder: Path, name: str, content: bytes = CONTENT) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_a_known_model_takes_its_name_whatever_the_file_is_called(tmp_path: Path, models: Path) -> None:
    steps: list[tuple[int, int]] = []
    model = import_model(a_file(tmp_path, "x.gguf"), models, [known()], lambda done, total: steps.append((done, total)))
    assert (model.name, model.path.name, model.known) == ("Petit modèle", "petit.gguf", True)
    assert model.path.read_bytes() == CONTENT
    assert steps[-1] == (len(CONTENT), len(CONTENT))
    assert default_model(models) == model


def test_a_model_in_parts_is_joined_in_the_given_order(tmp_path: Path, models: Path) -> None:
    parts = [a_file(tmp_path, f"part{i}.bin", CONTENT[i * 2000 : (i + 1) * 2000]) for i in range(4)]
    assert import_parts(parts, "m.gguf", models, [known()]).known
    with pytest.raises(ModelUnavailable):
        import_parts(parts[::-1], "m.gguf", models, [known()])


def test_an_unknown_model_is_taken_but_said_to_be_unknown(tmp_path: Path, models: Path) -> None:
    model = import_model(a_file(tmp_path, "better.gguf"), models, [])
    assert (model.name, model.known) == ("better", False)


def test_a_known_model_is_preferred_to_a_larger_unknown_one(tmp_path: Path, models: Path) -> None:
    import_model(a_file(tmp_path, "larger.gguf", CONTENT * 2), models, [known()])
    import_model(a_file(tmp_path, "x.gguf"), models, [known()])
    assert [m.known for m in installed(models)] == [True, False]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.gguf", b"\x89PNG" + CONTENT),
        ("no-template.gguf", b"GGUF" + b"weights" * 100),
        ("petit.gguf", CONTENT[:-1]),  # the name of a known model, cut short
    ],
)
def test_what_is_no_model_is_refused_and_leaves_nothing(
    tmp_path: Path, models: Path, name: str, content: bytes
) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        import_model(a_file(tmp_path, name, content), models, [known()])
    assert caught.value.code is Code.MODEL_INVALID
    assert list(models.iterdir()) == []


def test_a_cancelled_import_leaves_nothing(tmp_path: Path, models: Path) -> None:
    with pytest.raises(Cancelled):
        import_model(a_file(tmp_path, "x.gguf"), models, [known()], cancelled=lambda: True)
    assert list(models.iterdir()) == []


def test_a_missing_file_is_named(tmp_path: Path, models: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        import_model(tmp_path / "absent.gguf", models, [])
    assert caught.value.code is Code.FILE_MISSING


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = a_file(tmp_path, "x.gguf")
    with pytest.raises(EnvironmentFault) as caught:
        import_model(file, file / "models", [known()])
    assert caught.value.code is Code.FILE_NOT_WRITABLE


def test_verification_finds_a_changed_byte(tmp_path: Path, models: Path) -> None:
    model = import_model(a_file(tmp_path, "x.gguf"), models, [known()])
    verify(model)
    model.path.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(ModelUnavailable):
        verify(model)
    model.path.unlink()
    with pytest.raises(ModelUnavailable):
        verify(model)


def test_a_file_put_there_by_hand_is_not_an_installed_model(models: Path) -> None:
    models.mkdir()
    a_file(models, "hand.gguf")
    a_file(models, "hand.gguf.json", b"[1]")
    assert installed(models) == ()


def test_the_shipped_catalogue_is_readable_and_names_its_licences() -> None:
    catalogue = load_catalogue(Path(__file__).resolve().parents[3] / "models" / "catalogue.yaml")
    assert {m.licence for m in catalogue} == {"Apache-2.0"}
    assert catalogue[0].octets == 1_117_320_768


def test_a_wrong_catalogue_is_an_error_with_a_cause(tmp_path: Path) -> None:
    wrong = tmp_path / "catalogue.yaml"
    wrong.write_text("modeles: [{id: x}]", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        load_catalogue(wrong)
