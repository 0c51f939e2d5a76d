"""A commune whose acts wait for its maire, for the tests of the parapheur."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from secretaire.acts.act import Act, FieldInput
from secretaire.acts.life import Step
from secretaire.acts.remarks import Passage
from secretaire.council.commune import Commune
from secretaire.desk import elus, joining, parapheur, review, writing
from secretaire.desk.office import Office, create_space
from secretaire.exchange.parapheur.answer import ActAnswer, Note
from secretaire.exchange.parapheur.dossier import SentAct

MAIRE, SECRETARY = "Anne DELORME", "secrétaire"
HOSTILE = "</script><script>document.title='PIRATE'</script><img src=x onerror=\"document.title='PIRATE'\">"
_ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Anne;maire;1;01/07/2020;\n"
    "M.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
)
_COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
_FIELDS: dict[str, FieldInput] = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}


def a_commune(folder: Path) -> Office:
    """A workspace with its maire and an adjoint."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "elus.csv").write_text(_ROSTER, encoding="utf-8")
    opened = create_space(folder / "espace", _COMMUNE)
    elus.import_roster(opened, folder / "elus.csv")
    return opened


def submitted(office: Office, joined: Path | None = None, title: str = "") -> Act:
    """One more act that waits for the maire."""
    act = writing.start_draft(office, "tarifs_salle", _FIELDS, author=SECRETARY)
    if title:
        act = writing.save_edit(office, replace(act, objet=title), SECRETARY)
    if joined is not None:
        joining.join(office, act.id, joined, SECRETARY)
    review.take(office, act.id, Step.RELIRE, SECRETARY)
    return review.take(office, act.id, Step.SOUMETTRE, SECRETARY)


def a_note(sent: SentAct, text: str) -> Note:
    """A remark on the first words of the last section with text."""
    section = next(s for s in reversed(sent.act.sections) if s.visible)
    paragraph = section.visible[0]
    return Note(Passage(section.role, paragraph.key, paragraph.text.split()[0]), text)


def answered(sent: SentAct, decision: Step | None, reason: str = "", *notes: Note) -> ActAnswer:
    """What is answered on an act."""
    return ActAnswer(sent.act.id, sent.number, sent.fingerprint, decision, reason, notes)


def answer_file(sent: parapheur.Sent, target: Path, answering: Callable[[SentAct], ActAnswer], by: str = MAIRE) -> Path:
    """The answer made on another PC with the application."""
    reading = parapheur.read(sent.path)
    parapheur.answer(reading, by, date(2026, 11, 22), [answering(s) for s in reading.dossier.acts], target)
    return target
