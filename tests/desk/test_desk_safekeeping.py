"""Copies of a workspace: whole, checked, put back, told in the journal; a copy that lies touches nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail
from memory_keyring import MemoryKeyring

from secretaire.acts.act import Act, ActId, PieceJointe
from secretaire.desk import safekeeping
from secretaire.desk.communes import the_commune
from secretaire.desk.messages import sentence
from secretaire.errors import Cancelled, Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.fund.catalogue.catalogue import Catalogue
from secretaire.store import copies
from secretaire.store.copies import FOLDERS
from secretaire.store.joined_files import JoinedFiles
from secretaire.store.journal import Event
from secretaire.store.journal_chain import Breach
from secretaire.store.workspace import FILE_NAME, Workspace

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


@dataclass(frozen=True)
class Made:
    """A workspace with a bit of everything, its copy, and what it put in the keyring."""

    folder: Path
    archive: Path
    kept: dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    base, former, backend = tmp_path_factory.mktemp("modele"), keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(backend)
    folder = base / "Aubigny"
    with Workspace.create(folder, the_commune("61001")) as space:
        space.acts.add(an_act("reglement-1", space.joined.keep(a_file(base / "plan.pdf"))), "Anne", now=NOW)
    (folder / "types").mkdir()
    (folder / "types" / "mots.txt").write_text("ogec : école\n", encoding="utf-8")
    (folder / "synonymes.txt").write_text("salle = foyer\n", encoding="utf-8")
    Catalogue(folder / "fonds.sqlite").close()
    archive = safekeeping.save_copy(folder, base / "copie.zip").path
    keyring.set_keyring(former)
    return Made(folder, archive, dict(backend.kept))


@pytest.fixture(autouse=True)
def own_keyring(made: Made) -> Iterator[MemoryKeyring]:
    """The keyring as the workspace left it: it also remembers how far the journal went."""
    former, backend = keyring.get_keyring(), MemoryKeyring()
    backend.kept = dict(made.kept)
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(former)


@pytest.fixture
def folder(made: Made, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.folder, tmp_path / "Aubigny"))


@pytest.fixture
def archive(made: Made, tmp_path: Path) -> Path:
    return Path(shutil.copy(made.archive, tmp_path / "copie.zip"))


def an_act(act_id: str, *joined: PieceJointe) -> Act:
    return Act(
        id=ActId(act_id), type_id="reglement_interieur", numero="", objet="Règlement", sections=(), jointes=joined
    )


def a_file(path: Path) -> Path:
    path.write_bytes(b"%PDF un plan")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Everything under a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_everything_comes_back_in_another_folder(folder: Path, archive: Path, tmp_path: Path) -> None:
    put = safekeeping.restore(archive, tmp_path / "ailleurs" / "Aubigny", "Anne")
    assert put.former is None
    with Workspace.open(folder) as before, Workspace.open(put.folder) as back:
        act = back.acts.get(ActId("reglement-1"))
        assert act == before.acts.get(act.id)
        assert back.joined.holds(act.jointes[0])
        assert stat.S_IMODE(back.joined.path(act.jointes[0]).stat().st_mode) == 0o444
        assert back.journal.verify().intact
    assert {name for name in tree(put.folder) if "/" in name or "sqlite" not in name} == {
        "synonymes.txt",
        "types/mots.txt",
        *(f"jointes/{p.name}" for p in (folder / "jointes").iterdir()),
    }
    assert (put.folder / "fonds.sqlite").exists()


def test_every_folder_of_the_workspace_is_in_its_copies(folder: Path) -> None:
    """A room that keeps files in the workspace must say so in `copies.FOLDERS`."""
    with Workspace.open(folder) as space:
        held = [kept for kept in vars(space).values() if isinstance(kept, JoinedFiles)]
    assert held
    assert {kept.path(PieceJointe("a.pdf", "0")).parent.name for kept in held} <= set(FOLDERS)


def test_putting_back_in_place_keeps_what_was_there_and_the_journal_tells_it(folder: Path, archive: Path) -> None:
    with Workspace.open(folder) as space:
        later = space.acts.add(an_act("tarifs-1"), "Anne", now=NOW)
        lines = space.journal.verify().entries
    (folder / "documents").mkdir()
    (folder / "documents" / "lettre.txt").write_text("du fonds", encoding="utf-8")
    put = safekeeping.restore(archive, folder, "Claire Delorme")
    assert put.former is not None
    assert (folder / "documents" / "lettre.txt").exists()
    with Workspace.open(folder) as back, Workspace.open(put.former) as former:
        assert later.id not in [a.id for a in back.acts.list()]
        assert later.id in [a.id for a in former.acts.list()]
        (told,) = safekeeping.restorations(back)
        assert (told.who, told.data["lignes"]) == ("Claire Delorme", put.contents.entries)
        (admitted,) = back.journal.of(Event.RETOUR_ADMIS)
        assert admitted.data["lignes_connues"] == lines
        assert back.journal.verify().intact
        assert former.journal.verify().reason is Breach.COPIE_ANCIENNE  # two journals now: one of them says so


def test_a_copy_put_back_by_hand_is_not_taken_for_a_restoration(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "a la main")
    with Workspace.open(folder) as space:
        space.acts.add(an_act("tarifs-1"), "Anne", now=NOW)
    shutil.rmtree(folder)
    shutil.move(tmp_path / "a la main", folder)
    with Workspace.open(folder) as back:
        assert back.journal.verify().reason is Breach.COPIE_ANCIENNE
        assert safekeeping.restorations(back) == ()


def test_on_another_pc_the_restored_journal_says_what_it_cannot_prove(archive: Path, tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    put = safekeeping.restore(archive, tmp_path / "autre poste", "Anne")
    with Workspace.open(put.folder) as back:
        assert back.journal.verify().reason is Breach.CLE_ABSENTE
        assert len(safekeeping.restorations(back)) == 1


def test_a_sealed_journal_asks_for_its_passphrase_before_anything_is_touched(tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    with Workspace.create(tmp_path / "Aubigny", the_commune("61001")) as space:
        space.journal.protect("une phrase bien longue", now=NOW)
    archive = safekeeping.save_copy(tmp_path / "Aubigny", tmp_path / "copie.zip").path
    target = tmp_path / "ailleurs"
    with pytest.raises(EnvironmentFault) as locked:
        safekeeping.restore(archive, target, "Anne")
    assert locked.value.code is Code.JOURNAL_LOCKED
    assert not target.exists()
    put = safekeeping.restore(archive, target, "Anne", passphrase="une phrase bien longue")
    with Workspace.open(put.folder) as back:
        back.journal.unlock("une phrase bien longue")
        assert back.journal.verify().intact


def test_a_workspace_at_work_is_not_replaced(folder: Path, archive: Path) -> None:
    with Workspace.open(folder) as space:
        with pytest.raises(Refused) as refused:
            safekeeping.restore(archive, folder, "Anne")
        assert refused.value.code is Code.SPACE_OPEN_ELSEWHERE
        assert len(space.acts.list()) == 1
    assert [p.name for p in folder.parent.iterdir() if "partiel" in p.name or "avant" in p.name] == []


def test_a_copy_never_takes_the_place_of_something_else(archive: Path, tmp_path: Path) -> None:
    Workspace.create(tmp_path / "autre", the_commune("61339")).close()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    for other, code in ((tmp_path / "autre", Code.RESTORE_OTHER_COMMUNE), (tmp_path / "photos", Code.RESTORE_TAKEN)):
        before = tree(other)
        with pytest.raises(Refused) as refused:
            safekeeping.restore(archive, other, "Anne")
        assert refused.value.code is code
        assert tree(other) == before


def test_a_damaged_workspace_is_replaced_by_its_copy(folder: Path, archive: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"abime" * 3000)
    put = safekeeping.restore(archive, folder, "Anne")
    assert put.former is not None
    Workspace.open(folder).close()


def rewritten(archive: Path, change: Change, *, seal: bool) -> Path:
    """The copy, changed; `seal` makes its list agree with what was changed."""
    with zipfile.ZipFile(archive) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    listed = json.loads(parts.pop("sauvegarde.json"))
    change(listed, parts)
    if seal:
        listed["files"] = [
            {"path": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in parts.items()
        ]
    target = archive.with_name("forgee.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**parts, "sauvegarde.json": json.dumps(listed).encode()}.items():
            made.writestr(name, content)
    return target


def plus(name: str, content: bytes = b"x") -> Change:
    return lambda _listed, parts: parts.update({name: content})


def without(name: str) -> Change:
    return lambda _listed, parts: parts.update() if parts.pop(name, None) is None else None


def said(**words: object) -> Change:
    return lambda listed, _parts: listed.update(words)


def _other_database(_listed: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts[FILE_NAME] = b"SQLite format 3\x00" + b"\x00" * 5000


def _without_guards(_listed: dict[str, Any], parts: dict[str, bytes], folder: Path) -> None:
    path = folder / "forge.sqlite"
    path.write_bytes(parts[FILE_NAME])
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER journal_no_delete")
    db.commit()
    db.close()
    parts[FILE_NAME] = path.read_bytes()


@pytest.mark.parametrize(
    ("change", "seal"),
    [
        (plus("../dehors.txt"), True),
        (plus("types/../../dehors.txt"), True),
        (plus("/etc/dehors.txt"), True),
        (plus("C:\\dehors.txt"), True),
        (plus("types/a\\..\\b.txt"), True),
        (plus("types/flux:cache.txt"), True),
        (plus("types/CON.yaml"), True),
        (plus("types/a. "), True),
        (plus("types/A.yaml"), False),
        (plus("jointes/a/b/c/d/e/f/g.pdf"), True),
        (plus("index/generation-0001/piege.toc"), True),
        (plus("autre.sqlite"), True),
        (plus("types/bombe.txt", b"\x00" * 250_000_000), True),
        (lambda _l, parts: parts.update({"types/e.txt": b"1", "types/É.txt".lower(): b"2", "types/E.txt": b"3"}), True),
        (without(FILE_NAME), True),
        (without("synonymes.txt"), False),
        (plus("synonymes.txt", b"salle = bistrot\n"), False),
        (_other_database, True),
        (said(uuid="00000000-0000-0000-0000-000000000000"), False),
        (said(head="0" * 64), False),
        (said(entries=2), False),
        (said(format=2), False),
        (said(files=None), False),
        (said(files=[{"path": FILE_NAME, "size": -1, "sha256": ""}]), False),
        (said(made="hier"), False),
    ],
)  # fmt: skip
def test_a_copy_that_lies_is_refused_and_nothing_is_touched(
    change: Change, seal: bool, archive: Path, tmp_path: Path
) -> None:
    forged = rewritten(archive, change, seal=seal)
    before = {p.name for p in tmp_path.iterdir()}
    with pytest.raises(UnreadableInput) as refused:
        safekeeping.restore(forged, tmp_path / "ailleurs", "Anne")
    assert refused.value.code is Code.COPY_REFUSED
    assert "rien n'a été modifié" in sentence(refused.value)
    assert {p.name for p in tmp_path.iterdir()} == before


def test_a_journal_without_its_guards_is_refused(archive: Path, tmp_path: Path) -> None:
    forged = rewritten(archive, lambda listed, parts: _without_guards(listed, parts, tmp_path), seal=True)
    with pytest.raises(UnreadableInput) as refused:
        safekeeping.restore(forged, tmp_path / "ailleurs", "Anne")
    assert "abîmées" in str(refused.value.data["cause"])


@pytest.mark.parametrize("kept", [0, 10, 1000, -30])
def test_a_truncated_copy_is_refused(archive: Path, tmp_path: Path, kept: int) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[:kept])
    with pytest.raises(UnreadableInput):
        safekeeping.restore(archive, tmp_path / "ailleurs", "Anne")
    assert not (tmp_path / "ailleurs").exists()


def test_no_bit_of_a_copy_changes_unseen(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for at in range(40, len(whole) - 40, max(1, len(whole) // 40)):
        archive.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            contents = safekeeping.check_copy(archive)
        except UnreadableInput:
            continue
        assert contents.acts == 1  # a byte that says nothing: a date of the zip


def test_links_and_passwords_are_refused(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as given:
        listed = json.loads(given.read("sauvegarde.json"))
        parts = {name: given.read(name) for name in given.namelist() if name != "sauvegarde.json"}
    listed["files"].append({"path": "types/lien", "size": 11, "sha256": sha256(b"/etc/passwd").hexdigest()})
    link = zipfile.ZipInfo("types/lien")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "lien.zip", "w") as made:
        for name, content in {**parts, "sauvegarde.json": json.dumps(listed).encode()}.items():
            made.writestr(name, content)
        made.writestr(link, "/etc/passwd")
    with pytest.raises(UnreadableInput) as refused:
        safekeeping.check_copy(tmp_path / "lien.zip")
    assert "n'y a pas sa place" in str(refused.value.data["cause"])
    raw = bytearray(archive.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 8] |= 1  # « encrypted », in the central directory
    archive.write_bytes(bytes(raw))
    with pytest.raises(UnreadableInput) as refused:
        safekeeping.check_copy(archive)
    assert "mot de passe" in str(refused.value.data["cause"])


def test_a_copy_larger_than_the_disk_is_not_unpacked(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(EnvironmentFault) as refused:
        safekeeping.restore(archive, tmp_path / "ailleurs", "Anne")
    assert refused.value.code is Code.DISK_FULL
    assert not (tmp_path / "ailleurs").exists()


def test_a_copy_that_cannot_be_read_back_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that lies: what is written is not what is read."""
    real = copies._pack

    def lying(*given: Any) -> Any:
        made = real(*given)
        target: Path = given[2]
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 0xFF
        target.write_bytes(bytes(content))
        return made

    monkeypatch.setattr(copies, "_pack", lying)
    target = tmp_path / "cle" / "copie.zip"
    target.parent.mkdir()
    with pytest.raises(EnvironmentFault) as refused:
        safekeeping.save_copy(folder, target)
    assert refused.value.code is Code.COPY_UNSOUND
    assert list(target.parent.iterdir()) == []


def test_an_interrupted_copy_leaves_nothing_and_an_older_one_stays(folder: Path, archive: Path) -> None:
    before = archive.read_bytes()

    def stop(done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        safekeeping.save_copy(folder, archive, stop)
    assert archive.read_bytes() == before
    assert [p.name for p in archive.parent.iterdir() if "partiel" in p.name or "verifier" in p.name] == []


def test_a_folder_without_workspace_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        safekeeping.save_copy(tmp_path, tmp_path / "copie.zip")
    assert list(tmp_path.iterdir()) == []
