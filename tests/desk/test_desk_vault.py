"""The vault around the work: made, entered by two, left by the last, opened by its sheet, copied, given back."""

from __future__ import annotations

import shutil
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends import null
from memory_keyring import MemoryKeyring

from secretaire.council.commune import Commune
from secretaire.desk import automatic_copies, vault_keeping
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space, last_space, open_space
from secretaire.desk.recovery_sheet import asked_groups, groups, prove, read_identity
from secretaire.desk.vault import KeyPlace, forget_vault, home_of, state, sweep_homes
from secretaire.errors import Code, EnvironmentFault, Refused, SecretaireError, WrongUsage
from secretaire.store import locations
from secretaire.store.age_file import Keys
from secretaire.store.journal import Event
from secretaire.store.vault import in_clear
from secretaire.store.vault_card import VAULT_NAME, is_vault
from secretaire.store.workspace import FILE_NAME

PHRASE = "quatre mots au hasard"


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, session_keyring: MemoryKeyring) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    session_keyring.kept.clear()


@pytest.fixture
def commune() -> Commune:
    return the_commune("61339")


@pytest.fixture
def keys() -> Keys:
    return Keys.draw()


@pytest.fixture
def vault(tmp_path: Path, commune: Commune, keys: Keys) -> Path:
    office = create_space(tmp_path / "clair", commune)
    office.workspace.settings.put("essai", "un")
    (office.folder / "papier").mkdir()
    (office.folder / "papier" / "entete.txt").write_text("Aubigny-le-Secret")
    try:
        return vault_keeping.put_in_vault(office, tmp_path / "coffre", keys, "Claire")
    finally:
        office.close()


def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", null.Keyring)


def told(office: Office, event: Event) -> int:
    return len(office.workspace.journal.of(event))


def nothing_in_clear(folder: Path) -> bool:
    return not any(b"SQLite format 3" in path.read_bytes()[:100] for path in folder.rglob("espace.*") if path.is_file())


def test_a_workspace_put_in_a_vault_opens_from_there_and_leaves_nothing_in_clear(tmp_path: Path, vault: Path) -> None:
    assert last_space() == vault
    with pytest.raises(WrongUsage):
        create_space(vault, the_commune("61339"))
    office = open_space(vault)
    assert (office.place, office.workspace.settings.get("essai")) == (vault, "un")
    assert told(office, Event.COFFRE_CREE) == 1
    office.workspace.settings.put("essai", "deux")
    assert state(vault).at_work
    office.close()
    seen = state(vault)
    assert (seen.key, seen.at_work, seen.left_in_clear) == (KeyPlace.TROUSSEAU, False, False)
    assert nothing_in_clear(locations.open_vaults_folder())
    shutil.rmtree(tmp_path / "clair")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Aubigny-le-Secret" in path.read_bytes()]
    again = open_space(vault)
    assert again.workspace.settings.get("essai") == "deux"
    again.close()


def test_the_former_folder_goes_only_as_it_was(tmp_path: Path, vault: Path) -> None:
    (tmp_path / "clair" / "mes notes.txt").write_text("à moi")
    before = (tmp_path / "clair" / FILE_NAME).read_bytes()
    clear = open_space(tmp_path / "clair")
    clear.workspace.settings.put("essai", "autre")
    clear.close()
    office = open_space(vault)
    with pytest.raises(Refused) as changed:
        vault_keeping.remove_clear_copy(office, "Claire")
    assert changed.value.code is Code.VAULT_CLEAR_CHANGED
    (tmp_path / "clair" / FILE_NAME).write_bytes(before)
    open_space(tmp_path / "clair").close()  # looked at, and nothing written
    assert vault_keeping.remove_clear_copy(office, "Claire") == ("mes notes.txt",)
    assert [path.name for path in (tmp_path / "clair").iterdir()] == ["mes notes.txt"]
    assert (told(office, Event.COPIE_EN_CLAIR_ENLEVEE), vault_keeping.clear_copy(office)) == (1, None)
    with pytest.raises(WrongUsage):
        vault_keeping.remove_clear_copy(office, "Claire")
    office.close()


def test_a_command_works_beside_the_window_and_the_last_one_out_closes(vault: Path) -> None:
    window = open_space(vault)
    window.occupy()
    command = open_space(vault)
    command.workspace.settings.put("essai", "du terminal")
    window.close()  # the command is still at work: the vault stays open for it
    assert in_clear(home_of(vault))
    command.close()
    assert not in_clear(home_of(vault))
    again = open_space(vault)
    assert again.workspace.settings.get("essai") == "du terminal"
    other = open_space(vault)
    other.occupy(again)  # the same window opens it again
    again.close()
    assert in_clear(home_of(vault))
    other.close()
    assert not in_clear(home_of(vault))


