"""The procès-verbal: its parts, the one that is read and corrected beside the notes, its life, its mentions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from secretaire.acts.wording import day as in_words
from secretaire.checks.pv import Mention
from secretaire.council.minutes import Etat, MinutesPart
from secretaire.desk import minutes
from secretaire.desk.office import Office
from secretaire.ui.parts.basics import Debounce, button, column, label, main_button, tool
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.apres.presenter import AfterView, ApresPresenter, Papier
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.style.sheet import page_font
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

_STATES = {
    Etat.EN_PREPARATION: "En préparation",
    Etat.RELU: "Relu : il attend la prochaine séance",
    Etat.ARRETE: "Arrêté",
    Etat.PUBLIE: "Publié",
}
_MENTIONS = {
    Mention.DATE: "date de la séance",
    Mention.HEURE: "heure de la séance",
    Mention.PRESIDENT: "président",
    Mention.PRESENTS: "membres présents",
    Mention.REPRESENTES: "membres représentés et leurs mandataires",
    Mention.SECRETAIRE: "secrétaire de séance",
    Mention.QUORUM: "quorum",
    Mention.ORDRE_DU_JOUR: "ordre du jour",
    Mention.RAPPORTS: "rapports au vu desquels le conseil a délibéré",
    Mention.DELIBERATIONS: "délibérations",
    Mention.DEMANDES: "demandes de scrutin particulier",
    Mention.RESULTATS: "résultats des scrutins",
    Mention.NOMS: "noms des votants au scrutin public",
    Mention.DISCUSSIONS: "teneur des discussions",
    Mention.SIGNATURES: "signatures",
}
_PARTS = {"entete": "En-tête", "ouverture": "Ouverture", "levee": "Fin de la séance", "signatures": "Signatures"}
_SAVE_MS = 800
_KEY = Qt.ItemDataRole.UserRole


class MinutesPanel(QWidget):
    """One part at a time: its words on the left, the notes of the secretary on the right; the whole is followed below."""

    export_asked = Signal(object)  # Papier

    def __init__(self, presenter: ApresPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._after: AfterView | None = None
        self._meeting: MeetingView | None = None
        self._key = ""
        self._shown = ""
        self._stored = ""
        self.state = label("", "subtitle")
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parties du procès-verbal")
        self.parts.setItemDelegate(TwoLineDelegate(self.parts))
        self.parts.currentRowChanged.connect(self._turn)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Texte de la partie")
        self.text.setTabChangesFocus(True)
        self.text.setFont(page_font())
        self.text.textChanged.connect(self._typed)
        self.notes = QTextBrowser()
        self.notes.setAccessibleName("Notes prises en séance")
        self.notes.setTabChangesFocus(True)
        self.mentions = QListWidget()
        self.mentions.setAccessibleName("Mentions obligatoires")
        self.mentions.setItemDelegate(TwoLineDelegate(self.mentions))
        self.mentions.itemActivated.connect(self._go_to_mention)
        self.restore = tool("Revenir au texte de la séance", self._restore, icon_name="undo-2")
        self.read = main_button("Marquer comme relu", self._mark_read)
        self.take_back = button("Reprendre", self._take_back)
        self.later = QComboBox()
        self.later.setAccessibleName("Séance qui l'arrête")
        self.settle = main_button("Arrêté à cette séance", self._settle)
        self.publish = main_button("Publié aujourd'hui", self._publish)
        self.export = button(
            "Enregistrer le document", lambda: self.export_asked.emit(Papier.PV), icon_name="file-down"
        )
        self._later_save = Debounce(_SAVE_MS, self._keep, self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.state, 1)
        for widget in (self.take_back, self.later, self.read, self.settle, self.publish, self.export):
            head.addWidget(widget)
        left = column(label("Parties", "muted"), self.parts, spacing=TIGHT)
        tools = QHBoxLayout()
        tools.addWidget(label("Texte", "muted"), 1)
        tools.addWidget(self.restore)
        middle = column(spacing=TIGHT)
        middle.addLayout(tools)
        middle.addWidget(self.text, 1)
        right = column(label("Notes de ce point", "muted"), self.notes, spacing=TIGHT)
        right.addWidget(label("Mentions obligatoires", "muted"))
        right.addWidget(self.mentions, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        for layout in (left, middle, right):
            page = QWidget()
            page.setLayout(layout)
            splitter.addWidget(page)
        splitter.setSizes([230, 620, 300])
        splitter.setStretchFactor(1, 1)
        whole = column(margin=SMALL, spacing=SMALL)
        whole.addLayout(head)
        whole.addWidget(splitter, 1)
        self.setLayout(whole)

    def show_after(self, after: AfterView, meeting: MeetingView) -> None:
        same = self._after is not None and self._after.seance_id == after.seance_id
        self._after, self._meeting = after, meeting
        view = after.minutes
        self.state.setText(self._state_words(after))
        self.read.setVisible(view.editable)
        self.take_back.setVisible(view.record.etat is Etat.RELU)
        self.settle.setVisible(view.record.etat is Etat.RELU and bool(after.later))
        self.later.setVisible(self.settle.isVisibleTo(self))
        self.publish.setVisible(view.record.etat is Etat.ARRETE)
        self.later.clear()
        for seance in after.later:
            self.later.addItem(meeting_name(seance), seance.id)
        self.text.setReadOnly(not view.editable)
        self._show_parts(keep=self._key if same else "")
        self._show_mentions()

    def flush(self) -> None:
        """What was typed is kept."""
        self._later_save.flush()

    def _state_words(self, after: AfterView) -> str:
        view = after.minutes
        said = _STATES[view.record.etat]
        if view.editable:
            left = len(view.blanks) + len(view.doubts)
            if left:
                said += f" : {count(left, 'point à compléter', 'points à compléter')}"
        if view.record.arret is not None:
            said += f" le {in_words(view.record.arret.date)}"
        if view.record.etat is Etat.ARRETE and view.publish_before is not None:
            said += f", à publier avant le {in_words(view.publish_before)}"
        if view.record.publication is not None:
            said += f" ; publié le {in_words(view.record.publication.date)}"
        return said

    def _show_parts(self, keep: str) -> None:
        after = self._after
        if after is None:
            return
        view = after.minutes
        self.parts.blockSignals(True)
        self.parts.clear()
        chosen = 0
        for rank, part in enumerate(view.minutes.parts):
            item = QListWidgetItem()
            told = []
            if part.key in view.blanks:
                told.append("à compléter")
            if any(d.part == part.key for d in view.doubts):
                told.append("chiffre sans origine")
            if any(key == part.key for key, _ in view.moved):
                told.append("la séance dit autre chose")
            if part.key in view.to_reread:
                told.append("notes à relire")
            if part.key in view.record.reworks:
                told.append("corrigé")
            set_two_lines(item, self._name(part), ", ".join(told), tint="warning" if told else "")
            item.setData(_KEY, part.key)
            self.parts.addItem(item)
            if part.key == keep:
                chosen = rank
        self.parts.setCurrentRow(chosen)
        self.parts.blockSignals(False)
        self._show_part(chosen)

    def _name(self, part: MinutesPart) -> str:
        meeting = self._meeting
        if part.point is None or meeting is None:
            return _PARTS.get(part.key, part.key)
        ranks = {p.id: rank for rank, p in enumerate(meeting.course.points, start=1)}
        if part.point not in ranks:
            return part.key
        return f"{ranks[part.point]}. {meeting.course.point(part.point).objet}"

    def _turn(self, row: int) -> None:
        self.flush()
        self._show_part(row)

    def _show_part(self, row: int) -> None:
        after = self._after
        if after is None or not 0 <= row < len(after.minutes.minutes.parts):
            return
        part = after.minutes.minutes.parts[row]
        if part.key == self._key and self._later_save.waiting:
            return
        self._key = part.key
        self._stored = part.section.text
        if self._stored != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(self._stored)
            self.text.blockSignals(False)
        self.restore.setVisible(part.key in after.minutes.record.reworks and after.minutes.editable)
        meeting = self._meeting
        known = meeting is not None and part.point is not None
        notes = meeting.passage(part.point).notes if meeting is not None and part.point is not None else ""
        self.notes.setPlainText(
            notes or ("Aucune note sur ce point." if known else "Les notes sont prises point par point.")
        )

    def _show_mentions(self) -> None:
        after = self._after
        if after is None:
            return
        self.mentions.clear()
        for state in after.minutes.mentions:
            item = QListWidgetItem()
            said, tint = ("présente", "fine") if state.present else ("manque", "blocking")
            if state.present is None:
                said, tint = "sans objet", "muted"
            set_two_lines(item, _MENTIONS[state.mention], said, tint=tint)
            item.setData(_KEY, state.parts[0] if state.parts else "")
            self.mentions.addItem(item)

    def _go_to_mention(self, item: QListWidgetItem) -> None:
        for row in range(self.parts.count()):
            if self.parts.item(row).data(_KEY) == item.data(_KEY):
                self.parts.setCurrentRow(row)

    def _typed(self) -> None:
        self._later_save.touch()

    def _keep(self) -> None:
        key, text, who = self._key, self.text.toPlainText(), self._presenter.author
        if text != self._stored:
            self._change(lambda office, seance_id: minutes.edit_part(office, seance_id, key, text, who))

    def _restore(self) -> None:
        key = self._key
        self._later_save.drop()
        self._change(lambda office, seance_id: minutes.restore_part(office, seance_id, key))

    def _mark_read(self) -> None:
        self.flush()
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.mark_read(office, seance_id, who))

    def _take_back(self) -> None:
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.take_back(office, seance_id, who))

    def _settle(self) -> None:
        at, who = int(self.later.currentData()), self._presenter.author
        self._change(lambda office, seance_id: minutes.settle(office, seance_id, at, who))

    def _publish(self) -> None:
        who, today = self._presenter.author, self._presenter.today
        self._change(lambda office, seance_id: minutes.publish(office, seance_id, today, "", who))

    def _change(self, change: Callable[[Office, int], object]) -> None:
        if self._after is not None:
            self._presenter.change_minutes(self._after.seance_id, change)
