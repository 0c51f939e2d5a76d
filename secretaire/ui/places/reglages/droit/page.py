"""« Droit »: the day the law speaks for, a newer state brought on a USB stick, the former one, one article looked up."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from secretaire.acts import wording
from secretaire.desk.law import LawFile
from secretaire.law.sentences import ground, verdict_sentence
from secretaire.law.snapshot import Etat, Status
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.places.reglages.droit.file_card import FileCard
from secretaire.ui.places.reglages.droit.presenter import Answer, DroitPresenter, Overview, Part
from secretaire.ui.places.reglages.fields import ask_file, row, scrolling
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import NBSP, count, moment

_WIDTH = 820
_DAY_WIDTH = 150
_FILES = "État du droit (*.zip);;Tous les fichiers (*)"
_EXAMPLE = "article L. 2121-29 du CGCT"
_NOT_READ = (
    f"Aucune référence n'est reconnue dans ces mots. Écrivez l'article et son code, par exemple{NBSP}: « {_EXAMPLE} »."
)
_KINDS = {Status.EN_VIGUEUR: "fine", Status.INCONNU: "muted"}


class DroitPage(QWidget):
    """Nothing changes before the person has read what a file would change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = DroitPresenter(session, self)
        self._overview: Overview | None = None
        self.state = label("", "subtitle")
        self.content = label("", "muted")
        self.history = label("", "muted")
        self.notice = label("", "warning")
        self.update_law = button("Mettre à jour depuis une clé USB…", self._ask_file)
        self.revert = button("Revenir à la version précédente", self._ask_revert)
        self.work = WorkStrip()
        self.file = FileCard()
        self.report = label("", "fine")
        self.report.setAccessibleName("Dernier changement du droit")
        self._revert_words = label("")
        self.confirm_revert = button("Retirer cet état du droit", self._revert)
        self._keep = button("Le garder", self._close_revert)
        asked = column(self._revert_words, margin=MEDIUM)
        asked.addLayout(row(self.confirm_revert, self._keep))
        self.asking_revert = frame("card", asked)
        self.words = QLineEdit()
        self.words.setPlaceholderText(f"Exemple : {_EXAMPLE}")
        self.words.setAccessibleName("Article à chercher")
        self.day = QLineEdit(f"{date.today():%d/%m/%Y}")  # noqa: DTZ011 - the day of this PC
        self.day.setAccessibleName("Date à laquelle le juger")
        self.day.setFixedWidth(_DAY_WIDTH)
        self.look = button("Chercher", self._look_up)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(TIGHT)
        self.dated = label("", "muted")
        self.faults = {part: label("", "fault") for part in Part}
        for hidden in (self.report, self.asking_revert, self.file, self.dated, self.notice, self.history):
            hidden.hide()
        for fault in self.faults.values():
            fault.hide()
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        inside = column(
            label("Droit", "title"),
            label(
                "Les articles cités dans vos actes sont jugés, à la date de l'acte, d'après des relevés datés gardés sur "
                "ce poste. Ce que ces relevés ne disent pas n'est jamais deviné.",
                "muted",
            ),
            self.state,
            self.content,
            self.history,
            self.notice,
            spacing=MEDIUM,
        )
        inside.addWidget(label("Mettre à jour", "heading"))
        inside.addWidget(
            label(
                "Un état plus récent vous est remis sur une clé USB : un fichier .zip, et à côté de lui sa signature .sha256. Vous verrez ce "
                "qu'il change avant de l'accepter.",
                "muted",
            )
        )
        inside.addLayout(row(self.update_law, self.revert))
        for shown in (self.work, self.file, self.asking_revert, self.report, self.faults[Part.FILE]):
            inside.addWidget(shown)
        inside.addSpacing(SMALL)
        inside.addWidget(label("Chercher un article", "heading"))
        inside.addLayout(self._question())
        inside.addWidget(self.faults[Part.ARTICLE])
        inside.addLayout(self._answers)
        inside.addWidget(self.dated)
        inside.addSpacing(LARGE)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))

    def _question(self) -> QVBoxLayout:
        article, day = label("Article et code", "subtitle"), label("À la date du", "subtitle")
        article.setBuddy(self.words)
        day.setBuddy(self.day)
        line = row()
        line.insertLayout(0, column(article, self.words, spacing=TIGHT), 1)
        line.insertLayout(1, column(day, self.day, spacing=TIGHT))
        made = column(spacing=SMALL)
        made.addLayout(line)
        made.addLayout(row(self.look))
        return made

    def _connect(self, session: Session) -> None:
        presenter = self.presenter
        presenter.shown.connect(self._show)
        presenter.faulted.connect(self._show_fault)
        presenter.started.connect(self._start)
        presenter.progressed.connect(self.work.show_progress)
        presenter.ended.connect(self._end)
        presenter.examined.connect(self._show_file)
        presenter.imported.connect(lambda etat: self._now_speaks(f"{_named(etat)} est en service sur ce poste."))
        presenter.reverted.connect(lambda etat: self._now_speaks(f"{_named(etat)} est de nouveau en service."))
        presenter.answered.connect(self._show_answer)
        self.work.interrupted.clicked.connect(presenter.interrupt)
        self.file.accepted.connect(self._accept)
        self.file.refused.connect(self._refuse)
        self.words.returnPressed.connect(self._look_up)
        self.day.returnPressed.connect(self._look_up)
        session.opened.connect(self._another_space)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Nothing is typed here that must be kept."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    # the state in service

    def _show(self, overview: Overview) -> None:
        self._overview = overview
        etat, imports = overview.etat, overview.imports
        origin = "importé sur ce poste" if etat.imported else "livré avec l'application"
        self.state.setText(f"Droit arrêté au {wording.day(etat.date)}, {origin}")
        self.content.setText(
            f"{count(etat.articles, 'article connu', 'articles connus')}. Source{NBSP}: {etat.source}."
        )
        brought = [f"état du {wording.day(each.day)}, importé le {moment(each.when)}" for each in imports]
        self.history.setText(f"Sur ce poste{NBSP}: {' ; '.join(brought)}.")
        self.history.setVisible(bool(imports))
        notice = _notice(overview)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self._enable()

    def _enable(self) -> None:
        waiting = self.presenter.busy or self.file.isVisibleTo(self) or self.asking_revert.isVisibleTo(self)
        self.update_law.setEnabled(not waiting)
        self.revert.setEnabled(not waiting and self._overview is not None and bool(self._overview.imports))

    # another one

    def _ask_file(self) -> None:
        self._tell("")
        ask_file(self, "Mettre à jour le droit", _FILES, self.presenter.examine)

    def _start(self) -> None:
        self._tell("")
        self.work.begin()
        self._enable()

    def _end(self) -> None:
        self.work.hide()
        self._enable()

    def _show_file(self, file: LawFile) -> None:
        self.file.show_file(file)
        self._enable()

    def _accept(self, file: LawFile) -> None:
        self.file.hide()
        self.presenter.put_in_service(file)

    def _refuse(self) -> None:
        self.file.hide()
        self._enable()
        self.update_law.setFocus()

    def _ask_revert(self) -> None:
        self._tell("")
        self._show_fault(Part.FILE, "")
        if self._overview is None or not self._overview.imports:
            return
        now, *others = self._overview.imports
        before = f"celui du {wording.day(others[0].day)}" if others else "celui livré avec l'application"
        self._revert_words.setText(
            f"L'état du {wording.day(now.day)} sera retiré de ce poste, et {before} servira de nouveau. Pour le reprendre, "
            "il faudra la clé USB."
        )
        self.asking_revert.show()
        self._enable()
        self._keep.setFocus()

    def _revert(self) -> None:
        self.asking_revert.hide()
        self.presenter.revert()

    def _close_revert(self) -> None:
        self.asking_revert.hide()
        self._enable()
        self.revert.setFocus()

    def _now_speaks(self, sentence: str) -> None:
        self._clear_answer()  # the former law gave it
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self.report.setText(sentence)
        self.report.setVisible(bool(sentence))

    def _show_fault(self, part: Part, sentence: str) -> None:
        self.faults[part].setText(sentence)
        self.faults[part].setVisible(bool(sentence))

    # one article

    def _look_up(self) -> None:
        self._clear_answer()
        if self.words.text().strip():
            self.presenter.look_up(self.words.text(), self.day.text())
        else:
            self._show_fault(Part.ARTICLE, f"Écrivez l'article et son code, par exemple{NBSP}: « {_EXAMPLE} ».")

    def _show_answer(self, answer: Answer) -> None:
        self._clear_answer()
        if not answer.found:
            self._show_fault(Part.ARTICLE, _NOT_READ)
            return
        for each in answer.found:
            said = label(verdict_sentence(each.name, each.verdict), _KINDS.get(each.verdict.status, "warning"))
            self._answers.addWidget(said)
            on_what = ground(each.verdict)
            if on_what:
                self._answers.addWidget(label(f"{wording.upper_first(on_what)}.", "muted"))
        self.dated.setText(
            f"Jugé au {wording.day(answer.on)}, d'après le droit arrêté au {wording.day(answer.law_on)}."
        )
        self.dated.show()

    def _clear_answer(self) -> None:
        self.dated.hide()
        while (item := self._answers.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()

    def _another_space(self) -> None:
        for part in Part:
            self._show_fault(part, "")


def _named(etat: Etat) -> str:
    return f"L'état du droit du {wording.day(etat.date)}"


def _notice(overview: Overview) -> str:
    if overview.altered:
        return (
            f"Le fichier importé « {overview.altered} » a été modifié depuis{NBSP}: il ne sert plus. Mettez de nouveau à jour "
            "depuis la clé USB, ou revenez à la version précédente."
        )
    if not overview.speaks:
        return f"Cet état a plus d'un an{NBSP}: plus aucun article n'est dit en vigueur aujourd'hui. Demandez-en un plus récent."
    return ""
