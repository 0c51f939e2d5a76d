"""What this PC chose, and what its model learnt: read again, or left aside when wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretaire.drafting.engine.adapters import NO_ADAPTER, Adapter, AdapterFault, adapter_of
from secretaire.drafting.engine.choice import FILE, Choice, load_choice, save_choice
from secretaire.drafting.engine.model_files import (
    InstalledModel,
    KnownAdapter,
    KnownModel,
    preferred,
)
from secretaire.drafting.engine.model_files import installed as installed_in
from secretaire.drafting.engine.model_import import import_model
from secretaire.errors import EnvironmentFault

MODEL = b"GGUF tokenizer.chat_template"
LEARNT = b"GGUF adapter"


def installed(folder: Path, name: str, content: bytes) -> InstalledModel:
    source = folder / "source" / name
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(content)
    return import_model(source, folder / "models", [])


def known(sha256: str, adapter_sha256: str = hashlib.sha256(LEARNT).hexdigest()) -> KnownModel:
    return KnownModel(
        id="m",
        nom="Modèle",
        fichier="m.gguf",
        licence="Apache-2.0",
        octets=1,
        memoire_mo=1,
        contexte=1,
        sha256=sha256,
        provenance="essai",
        adaptateur=KnownAdapter(fichier="adapter/plume.gguf", sha256=adapter_sha256),
    )


@settings(max_examples=20)  # each is written down to the disk
@given(
    st.builds(
        Choice,
        model_sha256=st.text(max_size=64),
        threads=st.integers(0, 256),
        set_aside=st.booleans(),
        rest_minutes=st.integers(0, 1440),
    )
)
def test_a_choice_is_read_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, choice: Choice) -> None:
    folder = tmp_path_factory.mktemp("models")
    save_choice(folder, choice)
    assert load_choice(folder) == choice
    assert [f.name for f in folder.iterdir()] == [FILE]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"fils": -1}', b'{"repos_min": "demain"}', b"\xff\xfe"])
def test_a_choice_that_cannot_be_read_is_the_usual_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert load_choice(tmp_path) == Choice()


def test_a_choice_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentFault):
        save_choice(tmp_path / "file", Choice())


def test_the_chosen_model_is_used_until_it_is_gone(tmp_path: Path) -> None:
    small = installed(tmp_path, "small.gguf", MODEL)
    large = installed(tmp_path, "large.gguf", MODEL * 2)
    folder = tmp_path / "models"
    assert preferred(installed_in(folder), "") == large
    assert preferred(installed_in(folder), small.sha256) == small
    small.path.unlink()
    assert preferred(installed_in(folder), small.sha256) == large
    assert preferred((), small.sha256) is None


def test_what_was_never_chosen_is_not_written(tmp_path: Path) -> None:
    save_choice(tmp_path, Choice(rest_minutes=9))
    assert (tmp_path / FILE).read_text(encoding="utf-8").split() == ["{", '"repos_min":', "9", "}"]
    assert load_choice(tmp_path).model_fields_set == {"rest_minutes"}


def test_the_adapter_of_the_catalogue_is_laid_over_its_model_once_checked(tmp_path: Path) -> None:
    model = installed(tmp_path, "m.gguf", MODEL)
    catalogue = [known(model.sha256)]
    assert adapter_of(model, catalogue, tmp_path) == Adapter(fault=AdapterFault.MISSING)
    file = tmp_path / "adapter" / "plume.gguf"
    file.parent.mkdir()
    file.write_bytes(LEARNT)
    assert adapter_of(model, catalogue, tmp_path) == Adapter(file, hashlib.sha256(LEARNT).hexdigest())
    file.write_bytes(LEARNT + b"!")
    assert adapter_of(model, catalogue, tmp_path) == Adapter(fault=AdapterFault.ALTERED)


def test_a_model_from_elsewhere_has_no_adapter(tmp_path: Path) -> None:
    model = installed(tmp_path, "m.gguf", MODEL)
    assert adapter_of(model, [known("0" * 64)], tmp_path) == NO_ADAPTER
    plain = known(model.sha256).model_copy(update={"adaptateur": None})
    assert adapter_of(model, [plain], tmp_path) == NO_ADAPTER
