"""The point under discussion: what is put to the council, who can vote, the vote, the notes."""

from __future__ import annotations

from html import escape
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QTextBrowser, QWidget

from secretaire.council import happenings
from secretaire.council.ballots import president_of
from secretaire.council.roster import Roster
from secretaire.ui.parts.basics import column, icon_tool, label, restyle
from secretaire.ui.places.seances.pendant.kept_text import KeptText
from secretaire.ui.places.seances.pendant.voting import VotingPanel
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import MOTIFS, NATURES, Names, quorum_line
from secretaire.ui.style.sheet import text_scale
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import NBSP

_NO_DRAFT = "Aucun projet n'est attaché à ce point."
_READ_POINTS = 12.5


class _Page(QWidget):
    """Never shorter than what it holds: the areas that ask for no height keep their least one, and nothing overlaps."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else super().heightForWidth(width)


class PointPanel(QWidget):
    """Everything about one point, on one screen."""

    write_asked = Signal(str)  # id of the act, to Rédiger

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.title = label("", "heading")
        self.facts = label("", "muted")
        self.quorum = label("", "subtitle")
        self.quorum.setAccessibleName("Quorum")
        self.aside = label("", "warning")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Texte à lire")
        self.text.setTabChangesFocus(True)
        font = self.text.font()
        font.setPointSizeF(_READ_POINTS * text_scale())
        self.text.setFont(font)
        self.text.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self._read = ""
        self.notes = KeptText("Notes du point", "Ce qui se dit, en quelques mots. Les noms se complètent.")
        self.amended = KeptText("Texte amendé", "Ce que le conseil a changé dans le texte proposé")
        self.amended.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + 18)
        self.amend = icon_tool("Amender : ce que le conseil change dans le texte", "pen-line", self._amend)
        self.write = icon_tool("Ouvrir le projet dans Rédiger", "external-link", self._write)
        self.voting = VotingPanel(presenter)
        self.former = icon_tool("Point précédent (Ctrl+Page haut)", "chevron-left", lambda: presenter.step(-1))
        self.following = icon_tool("Point suivant (Ctrl+Page bas)", "chevron-right", lambda: presenter.step(1))
        self._lay_out()
        self.notes.kept.connect(self._keep_notes)
        self.amended.kept.connect(self._keep_amended)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.former, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.following, alignment=Qt.AlignmentFlag.AlignTop)
        tools = QHBoxLayout()
        tools.addWidget(self.facts, 1)
        tools.addWidget(self.amend)
        tools.addWidget(self.write)
        pair = QGridLayout()
        pair.setHorizontalSpacing(SMALL)
        pair.setVerticalSpacing(TIGHT)
        pair.addWidget(label("Texte à lire", "subtitle", wrap=False), 0, 0)
        pair.addWidget(label("Notes (F8)", "subtitle", wrap=False), 0, 1)
        pair.addWidget(self.text, 1, 0)
        pair.addWidget(self.notes, 1, 1)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        pair.setRowStretch(1, 1)
        for area in (self.text, self.notes):
            area.setMinimumHeight(76)
            area.setSizePolicy(
                QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
            )  # the vote first, on a small screen
        inside = column(margin=SMALL, spacing=TIGHT + 2)
        inside.addLayout(head)
        inside.addLayout(tools)
        for widget in (self.quorum, self.aside):
            inside.addWidget(widget)
        inside.addLayout(pair, 1)
        inside.addWidget(self.amended)
        inside.addWidget(self.voting)
        page = _Page()
        page.setLayout(inside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.setLayout(column(scroll))

    def show_view(self, view: MeetingView, point_id: int) -> None:
        point, passage, room = view.course.point(point_id), view.passage(point_id), view.rooms[point_id]
        names = Names(view.members)
        rank = [p.id for p in view.course.points].index(point_id)
        self.title.setText(f"{rank + 1}. {point.objet}")
        draft = view.draft(point_id)
        maire = "le maire" if point.rapporteur is None else names.of(point.rapporteur)
        facts = [NATURES[point.nature], f"rapporteur : {maire}"]
        if draft is not None:
            facts.append(f"n°{NBSP}{draft.act.numero}" if draft.act.numero else "projet sans numéro")
        president = president_of(view.course, point_id, Roster(view.members))
        if president is not None and (passage.president is not None or view.course.seance.president is not None):
            facts.append(f"préside : {names.of(president)}")
        self.facts.setText(" · ".join(facts))
        self.quorum.setText(quorum_line(room))
        self.quorum.setProperty("tint", "fine" if room.quorum_reached else "blocking")
        restyle(self.quorum)
        away = [f"{names.of(r.elu)} se retire ({MOTIFS[r.motif]})" for r in passage.retraits]
        self.aside.setText(" ; ".join(away) + "." if away else "")
        self.aside.setVisible(bool(away))
        self._show_text(draft.dispositif if draft else _NO_DRAFT)
        self.write.setVisible(draft is not None)
        if self._presenter.settled:
            self.notes.show_text(point_id, passage.notes)
            self.amended.show_text(point_id, passage.amendement)
        self.amended.setVisible(bool(passage.amendement) or self.amended.hasFocus())
        self.notes.propose([elu.nom for elu in view.members])
        self.amended.propose([elu.nom for elu in view.members])
        self.former.setEnabled(rank > 0)
        self.following.setEnabled(rank + 1 < len(view.course.points))
        self.voting.show_view(view, point_id)

    def flush(self) -> None:
        """Everything typed is asked to be saved."""
        self.notes.flush()
        self.amended.flush()

    def _show_text(self, text: str) -> None:
        if text != self._read:
            self._read = text
            self.text.setHtml(_as_page(text))

    def _amend(self) -> None:
        self.amended.show()
        self.amended.setFocus()

    def _write(self) -> None:
        view, point = self._presenter.view, self._presenter.point
        draft = view.draft(point) if view is not None and point is not None else None
        if draft is not None:
            self.write_asked.emit(draft.act.id)

    def _keep_notes(self, point: int, text: str) -> None:
        self._presenter.apply(lambda c, e: happenings.note(c, e, point, text))

    def _keep_amended(self, point: int, text: str) -> None:
        self._presenter.apply(lambda c, e: happenings.amend(c, e, point, text))


def _as_page(text: str) -> str:
    """The text of a section as it is read: a paragraph a line, rows of cells in a table."""
    made = []
    for tabled, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        if tabled:
            rows = (
                "".join(f"<td style='font-size: 10pt'>{escape(cell)}</td>" for cell in line.split("\t"))
                for line in lines
            )
            made.append(
                f"<table border='1' cellspacing='0' cellpadding='4'>{''.join(f'<tr>{r}</tr>' for r in rows)}</table>"
            )
        else:
            made += [f"<p style='margin: 0 0 6px 0'>{escape(line)}</p>" for line in lines]
    return "".join(made)
