"""Kill the application at random instants while it edits, votes, decides, reads documents and takes proposals.

    python tests/benchmarks/kill_space.py [--fois 1000]

Each life does one of these, again and again, and says the number of each change once the call returned. It is killed with
SIGKILL at a random instant; then the space is opened as the window does. Nothing acknowledged may be missing, no file
damaged, the journal intact. (A killed process, not a power cut: for that we rely on `synchronous = FULL`.)
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "benchmarks")]

import keyring  # noqa: E402
from kill_meeting import MEMBERS, after, gesture, opened, prepared  # noqa: E402
from memory_keyring import MemoryKeyring  # noqa: E402

from secretaire.acts.act import Act, ActId, Role, State  # noqa: E402
from secretaire.acts.life import Step  # noqa: E402
from secretaire.council.ballots import vote_of  # noqa: E402
from secretaire.council.course import Course  # noqa: E402
from secretaire.desk import assistant, meeting, review, writing  # noqa: E402
from secretaire.desk.files import read_fields  # noqa: E402
from secretaire.desk.journal import journal_report  # noqa: E402
from secretaire.desk.office import Office  # noqa: E402
from secretaire.desk.resources import resources  # noqa: E402
from secretaire.drafting.act_types.catalogue import TypesCatalogue  # noqa: E402
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult  # noqa: E402
from secretaire.store.proposals import ProposalStatus  # noqa: E402

EDITED = ActId("edite-1")
MAIRE = "Paul Nom1"
STEPS = (Step.RELIRE, Step.SOUMETTRE, Step.APPROUVER)
STATES = (State.BROUILLON, State.RELU, State.SOUMIS, State.APPROUVE)


class Writer:
    """A scripted engine."""

    model_sha256 = "0" * 64
    adapter_sha256 = ""

    def generate(
        self,
        _request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        on_token("Le toit fuit depuis 2024.")
        return GenerationResult("Le toit fuit depuis 2024.", 9, 0.1, 0.05, cancelled(), True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@dataclass(slots=True)
class Space:
    """The space under trial, and how many changes of each kind it is known to hold."""

    folder: Path
    types: TypesCatalogue
    first: Course
    written: ActId
    decided: ActId
    done: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> Path:
        return self.folder.parent / "documents"


def main() -> None:
    """Print what survived; ends with an error when something did not."""
    options = argparse.ArgumentParser()
    options.add_argument("--fois", type=int, default=1000)
    options.add_argument("--graine", type=int, default=0)
    arguments = options.parse_args()
    keyring.set_keyring(MemoryKeyring())
    chance = random.Random(arguments.graine)
    kills: Counter[str] = Counter()
    wrong: list[str] = []
    one_more = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SECRETAIRE_DONNEES"] = str(Path(folder) / "donnees")
        space = prepared_space(Path(folder))
        for number in range(arguments.fois):
            kind = ROUND[number % len(ROUND)]
            said = killed_life(space, kind, chance.uniform(0.0, KINDS[kind].longest_s))
            kept = space.done[kind]
            faults = survival(space, kind, said)
            kills[kind] += 1
            one_more += space.done[kind] > max(said, kept)
            wrong += [f"{number} ({kind}) : {fault}" for fault in faults]
    lives = ", ".join(f"{kind} {kills[kind]} ({space.done[kind]} changements)" for kind in KINDS)
    print(f"{arguments.fois} arrêts brutaux en {time.monotonic() - start:.0f} s : {lives}")
    print(f"gardés sans avoir pu être dits : {one_more} ; perdus ou abîmés : {len(wrong)}")
    for fault in wrong:
        print(fault)
    if wrong:
        raise SystemExit(1)


def prepared_space(base: Path) -> Space:
    """A meeting under way, an act to edit, one to decide on, one for the pen, a folder of documents."""
    types, first = prepared(base / "espace")
    (base / "documents").mkdir()
    office = opened(base / "espace", types)
    now = datetime.now(UTC)
    office.workspace.acts.add(Act(EDITED, "tarifs_salle", "", "édition 0", ()), "Claire", now=now)
    fields = read_fields(resources() / "demo" / "champs_detr.yaml")
    decided = writing.start_draft(office, "demande_subvention_etat", fields, author="Claire")
    notes = ("toit fuit depuis 2024",)
    written = writing.start_draft(office, "demande_subvention_etat", {}, author="Claire", notes=notes)
    space = Space(base / "espace", types, first, written.id, decided.id)
    propose_or_accept(office, space, 0)  # what is read once is read here, not in each life
    propose_or_accept(office, space, 1)
    space.done["plume"] = 2
    for number in range(len(STATES)):
        decide(office, space, number)
    space.done["décision"] = len(STATES)
    office.close()
    return space


# what a life does: the change of that number


def edit(office: Office, _space: Space, number: int) -> None:
    act = office.workspace.acts.get(EDITED)
    office.workspace.acts.save(replace(act, objet=f"édition {number + 1}"), "Claire", now=datetime.now(UTC))


def vote(office: Office, _space: Space, number: int) -> None:
    meeting.change(office, 1, gesture(number), "Claire")


def decide(office: Office, space: Space, number: int) -> None:
    if number % len(STATES) < len(STEPS):
        review.take(office, space.decided, STEPS[number % len(STATES)], MAIRE)
    else:
        act = office.workspace.acts.get(space.decided)
        office.workspace.acts.save(replace(act, objet=f"édition {number + 1}"), "Claire", now=datetime.now(UTC))


def read(office: Office, space: Space, number: int) -> None:
    (space.documents / f"acte{number + 1}.txt").write_text(
        f"Convention unique{number + 1} pour la voirie de la commune.", encoding="utf-8"
    )
    office.fund.read([space.documents])


def propose_or_accept(office: Office, space: Space, number: int) -> None:
    office._engine = Writer()  # type: ignore[assignment]
    if number % 2 == 0:
        assistant.propose(office, space.written, Role.EXPOSE, lambda _text: None, lambda: False)
    else:
        last = office.workspace.proposals.of_act(space.written)[-1]
        assistant.accept_proposal(office, last.id, "Claire")


# what is found after: how many changes are kept, None when it is none of those that may be


def edits(office: Office, _space: Space, said: int) -> int | None:
    objet = office.workspace.acts.get(EDITED).objet
    return next((number for number in (said, said + 1) if objet == f"édition {number}"), None)


def votes(office: Office, space: Space, said: int) -> int | None:
    kept = meeting.course_of(office, 1)
    number = next((number for number in (said, said + 1) if after(space.first, number) == kept), None)
    act = writing.get_act(office, str(kept.points[0].act_id))
    agreed = vote_of(kept, 1, MEMBERS, office.workspace.roster.get())
    written = "par 6 voix pour" in act.section(Role.VOTE).text.replace("\u00a0", " ")
    in_step = office.workspace.seances.vote(act.id) == agreed and written is (agreed is not None)
    return number if in_step else None


def decisions(office: Office, space: Space, said: int) -> int | None:
    act = office.workspace.acts.get(space.decided)
    proven = (act.state is State.APPROUVE) is (office.workspace.acts.approval(act) is not None)
    return next((n for n in (said, said + 1) if act.version == n + 1 and act.state is STATES[n % 4] and proven), None)


def documents(office: Office, _space: Space, said: int) -> int | None:
    office.fund.prepare_index()
    wanted = {number for number in (1, said // 2, said - 1, said) if 1 <= number <= said}
    # the space: a whole word, not the beginning of « unique10 »
    found = all(
        f"acte{number}.txt" in [result.path.name for result in office.fund.search(f"unique{number} ").results]
        for number in wanted
    )
    return said if found else None


def proposals(office: Office, space: Space, said: int) -> int | None:
    kept = office.workspace.proposals.of_act(space.written)
    taken = sum(proposal.status is ProposalStatus.ACCEPTEE for proposal in kept)
    return next((number for number in (said, said + 1) if (len(kept), taken) == ((number + 1) // 2, number // 2)), None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A work, the longest that it is let live, and how what is left of it is counted."""

    work: Callable[[Office, Space, int], None]
    kept: Callable[[Office, Space, int], int | None]
    longest_s: float


