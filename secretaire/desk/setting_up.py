"""What remains of the setting up of a workspace: read from what is there, so that nothing is asked twice."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from secretaire.desk import models
from secretaire.desk.office import Office

PUT_OFF_DAYS = 7
_PUT_OFF = "mise_en_place.remis"


class Step(StrEnum):
    """What a new workspace still needs, in the order in which it serves."""

    ELUS = "elus"
    DOCUMENTS = "documents"
    ASSISTANT = "assistant"


def remaining(office: Office) -> tuple[Step, ...]:
    """The steps neither done nor put off."""
    done = {
        Step.ELUS: bool(office.workspace.roster.get().elus),
        Step.DOCUMENTS: bool(office.fund.folders()),
        Step.ASSISTANT: models.default_model() is not None or models.choice().set_aside,
    }
    until, today = _put_off(office), office.today()
    return tuple(step for step in Step if not done[step] and today >= until.get(step, today))


def put_off(office: Office, step: Step) -> None:
    """Say no more of a step for a week.

    Raises:
        EnvironmentFault: the workspace cannot be written.
    """
    until = {**_put_off(office), step: office.today() + timedelta(days=PUT_OFF_DAYS)}
    office.workspace.settings.put(_PUT_OFF, {each.value: day.isoformat() for each, day in until.items()})


def _put_off(office: Office) -> dict[Step, date]:
    kept = office.workspace.settings.get(_PUT_OFF)
    if not isinstance(kept, dict):
        return {}
    # a step of a later version, which was gone back from, is not known here
    return {step: date.fromisoformat(str(kept[step.value])) for step in Step if step.value in kept}
