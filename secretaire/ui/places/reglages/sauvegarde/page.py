"""« Sauvegarde »: where the copies are and when the last was made; make one, put one back, read the whole space again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretaire.acts import wording
from secretaire.desk.automatic_copies import Place
from secretaire.desk.file_names import safe_name
from secretaire.desk.integrity import Point, State
from secretaire.desk.safekeeping import Copy
from secretaire.store.sealed_copies import SealedCopy
from secretaire.ui.parts.basics import button, column, frame, label, main_button, restyle
from secretaire.ui.places.reglages.fields import ask_file, ask_folder, ask_target, row, scrolling
from secretaire.ui.places.reglages.sauvegarde.presenter import Made, SauvegardePresenter, last_of
from secretaire.ui.places.reglages.sauvegarde.restoring import FILES, RestoreDialog
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import NBSP, count, moment

_WIDTH = 820
_SHOWN = 4
_RESTORING = " Restaurer ne remplace rien : la sauvegarde s'ouvre dans un nouveau dossier, et le journal le dit."
_READABLE = "Qui a ce fichier peut lire vos projets : gardez-le comme un dossier papier." + _RESTORING
_SEALED = (
    "L'espace est dans un coffre : ses sauvegardes sont chiffrées, et s'ouvrent par sa clé ou par la feuille de secours."
    + _RESTORING
)
_KINDS = {State.SAIN: "fine", State.REPARE: "warning", State.DEFAUT: "fault"}


class SauvegardePage(QWidget):
    """The answer to « et si l'ordinateur tombe en panne ? », in the first lines."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.presenter = SauvegardePresenter(session, self)
        self._places: tuple[Place, ...] = ()
        self.state = label("", "subtitle")
        self.advice = label("", "warning")
        self.copies = QVBoxLayout()
        self.copies.setSpacing(TIGHT)
        self.copy_now = main_button("Sauvegarder maintenant", self.presenter.copy_now)
        self.to_file = button("Sauvegarder dans un fichier…", self._ask_target)
        self.choose = button("Choisir une clé ou un autre dossier…", self._ask_place)
        self.forget = button("Ne plus copier sur la clé", self.presenter.forget_place)
        self.work = WorkStrip()
        self.readable = label(_READABLE, "muted")
        self.report = label("", "fine")
        self.report.setAccessibleName("Dernière sauvegarde demandée")
        self.fault = label("", "fault")
        self.restore = button("Restaurer une sauvegarde…", self._ask_archive)
        self.check = button("Vérifier tout l'espace", self.presenter.check)
        self._points = QVBoxLayout()
        self._points.setSpacing(TIGHT)
        for hidden in (self.advice, self.report, self.fault, self.forget):
            hidden.hide()
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        inside = column(
            label("Sauvegarde", "title"),
            label(
                "Chaque jour où vous travaillez, Secrétaire copie tout l'espace (actes, fonds lu, fichiers joints, papier, types, journal), "
                "puis restaure cette copie à part pour s'assurer qu'elle est fidèle. Les plus anciennes s'effacent d'elles-mêmes.",
                "muted",
            ),
            self.state,
            self.advice,
            spacing=MEDIUM,
        )
        inside.addLayout(self.copies)
        inside.addLayout(row(self.copy_now, self.choose, self.forget))
        for shown in (self.work, self.report, self.fault):
            inside.addWidget(shown)
        inside.addSpacing(SMALL)
        inside.addWidget(label("Un fichier à emporter, une sauvegarde à remettre", "heading"))
        inside.addWidget(self.readable)
        inside.addLayout(row(self.to_file, self.restore))
        inside.addSpacing(SMALL)
        inside.addWidget(label("Vérifier", "heading"))
        inside.addWidget(
            label(
                "Relit le journal, tous les actes et leurs versions, les fichiers joints, le papier, les types et la recherche. Ce qui peut "
                "être refait l'est.",
                "muted",
            )
        )
        inside.addLayout(row(self.check))
        inside.addLayout(self._points)
        inside.addSpacing(LARGE)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))

    def _connect(self, session: Session) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.faulted.connect(self._show_fault)
        presenter.started.connect(self._start)
        presenter.progressed.connect(self.work.show_progress)
        presenter.ended.connect(self._end)
        presenter.copied.connect(self._copied)
        presenter.saved.connect(self._saved)
        presenter.checked.connect(self._checked)
        self.work.interrupted.clicked.connect(presenter.interrupt)
        session.opened.connect(self._another_space)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Nothing is typed here that must be kept."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    # what there is

    def _show(self, places: tuple[Place, ...]) -> None:
        self._places = places
        self.readable.setText(_READABLE if self._session.office.entrance is None else _SEALED)
        latest = max((when for place in places if (when := last_of(place)) is not None), default=None)
        self.state.setText(
            f"Dernière sauvegarde vérifiée{NBSP}: {moment(latest)}"
            if latest
            else "Aucune sauvegarde n'a encore été faite."
        )
        advice = _advice(places)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        _empty(self.copies)
        for place in places:
            self.copies.addWidget(label(_place_words(place), "subtitle"))
            folder = label(str(place.folder), "muted")
            self.copies.addWidget(folder)
            self.copies.addWidget(label(_copies_words(place)))
            self.copies.addSpacing(SMALL)
        self.forget.setVisible(len(places) > 1)
        self.choose.setText(
            "Changer de clé ou de dossier…" if len(places) > 1 else "Choisir une clé ou un autre dossier…"
        )
        self._enable()

    def _enable(self) -> None:
        for asked in (self.copy_now, self.to_file, self.choose, self.forget, self.restore, self.check):
            asked.setEnabled(not self.presenter.busy)

    # what is asked

    def _ask_target(self) -> None:
        office = self._session.office
        suffix = ".zip" if office.entrance is None else ".coffre.zip"
        name = safe_name(f"Secrétaire {office.commune.nom}") + suffix
        ask_target(self, "Sauvegarder l'espace", name, FILES, self.presenter.save_to)

    def _ask_place(self) -> None:
        ask_folder(self, "Clé ou dossier des sauvegardes", self.presenter.choose_place)

    def _ask_archive(self) -> None:
        ask_file(self, "Restaurer une sauvegarde", FILES, self.ask_restore)

    def ask_restore(self, archive: Path) -> RestoreDialog:
        """Show what a copy holds; the person says whether to put it back."""
        dialog = RestoreDialog(self._session, archive, self._session.office.place.parent, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # what comes back

    def _start(self, _words: str) -> None:
        self._tell("")
        _empty(self._points)
        self.work.begin()
        self._enable()

    def _end(self) -> None:
        self.work.hide()
        self._enable()

    def _copied(self, made: Made) -> None:
        if made.copies:
            self._tell(f"{count(made.copies, 'copie faite et vérifiée', 'copies faites et vérifiées').capitalize()}.")
        self._show_fault(" ".join(made.faults))

    def _saved(self, copy: Copy | SealedCopy) -> None:
        self._tell(f"Sauvegarde faite et vérifiée{NBSP}: {copy.path} ({_size(copy.size)}).")

    def _checked(self, points: tuple[Point, ...]) -> None:
        for point in points:
            self._points.addWidget(label(point.words, _KINDS[point.state]))

    def _tell(self, sentence: str) -> None:
        self.report.setText(sentence)
        self.report.setVisible(bool(sentence))

    def _show_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        restyle(self.fault)

    def _another_space(self) -> None:
        self._tell("")
        self._show_fault("")
        _empty(self._points)


def _place_words(place: Place) -> str:
    if place.here:
        return "Sur ce poste"
    return (
        "Sur la clé ou l'autre dossier"
        if place.reachable
        else "Sur la clé ou l'autre dossier (absent : branchez la clé)"
    )


def _copies_words(place: Place) -> str:
    if not place.copies:
        return (
            "Aucune copie pour l'instant." if place.reachable else "Ses copies se verront quand la clé sera branchée."
        )
    shown = [f"{moment(copy.moment)} ({_size(copy.size)})" for copy in place.copies[:_SHOWN]]
    left = len(place.copies) - _SHOWN
    more = f", et {count(left, 'plus ancienne', 'plus anciennes')}" if left > 0 else ""
    return f"{wording.upper_first(count(len(place.copies), 'copie', 'copies'))}{NBSP}: {' ; '.join(shown)}{more}."


def _advice(places: tuple[Place, ...]) -> str:
    if len(places) < 2:
        return (
            "Vos copies sont sur le même poste que vos actes : un vol, un incendie ou une panne du disque emporterait tout. "
            "Choisissez une clé USB ou un autre disque, et rangez-la hors de la mairie."
        )
    if not places[1].reachable:
        return "La clé des sauvegardes n'est pas branchée : rien n'y est copié tant qu'elle est absente."
    return ""


def _size(octets: int) -> str:
    if octets < 100_000:
        return f"{max(1, round(octets / 1000))}{NBSP}Ko"
    return f"{octets / 1e6:.1f}{NBSP}Mo".replace(".", ",")


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (shown := item.widget()) is not None:  # else a space
            shown.hide()
            shown.deleteLater()
