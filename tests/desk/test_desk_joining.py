"""Files joined to an act: a copy kept, the act changed as by its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretaire.acts.act import State
from secretaire.acts.life import Step
from secretaire.desk import joining, review, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, UnreadableInput, WrongUsage


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61001"))
    yield opened
    opened.close()


def test_a_joined_file_is_kept_and_changes_the_act(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    review.take(office, act.id, Step.RELIRE, "Anne", "")
    given = tmp_path / "Règlement.PDF"
    given.write_bytes(b"%PDF un reglement")
    changed = joining.join(office, act.id, given, "Anne")
    assert changed.state is State.BROUILLON
    given.write_bytes(b"%PDF un autre")  # the copy is ours
    (file,) = joining.files_of(office, writing.get_act(office, act.id)).joined
    assert file.intact
    assert (file.piece.nom, file.path.read_bytes()) == ("Règlement.PDF", b"%PDF un reglement")
    file.path.chmod(0o644)
    file.path.write_bytes(b"change")
    assert not joining.files_of(office, changed).joined[0].intact
    bare = joining.take_away(office, act.id, 1, "Anne")
    assert not bare.jointes
    with pytest.raises(WrongUsage) as refused:
        joining.take_away(office, act.id, 1, "Anne")
    assert refused.value.code is Code.NO_SUCH_JOINED_FILE


def test_the_same_file_is_joined_once(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    given = tmp_path / "plan.pdf"
    given.write_bytes(b"plan")
    once = joining.join(office, act.id, given, "Anne")
    assert joining.join(office, act.id, given, "Anne") == once
    assert len(list((office.folder / "jointes").iterdir())) == 1


def test_what_cannot_be_read_is_refused_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    empty = tmp_path / "vide.pdf"
    empty.touch()
    for source in (tmp_path / "absent.pdf", tmp_path, empty):
        with pytest.raises(UnreadableInput):
            joining.join(office, act.id, source, "Anne")
    assert writing.get_act(office, act.id) == act
