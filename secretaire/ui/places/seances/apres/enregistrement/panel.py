"""What was heard at the meeting, by point, to be taken as notes; the recording kept or erased."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QMessageBox, QStackedWidget, QWidget

from secretaire.acts.wording import day as in_words
from secretaire.council.agenda import Point
from secretaire.desk.recordings import Heard, elapsed_text
from secretaire.listening.passages import Trust
from secretaire.store.recordings import Decision, KeptRecording
from secretaire.ui.parts.basics import EmptyState, button, column, frame, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_heading, set_two_lines
from secretaire.ui.places.seances.apres.enregistrement.import_dialog import ImportDialog
from secretaire.ui.places.seances.apres.enregistrement.presenter import RecordingPresenter, RecordingView
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL, TIGHT

_CAUTION = (
    "Texte écrit par une machine, qui se trompe souvent, surtout sur les noms et les chiffres : il aide à prendre des notes "
    "et n'est jamais le procès-verbal. Les mots surlignés sont incertains ; réécoutez avant de vous y fier."
)
_EMPTY = (
    "Le fichier d'un téléphone ou d'un dictaphone (MP3, M4A, WAV…) est mis par écrit sur ce poste, sans connexion, "
    "pour retrouver ce qui s'est dit, sans dire qui parle. Ce n'est pas obligatoire : vos notes suffisent."
)
_BEFORE = "Avant le premier repère de début de point"
_ID = Qt.ItemDataRole.UserRole


class RecordingPanel(QWidget):
    """The passages, in the order of time, under the point they belong to by the markers of the secretary."""

    notes_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.presenter = RecordingPresenter(session, self)
        self._seance = 0
        self._view: RecordingView | None = None
        self._points: tuple[Point, ...] = ()
        self.dialog: ImportDialog | None = None
        self.bring = main_button("Importer un enregistrement", self.ask_file)
        self.empty = EmptyState("Aucun enregistrement", _EMPTY, self.bring)
        self.fault = label("", "fault")
        self.state = label("", "subtitle")
        self.missing = label("", "warning")
        self.transcribe = main_button("Transcrire", self._transcribe)
        self.stop = button("Interrompre", self.presenter.interrupt)
        self.keep = button("Garder", lambda: self._decide(Decision.GARDE), tip="La commune décide de le conserver")
        self.erase = button("Effacer…", self.ask_erasure, icon_name="trash-2")
        self.list = QListWidget()
        self.list.setAccessibleName("Ce qui a été entendu")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(lambda _now, _before: self._follow())
        self.point = QComboBox()
        self.point.setAccessibleName("Point de l'ordre du jour")
        self.begin = button("Ce point commence à ce passage", self._mark, tip="Les passages suivants sont de ce point")
        self.unmark = button("Ôter ce repère", self._unmark)
        self.take = main_button("Noter ce passage au point", self._take)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._page())
        whole = column(self.fault, margin=SMALL, spacing=TIGHT)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.fault.hide()
        self.presenter.shown.connect(self._show)
        self.presenter.refused.connect(self._refuse)
        self.presenter.noted.connect(self.notes_changed)
        self.presenter.transcribing.connect(lambda _busy: self._offer())

    def _page(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.state, 1)
        for widget in (self.transcribe, self.stop, self.keep, self.erase):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(label("Point", "muted", wrap=False))
        foot.addWidget(self.point, 1)
        for widget in (self.begin, self.unmark, self.take):
            foot.addWidget(widget)
        inside = column(self.missing, label(_CAUTION, "muted"), margin=SMALL, spacing=SMALL)
        inside.addWidget(self.list, 1)
        inside.addLayout(foot)
        whole = column(spacing=SMALL)
        whole.addLayout(head)
        whole.addWidget(frame("panel", inside), 1)
        page = QWidget()
        page.setLayout(whole)
        return page

    def show_meeting(self, meeting: MeetingView) -> None:
        """The recording of that meeting."""
        seance_id = meeting.course.seance.id
        if self._seance != seance_id:
            self._seance, self._view = seance_id, None
            self._refuse("")
        if self._points != meeting.course.points:
            self._points = meeting.course.points
            self.point.clear()
            for rank, point in enumerate(self._points, 1):
                self.point.addItem(f"{rank}. {point.objet}", point.id)
        self.presenter.read(seance_id)

    def ask_file(self) -> None:
        """Open the window of the import."""
        dialog = ImportDialog(self.window())
        self.dialog = dialog
        dialog.kept.connect(lambda path, begins: self.presenter.bring(path, True, begins))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_erasure(self) -> None:
        """Erasing cannot be undone: it is asked once."""
        box = QMessageBox(self)
        box.setWindowTitle("Effacer l'enregistrement")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText("Effacer l'enregistrement et tout ce qui en a été transcrit ?")
        box.setInformativeText(
            "C'est définitif. Les notes déjà prises restent dans la séance. Le fichier d'origine, hors de cet espace, et vos "
            "sauvegardes ne sont pas effacés."
        )
        yes = box.addButton("Effacer", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("Annuler", QMessageBox.ButtonRole.RejectRole))
        box.buttonClicked.connect(lambda clicked: self._decide(Decision.EFFACE) if clicked is yes else None)
        box.finished.connect(box.deleteLater)
        box.open()

    def _show(self, view: RecordingView) -> None:
        if view.seance_id != self._seance:  # a transcription that goes on while another meeting is on screen
            return
        self._view = view
        self._refuse("")
        self._stack.setCurrentIndex(0 if view.recording is None else 1)
        if view.recording is None:
            last = view.erased[-1] if view.erased else None
            self.empty.say("Aucun enregistrement" if last is None else _erased(last), _EMPTY)
            return
        self.state.setText(_state(view, view.recording))
        self.missing.setText(view.missing)
        self.missing.setVisible(bool(view.missing))
        self._fill(view)
        self._offer()

    def _fill(self, view: RecordingView) -> None:
        chosen = self._chosen()
        self.list.blockSignals(True)
        self.list.clear()
        known = False
        under: int | None = None
        names = {p.id: f"{rank}. {p.objet}" for rank, p in enumerate(self._points, 1)}
        for heard in view.heard:
            if not known or heard.point != under:
                known, under = True, heard.point
                heading = QListWidgetItem()
                set_heading(heading, names.get(under, _BEFORE) if under is not None else _BEFORE)
                self.list.addItem(heading)
            item = QListWidgetItem()
            _set_passage(item, heard, names)
            item.setData(_ID, heard.passage.id)
            self.list.addItem(item)
            if chosen is not None and heard.passage.id == chosen.passage.id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._follow()

    def _offer(self) -> None:
        view, busy = self._view, self.presenter.busy
        if view is None or view.recording is None:
            return
        finished = view.progress is not None and view.progress.finished
        self.transcribe.setVisible(not busy and not finished and not view.missing)
        self.transcribe.setText("Continuer la transcription" if view.heard else "Transcrire")
        self.stop.setVisible(busy)
        self.keep.setVisible(view.recording.decision is None)
        self.erase.setEnabled(not busy)

    def _follow(self) -> None:
        """The point offered is that of the passage."""
        heard = self._chosen()
        if heard is not None and heard.point is not None:
            self.point.setCurrentIndex(self.point.findData(heard.point))
        begun = self._view is not None and any(m.point == self.point.currentData() for m in self._view.markers)
        self.unmark.setVisible(begun)
        self.begin.setEnabled(heard is not None and self.point.count() > 0)
        self.take.setEnabled(
            heard is not None and heard.trust is not Trust.NON_COMPRIS and heard.passage.note_au_point is None
        )

    def _chosen(self) -> Heard | None:
        if self._view is None or self.list.currentRow() < 0:
            return None
        chosen = self.list.currentItem().data(_ID)
        return next((h for h in self._view.heard if h.passage.id == chosen), None)

    def _transcribe(self) -> None:
        if self._view is not None and self._view.recording is not None:
            self.presenter.transcribe(self._view.recording.id)
            self._offer()

    def _mark(self) -> None:
        heard, view = self._chosen(), self._view
        if heard is not None and view is not None and view.recording is not None:
            self.presenter.mark(view.recording.id, int(self.point.currentData()), heard.passage.debut)

    def _unmark(self) -> None:
        if self._view is not None and self._view.recording is not None:
            self.presenter.mark(self._view.recording.id, int(self.point.currentData()), None)

    def _take(self) -> None:
        heard, view = self._chosen(), self._view
        if heard is not None and view is not None and view.recording is not None and self.point.count():
            self.presenter.take(view.recording.id, heard.passage.id, int(self.point.currentData()))

    def _decide(self, decision: Decision) -> None:
        if self._view is not None and self._view.recording is not None:
            self.presenter.decide(self._view.recording.id, decision)

    def _refuse(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.setVisible(bool(why))


def _state(view: RecordingView, recording: KeptRecording) -> str:
    said = recording.nom
    if recording.secondes is not None:
        said += f" ({elapsed_text(recording.secondes)})"
    if view.progress is None:
        said += " : pas encore transcrit"
    elif not view.progress.finished:
        said += f" : {elapsed_text(view.progress.done)} de parole transcrite sur {elapsed_text(view.progress.total)}"
    if recording.decision is Decision.GARDE and recording.decide_le is not None:
        return f"{said}. Gardé par décision du {in_words(recording.decide_le.astimezone().date())}."
    return f"{said}. La commune n'a pas encore décidé de le garder ou de l'effacer."


def _erased(recording: KeptRecording) -> str:
    when = f" le {in_words(recording.decide_le.astimezone().date())}" if recording.decide_le else ""
    return f"Enregistrement effacé{when}"


def _set_passage(item: QListWidgetItem, heard: Heard, names: dict[int, str]) -> None:
    p = heard.passage
    clock = f" — {heard.moment.hour} h {heard.moment.minute:02}" if heard.moment is not None else ""
    note = ""
    if heard.trust is Trust.INCERTAIN:
        note = "incertain"
    elif heard.trust is Trust.NON_COMPRIS:
        note = "non compris : réécoutez"
    taken = p.note_au_point
    under = f"Noté au point {names.get(taken, 'supprimé')}, à confirmer" if taken is not None else ""
    set_two_lines(
        item, f"{elapsed_text(p.debut)}{clock}", under, note=note, passage=p.texte, marks=p.doutes, tint="fine"
    )
