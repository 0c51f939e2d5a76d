"""A signed update: what is altered, old or foreign is refused; what is sound is tried, put in service, and undone."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from secretaire.cli.main import main
from secretaire.desk import update_bundle, updates
from secretaire.desk.update_bundle import MANIFEST, SIGNATURE, SIGNED_AS, open_bundle
from secretaire.errors import Cancelled, Code, EnvironmentFault, Refused, SecretaireError, WrongUsage
from secretaire.store.occupation import hold_file
from secretaire.versions import Home

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "quatre mots pris au hasard"


def silent(_done: int, _total: int) -> None: ...


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging" / "signature")
    import signer

    return signer


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ed25519PrivateKey:
    """A pair of its own: its public half alone counts."""
    monkeypatch.syspath_prepend(ROOT / "packaging" / "signature")
    import cles

    shipped = tmp_path / "ressources" / "signature" / "cles.txt"
    shipped.parent.mkdir(parents=True)
    private = cles.make_key(tmp_path / "coffre", "essai", PHRASE, shipped)
    monkeypatch.setattr(update_bundle, "resources", lambda: tmp_path / "ressources")
    loaded = load_pem_private_key(private.read_bytes(), PHRASE.encode())
    assert isinstance(loaded, Ed25519PrivateKey)
    assert private.stat().st_mode & 0o777 == 0o600
    return loaded


Make = Callable[..., Path]


@pytest.fixture
def bundle(tmp_path: Path, signing: ModuleType, key: Ed25519PrivateKey) -> Make:
    """Makes a signed update of an application that only tells its version."""

    def make(version: str, *, minimum: str = "0.1.0", says: str | None = None, packages: tuple[Path, ...] = ()) -> Path:
        folder = tmp_path / f"paquet {version}"
        application(folder, says or version)
        target = tmp_path / f"secretaire-{version}.maj"
        signing.sign(folder, key, target, version=version, minimum=minimum, day=date(2026, 11, 23), packages=packages)
        return target

    return make


def application(folder: Path, version: str) -> None:
    (folder / "_internal" / "l'été").mkdir(parents=True)
    console = folder / "secretaire-console"
    console.write_text(f"#!/bin/sh\necho 'Secrétaire {version}'\n", encoding="utf-8")
    console.chmod(0o755)
    (folder / "_internal" / "l'été" / "données.bin").write_bytes(os.urandom(100_000))
    (folder / "_internal" / "libx.so").symlink_to("l'été/données.bin")
    (folder / "_internal" / "l'été" / "liby.so").symlink_to("../libx.so")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "Programmes de Zoé d'Arc" / "Secrétaire"
    application(folder / "versions" / "0.1.0", "0.1.0")
    return folder


def code_of(caught: pytest.ExceptionInfo[SecretaireError]) -> Code:
    return caught.value.code


def test_an_update_is_tried_put_in_service_and_gone_back_from(home: Path, bundle: Make) -> None:
    found = updates.install(bundle("0.2.0"), silent, into=home)
    assert (found.current, found.former, found.installed) == ("0.2.0", "0.1.0", ("0.2.0", "0.1.0"))
    new = home / "versions" / "0.2.0"
    assert (new / "_internal" / "libx.so").resolve() == new / "_internal" / "l'été" / "données.bin"
    assert (new / "_internal" / "l'été" / "liby.so").read_bytes() == (new / "_internal" / "libx.so").read_bytes()
    assert os.access(new / "secretaire-console", os.X_OK)
    back = updates.go_back(into=home)
    assert (back.current, back.former) == ("0.1.0", "")
    with pytest.raises(WrongUsage) as caught:
        updates.go_back(into=home)
    assert code_of(caught) is Code.UPDATE_NO_FORMER
    assert updates.install(bundle("0.2.1"), silent, into=home).former == "0.1.0"


def test_only_what_one_can_go_back_to_and_what_the_shortcuts_start_is_kept(home: Path, bundle: Make) -> None:
    for version in ("0.2.0", "0.3.0", "0.10.0"):
        updates.install(bundle(version), silent, into=home)
    assert Home(home).installed() == ("0.10.0", "0.3.0", "0.1.0")


def test_a_first_installation_is_one_too(tmp_path: Path, bundle: Make) -> None:
    found = updates.install(bundle("0.4.0", minimum="0.4.0"), silent, into=tmp_path / "neuf")
    assert (found.current, found.former, found.installed) == ("0.4.0", "", ("0.4.0",))


@pytest.mark.parametrize(
    ("version", "minimum", "code"),
    [
        ("0.1.0", "0.1.0", Code.UPDATE_NOT_NEWER),
        ("0.0.9", "0.0.1", Code.UPDATE_NOT_NEWER),
        ("0.3.0", "0.2.0", Code.UPDATE_TOO_FAR),
    ],
)
def test_what_does_not_follow_is_refused(home: Path, bundle: Make, version: str, minimum: str, code: Code) -> None:
    with pytest.raises(SecretaireError) as caught:
        updates.install(bundle(version, minimum=minimum), silent, into=home)
    assert code_of(caught) is code
    assert Home(home).in_service() is None


def altered(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same bundle with its entries changed."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def change_a_file(entries: dict[str, bytes]) -> None:
    name = next(name for name in entries if name.endswith("données.bin"))
    entries[name] = entries[name][:-1] + b"!"


def change_the_version(entries: dict[str, bytes]) -> None:
    entries[MANIFEST] = entries[MANIFEST].replace(b"0.2.0", b"0.9.0")


def sign_with_another_key(entries: dict[str, bytes]) -> None:
    entries[SIGNATURE] = Ed25519PrivateKey.generate().sign(SIGNED_AS + entries[MANIFEST])


def add_a_file(entries: dict[str, bytes]) -> None:
    entries["application/../../../.bashrc"] = b"echo"


def drop_a_file(entries: dict[str, bytes]) -> None:
    del entries["application/secretaire-console"]


def drop_the_signature(entries: dict[str, bytes]) -> None:
    del entries[SIGNATURE]


@pytest.mark.parametrize(
    "change",
    [change_a_file, change_the_version, sign_with_another_key, add_a_file, drop_a_file, drop_the_signature],
)
def test_what_was_tampered_with_is_refused_and_leaves_nothing(
    home: Path, bundle: Make, change: Callable[[dict[str, bytes]], None]
) -> None:
    path = altered(bundle("0.2.0"), change)
    for gesture in (lambda: updates.examine(path, silent), lambda: updates.install(path, silent, into=home)):
        with pytest.raises(SecretaireError) as caught:
            gesture()
        assert code_of(caught) is Code.UPDATE_REFUSED
    assert [p.name for p in (home / "versions").iterdir()] == ["0.1.0"]
    assert Home(home).in_service() is None


def test_a_list_signed_by_us_that_would_write_elsewhere_is_refused(
    home: Path, bundle: Make, key: Ed25519PrivateKey
) -> None:
    def lead_out(entries: dict[str, bytes]) -> None:
        entries[MANIFEST] = entries[MANIFEST].replace(b'"secretaire-console"', b'"../secretaire-console"')
        entries[SIGNATURE] = key.sign(SIGNED_AS + entries[MANIFEST])
        entries["application/../secretaire-console"] = entries.pop("application/secretaire-console")

    with pytest.raises(SecretaireError) as caught:
        updates.install(altered(bundle("0.2.0"), lead_out), silent, into=home)
    assert code_of(caught) is Code.UPDATE_REFUSED


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a zip"])
def test_what_is_no_update_is_refused(tmp_path: Path, key: Ed25519PrivateKey, content: bytes) -> None:
    path = tmp_path / "x.maj"
    path.write_bytes(content)
    with pytest.raises(SecretaireError) as caught:
        open_bundle(path)
    assert code_of(caught) is Code.UPDATE_REFUSED


def test_a_copy_cut_short_is_refused(bundle: Make) -> None:
    path = bundle("0.2.0")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SecretaireError) as caught:
        open_bundle(path)
    assert code_of(caught) is Code.UPDATE_REFUSED


def test_an_update_of_another_system_is_refused(
    home: Path, bundle: Make, signing: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "this_system", lambda: "win32-amd64")
    with pytest.raises(SecretaireError) as caught:
        updates.install(bundle("0.2.0"), silent, into=home)
    assert "win32-amd64" in str(caught.value.data["cause"])


@pytest.mark.parametrize("says", ["0.1.0", "rien"])
def test_a_version_that_does_not_say_what_it_is_stays_out(home: Path, bundle: Make, says: str) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        updates.install(bundle("0.2.0", says=says), silent, into=home)
    assert code_of(caught) is Code.UPDATE_DOES_NOT_START
    assert [p.name for p in (home / "versions").iterdir()] == ["0.1.0"]
    assert Home(home).in_service() is None


def test_an_installation_interrupted_leaves_the_version_at_work(home: Path, bundle: Make) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        updates.install(bundle("0.2.0"), stop, into=home)
    assert [p.name for p in (home / "versions").iterdir()] == ["0.1.0"]


KILLED = """
import os, sys
from pathlib import Path
from secretaire.desk import update_bundle, updates
update_bundle.resources = lambda: Path(sys.argv[3])
updates.install(Path(sys.argv[1]), lambda done, total: os.kill(os.getpid(), 9), into=Path(sys.argv[2]))
"""


def test_an_installation_killed_is_done_again(home: Path, bundle: Make, tmp_path: Path) -> None:
    path = bundle("0.2.0")
    command = [sys.executable, "-c", KILLED, str(path), str(home), str(tmp_path / "ressources")]
    assert subprocess.run(command, check=False).returncode == -9
    assert Home(home).installed() == ("0.1.0",)
    assert Home(home).in_service() is None
    assert updates.install(path, silent, into=home).current == "0.2.0"
    assert sorted(p.name for p in (home / "versions").iterdir()) == ["0.1.0", "0.2.0"]


def test_two_installations_at_once_are_one(home: Path, bundle: Make) -> None:
    path = bundle("0.2.0")
    lock = hold_file(home / updates.LOCK, Refused(Code.UPDATE_UNDER_WAY))
    with pytest.raises(Refused) as caught:
        updates.install(path, silent, into=home)
    assert code_of(caught) is Code.UPDATE_UNDER_WAY
    lock.release()
    assert updates.install(path, silent, into=home).current == "0.2.0"


def test_the_packages_for_an_administrator_come_out_verified(tmp_path: Path, bundle: Make) -> None:
    package = tmp_path / "secretaire_0.2.0_amd64.deb"
    package.write_bytes(b"!<arch>\n" + os.urandom(1000))
    (written,) = updates.extract_packages(bundle("0.2.0", packages=(package,)), tmp_path / "sortie")
    assert written.read_bytes() == package.read_bytes()
    with pytest.raises(SecretaireError) as caught:
        updates.extract_packages(bundle("0.3.0"), tmp_path / "sortie")
    assert code_of(caught) is Code.UPDATE_REFUSED


def test_the_same_folder_key_and_day_give_the_same_bytes(
    bundle: Make, signing: ModuleType, key: Ed25519PrivateKey
) -> None:
    path = bundle("0.2.0")
    again = path.with_name("again.maj")
    folder = path.parent / "paquet 0.2.0"
    signing.sign(folder, key, again, version="0.2.0", minimum="0.1.0", day=date(2026, 11, 23))
    assert again.read_bytes() == path.read_bytes()


def test_the_private_key_never_goes_in_the_repository(signing: ModuleType, tmp_path: Path) -> None:
    import cles

    for folder, phrase in ((ROOT / "packaging", PHRASE), (tmp_path, "courte")):
        with pytest.raises(SystemExit):
            cles.make_key(folder, "essai", phrase, tmp_path / "cles.txt")
    assert not any(b"PRIVATE KEY" in path.read_bytes() for path in (ROOT / "resources" / "signature").iterdir())


def test_the_commands_say_what_was_done_and_what_to_do(
    home: Path, bundle: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "données"))
    package = tmp_path / "secretaire_0.2.0_amd64.deb"
    package.write_bytes(b"!<arch>\n")
    path = str(bundle("0.2.0", packages=(package,)))

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["maj", *arguments], lambda _space: 0)
        captured = capsys.readouterr()
        return code, captured.out if code == 0 else captured.err

    code, out = run("verifier", path)
    assert (code, "signée par essai" in out, "paquet : secretaire_0.2.0_amd64.deb" in out) == (0, True, True)
    code, out = run("installer", path)
    assert (code, "maj extraire" in out) == (1, True)  # run from its sources: the administrator's
    code, out = run("extraire", path, str(tmp_path / "sortie"))
    assert (code, "sudo dpkg -i" in out) == (0, True)
    code, out = run("installer", path, "--dans", str(home))
    assert (code, "Fermez Secrétaire et rouvrez-le" in out, "0.1.0 est gardée" in out) == (0, True, True)
    assert run("installer", path, "--dans", str(home))[0] == 1
    code, out = run("revenir", "--dans", str(home))
    assert (code, "0.1.0 est de nouveau en service" in out) == (0, True)
    assert run("revenir", "--dans", str(home))[0] == 2
    code, out = run("etat")
    assert (code, "mise à jour par l'administrateur" in out) == (0, True)


START = """
import sys
from pathlib import Path
sys.frozen = True
sys.executable = sys.argv.pop(1)
from secretaire.versions import hand_over
hand_over()
print("version de la porte")
"""


def started(home: Path, **environment: str) -> str:
    """What answers when the shortcut of the PC is clicked."""
    door = home / "versions" / "0.1.0" / "secretaire-console"
    done = subprocess.run(
        [sys.executable, "-c", START, str(door), "acte"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return done.stdout.strip()


def test_the_version_in_service_answers_whichever_is_started(home: Path, bundle: Make) -> None:
    assert started(home) == "version de la porte"
    updates.install(bundle("0.2.0"), silent, into=home)
    assert started(home) == "Secrétaire 0.2.0"
    assert started(home, SECRETAIRE_EN_SERVICE="1") == "version de la porte"  # a child stays of its version
    updates.go_back(into=home)
    assert started(home) == "version de la porte"


@pytest.mark.parametrize("state", ["", "[]", '{"version": "../x", "precedente": "", "porte": ""}'])
def test_a_spoiled_state_starts_the_version_of_the_shortcut(home: Path, state: str) -> None:
    (home / "actuelle.json").write_text(state, encoding="utf-8")
    assert started(home) == "version de la porte"
