"""Réglages: the paper, the numbers, the commune; kept while typed, refused in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from secretaire import libreoffice
from secretaire.acts.act_type import Famille
from secretaire.council.commune import Commune
from secretaire.desk import communes, letterhead, numbering
from secretaire.desk.letterhead import OWN
from secretaire.exchange.papier.papier import SignaturePlace
from secretaire.ui.places.reglages.fields import SavedField
from secretaire.ui.places.reglages.place import COMMUNE, NUMBERS, PAPER
from secretaire.ui.shell.window import REDIGER, REGLAGES, MainWindow

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def _without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds a page, and not on every PC."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def turn(window: MainWindow, settle: Settle, page: int) -> None:
    window.go_to(REGLAGES)
    window.reglages.show_page(page)
    settle()


def type_in(field: SavedField, text: str) -> None:
    assert isinstance(field.input, QLineEdit)
    field.input.setText(text)


def test_the_keys_open_the_settings(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    demo.go_to(REDIGER)
    qtbot.keyClick(demo, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert demo.reglages.isVisible()
    qtbot.keyClick(demo.reglages.list, Qt.Key.Key_Down)
    settle()
    assert demo.reglages.page == NUMBERS


def test_a_model_is_chosen_on_its_picture(demo: MainWindow, settle: Settle) -> None:
    turn(demo, settle, PAPER)
    paper = demo.reglages.paper
    assert set(paper.cards) == set(letterhead.models())
    assert paper.page.shown is not None
    before = paper.page.shown.image
    other = next(model for model, card in paper.cards.items() if not card.isChecked())
    paper.cards[other].click()
    settle()
    assert letterhead.describe(demo.session.office).look.id == other
    assert paper.page.shown.image != before
    assert letterhead.models()[other].libelle in paper.chosen.text()


def test_the_letterhead_of_the_commune_is_imported_and_told(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    turn(demo, settle, PAPER)
    paper = demo.reglages.paper
    paper.presenter.import_letterhead(tmp_path / "absent.docx")
    settle()
    assert "n'existe pas" in paper.letterhead_fault.text()
    assert not paper._report_frame.isVisible()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Mairie de L'Aubraie"
    document.save(str(tmp_path / "entete.docx"))
    paper.presenter.import_letterhead(tmp_path / "entete.docx")
    settle()
    assert paper.letterhead_fault.isHidden()
    assert "En-tête des pages : 1 ligne" in paper.report.text()
    assert paper.cards[OWN].isChecked()
    assert "LibreOffice n'est pas installé" in paper.page_state.text()
    paper.remove_button.click()
    settle()
    assert OWN not in paper.cards
    assert not letterhead.describe(demo.session.office).own


def test_a_logo_is_taken_refused_and_taken_away(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    turn(demo, settle, PAPER)
    paper = demo.reglages.paper
    (tmp_path / "faux.png").write_text("rien", encoding="utf-8")
    paper.presenter.set_logo(tmp_path / "faux.png")
    settle()
    assert "n'a pas été repris" in paper.logo_fault.text()
    Image.new("RGB", (80, 40), "navy").save(tmp_path / "logo.png")
    paper.presenter.set_logo(tmp_path / "logo.png")
    settle()
    assert paper.logo_fault.isHidden()
    assert letterhead.describe(demo.session.office).has_logo
    paper.no_logo.click()
    settle()
    assert not letterhead.describe(demo.session.office).has_logo


def test_details_and_signatures_are_kept_as_they_are_typed(demo: MainWindow, settle: Settle) -> None:
    turn(demo, settle, PAPER)
    paper = demo.reglages.paper
    type_in(paper.details.fields["service"], "Secrétariat")
    type_in(paper.details.fields["telephone"], "04 00 00 00 00")
    paper.details.fields["adresse"].input.setPlainText("1 place du Bourg\n03990 L'Aubraie")  # type: ignore[union-attr]
    paper.signature.place.setCurrentIndex(paper.signature.place.findData(SignaturePlace.CENTRE))
    paper.signature.place.activated.emit(paper.signature.place.currentIndex())
    paper.signature.room.setValue(34)
    demo.go_to(REDIGER)  # nothing waits for the next visit
    settle()
    kept = letterhead.describe(demo.session.office)
    assert kept.details.service == "Secrétariat"
    assert kept.details.telephone == "04 00 00 00 00"
    assert kept.details.adresse == ("1 place du Bourg", "03990 L'Aubraie")
    assert kept.signature.place is SignaturePlace.CENTRE
    assert kept.signature.room_cm == pytest.approx(3.4)


def test_an_example_is_written(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "secretaire.ui.places.reglages.paper.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    turn(demo, settle, PAPER)
    demo.reglages.paper.presenter.write_example(tmp_path / "exemple.docx")
    settle()
    assert (tmp_path / "exemple.docx").stat().st_size > 5_000
    assert opened == [(tmp_path / "exemple.docx").as_posix()]


@pytest.mark.parametrize("famille", list(Famille))
def test_every_scheme_offered_is_accepted_by_the_transmission(famille: Famille, demo: MainWindow) -> None:
    for pattern in numbering.OFFERED[famille]:
        example = numbering.example(pattern, demo.session.office.today())
        assert "14" in example.numero
        assert len(example.transmitted) <= 15


def test_a_scheme_is_chosen_tried_and_refused(demo: MainWindow, settle: Settle) -> None:
    turn(demo, settle, NUMBERS)
    office = demo.session.office
    block = demo.reglages.numbers.blocks[Famille.DELIBERATION]
    year = office.today().year
    assert f"Exemple : {year}-014 · télétransmis {year}_014" in block.example.text()
    block.schemes.setCurrentIndex(block.schemes.findData("{rang}-{annee}"))
    block.schemes.activated.emit(block.schemes.currentIndex())
    settle()
    assert numbering.scheme(office, Famille.DELIBERATION).pattern == "{rang}-{annee}"
    assert block.following.text().endswith(f"-{year}")
    block.schemes.setCurrentIndex(block.schemes.findData(""))
    block.schemes.activated.emit(block.schemes.currentIndex())
    block.typed.setText("{annee}")
    block.typed.textEdited.emit("{annee}")
    settle()
    assert "{rang}" in block.fault.text()
    assert not block.keep.isEnabled()
    block.typed.setText("CM{annee}-{rang:2}")
    block.typed.textEdited.emit(block.typed.text())
    settle()
    assert f"CM{year}-14" in block.example.text()
    block.keep.click()
    settle()
    assert numbering.scheme(office, Famille.DELIBERATION).pattern == "CM{annee}-{rang:2}"
    assert block.typed.isVisible()


def test_a_number_skipped_takes_a_reason(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    turn(demo, settle, NUMBERS)
    office = demo.session.office
    pane = demo.reglages.numbers.blocks[Famille.DELIBERATION].gaps
    numero = pane.numero()
    assert numero
    pane.write.click()
    settle()
    assert "motif manque" in pane.fault.text()
    pane.reason.setText("projet retiré de l'ordre du jour")
    qtbot.keyClick(pane.reason, Qt.Key.Key_Return)
    settle()
    written = {gap.numero: gap.reason for gap in numbering.gaps(office, Famille.DELIBERATION, office.today().year)}
    assert written[numero] == "projet retiré de l'ordre du jour"
    assert pane.numero() != numero
    assert pane.reason.text() == ""


def test_the_facts_of_the_commune_are_kept_as_they_are_typed(demo: MainWindow, settle: Settle) -> None:
    turn(demo, settle, COMMUNE)
    page = demo.reglages.commune
    type_in(page.fields["lieu_seance"], "  la salle   polyvalente ")
    type_in(page.fields["tribunal"], "")
    page.mode.setCurrentIndex(page.mode.findData(communes.MODES_PUBLICITE[-1]))
    page.mode.activated.emit(page.mode.currentIndex())
    settle()
    commune = demo.session.office.commune
    assert commune.lieu_seance == "la salle polyvalente"
    assert commune.tribunal == ""
    assert commune.mode_publicite == communes.MODES_PUBLICITE[-1]
    assert commune.nom == "L'Aubraie-Saint-Loup"
    assert "Clermont-Ferrand" in page.fields["tribunal"].input.placeholderText()


def test_another_space_takes_nothing_of_the_former(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    turn(demo, settle, COMMUNE)
    type_in(demo.reglages.commune.fields["site"], "www.ancienne.fr")
    former = demo.session.office.folder
    other = Commune("01001", "Autre", 1, "", 120, "01", "Ain", 5, "Bourg", "", "")
    from secretaire.desk.office import create_space

    demo.session.open(lambda: create_space(tmp_path / "autre", other))
    settle()
    turn(demo, settle, COMMUNE)
    assert demo.reglages.commune.fields["site"].text() == ""
    assert demo.session.office.commune.site == ""
    demo.session.open_folder(former)
    settle()
    assert demo.session.office.commune.site == "www.ancienne.fr"  # what was being typed was kept where it belongs


@pytest.mark.parametrize("points", [12.5, 20.0])
def test_larger_text_leaves_the_settings_in_the_screen(
    demo: MainWindow, settle: Settle, points: float, qapp: QApplication
) -> None:
    former = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(points)
    try:
        qapp.setFont(larger)
        for page in (PAPER, NUMBERS, COMMUNE):
            turn(demo, settle, page)
        demo.reglages.types.presenter.open("demande_subvention_etat")
        settle()
        assert demo.minimumSizeHint().width() <= (1366 if points < 15 else 1920)
    finally:
        qapp.setFont(former)
