"""« Preuves et données »: what the maire, a citizen or the data-protection officer may ask to see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from secretaire.desk.offline_proof import OfflineProof
from secretaire.desk.transparency import Fate, RegisterLine
from secretaire.ui.parts.basics import button, column, frame, label, restyle
from secretaire.ui.places.reglages.fields import ask_target, row, scrolling
from secretaire.ui.places.reglages.preuves.data_list import DataList
from secretaire.ui.places.reglages.preuves.journal_card import JournalCard
from secretaire.ui.places.reglages.preuves.presenter import Document, Overview, Part, PreuvesPresenter
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import NBSP, count

_WIDTH = 860
_FILES = "Document PDF (*.pdf);;Document Word (*.docx);;Document LibreOffice (*.odt)"
_NAME_WIDTH = 260


class PreuvesPage(QWidget):
    """Four questions, each with its answer and the document that says it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = PreuvesPresenter(session, self)
        self._proof: OfflineProof | None = None
        self.journal = JournalCard()
        self.prove = button("Faire l'essai", self.presenter.prove)
        self.write_proof = button("Écrire l'attestation…", self._ask_attestation)
        self.write_proof.setEnabled(False)
        self.work = WorkStrip()
        self.proof = label("")
        self.proof.hide()
        self.assistance = label("")
        self.register = button("Écrire le registre…", self._asker(Document.REGISTER, "registre-assistance.pdf"))
        self.charter = button("Écrire un modèle de charte…", self._asker(Document.CHARTER, "charte-assistant.docx"))
        self.data = DataList()
        self.state = button("Écrire cet état…", self._asker(Document.DATA, "donnees-personnelles.pdf"))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Nom de la personne qui le demande")
        self.name.setAccessibleName("Nom de la personne")
        self.name.setFixedWidth(_NAME_WIDTH)
        self.held = button("Écrire ce qui est détenu sur elle…", self._ask_held)
        self.said = {part: label("", "fine") for part in Part}
        self.faults = {part: label("", "fault") for part in Part}
        for hidden in (*self.said.values(), *self.faults.values()):
            hidden.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        inside = column(label("Preuves et données", "title"), spacing=MEDIUM)
        inside.addWidget(label("Le journal des décisions", "heading"))
        inside.addWidget(
            label(
                "Chaque décision y est écrite une fois, et liée à la précédente. Il montre une altération ; il ne l'empêche pas "
                "à qui administre ce poste. Son empreinte, imprimée sur chaque fiche de contrôle, en est la preuve sur papier.",
                "muted",
            )
        )
        inside.addWidget(self.journal)
        self._end(inside, Part.JOURNAL)
        inside.addWidget(label("Rien ne sort de ce poste", "heading"))
        inside.addWidget(
            label(
                "L'essai refait tout le travail sur une commune fictive, dans un programme surveillé, et compte ce qui aurait pu "
                "sortir. Quelques minutes ; vous pouvez continuer à travailler.",
                "muted",
            )
        )
        inside.addLayout(row(self.prove, self.write_proof))
        inside.addWidget(self.work)
        inside.addWidget(self.proof)
        self._end(inside, Part.OFFLINE)
        inside.addWidget(label("L'assistant de rédaction", "heading"))
        inside.addWidget(self.assistance)
        inside.addLayout(row(self.register, self.charter))
        self._end(inside, Part.ASSISTANT)
        inside.addWidget(label("Données personnelles", "heading"))
        inside.addWidget(
            label(
                "Les actes, les votes et le journal sont des archives publiques : ils ne s'effacent pas (code du patrimoine, "
                "art. L. 212-1 et suivants ; RGPD, art. 17, paragraphe 3). Le reste peut l'être.",
                "muted",
            )
        )
        inside.addWidget(self.data)
        inside.addLayout(row(self.state))
        inside.addLayout(row(self.name, self.held))
        self._end(inside, Part.DATA)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(inside, width=_WIDTH)
        layout.addWidget(frame("panel", column(self._area)))

    def _end(self, inside: QVBoxLayout, part: Part) -> None:
        inside.addWidget(self.said[part])
        inside.addWidget(self.faults[part])
        inside.addSpacing(LARGE - SMALL)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.faulted.connect(lambda part, text: _tell(self.faults[part], text))
        presenter.done.connect(self._say_done)
        presenter.started.connect(self._start)
        presenter.ended.connect(self._stop)
        presenter.proven.connect(self._show_proof)
        self.work.interrupted.clicked.connect(presenter.interrupt)
        self.journal.phrase_given.connect(self._give_phrase)
        self.journal.head_given.connect(presenter.look_for)
        self.journal.return_given.connect(presenter.admit_return)
        self.data.erased.connect(presenter.erase)
        # once the question has its room
        self.data.asked.connect(lambda asking: QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(asking)))

    def arrive(self) -> None:
        for part in Part:
            _tell(self.said[part], "")
            _tell(self.faults[part], "")
        self.presenter.refresh()

    def leave(self) -> None:
        """A passphrase half typed is forgotten."""
        self.journal.forget()

    def redraw(self) -> None:
        """Nothing is painted here."""

    def _show(self, overview: Overview) -> None:
        self.journal.show_state(overview.journal)
        self.assistance.setText(_assistance(overview.assistance))
        self.data.show_data(overview.data)

    def _say_done(self, part: Part, text: str) -> None:
        _tell(self.faults[part], "")
        _tell(self.said[part], text)

    def _give_phrase(self, phrase: str, opens: bool) -> None:
        (self.presenter.unlock if opens else self.presenter.protect)(phrase)

    # the attestation

    def _start(self) -> None:
        _tell(self.said[Part.OFFLINE], "")
        self.proof.hide()
        self.work.begin()
        self.work.text.setText("Essai en cours…")
        self.prove.setEnabled(False)
        self.write_proof.setEnabled(False)

    def _stop(self) -> None:
        self.work.hide()
        self.prove.setEnabled(True)

    def _show_proof(self, proof: OfflineProof) -> None:
        self._proof = proof
        self.write_proof.setEnabled(True)
        self.proof.setText(_proof(proof))
        self.proof.setProperty("kind", "fine" if proof.holds else "fault")
        restyle(self.proof)
        self.proof.show()

    def _ask_attestation(self) -> None:
        proof = self._proof
        if proof is not None:
            ask_target(
                self,
                "Écrire l'attestation",
                "attestation-hors-ligne.pdf",
                _FILES,
                lambda target: self.presenter.write_attestation(proof, target),
            )

    # the documents

    def _asker(self, document: Document, name: str) -> Callable[[], object]:
        return lambda: ask_target(
            self, "Écrire le document", name, _FILES, lambda target: self.presenter.write(document, target)
        )

    def _ask_held(self) -> None:
        name = self.name.text().strip()

        def write(target: Path) -> None:
            self.presenter.write_held_on(name, target)

        if name:
            ask_target(self, "Écrire ce qui est détenu", "donnees-detenues.pdf", _FILES, write)
        else:
            self.name.setFocus()


def _tell(where: QLabel, text: str) -> None:
    where.setText(text)
    where.setVisible(bool(text))


def _assistance(total: RegisterLine) -> str:
    if not total.proposals:
        return "L'assistant n'a encore rien proposé dans cet espace."
    fates = total.fates
    return (
        f"{count(total.passages, 'passage proposé', 'passages proposés')}{NBSP}: {total.accepted} acceptés (dont "
        f"{fates[Fate.RETOUCHEE] + fates[Fate.RETIREE]} retouchés ou retirés depuis), {fates[Fate.REFUSEE]} refusés, "
        f"{fates[Fate.ECARTEE]} écartés par les contrôles, {fates[Fate.EN_ATTENTE]} en attente."
    )


def _proof(proof: OfflineProof) -> str:
    seen = proof.watched
    if not proof.holds:
        return "Une sortie du poste a été ouverte ou demandée pendant l'essai. Écrivez l'attestation, et montrez-la à votre installateur."
    pen = "avec l'assistant" if proof.model is not None and proof.model.wrote else "sans assistant"
    return (
        f"Essai fait {pen}{NBSP}: aucune connexion ouverte, aucun nom de site demandé, "
        f"{count(seen.processes, 'programme surveillé', 'programmes surveillés')}."
    )