def test_without_keyring_a_passphrase_is_asked_and_nothing_is_kept_in_clear(
    tmp_path: Path, commune: Commune, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_keyring(monkeypatch)
    office = create_space(tmp_path / "clair", commune)
    for phrase, code in (("", Code.NO_KEYRING), ("court", Code.PASSPHRASE_SHORT)):
        with pytest.raises(SecretaireError) as refused:
            vault_keeping.put_in_vault(office, tmp_path / "coffre", keys, "Claire", passphrase=phrase)
        assert refused.value.code is code
        assert not (tmp_path / "coffre").exists()
    vault = vault_keeping.put_in_vault(office, tmp_path / "coffre", keys, "Claire", passphrase=PHRASE)
    office.close()
    assert state(vault).key is KeyPlace.PHRASE
    for phrase, code in (("", Code.VAULT_LOCKED), ("une autre phrase", Code.VAULT_PASSPHRASE_WRONG)):
        with pytest.raises(Refused) as closed:
            open_space(vault, phrase)
        assert closed.value.code is code
    opened = open_space(vault, PHRASE)
    opened.close()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or keys.session.encode() not in path.read_bytes()
        assert not path.is_file() or keys.recovery.encode() not in path.read_bytes()


def test_on_another_pc_the_sheet_opens_it_and_the_former_session_no_more(
    vault: Path, keys: Keys, session_keyring: MemoryKeyring
) -> None:
    former = dict(session_keyring.kept)
    session_keyring.kept.clear()
    with pytest.raises(Refused) as away:
        open_space(vault)
    assert away.value.code is Code.VAULT_KEY_AWAY
    with pytest.raises(Refused):
        vault_keeping.open_by_sheet(vault, " ".join(groups(Keys.draw().recovery)), "Claire")
    vault_keeping.open_by_sheet(vault, " ".join(groups(keys.recovery)).lower(), "Claire")
    office = open_space(vault)
    assert told(office, Event.COFFRE_SECOURS) == 1
    office.close()
    session_keyring.kept = former
    with pytest.raises(Refused):
        open_space(vault)


def test_a_copy_of_a_vault_is_encrypted_and_put_back_without_its_key(
    tmp_path: Path, vault: Path, keys: Keys, session_keyring: MemoryKeyring
) -> None:
    office = open_space(vault)
    office.workspace.settings.put("essai", "au travail")
    made = vault_keeping.save_sealed_copy(office, tmp_path / "copie.coffre.zip")
    assert b"Aubigny-le-Secret" not in made.path.read_bytes()
    outcomes = automatic_copies.copy_now(office, made.card.closed)
    assert [outcome.fault for outcome in outcomes] == [None]
    (place,) = automatic_copies.places(office)
    assert [copy.path.name.endswith(".coffre.zip") for copy in place.copies] == [True]
    with pytest.raises(WrongUsage):
        automatic_copies.choose_place(office, vault)
    office.close()
    put = vault_keeping.restore_sealed_copy(made.path, tmp_path / "remis", "Claire")
    assert put.told_in_journal
    restored = open_space(tmp_path / "remis")
    assert restored.workspace.settings.get("essai") == "au travail"
    assert told(restored, Event.ESPACE_RESTAURE) == 1
    restored.close()
    session_keyring.kept.clear()
    assert not vault_keeping.restore_sealed_copy(made.path, tmp_path / "ailleurs", "Claire").told_in_journal
    vault_keeping.open_by_sheet(tmp_path / "ailleurs", " ".join(groups(keys.recovery)), "Claire")
    with pytest.raises(Refused):
        vault_keeping.restore_sealed_copy(made.path, tmp_path / "remis", "Claire")


@pytest.mark.parametrize("harm", ["cut", "altered", "other"])
def test_a_damaged_copy_of_a_vault_is_refused(tmp_path: Path, vault: Path, harm: str) -> None:
    office = open_space(vault)
    made = vault_keeping.save_sealed_copy(office, tmp_path / "copie.zip").path
    office.close()
    content = bytearray(made.read_bytes())
    match harm:
        case "cut":
            content = content[:-40]
        case "altered":
            content[len(content) // 2] ^= 1
        case _:
            content = bytearray(b"une lettre")
    made.write_bytes(content)
    with pytest.raises(SecretaireError) as refused:
        vault_keeping.restore_sealed_copy(made, tmp_path / "remis", "Claire")
    assert refused.value.code is Code.COPY_REFUSED
    assert not (tmp_path / "remis").exists()


def test_a_vault_is_given_back_to_clear(tmp_path: Path, vault: Path, session_keyring: MemoryKeyring) -> None:
    office = open_space(vault)
    vault_keeping.give_back(office, tmp_path / "rendu", "Claire")
    office.close()
    forget_vault(vault)
    assert not vault.exists()
    assert not any(value.startswith("AGE-SECRET") for value in session_keyring.kept.values())
    clear = open_space(tmp_path / "rendu")
    assert (clear.entrance, clear.workspace.settings.get("essai"), told(clear, Event.COFFRE_ENLEVE)) == (None, "un", 1)
    assert clear.workspace.journal.verify().intact
    clear.close()


def test_a_stop_is_gone_on_from_even_when_the_stick_has_another_letter(tmp_path: Path, vault: Path) -> None:
    office = open_space(vault)
    office.workspace.settings.put("essai", "avant la panne")
    office.workspace.close()
    office.fund.close()
    office.abandon_vault()
    (home_of(vault) / "copie").mkdir()
    assert state(vault).left_in_clear
    assert sweep_homes() == (vault,)
    assert not (home_of(vault) / "copie").exists()
    vault.rename(tmp_path / "lettre F")
    again = open_space(tmp_path / "lettre F")
    assert again.workspace.settings.get("essai") == "avant la panne"
    again.close()
    assert sweep_homes() == ()


def test_a_vault_closed_by_another_pc_meanwhile_is_never_written_over(tmp_path: Path, vault: Path) -> None:
    away = tmp_path / "ailleurs"
    shutil.copytree(vault, away)
    office = open_space(vault)
    office.workspace.settings.put("essai", "ici")
    other = open_space(away)
    other.workspace.settings.put("essai", "là-bas")
    other.close()
    for name in ("coffre.age", "coffre.json"):
        shutil.copyfile(away / name, vault / name)
    with pytest.raises(Refused) as two:
        office.close()
    assert two.value.code is Code.VAULT_TWO_STATES
    office.abandon_vault()
    with pytest.raises(Refused) as two:
        open_space(vault)
    assert two.value.code is Code.VAULT_TWO_STATES
    vault_keeping.set_work_aside(vault, tmp_path / "à part")
    for folder, said in ((vault, "là-bas"), (tmp_path / "à part", "ici")):
        found = open_space(folder)
        assert found.workspace.settings.get("essai") == said
        found.close()
    with pytest.raises(WrongUsage):
        vault_keeping.set_work_aside(vault, tmp_path / "encore")


def test_two_vaults_of_the_same_workspace_do_not_share_their_work(tmp_path: Path, vault: Path) -> None:
    office = open_space(vault)
    made = vault_keeping.save_sealed_copy(office, tmp_path / "copie.zip").path
    vault_keeping.restore_sealed_copy(made, tmp_path / "remis", "Claire")
    other = open_space(tmp_path / "remis")
    other.workspace.settings.put("essai", "ici seulement")
    assert office.workspace.settings.get("essai") == "un"
    other.close()
    office.close()


def test_a_vault_whose_file_is_gone_says_so_and_keeps_the_work(vault: Path) -> None:
    office = open_space(vault)
    (vault / VAULT_NAME).rename(vault / "parti")
    with pytest.raises((EnvironmentFault, WrongUsage)):
        office.close()
    assert in_clear(home_of(vault))
    (vault / "parti").rename(vault / VAULT_NAME)
    office.close()
    assert is_vault(vault)
    assert not in_clear(home_of(vault))


@given(st.integers(0, 14), st.integers(0, 4), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
def test_a_sign_read_for_another_names_its_group(rank: int, place: int, sign: str) -> None:
    identity = Keys.draw().recovery
    printed = list(groups(identity))
    assert read_identity(identity) == read_identity(" ".join(printed)) == identity
    place = min(place, len(printed[rank]) - 1)
    if printed[rank][place] == sign:
        return
    printed[rank] = printed[rank][:place] + sign + printed[rank][place + 1 :]
    with pytest.raises(Refused) as refused:
        read_identity("-".join(printed))
    assert (refused.value.code, refused.value.data["groupes"]) == (Code.VAULT_GROUPS_MISTYPED, str(rank + 1))


def test_the_proof_wants_what_is_on_the_paper() -> None:
    identity = Keys.draw().recovery
    printed, asked = groups(identity), asked_groups(identity)
    prove(identity, {number: printed[number - 1].lower() for number in asked})
    for typed in ({}, dict.fromkeys(asked, "QQQQ9"), {1: ""}):
        with pytest.raises(Refused):
            prove(identity, typed)
