"""Beside the page: the card of the assistant, then Contrôles, Ancien acte, Conseils, Précédents, Origine."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.checks.finding import Finding
from secretaire.desk.advice import advice_on
from secretaire.desk.law import law_state
from secretaire.ui.parts.basics import column, frame, tabs
from secretaire.ui.parts.findings import FindingsPanel
from secretaire.ui.parts.proposal_card import ProposalCard
from secretaire.ui.places.rediger.advice import AdvicePanel
from secretaire.ui.places.rediger.origins import OriginsPanel
from secretaire.ui.places.rediger.precedents import PrecedentsPanel
from secretaire.ui.places.rediger.presenter import RedigerPresenter
from secretaire.ui.places.rediger.reuse.panel import OldActPanel
from secretaire.ui.style.tokens import TIGHT

_AFTER_FINDINGS = 1


class Side(QWidget):
    """The right column of Rédiger."""

    def __init__(self, presenter: RedigerPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = ProposalCard()
        self.findings = FindingsPanel(acting=True)
        self.advice = AdvicePanel()
        self.precedents = PrecedentsPanel(presenter.session)
        self.origins = OriginsPanel(presenter.field_label)
        self.old_act = OldActPanel(presenter.field_label, self)
        self.old_act.hide()
        self.tabs = tabs(
            "Contrôles, conseils, précédents, origine",
            (self.findings, "Contrôles"),
            (self.advice, "Conseils"),
            (self.precedents, "Précédents"),
            (self.origins, "Origine"),
        )
        # four tabs side by side on a screen of 1366
        self.tabs.tabBar().setStyleSheet(f"QTabBar::tab {{ padding-left: {TIGHT}px; padding-right: {TIGHT}px; }}")
        layout = column(self.card, frame("panel", column(self.tabs)))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        presenter.checked.connect(lambda findings: self.show_findings(findings, presenter.act))
        presenter.precedents_found.connect(self.precedents.show_results)
        presenter.precedents_failed.connect(self.precedents.fail)
        self.precedents.shown.connect(lambda: self.tabs.setCurrentWidget(self.precedents))
        self.precedents.reuse_asked.connect(presenter.reuse)
        self.origins.passage_asked.connect(self.precedents.show_origin)

    def show_findings(self, findings: tuple[Finding, ...], act: Act | None) -> None:
        self.findings.show_findings(findings, act)
        self.findings.show_law(law_state().date)
        number = len(findings)
        self.tabs.setTabText(0, f"Contrôles ({number})" if number else "Contrôles")

    def show_act(self, act: Act, kind: ActType) -> None:
        self.origins.show_act(act)
        self.advice.show_advice(advice_on(kind, act))

    def show_old_act(self, *, there: bool) -> None:
        """The tab of the old act is there only when there is one."""
        at = self.tabs.indexOf(self.old_act)
        if there and at < 0:
            self.tabs.insertTab(_AFTER_FINDINGS, self.old_act, "Ancien acte")
        elif not there and at >= 0:
            self.tabs.removeTab(at)
            self.old_act.hide()

    def show_origins(self) -> None:
        self.tabs.setCurrentWidget(self.origins)
