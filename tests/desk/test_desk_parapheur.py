"""A parapheur leaves, is read elsewhere, and comes back: what is merged, and everything that is not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import keyring
import pytest
from keyring.backends import fail
from sent_acts import MAIRE, SECRETARY, a_commune, a_note, answer_file, answered, submitted

from secretaire.acts.act import Act, Role, State
from secretaire.acts.life import Step
from secretaire.council.persons import Role as PersonRole
from secretaire.desk import parapheur, parapheur_answers, persons, remarks, review, writing
from secretaire.desk.office import Office
from secretaire.desk.parapheur import Sent, Trust
from secretaire.errors import Code, Refused, SecretaireError, UnreadableInput
from secretaire.exchange.parapheur.answer import AnswerFile, read_answer, write_answer
from secretaire.exchange.parapheur.packing import PAGE
from secretaire.store.journal import Event


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = a_commune(tmp_path / "A")
    yield opened
    opened.close()


@pytest.fixture
def act(office: Office, tmp_path: Path) -> Act:
    plan = tmp_path / "plan de la salle.pdf"
    plan.write_bytes(b"%PDF plan")
    return submitted(office, plan)


@pytest.fixture
def sent(office: Office, act: Act, tmp_path: Path) -> Sent:
    return parapheur.send(office, [], tmp_path / "parapheur.zip", SECRETARY)


def merged(office: Office, file: Path) -> tuple[Code | None, ...]:
    done = parapheur_answers.merge(office, parapheur_answers.read(office, file), SECRETARY)
    return tuple(line.fault.code if line.fault else None for line in done.lines)


def test_a_decision_and_its_remarks_come_back_by_the_only_door(office: Office, sent: Sent, tmp_path: Path) -> None:
    assert parapheur.read(sent.path).trust is Trust.FIRST
    reading = parapheur.read(sent.path)
    assert (reading.trust, reading.key) == (Trust.KNOWN, sent.key)
    (there,) = reading.dossier.acts
    ((_, name),) = reading.dossier.annexes(there)
    assert reading.opened.extract(name, tmp_path).read_bytes() == b"%PDF plan"
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER, "", a_note(s, "Bien.")))
    assert merged(office, file) == (None,)
    act = writing.get_act(office, there.act.id)
    assert act.state is State.APPROUVE
    (remark,) = remarks.of_act(office, act.id)
    assert (remark.remark.text, remark.remark.author, remark.passage_changed) == ("Bien.", MAIRE, False)
    told = office.workspace.journal.entries(act.id)[-1]
    assert (told.who, told.what) == (MAIRE, "approuver")
    assert (told.data["porte"], told.data["rapporte_par"]) == ("parapheur", SECRETARY)
    assert told.data["reponse"] == read_answer(file).sha256
    assert office.workspace.journal.verify().intact


def test_the_same_answer_again_is_refused(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.REPRENDRE, "Le tarif est trop haut."))
    assert merged(office, file) == (None,)
    # sent back to the same words: only the number says that the answer was used
    act_id = sent.dossier.acts[0].act.id
    review.take(office, act_id, Step.RELIRE, SECRETARY)
    review.take(office, act_id, Step.SOUMETTRE, SECRETARY)
    assert merged(office, file) == (Code.ANSWER_USED,)
    assert writing.get_act(office, act_id).state is State.SOUMIS


def test_two_answers_that_differ_are_a_conflict_that_is_shown(office: Office, sent: Sent, tmp_path: Path) -> None:
    first = answer_file(sent, tmp_path / "1.json", lambda s: answered(s, Step.APPROUVER))
    second = answer_file(sent, tmp_path / "2.json", lambda s: answered(s, Step.REFUSER, "Non."), "Luc BESNARD")
    assert merged(office, first) == (None,)
    (line,) = parapheur_answers.read(office, second).lines
    assert line.fault is not None
    assert (line.fault.code, line.fault.data["nom"]) == (Code.ANSWER_CONFLICT, MAIRE)
    assert merged(office, second) == (Code.ANSWER_CONFLICT,)
    assert writing.get_act(office, sent.dossier.acts[0].act.id).state is State.APPROUVE


def test_an_answer_to_an_older_text_decides_nothing_but_its_remarks_are_kept(
    office: Office, sent: Sent, tmp_path: Path
) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER, "", a_note(s, "À revoir.")))
    act = sent.dossier.acts[0].act
    writing.edit_section(office, act.id, Role.EXPOSE, "Un autre exposé.", SECRETARY)
    review.take(office, act.id, Step.RELIRE, SECRETARY)
    review.take(office, act.id, Step.SOUMETTRE, SECRETARY)
    assert merged(office, file) == (Code.ANSWER_OLD,)
    assert writing.get_act(office, act.id).state is State.SOUMIS
    assert [r.remark.text for r in remarks.of_act(office, act.id)] == ["À revoir."]
    assert merged(office, file) == (Code.ANSWER_USED,)
    assert len(remarks.of_act(office, act.id)) == 1


def test_remarks_alone_are_kept_whatever_became_of_the_act(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, None, "", a_note(s, "Bien.")))
    act = sent.dossier.acts[0].act
    writing.edit_section(office, act.id, Role.EXPOSE, "Un autre exposé.", SECRETARY)
    assert merged(office, file) == (None,)
    assert [r.remark.text for r in remarks.of_act(office, act.id)] == ["Bien."]
    assert writing.get_act(office, act.id).state is State.BROUILLON


def test_a_decision_taken_here_meanwhile_is_a_conflict(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.REFUSER, "Non."))
    review.take(office, sent.dossier.acts[0].act.id, Step.APPROUVER, MAIRE)
    assert merged(office, file) == (Code.ANSWER_DECIDED,)


def test_an_answer_of_another_commune_is_refused(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER))
    other = a_commune(tmp_path / "B")
    try:
        with pytest.raises(Refused) as refused:
            parapheur_answers.read(other, file)
    finally:
        other.close()
    assert refused.value.code is Code.ANSWER_FOREIGN


def test_an_edit_by_hand_is_seen_and_noted(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.REFUSER, "Trop cher."))
    file.write_text(file.read_text(encoding="utf-8").replace("refuser", "approuver"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        parapheur_answers.read(office, file)
    assert refused.value.code is Code.ANSWER_TAMPERED
    assert len(office.workspace.journal.of(Event.REPONSE_REFUSEE)) == 1


def _other_text(file: AnswerFile) -> AnswerFile:
    (one,) = file.answer.acts
    return replace(file, answer=replace(file.answer, acts=(replace(one, fingerprint="0" * 64),)))


def _other_act(file: AnswerFile) -> AnswerFile:
    (one,) = file.answer.acts
    return replace(file, answer=replace(file.answer, acts=(replace(one, number="0" * 32),)))


def _twice(file: AnswerFile) -> AnswerFile:
    return replace(file, answer=replace(file.answer, acts=file.answer.acts * 2))


def _other_reading(file: AnswerFile) -> AnswerFile:
    return replace(file, answer=replace(file.answer, read="0" * 64))


def _other_step(file: AnswerFile) -> AnswerFile:
    (one,) = file.answer.acts
    return replace(file, answer=replace(file.answer, acts=(replace(one, decision=Step.SOUMETTRE),)))


def test_who_knows_the_secret_still_answers_only_what_was_sent(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER))
    honest = read_answer(file)
    for forged in (_other_text, _other_act, _twice, _other_reading, _other_step):
        write_answer(forged(honest).answer, sent.dossier.seal, file)
        with pytest.raises(Refused) as refused:
            parapheur_answers.read(office, file)
        assert refused.value.code is Code.ANSWER_TAMPERED


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_answer_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.json").write_bytes(content)
    with pytest.raises(UnreadableInput) as refused:
        read_answer(tmp_path / "r.json")
    assert refused.value.code is Code.ANSWER_UNREADABLE


def test_who_may_not_decide_does_not_through_a_file(office: Office, sent: Sent, tmp_path: Path) -> None:
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER), "Jean PERSONNE")
    assert merged(office, file) == (Code.ROLE_REFUSED,)
    act_id = sent.dossier.acts[0].act.id
    assert writing.get_act(office, act_id).state is State.SOUMIS
    # nothing was used up: the maire may still answer
    right = answer_file(sent, tmp_path / "2.json", lambda s: answered(s, Step.APPROUVER))
    assert merged(office, right) == (None,)


def test_the_code_of_the_maire_is_asked_and_its_failures_count(office: Office, sent: Sent, tmp_path: Path) -> None:
    maire = persons.add(office, "Delorme", PersonRole.MAIRE, SECRETARY)
    persons.choose_code(office, maire, "4071", MAIRE)
    file = answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER))
    received = parapheur_answers.read(office, file)
    assert parapheur_answers.needs_code(office, received)
    for code in ("", "0000"):
        with pytest.raises(SecretaireError):
            parapheur_answers.merge(office, received, SECRETARY, code)
    assert office.workspace.persons.failures(maire.id).count == 1
    (line,) = parapheur_answers.merge(office, received, SECRETARY, "4071").lines
    assert line.fault is None


def _repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = path.with_name("change.zip")
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def _page_changed(parts: dict[str, bytes]) -> None:
    parts[PAGE] = parts[PAGE].replace(b"300", b"900")


def _added(parts: dict[str, bytes]) -> None:
    parts["annexes/virus.exe"] = b"MZ"


def _renamed_commune(parts: dict[str, bytes]) -> None:
    parts["manifeste.json"] = parts["manifeste.json"].replace(b"Aubigny", b"Aubigna")


def _unsigned(parts: dict[str, bytes]) -> None:
    del parts["signature.txt"]


def test_a_parapheur_changed_or_cut_on_its_way_is_not_opened(sent: Sent, tmp_path: Path) -> None:
    cut = tmp_path / "coupe.zip"
    cut.write_bytes(sent.path.read_bytes()[:-200])
    changed = (_repacked(sent.path, change) for change in (_page_changed, _added, _renamed_commune, _unsigned))
    for path in (cut, *changed):
        with pytest.raises(UnreadableInput) as refused:
            parapheur.read(path)
        assert refused.value.code is Code.PARAPHEUR_REFUSED


def test_no_byte_of_a_parapheur_changes_in_silence(sent: Sent, tmp_path: Path) -> None:
    whole, broken, chance = parapheur.read(sent.path).dossier, tmp_path / "casse.zip", random.Random(8)
    content = sent.path.read_bytes()
    for _ in range(150):
        place = chance.randrange(len(content))
        changed = content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
        broken.write_bytes(changed)
        try:
            read = parapheur.read(broken).dossier
        except UnreadableInput:
            continue
        assert read == whole  # a byte that says nothing: a date in the archive


def test_what_is_signed_by_a_stranger_is_read_with_care(sent: Sent) -> None:
    for said in ("[]", "3", "{}", '{"format": "secretaire-parapheur", "version": 1, "fichiers": [], "cle": ""}'):

        def replaced(parts: dict[str, bytes], said: str = said) -> None:
            parts["manifeste.json"] = said.encode()

        with pytest.raises(UnreadableInput):
            parapheur.read(_repacked(sent.path, replaced))


def test_another_key_than_last_time_is_told_until_a_person_accepts_it(
    office: Office, sent: Sent, tmp_path: Path
) -> None:
    parapheur.read(sent.path)

    def bare(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifeste.json"])
        parts["manifeste.json"] = json.dumps(manifest | {"cle": ""}).encode()
        del parts["signature.txt"]

    reading = parapheur.read(_repacked(sent.path, bare))
    assert reading.trust is Trust.CHANGED
    assert parapheur.accept_key(reading).trust is Trust.KNOWN
    assert parapheur.read(sent.path).trust is Trust.CHANGED


def test_without_a_keyring_it_leaves_unsigned_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        office = a_commune(tmp_path / "A")
        submitted(office)
        sent = parapheur.send(office, [], tmp_path / "p.zip", SECRETARY)
        assert (sent.key, parapheur.read(sent.path).trust) == ("", Trust.UNSIGNED)
        with ZipFile(sent.path) as archive:
            assert "non signé" in archive.read(PAGE).decode()
        assert merged(office, answer_file(sent, tmp_path / "r.json", lambda s: answered(s, Step.APPROUVER))) == (None,)
        office.close()
    finally:
        keyring.set_keyring(former)


def test_an_unwritable_stick_leaves_no_trace_of_a_sending(office: Office, act: Act, tmp_path: Path) -> None:
    with pytest.raises(SecretaireError) as refused:
        parapheur.send(office, [act.id], tmp_path / "absent" / "p.zip", SECRETARY)
    assert refused.value.code is Code.FILE_NOT_WRITABLE
    assert not office.workspace.journal.of(Event.PARAPHEUR_ENVOYE)
