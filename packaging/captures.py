"""Make the screenshots of the documentation: the demo commune, 1366 × 768, light and dark, without a screen.

python packaging/captures.py [FOLDER]        (default: docs/captures)
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from captures_decider import Studio, deciding_scenes
from secretaire.acts.act import State
from secretaire.acts.adaptation import Partie
from secretaire.council.agenda import Point
from secretaire.council.happenings import add_point
from secretaire.desk import meeting, reusing, seances
from secretaire.desk.demo import create_demo
from secretaire.desk.files import read_fields
from secretaire.desk.resources import resources
from secretaire.ui.app import make_application, make_window
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.places.fonds.search_bar import Look
from secretaire.ui.places.rediger.reuse.strip import OfferStrip
from secretaire.ui.places.reglages.place import ASSISTANT, NUMBERS, TYPES
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import ACCUEIL, ACTES, FONDS, REDIGER, REGLAGES, SEANCES, MainWindow
from secretaire.ui.style.tokens import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1366, 768)
QUIET_PASSES = 4
AHEAD = (
    "Tarifs de location de la salle polyvalente",
    "Convention",
    "Demande de subvention DETR pour la toiture de l'école",
    "Adhésion au groupement de commandes pour l'électricité",
)


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way."""
    loop = QEventLoop()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        waiting = any(d.waiting for d in window.findChildren(Debounce))
        busy = waiting or not window.session.tasks.idle or not window.rediger.desk.form.complete
        quiet = 0 if busy else quiet + 1
        if quiet >= QUIET_PASSES:
            loop.quit()

    timer = QTimer(interval=25)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()


def write_detr(window: MainWindow) -> None:
    """The request of the demonstration, its calendar left blank so that a blank is seen."""
    window.go_to(REDIGER)
    settle(window)
    window.rediger.presenter.begin("demande_subvention_etat")
    settle(window)
    fields = read_fields(resources() / "demo" / "champs_detr.yaml")
    desk = window.rediger.desk
    for name, value in fields.items():
        row = desk.form.row(name)
        if row is not None and name != "calendrier":
            row.editor.set_value(value)
            row.editor.left.emit()
    settle(window)
    notes = (resources() / "demo" / "notes_detr.txt").read_text(encoding="utf-8")
    desk.notes.area.setPlainText(notes)
    settle(window)


def look_at_page(window: MainWindow, share: float) -> None:
    """Scroll the page to a share of its height."""
    bar = window.rediger.desk.sheet.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))
    settle(window)


