"""Make the screenshots of the documentation: the demo commune, 1366 × 768, light and dark, without a screen.

python packaging/captures.py [FOLDER] [--scenes NAME,NAME]        (default: docs/captures, every scene)

Pictures are written in few colours, four times as light; those that a page of the help shows are shipped, and copied to
`resources/aide/images`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from captures_decider import Studio, deciding_scenes
from captures_seance import ahead_scene, meeting_scene, voting_scene
from secretaire.acts.act import State
from secretaire.acts.adaptation import Partie
from secretaire.desk import help as guides
from secretaire.desk import reusing, setting_up, updates
from secretaire.desk.demo import create_demo
from secretaire.desk.files import read_fields
from secretaire.desk.machine_settings import machine_settings
from secretaire.desk.resources import resources
from secretaire.ui.app import make_application, make_window
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.places.fonds.search_bar import Look
from secretaire.ui.places.rediger.reuse.strip import OfferStrip
from secretaire.ui.places.reglages.place import ASSISTANT, COFFRE, COMMUNE, DROIT, NUMBERS, POSTE, TYPES
from secretaire.ui.places.reglages.poste.presenter import Overview
from secretaire.ui.shell.window import ACCUEIL, ACTES, FONDS, REDIGER, REGLAGES, SEANCES, MainWindow
from secretaire.ui.style.tokens import DARK, LIGHT

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1366, 768)
QUIET_PASSES = 4
_COLOURS = 96
_FOLDERS = {
    "dossiers.espaces": "/home/mairie/Documents/Secrétaire",
    "dossiers.copies": "/home/mairie/.local/share/secretaire/sauvegardes",
}
_NEW = "Saint-Loup"
_MEMBERS = (
    ("Mme", "Hélène", "Vassort", "maire"),
    ("M.", "Gérard", "Lemoine", "1er adjoint"),
    ("Mme", "Nadia", "Belkacem", "2e adjointe"),
    ("M.", "Paul", "Chartier", ""),
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


def shipped_pictures() -> frozenset[str]:
    """The names of the pictures that the pages of the help show."""
    pages = (page.read_text(encoding="utf-8") for page in guides.folder().glob("*.md"))
    return frozenset(name for page in pages for name in re.findall(r"\(images/([\w-]+)\.png\)", page))


def write_in_few_colours(widget: QWidget, target: Path) -> None:
    """What a widget shows, in a file."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.ReadWrite)
    widget.grab().save(kept, "PNG")
    with Image.open(BytesIO(kept.data().data())) as image:
        image.convert("RGB").quantize(_COLOURS).save(target, optimize=True)


