"""A fictional commune, ready to try: its fund, its roster, a meeting, drafts in several states."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from secretaire.acts.fields import parse_date, parse_time
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.desk import reading, review, seances, writing
from secretaire.desk.elus import find_elu, import_roster, list_roster
from secretaire.desk.office import Office, create_space
from secretaire.desk.resources import resources
from secretaire.errors import Code, EnvironmentFault

_SECRETARY = "secrétaire"


def fund_folder(space: Path) -> Path:
    """Where the documents of the fictional commune are copied."""
    return space / "documents"


def create_demo(folder: Path, say: Callable[[str], None]) -> Office:
    """Create the fictional commune in a new folder and open it.

    Raises:
        EnvironmentFault: the folder already holds a workspace, or cannot be written.
    """
    source = resources() / "demo"
    office = create_space(folder, _commune(source / "commune.yaml"))
    try:
        import_roster(office, source / "elus.csv")
        documents = fund_folder(office.folder)
        try:
            shutil.copytree(source / "fonds", documents, copy_function=shutil.copyfile)
        except OSError as error:
            raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(documents), cause=str(error)) from error
        say("lecture des documents de la commune fictive")
        reading.read_documents(office, [documents], lambda _now: None, lambda: False)
        _drafts(office, yaml.safe_load((source / "projets.yaml").read_text(encoding="utf-8")))
    except BaseException:
        office.close()
        raise
    return office


def _commune(path: Path) -> Commune:
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    facts["codes_postaux"] = tuple(facts.get("codes_postaux", ()))
    return Commune(**facts)


def _drafts(office: Office, described: dict[str, Any]) -> None:
    meeting = described["seance"]
    seance = seances.create_seance(
        office,
        parse_date(meeting["date"]),
        parse_time(meeting["heure"]),
        meeting["lieu"],
        parse_date(meeting["convocation"]),
    )
    absent = {find_elu(office, name, seance.date).id for name in meeting["absents"]}
    present = tuple(e.id for e in list_roster(office) if e.sits_on(seance.date) and e.id not in absent)
    secretary = find_elu(office, meeting["secretaire"], seance.date).id
    seance = replace(seance, presents=present, excuses=tuple(sorted(absent)), secretaire=secretary)
    seances.update_seance(office, seance, _SECRETARY)
    for project in described["projets"]:
        act = writing.start_draft(
            office,
            project["type"],
            project["champs"],
            author=_SECRETARY,
            seance_id=seance.id if project.get("seance", True) else None,
            act_date=parse_date(project["date"]) if "date" in project else None,
            notes=project.get("notes", ()),
        )
        for step in project.get("etapes", ()):
            review.take(office, act.id, Step(step["etape"]), step["par"], step.get("motif", ""))