KINDS = {
    "édition": Kind(edit, edits, 0.15),
    "vote": Kind(vote, votes, 0.3),
    "décision": Kind(decide, decisions, 0.6),
    "lecture": Kind(read, documents, 10.0),
    "plume": Kind(propose_or_accept, proposals, 0.3),
}


ROUND = "édition vote décision plume édition vote décision plume édition lecture".split()  # noqa: SIM905
"""Reading is slow: it starts a process of its own."""


def killed_life(space: Space, kind: str, seconds: float) -> int:
    """Let a child work for so long once it is ready; returns how many changes of that kind are acknowledged."""
    reading, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        live_for_ever(space, kind, writing_end)
    os.close(writing_end)
    with os.fdopen(reading, "rb", buffering=0) as said:
        received = said.read(64) or b""
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := said.read(4096):
            received += more
    lines = received[: received.rfind(b"\n") + 1].split()
    if not lines:
        raise SystemExit(f"{kind} : the life ended by itself")
    return int(lines[-1])


def live_for_ever(space: Space, kind: str, said: int) -> None:
    """Work, and acknowledge each change."""
    number = space.done[kind]
    office = opened(space.folder, space.types)
    os.write(said, f"{number}\n".encode())
    while True:
        KINDS[kind].work(office, space, number)
        number += 1
        os.write(said, f"{number}\n".encode())


def survival(space: Space, kind: str, said: int) -> list[str]:
    """What is wrong once the space is opened again; counts the changes kept."""
    office = opened(space.folder, space.types)
    try:
        faults = [f"{name} abîmé" for name in ("espace.sqlite", "fonds.sqlite") if not sound(space.folder / name)]
        for each, facts in KINDS.items():
            # the index is searched after the lives that change it
            if each == "lecture" and kind != "lecture":
                continue
            known = said if each == kind else space.done[each]
            number = facts.kept(office, space, known)
            if number is None or (each != kind and number != known):
                faults.append(f"{each} : {known} confirmés, introuvables")
            else:
                space.done[each] = number
        report = journal_report(office)
        if not report.intact:
            faults.append(f"journal : {report.reason}")
        return faults
    finally:
        office.close()


def sound(path: Path) -> bool:
    """Does SQLite find the whole file in order?"""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        connection.close()


if __name__ == "__main__":
    main()