def main(target: Path) -> int:
    """Write every screenshot."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="secretaire-captures-"))
    os.environ["SECRETAIRE_DONNEES"] = str(work / "donnees")
    app = make_application(["captures"])
    window = make_window(app, QSettings(str(work / "fenetre.ini"), QSettings.Format.IniFormat))
    window.resize(*SIZE)
    window.show()
    window.session.author = "Sylvie Renaud"
    print("Préparation de la commune fictive (une dizaine de secondes)…")

    def take(name: str, widget: QWidget | None = None) -> None:
        for palette, suffix in ((LIGHT, ""), (DARK, "-sombre")):
            window.theme.force(palette)
            settle(window)
            file = target / f"{name}{suffix}.png"
            (widget or window).grab().save(str(file))
            print(file.relative_to(target.parent) if target.parent in file.parents else file)
        window.theme.force(LIGHT)

    try:
        take("bienvenue")
        window.session.adopt(create_demo(work / "commune", lambda _words: None))
        settle(window)
        scenes: list[Callable[[], None]] = [
            lambda: _scene_home(window, take),
            lambda: _scene_choice(window, take),
            lambda: _scene_writing(window, take),
            lambda: _scene_fund(window, take),
            lambda: _scene_acts(window, take),
            lambda: _scene_meeting(window, take),
            lambda: _scene_ahead(window, take),
            lambda: _scene_settings(window, take),
            lambda: _scene_old_act(window, take),
            lambda: deciding_scenes(Studio(window, take, settle, work, target)),
        ]
        for scene in scenes:
            scene()
    finally:
        window.theme.force(None)
        window.close()
        shutil.rmtree(work, ignore_errors=True)
    return 0


def _scene_home(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(ACCUEIL)
    settle(window)
    take("accueil")
    window.accueil.ask_year()
    settle(window)
    if window.accueil.year_dialog is not None:
        take("accueil-annee", window.accueil.year_dialog)
        window.accueil.year_dialog.reject()


def _scene_choice(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(REDIGER)
    window.rediger.chooser.words.setText("subv toiture")
    settle(window)
    take("choisir")


def _scene_writing(window: MainWindow, take: Callable[..., None]) -> None:
    write_detr(window)
    desk = window.rediger.desk
    desk.side.tabs.setCurrentIndex(1)
    look_at_page(window, 0.0)
    take("rediger")
    desk.bar.origins.setChecked(True)
    look_at_page(window, 0.62)
    take("rediger-origines")
    desk.bar.origins.setChecked(False)
    desk.side.tabs.setCurrentIndex(0)
    window.rediger.ask_meeting()
    settle(window)
    dialog = window.rediger.meeting_dialog
    if dialog is not None:
        take("seance", dialog)
        dialog.reject()


def _scene_fund(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(FONDS)
    window.fonds.bar.words.setText("toiture école")
    settle(window)
    window.fonds.results.setCurrentRow(0)
    settle(window)
    take("fonds")
    bar = window.fonds.bar
    bar.look_at(Look.QUESTION)
    bar.words.setText("Combien coûte la location de la salle polyvalente ?")
    settle(window)
    take("fonds-question")
    bar.look_at(Look.SUBJECT)
    bar.words.setText("tarifs salle polyvalente")
    settle(window)
    window.fonds.search_tab.subject.list.setCurrentRow(0)
    settle(window)
    take("fonds-temps")
    window.fonds.tabs.setCurrentIndex(1)
    settle(window)
    take("fonds-dossiers")


def _scene_old_act(window: MainWindow, take: Callable[..., None]) -> None:
    piece = reusing.answering(window.session.office, "toiture école DETR")[0].piece
    window.session.redo_piece.emit(piece)
    settle(window)
    dialog = window.rediger.type_dialog
    if dialog is None:
        return
    dialog.picker.take()
    settle(window)
    desk = window.rediger.desk
    desk.side.tabs.setCurrentWidget(desk.side.old_act)
    for strip in desk.form.findChildren(OfferStrip)[:2]:
        strip.take.click()
    settle(window)
    take("refaire")


def _scene_acts(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(ACTES)
    settle(window)
    lines = window.session.office.workspace.acts.list()
    window.actes.show_act(next(line.id for line in lines if line.state is State.SOUMIS))
    settle(window)
    take("actes")
    window.actes.tabs.setCurrentIndex(3)
    settle(window)
    take("actes-historique")
    window.actes.tabs.setCurrentIndex(0)
    window.actes.exports.ask_register()
    settle(window)
    register = window.actes.exports.register_dialog
    if register is not None:
        take("registre", register)
        register.reject()


def _scene_meeting(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(SEANCES)
    settle(window)
    take("seances")
    place = window.seances
    place.presenter.open(seances.list_seances(window.session.office)[0].id)
    settle(window)
    place.show_step(Step.AVANT)
    settle(window)
    take("seances-avant")
    place.show_step(Step.PENDANT)
    settle(window)
    take("seances-ouverture")
    place.pendant.opening.take()
    settle(window)
    voting = place.pendant.point.voting
    voting.take_main()
    settle(window)
    place.presenter.step(1)
    settle(window)
    for rank, sense in ((1, "contre"), (2, "abstention")):
        voice = voting.voices.buttons[rank]
        voice.said.emit(voice.voice.elu, sense)
        settle(window)
    take("seances-pendant")
    place.show_step(Step.APRES)
    settle(window)
    take("seances-apres")
    place.apres.tabs.setCurrentIndex(1)
    settle(window)
    take("seances-proces-verbal")


def _scene_ahead(window: MainWindow, take: Callable[..., None]) -> None:
    office = window.session.office
    seance = seances.create_seance(office, date(office.today().year + 1, 1, 15), time(20, 30), "mairie", None).id
    for objet in AHEAD:
        meeting.change(office, seance, partial(add_point, point=Point(0, objet)), window.session.author)
    window.seances.presenter.open(seance)
    settle(window)
    window.seances.show_step(Step.AVANT)
    avant = window.seances.avant
    avant.tabs.setCurrentWidget(avant.night)
    settle(window)
    take("seances-soir")
    avant.night.start.click()
    settle(window)
    take("seances-matin")
    avant.ask_type(next(p.id for p in meeting.course_of(office, seance).points if p.act_id is None))
    settle(window)
    if avant.type_dialog is not None:
        take("seances-type", avant.type_dialog)
        avant.type_dialog.reject()


def _scene_settings(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(REGLAGES)
    settle(window)
    take("reglages-papier")
    window.reglages.show_page(NUMBERS)
    settle(window)
    take("reglages-numeros")
    window.reglages.show_page(ASSISTANT)
    settle(window)
    take("reglages-assistant")
    window.reglages.show_page(TYPES)
    window.reglages.types.presenter.open("tarifs_salle")
    settle(window)
    sheet = window.reglages.types.sheet
    sheet.clauses.edit(next(card.clause for card in sheet.clauses.cards if card.clause.part is Partie.ARTICLES))
    settle(window)
    take("reglages-type")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "captures"))
