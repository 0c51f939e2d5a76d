"""« Papier à en-tête »: what every act is written on, with a real page beside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from secretaire.desk.letterhead import MARIANNE_NOTICE, OWN, PaperState
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.page_picture import PageImage, PagePictureView
from secretaire.ui.places.reglages.fields import ask_file, ask_target, row, scrolling
from secretaire.ui.places.reglages.paper_details import DetailsForm, SignatureForm
from secretaire.ui.places.reglages.paper_presenter import PaperPresenter, Part
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL

_THUMB = QSize(96, 136)
_LETTERHEADS = "Papier à en-tête (*.docx *.dotx *.odt *.ott *.doc *.dot *.rtf);;Tous les fichiers (*)"
_PICTURES = "Image (*.png *.jpg *.jpeg *.gif *.bmp *.tif *.tiff *.webp);;Tous les fichiers (*)"
_DRAWING = "Dessin de la page…"


class PaperPage(QWidget):
    """Models and letterhead, logo, how to reach the town hall, signatures; the page at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = PaperPresenter(session, self)
        self.cards: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._choices = FlowLayout(SMALL)
        self.chosen = label("", "muted")
        self._make_letterhead()
        self._make_logo()
        self.details = DetailsForm()
        self.signature = SignatureForm()
        self._details_fault = _fault()
        self._make_page()
        self._lay_out()
        self._connect()

    def _make_letterhead(self) -> None:
        self.import_button = button("Importer le papier de la mairie…", self._ask_letterhead)
        self.remove_button = button("Retirer ce papier", self.presenter.remove_letterhead)
        self.letterhead_fault = _fault()
        self._source = label("", "subtitle")
        self.report = label("")
        self.warnings = label("", "warning")
        self._report_frame = frame(
            "seen", column(self._source, self.report, self.warnings, label(MARIANNE_NOTICE, "muted"), margin=MEDIUM)
        )
        self._report_frame.hide()

    def _make_logo(self) -> None:
        self.logo_state = label("", "muted")
        self.logo_button = button("Choisir une image…", self._ask_logo)
        self.no_logo = button("Retirer le logo", lambda: self.presenter.set_logo(None))
        self.logo_fault = _fault()

    def _make_page(self) -> None:
        self.page = PagePictureView()
        self.page.setAccessibleName("Un acte sur ce papier")
        self.page_state = label(_DRAWING, "muted")
        self.page_fault = _fault()
        self.example = button(
            "Ouvrir un exemple dans Word…", self._ask_example, tip="Un acte inventé, enregistré où vous voulez"
        )

    def _lay_out(self) -> None:
        choices = QWidget()
        choices.setLayout(self._choices)
        left = column(
            label("Le papier de vos actes", "title"),
            label("Choisi une fois, il habille chaque acte, de l'exemplaire « PROJET » au document signé.", "muted"),
            choices,
            self.chosen,
            spacing=SMALL,
        )
        left.addSpacing(SMALL)
        left.addWidget(label("Le papier de la mairie", "heading"))
        left.addWidget(label("Un document Word ou LibreOffice qui porte votre en-tête et votre pied de page.", "muted"))
        left.addLayout(_flow(self.import_button, self.remove_button))
        left.addWidget(self.letterhead_fault)
        left.addWidget(self._report_frame)
        left.addSpacing(SMALL)
        left.addWidget(label("Logo", "heading"))
        left.addWidget(self.logo_state)
        left.addLayout(_flow(self.logo_button, self.no_logo))
        left.addWidget(self.logo_fault)
        left.addSpacing(SMALL)
        left.addWidget(label("Coordonnées", "heading"))
        left.addWidget(
            label("Imprimées en tête ou au pied de la page selon le modèle. Ce qui est vide ne s'imprime pas.", "muted")
        )
        left.addWidget(self.details)
        left.addSpacing(SMALL)
        left.addWidget(label("Signatures", "heading"))
        left.addWidget(self.signature)
        left.addWidget(self._details_fault)
        left.addStretch()
        right = column(label("Un acte sur ce papier", "subtitle"), self.page_state, self.page_fault, margin=MEDIUM)
        right.addWidget(self.page, 1)
        right.addLayout(row(self.example))
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", column(scrolling(left))))
        splitter.addWidget(frame("panel", right))
        splitter.setSizes([560, 440])
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.described.connect(self._show)
        presenter.model_drawn.connect(self._show_model)
        presenter.page_drawing.connect(lambda: self.page_state.setText(_DRAWING))
        presenter.page_drawn.connect(self._show_page)
        presenter.faulted.connect(self._show_fault)
        presenter.importing.connect(self._importing)
        presenter.example_written.connect(_open)
        self.details.changed.connect(presenter.set_details)
        self.signature.changed.connect(presenter.set_signature)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Everything typed is kept."""
        self.details.flush()
        self.signature.flush()

    def redraw(self) -> None:
        self.page.viewport().update()

    def focus(self) -> None:
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()

    def _show(self, state: PaperState) -> None:
        wanted = {model: look.libelle for model, look in state.models.items()}
        if state.source:
            wanted[OWN] = "Votre papier"
        if list(wanted) != list(self.cards):
            self._make_cards(wanted)
        current = OWN if state.own else state.look.id
        self.cards[current].setChecked(True)
        said = f"votre papier « {state.source} »" if state.own else f"le modèle « {state.look.libelle} »"
        more = "" if state.own else f" {state.look.description}"
        self.chosen.setText(f"Vos actes sont écrits sur {said}.{more}")
        self._show_report(state)
        self.logo_state.setText(
            "Le logo s'imprime en tête des modèles."
            if state.has_logo
            else "Aucun logo. Une image PNG ou JPEG, de préférence sur fond blanc."
        )
        self.no_logo.setVisible(state.has_logo)
        self.details.show_details(state.details)
        self.signature.show_block(state.signature)

    def _show_report(self, state: PaperState) -> None:
        self.remove_button.setVisible(bool(state.source))
        self._report_frame.setVisible(state.report is not None)
        if state.report is None:
            return
        sentences = state.report.sentences()
        warnings = [s for s in sentences if s.startswith("À vérifier")]
        self._source.setText(f"Ce qui a été trouvé dans « {state.source} »")
        self.report.setText("\n".join(f"– {s}" for s in sentences if s not in warnings))
        self.warnings.setText("\n".join(f"– {s}" for s in warnings))
        self.warnings.setVisible(bool(warnings))

    def _make_cards(self, wanted: dict[str, str]) -> None:
        for card in self.cards.values():
            self._group.removeButton(card)
            self._choices.removeWidget(card)
            card.deleteLater()
        former = {model: card.icon() for model, card in self.cards.items()}
        self.cards = {}
        for model, words in wanted.items():
            card = QToolButton()
            card.setCheckable(True)
            card.setText(words)
            card.setAccessibleName(f"Écrire les actes sur : {words}")
            card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            card.setIconSize(_THUMB)
            card.setIcon(former.get(model, QIcon(_blank())))
            card.clicked.connect(lambda _=False, m=model: self.presenter.choose(m))
            self._group.addButton(card)
            self._choices.addWidget(card)
            self.cards[model] = card

    def _show_model(self, model: str, image: QImage) -> None:
        if model in self.cards and not image.isNull():
            self.cards[model].setIcon(QIcon(_thumb(image)))

    def _show_page(self, image: QImage, missing: str) -> None:
        self.page.show_page(PageImage(1, image))
        self.page_state.setText(missing or "Un acte inventé, au nom de votre commune.")
        state = self.presenter.state
        if state is not None and state.own and OWN in self.cards and not missing:
            self.cards[OWN].setIcon(QIcon(_thumb(image)))

    def _show_fault(self, part: Part, sentence: str) -> None:
        shown = {
            Part.MODEL: self.letterhead_fault,
            Part.LETTERHEAD: self.letterhead_fault,
            Part.LOGO: self.logo_fault,
            Part.DETAILS: self._details_fault,
            Part.PAGE: self.page_fault,
        }[part]
        shown.setText(sentence)
        shown.setVisible(bool(sentence))
        if part is Part.PAGE and sentence:
            self.page_state.setText("La page n'a pas pu être montrée.")
        if sentence and self.presenter.state is not None:
            self._show(self.presenter.state)  # the card that was refused is not the one chosen

    def _importing(self, under_way: bool) -> None:
        self.import_button.setEnabled(not under_way)
        self.import_button.setText("Lecture du document…" if under_way else "Importer le papier de la mairie…")

    def _ask_letterhead(self) -> None:
        ask_file(self, "Papier à en-tête de la mairie", _LETTERHEADS, self.presenter.import_letterhead)

    def _ask_logo(self) -> None:
        ask_file(self, "Logo de la commune", _PICTURES, self.presenter.set_logo)

    def _ask_example(self) -> None:
        name = "Exemple d'acte sur notre papier.docx"
        ask_target(self, "Enregistrer l'exemple", name, "Document Word (*.docx)", self.presenter.write_example)


def _fault() -> QLabel:
    made = label("", "fault")
    made.hide()
    return made


def _flow(*widgets: QWidget) -> QHBoxLayout:
    inside = FlowLayout(SMALL)
    for widget in widgets:
        inside.addWidget(widget)
    holder = QFrame()
    holder.setLayout(inside)
    made = QHBoxLayout()
    made.addWidget(holder)
    return made


def _thumb(image: QImage) -> QPixmap:
    """Sharp on a screen of twice as many pixels."""
    drawn = QPixmap.fromImage(
        image.scaled(_THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    drawn.setDevicePixelRatio(2)
    return drawn


def _blank() -> QPixmap:
    """A sheet, until its page is drawn."""
    made = QPixmap(_THUMB)
    made.fill(Qt.GlobalColor.white)
    return made


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
