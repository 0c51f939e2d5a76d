"""The scenes where acts are read and decided, here and away, and what keeps and proves them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile

import keyring
from keyring.backend import KeyringBackend

from secretaire.acts.act import Role, State
from secretaire.acts.life import Step
from secretaire.acts.remarks import passage_at
from secretaire.council import persons as council
from secretaire.desk import parapheur, persons, remarks, review, writing
from secretaire.desk.automatic_copies import Place, places
from secretaire.desk.demo import create_demo
from secretaire.exchange.parapheur.packing import PAGE
from secretaire.ui.parapheur.window import ReviewWindow
from secretaire.ui.places.reglages.place import PERSONNES, PREUVES, SAUVEGARDE
from secretaire.ui.shell.window import ACTES, REGLAGES, MainWindow

SIZE = (1366, 768)
MAIRE = "Hélène VASSORT"
ADJOINT = "Boissard"
AGAIN = " L'autorisation est affichée à l'entrée de la salle."
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class SessionKeyring(KeyringBackend):
    """In memory: making screenshots leaves nothing in the keyring of the person who makes them."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop((service, username), None)


@dataclass(frozen=True, slots=True)
class Studio:
    """What the scenes share: the window, how to take an image, how to wait, and a folder of their own."""

    window: MainWindow
    take: Callable[..., None]
    settle: Callable[[MainWindow], None]
    work: Path
    target: Path

    def wait(self) -> None:
        self.settle(self.window)


def deciding_scenes(studio: Studio) -> None:
    """Every scene, on a fresh fictional commune."""
    former = keyring.get_keyring()
    keyring.set_keyring(SessionKeyring())
    try:
        studio.window.session.adopt(create_demo(studio.work / "decider", lambda _words: None))
        studio.wait()
        act_id = _scene_review(studio)
        _scene_persons(studio)
        _scene_copies(studio)
        _scene_proofs(studio)
        _scene_parapheur(studio, act_id)
    finally:
        keyring.set_keyring(former)


def _scene_review(studio: Studio) -> str:
    """An act sent back once, changed, submitted again, with a remark of the maire. Gives its id."""
    window, office = studio.window, studio.window.session.office
    act_id = next(line.id for line in writing.list_acts(office) if line.state is State.SOUMIS)
    review.take(office, act_id, Step.REPRENDRE, MAIRE, "Dire où l'autorisation est affichée")
    text = writing.get_act(office, act_id).section(Role.DISPOSITIF).text
    writing.edit_section(office, act_id, Role.DISPOSITIF, f"{text}{AGAIN}", window.session.author)
    for step in (Step.RELIRE, Step.SOUMETTRE):
        review.take(office, act_id, step, window.session.author)
    section = writing.get_act(office, act_id).section(Role.DISPOSITIF)
    start = section.text.rindex("l'entrée de la salle")
    passage = passage_at(section, start, start + len("l'entrée de la salle"))
    remarks.make(office, act_id, MAIRE, "Plutôt au comptoir ?", passage)
    window.go_to(ACTES)
    studio.wait()
    window.actes.show_act(act_id)
    studio.wait()
    pane = window.actes.review.remarks
    pane.list.setCurrentRow(0)
    # a page written again in other colours loses what was selected in it
    marked = window.theme.changed.connect(lambda: pane.list.itemClicked.emit(pane.list.item(0)))
    studio.take("actes-relire")
    window.theme.changed.disconnect(marked)
    window.actes.review.changes.click()
    studio.wait()
    studio.take("actes-relire-changements")
    window.actes.tabs.setCurrentIndex(0)
    return act_id


def _scene_persons(studio: Studio) -> None:
    window, office = studio.window, studio.window.session.office
    maire = persons.add(office, MAIRE, council.Role.MAIRE, window.session.author)
    persons.choose_code(office, maire, "4071", maire.nom)
    urban = council.Delegation(matieres=("2", "3.5"), arrete="n° 2026-012 du 28 mars 2026")
    persons.add(office, ADJOINT, council.Role.ADJOINT, window.session.author, delegation=urban, maire_code="4071")
    persons.add(office, window.session.author, council.Role.SECRETAIRE, window.session.author, maire_code="4071")
    window.go_to(REGLAGES)
    window.reglages.show_page(PERSONNES)
    studio.wait()
    page = window.reglages.personnes
    page.list.setCurrentRow(1)
    studio.wait()
    studio.take("reglages-personnes")


