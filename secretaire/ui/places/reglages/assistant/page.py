"""« Assistant »: which one works on this PC, a file to add or verify, the measure, the memory."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from secretaire.acts.wording import upper_first
from secretaire.desk.machine_settings import FIXED
from secretaire.desk.measuring import MOST_MINUTES, Report
from secretaire.desk.models import ModelLine
from secretaire.desk.pen_figures import decimal
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.ui.parts.basics import button, column, frame, label, main_button, restyle
from secretaire.ui.places.reglages.assistant.presenter import AssistantPresenter, Overview, Part
from secretaire.ui.places.reglages.assistant.results import ResultsPane
from secretaire.ui.places.reglages.fields import ask_file, row, scrolling
from secretaire.ui.places.reglages.work_strip import WorkStrip
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import NBSP

_WIDTH = 820
_LONGEST_NAME = 60
_FILES = "Fichier d'assistant (*.gguf);;Tous les fichiers (*)"
_WITHOUT = "Sans assistant"
_RESTS = {
    1: "1 minute",
    5: "5 minutes",
    15: "15 minutes",
    60: "une heure",
    0: "jamais, tant que la fenêtre est ouverte",
}


class AssistantPage(QWidget):
    """What is chosen is kept at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = AssistantPresenter(session, self)
        self._overview: Overview | None = None
        self._report: Report | None = None
        self.state = label("", "subtitle")
        self.notice = label("", "warning")
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._choices = QVBoxLayout()
        self._absent = label("", "muted")
        self.fixed_choice = label(f"{upper_first(FIXED)}.", "muted")
        self.fixed_rest = label(f"{upper_first(FIXED)}.", "muted")
        self.add = button("Ajouter depuis un fichier…", self._ask_file)
        self.fetch = button(
            "Chercher sur une clé",
            lambda: self.presenter.fetch(),
            tip="Branchez la clé de votre installateur : le fichier de l'assistant y est cherché, copié et vérifié.",
        )
        self.verify = button("Vérifier le fichier", self.presenter.verify)
        self.report = label("", "muted")
        self.report.setAccessibleName("Dernier travail sur le fichier")
        self.report.hide()
        self.measure = main_button("Mesurer ce poste", self.presenter.measure)
        self.results = ResultsPane()
        self.rest = QComboBox()
        self.rest.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.rest.setAccessibleName("Rendre la mémoire après")
        self.works = {part: WorkStrip() for part in (Part.FILE, Part.MEASURE)}
        self.faults = {part: label("", "fault") for part in Part}
        for fault in self.faults.values():
            fault.hide()
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        inside = column(
            label("Assistant", "title"),
            label(
                "Il met vos notes en phrases, sur ce poste et sans connexion. Ce qu'il propose est contrôlé, puis lu par "
                "vous : rien n'entre dans un acte sans votre accord.",
                "muted",
            ),
            self.state,
            self.notice,
            spacing=MEDIUM,
        )
        inside.addWidget(label("Qui écrit sur ce poste", "heading"))
        inside.addLayout(self._choices)
        inside.addWidget(self.fixed_choice)
        inside.addWidget(self.faults[Part.CHOICE])
        inside.addWidget(self._absent)
        inside.addLayout(row(self.add, self.fetch, self.verify))
        inside.addWidget(self.works[Part.FILE])
        inside.addWidget(self.report)
        inside.addWidget(self.faults[Part.FILE])
        inside.addSpacing(SMALL)
        inside.addWidget(label("Mesurer ce poste", "heading"))
        inside.addWidget(
            label(
                "L'application écrit de vrais textes d'essai avec chaque assistant installé, et dit si ce poste les écrit "
                f"assez vite et assez bien. Cela prend {MOST_MINUTES} minutes au plus ; vous pouvez continuer votre travail, en ne "
                "demandant rien à l'assistant pendant ce temps.",
                "muted",
            )
        )
        inside.addLayout(row(self.measure))
        inside.addWidget(self.works[Part.MEASURE])
        inside.addWidget(self.faults[Part.MEASURE])
        inside.addWidget(self.results)
        inside.addSpacing(SMALL)
        inside.addWidget(label("Mémoire", "heading"))
        title = label("Rendre la mémoire après", "subtitle")
        title.setBuddy(self.rest)
        inside.addWidget(title)
        inside.addWidget(
            label(
                "Sans demande pendant ce temps, l'assistant rend aux autres programmes la mémoire qu'il occupe, de 1 à "
                f"2{NBSP}Go ; il la reprend de lui-même, en quelques secondes, à la demande suivante.",
                "muted",
            )
        )
        inside.addLayout(row(self.rest, self.fixed_rest))
        inside.addWidget(self.faults[Part.MEMORY])
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
        presenter.progressed.connect(lambda part, now: self.works[part].show_progress(now))
        presenter.ended.connect(self._end)
        presenter.added.connect(self._show_added)
        presenter.nothing_to_add.connect(lambda: self._tell("L'assistant de ce poste est déjà installé."))
        presenter.verified.connect(lambda model: self._tell(f"Le fichier de {_short(model.name)} est intact."))
        presenter.measured.connect(self._show_report)
        self.results.followed.connect(presenter.follow_advice)
        self.rest.activated.connect(lambda _: presenter.rest_after(int(self.rest.currentData())))
        for work in self.works.values():
            work.interrupted.clicked.connect(presenter.interrupt)
        session.opened.connect(self._another_space)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Every choice is kept as it is made; a measure goes on."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    def focus(self) -> None:
        chosen = self._group.checkedButton()
        (chosen or self.add).setFocus()

    # what is installed and chosen

    def _show(self, overview: Overview) -> None:
        former, self._overview = self._overview, overview
        state = overview.state
        self.state.setText(f"Prêt{NBSP}: {_short(state.model_name)}" if state.ready else f"{state.reason}.")
        self.notice.setText(state.notice)
        self.notice.setVisible(bool(state.notice))
        if former is None or former.lines != overview.lines:
            self._fill(overview.lines)
        for sha256, choice in self.choices.items():
            choice.setChecked(sha256 == overview.chosen)
        self._show_rest(overview.rest_minutes)
        self._show_fixed(overview)
        self._enable()
        self._show_followed()

    def _fill(self, lines: tuple[ModelLine, ...]) -> None:
        for choice in self.choices.values():
            self._group.removeButton(choice)
            choice.deleteLater()
        here = [line for line in lines if line.path is not None]
        self.choices = {line.sha256: self._choice(_named(line), line.sha256) for line in here}
        if here:
            self.choices[""] = self._choice(_WITHOUT, "")
        absent = [_named(line) for line in lines if line.path is None]
        self._absent.setText(
            f"Pas sur ce poste{NBSP}: {' ; '.join(absent)}. Votre installateur peut vous en donner le fichier."
        )
        self._absent.setVisible(bool(absent))

    def _choice(self, words: str, sha256: str) -> QRadioButton:
        made = QRadioButton(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda: self.presenter.choose(sha256) if sha256 else self.presenter.set_aside())
        self._group.addButton(made)
        self._choices.addWidget(made)
        return made

    def _show_rest(self, minutes: int) -> None:
        self.rest.clear()
        for each, words in {**_RESTS, minutes: _RESTS.get(minutes, f"{minutes} minutes")}.items():
            self.rest.addItem(words, each)
        self.rest.setCurrentIndex(self.rest.findData(minutes))

    def _show_fixed(self, overview: Overview) -> None:
        """What the installer locked is read, not chosen."""
        model, active = "assistant.modele" in overview.fixed, "assistant.actif" in overview.fixed
        for sha256, choice in self.choices.items():
            other = sha256 != overview.chosen
            changes_state = bool(sha256) != bool(overview.chosen)
            choice.setEnabled(not (other and ((active and changes_state) or (model and sha256))))
        self.fixed_choice.setVisible(model or active)
        rest = "assistant.repos_min" in overview.fixed
        self.rest.setEnabled(not rest)
        self.fixed_rest.setVisible(rest)

    def _enable(self) -> None:
        here = self._overview is not None and any(line.path for line in self._overview.lines)
        idle = not self.presenter.busy
        self.add.setEnabled(idle)
        self.fetch.setEnabled(idle)
        self.verify.setEnabled(idle and here)
        self.measure.setEnabled(idle and here)

    # long work

    def _ask_file(self) -> None:
        ask_file(self, "Ajouter un assistant", _FILES, self.presenter.add)

    def _start(self, part: Part) -> None:
        if part is Part.FILE:
            self._tell("")
        self.works[part].begin()
        self._enable()

    def _end(self, part: Part) -> None:
        self.works[part].hide()
        self._enable()

    def _show_added(self, model: InstalledModel) -> None:
        known = (
            "" if model.known else " Il n'est pas de ceux que l'application connaît, mesurez-le avant de vous y fier."
        )
        self._tell(f"{_short(model.name)} est ajouté.{known}")

    def _tell(self, sentence: str) -> None:
        self.report.setText(sentence)
        self.report.setVisible(bool(sentence))

    def _show_fault(self, part: Part, sentence: str) -> None:
        self.faults[part].setText(sentence)
        self.faults[part].setVisible(bool(sentence))

    # the measure

    def _show_report(self, report: Report | None) -> None:
        self._report = report
        self.results.show_report(report)
        self.measure.setProperty("main", "true" if report is None else "false")  # the next gesture is then the advice
        restyle(self.measure)
        self._show_followed()

    def _show_followed(self) -> None:
        if self._report is not None and self._overview is not None:
            best, kept = self._report.advice.model, self._overview
            advised = (best.sha256, best.threads) if best else ("", kept.threads)
            self.results.show_chosen(advised == (kept.chosen, kept.threads))

    def _another_space(self) -> None:
        for part in Part:
            self._show_fault(part, "")


def _named(line: ModelLine) -> str:
    return f"{_short(line.name)}, {decimal(line.size / 1e9)}{NBSP}Go"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
