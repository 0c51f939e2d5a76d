"""Against the precedent: the last approved act of the same type speaks, a draft does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from secretaire.acts.act import Act, Role
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.desk import control_sheets, elus, review, writing
from secretaire.desk.office import Office, create_space
from secretaire.desk.precedent_checks import against_precedent

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
ROSTER = "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\nMme;Delorme;Anne;maire;1;01/07/2020;\n"
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
ANNEX = "Le règlement de la salle est annexé à la présente délibération."


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(review, "check_act", lambda _office, _act: ())
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    office = create_space(tmp_path / "espace", COMMUNE)
    elus.import_roster(office, tmp_path / "elus.csv")
    yield office
    office.close()


def drafted(office: Office, added: str = "") -> Act:
    act = writing.start_draft(office, "tarifs_salle", FIELDS, author="secrétaire", act_date=date(2026, 11, 20))
    text = f"{act.section(Role.EXPOSE).text}\n{added}".strip()
    return writing.edit_section(office, act.id, Role.EXPOSE, text, "secrétaire") if added else act


def test_what_the_last_approved_act_had_is_said_in_the_sheet(office: Office) -> None:
    former, now = drafted(office, ANNEX), drafted(office)
    assert against_precedent(office, now) == ()
    for step, who in ((Step.RELIRE, "secrétaire"), (Step.SOUMETTRE, "secrétaire"), (Step.APPROUVER, "Anne Delorme")):
        review.take(office, former.id, step, who, "")
    assert [f.code for f in against_precedent(office, now)] == ["PRECEDENT_ANNEXE"]
    remarks = [remark for _title, held in control_sheets.act_sheet(office, now.id).groups for remark in held]
    assert any("annexe" in remark.message and former.numero in remark.rests_on for remark in remarks)