def _scene_copies(studio: Studio) -> None:
    window = studio.window
    stick = studio.work / "SAUVEGARDE"
    stick.mkdir()
    window.reglages.show_page(SAUVEGARDE)
    studio.wait()
    page = window.reglages.sauvegarde
    page.presenter.choose_place(stick)
    studio.wait()
    page.check.click()
    studio.wait()
    # the folders of a town hall, not those of whoever makes the images
    page.presenter.shown.emit(tuple(_at_home(place) for place in places(window.session.office)))
    studio.take("reglages-sauvegarde")


def _at_home(place: Place) -> Place:
    folder = "/home/mairie/.local/share/secretaire/sauvegardes" if place.here else "/media/mairie/SAUVEGARDE"
    return replace(place, folder=Path(folder))


def _scene_proofs(studio: Studio) -> None:
    studio.window.reglages.show_page(PREUVES)
    studio.wait()
    studio.take("reglages-preuves")


def _scene_parapheur(studio: Studio, act_id: str) -> None:
    window, office = studio.window, studio.window.session.office
    window.go_to(ACTES)
    window.actes.show_act(act_id)
    studio.wait()
    gestures = window.actes.parapheur
    gestures.ask_acts()
    studio.wait()
    if gestures.send_dialog is not None:
        studio.take("parapheur-preparer", gestures.send_dialog)
        gestures.send_dialog.reject()
    stick, answer = studio.work / "parapheur.zip", studio.work / "reponse.json"
    parapheur.send(office, (act_id,), stick, window.session.author)
    with _another_pc(studio.work / "chez le maire"):
        _read_away(studio, stick, answer)
    _browse(studio, stick)
    gestures.read_answer(answer)
    studio.wait()
    if gestures.answer_dialog is not None:
        studio.take("parapheur-reponse", gestures.answer_dialog)
        gestures.answer_dialog.reject()


@contextmanager
def _another_pc(data: Path) -> Iterator[None]:
    """What an installation keeps is elsewhere: this one never saw a parapheur."""
    former = os.environ["SECRETAIRE_DONNEES"]
    os.environ["SECRETAIRE_DONNEES"] = str(data)
    try:
        yield
    finally:
        os.environ["SECRETAIRE_DONNEES"] = former


def _read_away(studio: Studio, stick: Path, answer: Path) -> None:
    opened = parapheur.read(stick)
    reading = ReviewWindow(opened, studio.window)
    reading.resize(*SIZE)
    reading.show()
    reader = reading.reader
    section = opened.dossier.acts[0].act.section(Role.DISPOSITIF)
    start = section.text.rindex("affichée")
    reader.sheet.select(Role.DISPOSITIF, start, start + len("affichée"))
    reader.text.setPlainText("Dire à partir de quand.")
    reader.leave.click()
    reader.decisions[Step.REPRENDRE].click()
    reader.reason.setPlainText("Préciser le jour de l'affichage")
    reading.write(answer)
    studio.take("parapheur-lire", reading)
    reading.close()


def _browse(studio: Studio, stick: Path) -> None:
    """The page in a browser, if this PC has Chromium."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        print("Pas de Chromium sur ce poste : la page du parapheur n'est pas prise.")
        return
    with ZipFile(stick) as archive:
        page = Path(archive.extract(PAGE, studio.work / "page"))
    for scheme, suffix in ((1, ""), (0, "-sombre")):
        file = studio.target / f"parapheur-page{suffix}.png"
        subprocess.run(
            [
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                f"--blink-settings=preferredColorScheme={scheme}",
                f"--user-data-dir={studio.work / 'profil'}",
                f"--screenshot={file}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
        print(file.relative_to(studio.target.parent))
