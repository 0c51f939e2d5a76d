"""From Séances and Actes: the folder for the prefecture, the copies to put on line, open data, what comes back noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from adopted_acts import approve, voted_meeting
from classification_files import classification
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from secretaire import libreoffice
from secretaire.acts.act import Act
from secretaire.acts.wording import fold_spaces
from secretaire.council import happenings as do
from secretaire.council.course import ByCount
from secretaire.council.siret import is_siret
from secretaire.desk import communes, joining
from secretaire.ui.places.actes.envois.open_data_dialog import OpenDataDialog
from secretaire.ui.places.actes.envois.presenter import OfSeance
from secretaire.ui.places.actes.envois.publishing_dialog import PublishingDialog
from secretaire.ui.places.actes.envois.transmission_dialog import TransmissionDialog
from secretaire.ui.places.reglages.place import COMMUNE
from secretaire.ui.places.seances.apres.page import ApresPage
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import ACTES, REGLAGES, SEANCES, MainWindow

Settle = Callable[[], None]
HELD = dt.date(2026, 6, 12)


def for_all(c, o, p, _ids):  # type: ignore[no-untyped-def]
    return do.record_by_count(c, o, p, ByCount(11))


@pytest.fixture
def held(demo: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[ApresPage, Act]:
    """« Après », for a meeting that adopted an act with a plan, and rejected another."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    office = demo.session.office
    seance, (act, rejected) = voted_meeting(
        office, HELD, [("Tarifs", for_all), ("Rejetée", lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(1, 10)))]
    )
    (tmp_path / "plan.png").write_bytes(b"image")
    act = joining.join(office, act.id, tmp_path / "plan.png", "Odile")
    for one in (act, rejected):
        approve(office, one, monkeypatch)
    demo.go_to(SEANCES)
    settle()
    demo.seances.presenter.open(seance)
    settle()
    demo.seances.show_step(Step.APRES)
    settle()
    return demo.seances.apres, act


def test_the_folder_for_the_prefecture_is_prepared_from_the_meeting(
    held: tuple[ApresPage, Act], demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    apres, act = held
    scope = OfSeance(apres._meeting.course.seance.id)  # type: ignore[union-attr]
    apres.voted.folder.click()
    settle()
    dialog = apres.envois.dialog
    assert isinstance(dialog, TransmissionDialog)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert (dialog.said.text(), texts[1], "rejetée par le conseil" in texts[2]) == (
        "1 acte partira.",
        "Ne part pas",
        True,
    )
    assert not dialog.types.isVisible()
    (tmp_path / "c.xml").write_bytes(classification())
    apres.envois.presenter.import_classification(tmp_path / "c.xml", scope)
    settle()
    main, plan = dialog.types.findChildren(QComboBox)
    assert (main.currentData(), plan.currentData()) == ("99_DE", "")
    assert "Type à choisir : plan.png" in fold_spaces(dialog.list.item(0).text())
    plan.setCurrentIndex(plan.findData("12_AD"))
    plan.activated.emit(plan.currentIndex())
    assert "Type à choisir" not in fold_spaces(dialog.list.item(0).text())
    asked: list[tuple[object, object]] = []
    dialog.asked.disconnect()
    dialog.asked.connect(lambda wanted, chosen: asked.append((wanted, chosen)))
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.write.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.write.click()
    settle()
    assert asked == [({act.id}, {(act.id, 2): "12_AD"})]
    apres.envois.presenter.write_sendings(scope, {str(act.id)}, {(act.id, 2): "12_AD"}, tmp_path)
    settle()
    assert "1 acte prêt à transmettre" in apres.done.text
    (folder,) = tmp_path.glob("Transmission du *")
    assert [p.name[:5] for p in sorted(folder.rglob("*.png"))] == ["12_AD"]
    assert "dossier préparé le" in apres.voted.sendings.item(0).data(Qt.ItemDataRole.AccessibleTextRole)

    demo.go_to(ACTES)
    demo.actes.show_act(str(act.id))
    settle()
    demo.actes.received.click()
    dialog_of_day = demo.actes.reception
    assert dialog_of_day is not None
    dialog_of_day.day.setText("demain")
    dialog_of_day.keep.click()
    assert "Date" in dialog_of_day.fault.text()
    dialog_of_day.day.setText("15/06/2026")
    dialog_of_day.keep.click()
    settle()
    sent = demo.session.office.workspace.transmissions.all()[act.id]
    assert sent.received == dt.date(2026, 6, 15)
    assert "Reçu par la préfecture" in demo.actes.history.item(0).text()
    demo.actes.decision.export.sending.trigger()
    settle()
    assert demo.actes.envois.dialog is not None
    assert "Reçu par la préfecture le 15 juin 2026" in fold_spaces(demo.actes.envois.dialog.list.item(0).text())
    demo.actes.envois.dialog.reject()


def test_copies_and_open_data_say_what_they_hold_before_anything_is_written(
    held: tuple[ApresPage, Act], demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    apres, act = held
    apres.voted.copies.click()
    settle()
    copies = apres.envois.dialog
    assert isinstance(copies, PublishingDialog)
    assert copies.said.text() == "1 copie, rien trouvé à masquer."
    copies.reject()
    settle()
    apres.voted.open_data.click()
    settle()
    opened = apres.envois.dialog
    assert isinstance(opened, OpenDataDialog)
    assert "SIRET" in opened.fault.text()
    assert not opened.write.isEnabled()
    opened.reject()
    settle()

    demo.go_to(REGLAGES)
    demo.reglages.list.setCurrentRow(COMMUNE)
    settle()
    field = demo.reglages.commune.fields["siret"]
    assert isinstance(field.input, QLineEdit)
    field.input.setText("12345")
    field.flush()
    settle()
    assert "n'est pas le SIRET" in field.fault
    siren = demo.session.office.commune.siren
    field.input.setText(next(f"{siren} {n:05d}" for n in range(10, 30) if is_siret(f"{siren}{n:05d}")))
    field.flush()
    settle()
    assert field.fault == ""
    assert communes.facts(demo.session.office).siret.startswith(siren)

    demo.go_to(ACTES)
    settle()
    demo.actes.envois.button.open_data.trigger()
    settle()
    year = demo.actes.envois.dialog
    assert isinstance(year, OpenDataDialog)
    year.year.setValue(2026)
    settle()
    assert year.said.text() == "1 délibération."
    demo.actes.envois.presenter.write_open_data(year._found, tmp_path / "d.csv")
    year.reject()
    settle()
    assert act.numero in (tmp_path / "d.csv").read_text("utf-8")
    assert "Données ouvertes enregistrées" in demo.actes.done.text
