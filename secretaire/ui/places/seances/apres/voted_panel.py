"""What was voted, and the papers that leave: list of deliberations, transmission, publication, extracts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.wording import day as in_words
from secretaire.acts.wording import upper_first
from secretaire.desk.meeting_papers import Resultat, SendingLine
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.places.seances.apres.presenter import AfterView, Papier
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

_TINTS = {
    Resultat.ADOPTEE: "fine",
    Resultat.PRIS_ACTE: "fine",
    Resultat.REJETEE: "blocking",
    Resultat.EN_ATTENTE: "warning",
}
_ACT = Qt.ItemDataRole.UserRole


class VotedPanel(QWidget):
    """The deliberations examined on the left, what is due on the right."""

    export_asked = Signal(object)  # Papier
    extracts_asked = Signal()
    publication_asked = Signal()
    sendings_asked = Signal()  # the folder for the operator
    copies_asked = Signal()  # the publishable copies
    open_data_asked = Signal()
    act_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("Délibérations examinées")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.itemActivated.connect(self._open)
        self.sendings = QListWidget()
        self.sendings.setAccessibleName("À transmettre au préfet")
        self.sendings.setItemDelegate(TwoLineDelegate(self.sendings))
        self.sendings.itemActivated.connect(self._open)
        self.before = label("", "warning")
        self.published = label("", "muted")
        self.extracts = button("Actes et extraits à signer", self.extracts_asked.emit, icon_name="file-down")
        self.listed = button("Liste des délibérations", lambda: self._ask(Papier.LISTE), icon_name="file-down")
        self.sent = button("Bordereau de transmission", lambda: self._ask(Papier.TRANSMISSION), icon_name="file-down")
        self.folder = button("Dossier de transmission", self.sendings_asked.emit, icon_name="folder")
        self.copies = button("Copies publiables", self.copies_asked.emit, icon_name="file-down")
        self.open_data = button("Données ouvertes", self.open_data_asked.emit, icon_name="file-down")
        self.sheet = button("Fiche de publication", lambda: self._ask(Papier.PUBLICATION), icon_name="file-down")
        self.note = button("Noter la publication", self.publication_asked.emit)
        left = column(label("Délibérations examinées", "subtitle"), margin=SMALL, spacing=SMALL)
        left.addWidget(self.list, 1)
        left.addWidget(self.extracts, alignment=Qt.AlignmentFlag.AlignLeft)
        right = column(margin=SMALL, spacing=SMALL)
        right.addWidget(label("Dans la semaine : afficher la liste", "subtitle"))
        right.addWidget(self.before)
        right.addWidget(self.listed, alignment=Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(TIGHT)
        right.addWidget(label("Transmettre au préfet", "subtitle"))
        right.addWidget(self.sendings, 1)
        right.addLayout(row(self.sent, self.folder))
        right.addSpacing(TIGHT)
        right.addWidget(label("Publier", "subtitle"))
        right.addWidget(self.published)
        right.addLayout(row(self.copies, self.open_data))
        right.addLayout(row(self.sheet, self.note))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, SMALL, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(frame("panel", left), 3)
        layout.addWidget(frame("panel", right), 2)

    def show_after(self, after: AfterView) -> None:
        self.list.clear()
        for line in after.examined.lines:
            item = QListWidgetItem()
            number = f"n° {line.numero}" if line.numero else "sans numéro"
            said = upper_first(line.resultat.value)
            set_two_lines(
                item, f"{line.rank}. {line.objet}", number, note=said, note_tint=_TINTS.get(line.resultat, "warning")
            )
            item.setData(_ACT, line.act_id)
            self.list.addItem(item)
        self.before.setText(f"Au plus tard le {in_words(after.examined.before)}.")
        self.sendings.clear()
        for sending in after.sendings:
            item = QListWidgetItem()
            numbered = f"n° {sending.numero} " if sending.numero else ""
            set_two_lines(item, f"{numbered}{sending.objet}", _due(sending), tint=_tint(sending))
            item.setData(_ACT, sending.act_id)
            self.sendings.addItem(item)
        waiting = [p for p in after.publications if p.done is None]
        notified = sum(p.individual for p in waiting)
        public = len(waiting) - notified
        days = sorted({p.done.date for p in after.publications if p.done is not None})
        said = f"{count(public, 'acte à publier', 'actes à publier')}"
        if notified:
            said += f", {count(notified, 'acte à notifier', 'actes à notifier')} à l'intéressé"
        if days:
            done = f"Publié le {' et le '.join(map(in_words, days))}"
            said = f"{done} ; reste {said}" if waiting else done
        self.published.setText(f"{upper_first(said)}.")
        self.note.setVisible(public > 0)

    def _ask(self, papier: Papier) -> None:
        self.export_asked.emit(papier)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(_ACT):
            self.act_asked.emit(str(item.data(_ACT)))


def _tint(line: SendingLine) -> str:
    if line.sending is not None and line.sending.received is not None:
        return "fine"
    return "" if line.approved else "warning"


def _due(line: SendingLine) -> str:
    rule, sending = line.transmission, line.sending
    if not rule.sent:
        return "non transmis"
    if sending is not None and sending.received is not None:
        return f"reçu par la préfecture le {in_words(sending.received)}"
    if sending is not None and sending.prepared is not None:
        return f"dossier préparé le {in_words(sending.prepared.astimezone().date())}, à déposer chez l'opérateur"
    said = (
        f"avant le {in_words(rule.dernier)} inclus" if rule.dernier else "sans attendre : exécutoire une fois transmis"
    )
    return said if line.approved else f"{said} ; le maire doit d'abord l'approuver"
