"""The settings of the machine: what holds is kept, what is wrong is told with its line, nothing ever fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.store import locations
from secretaire.store.policy import OPTIONS, policy_file, read_machine_policy, read_policy, shared_models_folder

WHOLE = """\
verrouilles = ["assistant.actif", "dossiers.espaces"]

[dossiers]
espaces = '/srv/secrétaire/espaces communs'
modeles = "/srv/l'assistant"
copies = "/srv/copies"

[assistant]
actif = false
modele = "qwen2.5-coder-0.5b"
fils = 2
repos_min = 0
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "poste"
    folder.mkdir()
    monkeypatch.setenv("SECRETAIRE_POSTE", str(folder))
    monkeypatch.delenv("SECRETAIRE_DONNEES", raising=False)
    return folder


def lines(text: str) -> list[int]:
    return [fault.line for fault in read_policy(text.encode()).faults]


def test_a_whole_file_is_read_and_every_option_has_its_label() -> None:
    reading = read_policy(WHOLE.encode())
    assert reading.faults == ()
    assert [reading.policy.value(option) for option in OPTIONS] == [
        "/srv/secrétaire/espaces communs",
        "/srv/l'assistant",
        "/srv/copies",
        False,
        "qwen2.5-coder-0.5b",
        2,
        0,
    ]
    assert [option for option in OPTIONS if reading.policy.locks(option)] == ["dossiers.espaces", "assistant.actif"]
    assert all(label[0].isupper() for label in OPTIONS.values())


def test_each_wrong_line_is_told_and_the_others_hold() -> None:
    reading = read_policy(
        WHOLE.replace("actif = false", 'actif = "non"').replace("fils = 2", "fils = 300").encode()
        + b"repos = 3\n[imprimante]\nnom = 'HP'\n"
    )
    assert [(f.line, f.cause.split("»")[0]) for f in reading.faults] == [
        (9, "« assistant.actif "),
        (11, "« assistant.fils "),
        (13, "« assistant.repos "),
        (14, "« imprimante "),
    ]
    assert "repos_min" in reading.faults[2].cause
    assert (reading.policy.value("assistant.repos_min"), reading.policy.value("assistant.actif")) == (0, None)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[dossiers]\nespaces = "C:\\Users\\mairie"\n', 2, "entre apostrophes"),
        ("[assistant]\n\nactif = oui\n", 3, "entre guillemets"),
        ("[assistant]\nfils = 1\nfils = 2\n", 3, "deux fois"),
        ("[assistant]\nactif\n", 2, "nom = valeur"),
        ("[dossiers]\nespaces = 'abc", 2, "n'est pas fermé"),
        ("[dossiers]\nespaces = 'mes actes'\n", 2, "depuis la racine du disque"),
        ("[assistant]\nverrouilles = ['assistant.actif']\n", 2, "en tête du fichier"),
        ("verrouilles = ['assistant.actf']\n", 1, "assistant.actif"),
        ("verrouilles = [1]\n", 1, "verrouilles"),
        ("\nassistant = 3\n", 2, "seul sur sa ligne"),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(text: str, line: int, words: str) -> None:
    (fault,) = read_policy(text.encode()).faults
    assert fault.line == line
    assert words in fault.cause


def test_a_file_of_an_old_notepad_is_told_and_its_utf8_with_a_mark_is_read() -> None:
    assert lines("# réglages\n") == []
    (fault,) = read_policy("[dossiers]\n# là\n".encode("cp1252")).faults
    assert (fault.line, "UTF-8" in fault.cause) == (2, True)
    assert read_policy("[assistant]\nfils = 2".encode("utf-8-sig")).policy.value("assistant.fils") == 2


@given(st.binary(max_size=200) | st.text(alphabet="[]='\"\n\\.assistantfils0 ", max_size=80).map(str.encode))
def test_no_content_is_a_failure(content: bytes) -> None:
    for fault in read_policy(content).faults:
        assert 0 <= fault.line <= content.count(b"\n") + 1


def test_the_file_of_the_machine_is_followed_as_soon_as_it_changes(machine: Path) -> None:
    assert read_machine_policy().policy.value("assistant.fils") is None
    policy_file().write_text(WHOLE, encoding="utf-8")
    assert locations.spaces_folder() == Path("/srv/secrétaire/espaces communs")
    assert locations.copies_folder() == Path("/srv/copies")
    assert locations.model_folders()[1] == shared_models_folder() == Path("/srv/l'assistant")
    policy_file().write_text("[assistant]\nfils = 9", encoding="utf-8")
    assert read_machine_policy().policy.value("assistant.fils") == 9
    assert shared_models_folder() == machine / "modeles"


def test_a_folder_of_the_account_is_that_of_whoever_works(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/hélène d'arc")
    reading = read_policy(b"[dossiers]\nespaces = '$HOME/Actes'\ncopies = '~/Copies'")
    assert reading.policy.value("dossiers.espaces") == "/home/hélène d'arc/Actes"
    assert reading.policy.value("dossiers.copies") == "/home/hélène d'arc/Copies"


def test_what_is_carried_on_a_stick_keeps_its_copies_with_it(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy_file().write_text(WHOLE, encoding="utf-8")
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "clé"))
    assert locations.copies_folder() == tmp_path / "clé" / "sauvegardes"


def test_a_file_that_cannot_be_read_is_told(machine: Path) -> None:
    policy_file().mkdir()
    (fault,) = read_machine_policy().faults
    assert (fault.line, "ne peut pas être lu" in fault.cause) == (0, True)