def main(target: Path, wanted: Sequence[str]) -> int:
    """Write the screenshots of some scenes, of all without a name."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="secretaire-captures-"))
    os.environ["SECRETAIRE_DONNEES"] = str(work / "donnees")
    app = make_application(["captures"])
    window = make_window(app, QSettings(str(work / "fenetre.ini"), QSettings.Format.IniFormat))
    window.resize(*SIZE)
    window.show()
    window.session.author = "Sylvie Renaud"
    shipped = shipped_pictures()

    def take(name: str, widget: QWidget | None = None) -> None:
        for palette, suffix in ((LIGHT, ""), (DARK, "-sombre")):
            window.theme.force(palette)
            settle(window)
            file = target / f"{name}{suffix}.png"
            write_in_few_colours(widget or window, file)
            if name in shipped:
                shutil.copyfile(file, guides.folder() / "images" / file.name)
            print(file.relative_to(target.parent) if target.parent in file.parents else file)
        window.theme.force(LIGHT)

    studio = Studio(window, take, settle, work, target)
    scenes: dict[str, Callable[[], None]] = {
        "bienvenue": lambda: take("bienvenue"),
        "accueil": lambda: _scene_home(window, take),
        "choisir": lambda: _scene_choice(window, take),
        "rediger": lambda: _scene_writing(window, take),
        "fonds": lambda: _scene_fund(window, take),
        "actes": lambda: _scene_acts(window, take),
        "publication": lambda: _scene_publication(window, take),
        "seance": lambda: meeting_scene(studio),
        "soir": lambda: ahead_scene(studio),
        "votes": lambda: voting_scene(studio),
        "reglages": lambda: _scene_settings(window, take),
        "refaire": lambda: _scene_old_act(window, take),
        "decider": lambda: deciding_scenes(studio),
        "aide": lambda: _scene_help(window, take),
        "commencer": lambda: _scene_first_run(window, take, work / "Saint-Loup"),
    }
    unknown = set(wanted) - set(scenes)
    if unknown:
        print(f"Scènes inconnues : {', '.join(sorted(unknown))}. Choisissez parmi : {', '.join(scenes)}.")
        return 2
    try:
        for name, scene in scenes.items():
            if wanted and name not in wanted:
                continue
            if name not in {"bienvenue", "commencer"} and not window.session.is_open:
                print("Préparation de la commune fictive (une dizaine de secondes)…")
                office = create_demo(work / "commune", lambda _words: None)
                setting_up.put_off(office, setting_up.Step.ASSISTANT)  # that scene is apart
                window.session.adopt(office)
                settle(window)
            scene()
    finally:
        window.theme.force(None)
        window.close()
        shutil.rmtree(work, ignore_errors=True)
    return 0


def _scene_first_run(window: MainWindow, take: Callable[..., None], folder: Path) -> None:
    window.gestures.ask_new()
    creation = window.gestures.dialog
    if creation is None:
        return
    creation.name.setText(_NEW)
    creation.name.textEdited.emit(_NEW)
    settle(window)
    creation.found.setCurrentRow(0)
    settle(window)
    creation.folder.setText(str(folder))
    creation.create_button.click()
    settle(window)
    take("commencer")
    window.gestures.type_roster()
    typed = window.gestures.roster_dialog
    if typed is None:
        return
    for number, member in enumerate(_MEMBERS):
        for place, words in enumerate(member):
            typed.table.item(number, place).setText(words)
    settle(window)
    take("commencer-elus", typed)
    typed.reject()


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


def _scene_publication(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(ACTES)
    settle(window)
    lines = window.session.office.workspace.acts.list()
    window.actes.show_act(next(line.id for line in lines if line.state is State.APPROUVE))
    settle(window)
    take("actes-approuve")
    window.actes.publish.click()
    settle(window)
    if window.actes.publication is not None:
        take("actes-publication", window.actes.publication)
        window.actes.publication.reject()


def _scene_help(window: MainWindow, take: Callable[..., None]) -> None:
    window.go_to(SEANCES)
    settle(window)
    window.show_help(window.topic)
    if window.help is not None:
        window.help.resize(1060, 700)
        take("aide", window.help)
        window.help.words.setText("procuration")
        window.help.show_found()
        take("aide-chercher", window.help)
        window.help.close()


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
    for number, name in ((COMMUNE, "commune"), (DROIT, "droit"), (COFFRE, "coffre")):
        window.reglages.show_page(number)
        settle(window)
        take(f"reglages-{name}")
    window.reglages.show_page(POSTE)
    settle(window)
    settings = machine_settings()
    # the folders of a town hall, not those of whoever makes the images
    at_home = (replace(line, value=_FOLDERS.get(line.option, line.value)) for line in settings.settings)
    overview = Overview(replace(settings, settings=tuple(at_home)), updates.standing())
    window.reglages.poste.presenter.shown.emit(overview)
    take("reglages-poste")
    window.reglages.show_page(TYPES)
    window.reglages.types.presenter.open("tarifs_salle")
    settle(window)
    sheet = window.reglages.types.sheet
    sheet.clauses.edit(next(card.clause for card in sheet.clauses.cards if card.clause.part is Partie.ARTICLES))
    settle(window)
    take("reglages-type")


if __name__ == "__main__":
    line = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    line.add_argument("dossier", nargs="?", type=Path, default=ROOT / "docs" / "captures")
    line.add_argument("--scenes", default="", metavar="NOM,NOM")
    asked = line.parse_args()
    sys.exit(main(asked.dossier, [name for name in asked.scenes.split(",") if name]))
