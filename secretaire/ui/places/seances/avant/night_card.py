"""What the morning shows of a point: its type and why, its precedent, its blanks, its checks, and the way to its draft."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from secretaire.acts.act_type import ActType
from secretaire.checks.finding import Gravite
from secretaire.desk.overnight import Etat, Prepared
from secretaire.ui.parts.basics import button, column, label, restyle
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.places.seances.avant.night import Row
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import NBSP, count

_BLANK = "BLANC"  # said by the line of the blanks
_NAMED = 3  # blanks named; more would be a list to read before working


class NightCard(QFrame):
    """One point."""

    open_asked = Signal(str)  # act
    type_asked = Signal(int, str)  # point, type
    other_type_asked = Signal(int)  # point
    forget_asked = Signal(int)  # point

    def __init__(self, row: Row, *, working: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        task = row.task
        title, (state, kind) = f"{task.rank}. {task.objet}", _state(row, working=working)
        self._head = QHBoxLayout()
        self._head.addWidget(label(title, "subtitle"), 1)
        self._column = column(margin=SMALL, spacing=TIGHT)
        self._column.addLayout(self._head)
        self.lines: list[QLabel] = []
        self.buttons: list[QPushButton] = []
        if state:
            self._say(state, kind)
        if task.etat is Etat.A_CHOISIR:
            choices = [button(kind.libelle, partial(self.type_asked.emit, task.point, kind.id)) for kind in task.types]
            self._offer(*choices, button("Autre type…", lambda: self.other_type_asked.emit(task.point)))
        if row.prepared is not None:
            self._tell(row.prepared, row)
            act = str(row.prepared.act.id)
            again = [button("Préparer de nouveau", lambda: self.forget_asked.emit(task.point))] if task.detached else []
            self._head.addWidget(self._made(button("Ouvrir le projet", lambda: self.open_asked.emit(act))))
            self._offer(*again)
        for made in self.buttons:
            made.setAccessibleName(f"{made.text()} : {task.objet}")
        self.setLayout(self._column)
        self.setAccessibleName(". ".join([title, *(line.text() for line in self.lines)]))

    def _tell(self, prepared: Prepared, row: Row) -> None:
        kind = row.task.types[0] if row.task.types else None
        if kind is not None:
            why = f" ({_bound(row.task.raison)})" if row.task.raison else ""
            self._say(f"Type{NBSP}: {kind.libelle}{why}")
        self._say(_precedent(prepared))
        self._say(*_blanks(prepared, kind))
        self._say(*_checks(prepared))
        if prepared.proposals:
            self._say(count(len(prepared.proposals), "proposition", "propositions") + " de l'assistant à relire")

    def _say(self, text: str, kind: str = "") -> None:
        made = label(text, kind)
        self.lines.append(made)
        self._column.addWidget(made)
        if kind:
            restyle(made)

    def _offer(self, *made: QPushButton) -> None:
        row = FlowLayout(spacing=TIGHT)
        for one in made:
            row.addWidget(self._made(one))
        self._column.addLayout(row)

    def _made(self, made: QPushButton) -> QPushButton:
        self.buttons.append(made)
        return made


def _state(row: Row, *, working: bool) -> tuple[str, str]:
    task = row.task
    if task.detached:
        return "Projet retiré de ce point ; il reste parmi les actes.", "warning"
    if task.etat is Etat.ECHEC:
        return f"Non terminé{NBSP}: {task.cause}", "fault"
    if task.etat is Etat.EN_COURS:
        return ("En préparation…", "muted") if working else ("Interrompu, sera repris.", "warning")
    if task.etat is Etat.A_CHOISIR:
        said = "Type à choisir, l'objet n'en désigne aucun avec certitude"
        return (f"{said}{NBSP}:" if task.types else f"{said}."), "warning"
    return ("", "") if task.etat is Etat.PRET else ("En attente", "muted")


def _bound(words: str) -> str:
    return words.replace(" ;", f"{NBSP};").replace(" :", f"{NBSP}:")


def _precedent(prepared: Prepared) -> str:
    if not prepared.precedent:
        return f"Précédent{NBSP}: aucun acte du même type trouvé sur ce sujet"
    offered = prepared.offered
    values = f"{NBSP}; {count(offered, 'valeur', 'valeurs')} à reprendre ou non" if offered else ""
    return f"Précédent{NBSP}: {prepared.precedent}{values}"


def _blanks(prepared: Prepared, kind: ActType | None) -> tuple[str, str]:
    blanks = prepared.blanks
    if not blanks:
        return "Rien à compléter", "fine"
    more = len(blanks) - _NAMED
    fields = [kind.champ(name.partition(".")[0]) if kind else None for name in blanks[:_NAMED]]
    called = dict.fromkeys(c.libelle.lower() if c else name for c, name in zip(fields, blanks, strict=False))
    named = ", ".join(called) + (f" et {count(more, 'autre', 'autres')}" if more > 0 else "")
    return f"À compléter ({len(blanks)}){NBSP}: {named}", ""


def _checks(prepared: Prepared) -> tuple[str, str]:
    found = Counter(finding.gravite for finding in prepared.findings if finding.code != _BLANK)
    blocking, rest = found[Gravite.BLOQUANT], found[Gravite.ALERTE]
    said = [count(blocking, "point bloquant", "points bloquants")] if blocking else []
    said += [count(rest, "point à vérifier", "points à vérifier")] if rest else []
    return f"Contrôles{NBSP}: {', '.join(said) or 'rien d’autre à vérifier'}", "warning" if said else "fine"
