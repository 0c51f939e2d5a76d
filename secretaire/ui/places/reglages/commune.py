"""« La commune »: the facts written in every act, kept while they are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from secretaire.acts.wording import de_commune
from secretaire.desk.communes import MENTION_EXAMPLE, MODES_PUBLICITE
from secretaire.ui.parts.basics import column, frame, label
from secretaire.ui.places.reglages.commune_presenter import CommunePresenter, TownHall
from secretaire.ui.places.reglages.fields import SavedField, scrolling
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, TIGHT
from secretaire.ui.wording import count

_TO_SAY = "À choisir…"
_WIDTH = 760


class CommunePage(QWidget):
    """What comes from the official list is shown; the rest is the town hall's to write."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = CommunePresenter(session, self)
        self._name = label("", "title")
        self._list = label("", "muted")
        self.fields = {
            "lieu_seance": SavedField(
                "Lieu des séances",
                "Proposé à chaque nouvelle séance.",
                example="la mairie, salle du conseil",
            ),
            "site": SavedField(
                "Site internet",
                "Où les actes sont publiés, quand ils le sont sous forme électronique.",
                example="www.commune.fr",
            ),
            "tribunal": SavedField("Tribunal administratif", "Vide : celui du département."),
            "adresse_tribunal": SavedField(
                "Adresse du tribunal",
                "Écrite entre parenthèses dans les voies de recours ; vide : elle n'est pas dite.",
            ),
            "arrondissement": SavedField("Arrondissement", "Écrit en tête des délibérations."),
            "mention_assistance": SavedField(
                "Mention d'assistance",
                "Facultative. Écrite à la fin de chaque acte où restent des phrases de l'assistant ; vide : rien n'est dit.",
                example=MENTION_EXAMPLE,
            ),
            "siret": SavedField(
                "SIRET de la mairie",
                "Demandé par les données ouvertes. Quatorze chiffres : il ne se déduit pas du SIREN.",
                example="216 103 391 00018",
            ),
            "prefecture": SavedField(
                "Code de la préfecture",
                "PREF et le département (PREF061), ou SPREF et l'arrondissement (SPREF0612). Vide : il n'est pas dit.",
                example="PREF061",
            ),
            "adresse_deliberations": SavedField(
                "Adresse des délibérations en ligne",
                "Où chaque délibération publiée se lit ; {numero} y tient la place de son numéro. Vide : aucun lien.",
                example="https://www.commune.fr/deliberations/{numero}.pdf",
            ),
            "epci": SavedField("Intercommunalité", "Pour un papier à en-tête qui la nomme."),
        }
        self.mode = QComboBox()
        self.mode.setAccessibleName("Mode de publicité des actes")
        self.mode.setEditable(False)
        self.mode.activated.connect(lambda _: self._give_mode())
        self._mode_note = label("", "muted")
        self.fault = label("", "fault")
        self.fault.hide()
        self._lay_out()
        for name, field in self.fields.items():
            field.given.connect(lambda text, n=name: self.presenter.give(n, text))
        self.presenter.shown.connect(self._show)
        self.presenter.faulted.connect(self._show_fault)
        session.opened.connect(self._another_space)

    def _lay_out(self) -> None:
        mode_label = label("Mode de publicité des actes", "subtitle")
        mode_label.setBuddy(self.mode)
        mode = QWidget()
        mode.setLayout(column(mode_label, self._mode_note, self.mode, spacing=TIGHT - 1))
        fields = self.fields
        inside = column(
            self._name,
            self._list,
            label(
                "Ce que vous changez ici est gardé aussitôt. Les nouveaux actes le prennent, et les projets en cours à leur "
                "prochaine modification ; les actes approuvés ne changent pas.",
                "muted",
            ),
            self.fault,
            label("Séances et publicité", "heading"),
            fields["lieu_seance"],
            mode,
            fields["site"],
            label("Voies de recours", "heading"),
            fields["tribunal"],
            fields["adresse_tribunal"],
            label("En-tête des actes", "heading"),
            fields["arrondissement"],
            fields["epci"],
            label("Transmission et données ouvertes", "heading"),
            fields["siret"],
            fields["prefecture"],
            fields["adresse_deliberations"],
            label("Assistant", "heading"),
            fields["mention_assistance"],
            spacing=MEDIUM,
        )
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Everything typed is kept."""
        for field in self.fields.values():
            field.flush()

    def redraw(self) -> None:
        """Nothing is painted here."""

    def focus(self) -> None:
        self.fields["lieu_seance"].input.setFocus()

    def _show(self, hall: TownHall) -> None:
        commune, facts = hall.commune, hall.facts
        self._name.setText(f"Commune {de_commune(commune.nom, commune.liaison)}")
        people = count(commune.population, "habitant", "habitants")
        self._list.setText(
            f"{commune.departement} · {people} · code INSEE {commune.code_insee} · SIREN {commune.siren} "
            "(liste officielle, tenue à jour par l'application)"
        )
        for name, field in self.fields.items():
            field.show_saved(getattr(facts, name))
        usual = f"Exemple : {hall.usual_tribunal}" if hall.usual_tribunal else "Ville où siège le tribunal"
        self.fields["tribunal"].input.setPlaceholderText(usual)
        self._show_mode(facts.mode_publicite, hall.may_choose)

    def _show_mode(self, kept: str, may_choose: bool) -> None:
        self._mode_note.setText(
            "Choisi par délibération du conseil (CGCT, art. L. 2131-1)."
            if may_choose
            else "À partir de 3 500 habitants, la publicité se fait sous forme électronique (CGCT, art. L. 2131-1)."
        )
        self.mode.clear()
        self.mode.addItem(_TO_SAY, "")
        for mode in dict.fromkeys((*MODES_PUBLICITE, *filter(None, [kept]))):
            self.mode.addItem(f"{mode[:1].upper()}{mode[1:]}", mode)
        self.mode.setCurrentIndex(self.mode.findData(kept))

    def _give_mode(self) -> None:
        self.presenter.give("mode_publicite", str(self.mode.currentData()))

    def _show_fault(self, name: str, sentence: str) -> None:
        if name in self.fields:
            self.fields[name].show_fault(sentence)
            return
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _another_space(self) -> None:
        for field in self.fields.values():
            field.restore("")
