"""A state of the law that was examined: is it whole, what would it change; accepted or not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretaire.acts import wording
from secretaire.desk.law import LawFile
from secretaire.law.sentences import verdict_sentence
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.tokens import MEDIUM
from secretaire.ui.wording import NBSP, count

_SHOWN = 6


class FileCard(QFrame):
    """Hidden until a file is shown; hidden again by whoever answers `accepted` or `refused`."""

    accepted = Signal(object)  # LawFile
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._file: LawFile | None = None
        self._title = label("", "subtitle")
        self._intact = label("", "fine")
        self._digest = label("", "muted")
        self._digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.changes = label("")
        self.gone = label("")
        self.accept = main_button("Mettre en service", self._accept)
        self.keep = button("Ne rien changer", self.refused.emit)
        layout = column(self._title, self._intact, self._digest, self.changes, self.gone, margin=MEDIUM)
        layout.addLayout(row(self.accept, self.keep))
        self.setLayout(layout)

    def show_file(self, file: LawFile) -> None:
        self._file = file
        self._title.setText(f"« {file.path.name} »{NBSP}: droit arrêté au {wording.day(file.day)}")
        self._intact.setText("Signature vérifiée : le fichier est entier, et tel que sa signature le dit.")
        self._digest.setText(f"Source{NBSP}: {file.source}. Empreinte SHA-256{NBSP}: {_grouped(file.digest)}")
        self.changes.setText(
            f"Il remplacera l'état du {wording.day(file.current)}{NBSP}: {count(file.added, 'article ajouté', 'articles ajoutés')}, "
            f"{count(file.renewed, 'article mis à jour', 'articles mis à jour')}."
        )
        self.gone.setText(_gone(file))
        self.gone.setProperty("kind", "warning" if file.gone else "muted")
        restyle(self.gone)
        self.show()
        self.accept.setFocus()

    def _accept(self) -> None:
        if self._file is not None:
            self.accepted.emit(self._file)


def _gone(file: LawFile) -> str:
    """The references that acts cited rightly until now."""
    if not file.gone:
        return "Aucun article cité à bon droit jusqu'ici ne cesse de l'être."
    said = [f"–{NBSP}{verdict_sentence(each.name, each.verdict)}" for each in file.gone[:_SHOWN]]
    more = len(file.gone) - len(said)
    if more:
        said.append(f"et {count(more, 'autre article', 'autres articles')}.")
    return "\n".join(
        [
            f"{wording.upper_first(count(len(file.gone), 'article ne se vise plus', 'articles ne se visent plus'))} :",
            *said,
        ]
    )


def _grouped(digest: str) -> str:
    """By four, so that it may be compared with a paper."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
