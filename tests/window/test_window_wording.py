"""Words of the window: everything has one, none speaks of a command."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from secretaire.acts.act import Role, State
from secretaire.acts.life import Step
from secretaire.acts.spans import OriginKind
from secretaire.checks.finding import Gravite
from secretaire.desk.messages import TEXTS
from secretaire.errors import Code, SecretaireError
from secretaire.fund.pieces import Kind
from secretaire.ui.parts.piece_words import KINDS
from secretaire.ui.wording import (
    GRAVITIES,
    ORIGINS,
    ROLES,
    STATES,
    STEPS,
    count,
    moment,
    time_left,
    window_sentence,
)


def test_everything_has_a_word() -> None:
    assert set(STATES) == set(State)
    assert set(STEPS) == set(Step) - {Step.PUBLIER}  # noted with its day, by a button of its own
    assert set(ORIGINS) == set(OriginKind)
    assert set(GRAVITIES) == set(Gravite)
    assert set(ROLES) == set(Role)
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("code", list(Code))
def test_no_sentence_of_the_window_speaks_of_a_command(code: Code) -> None:
    text = TEXTS[code]
    names = re.findall(r"\{(\w+)\}", text.happened + text.next_step)
    said = window_sentence(SecretaireError(code, **dict.fromkeys(names, "x")))
    assert "secretaire " not in said
    assert " --" not in said
    assert "tapez" not in said


def test_time_left_never_lies() -> None:
    assert time_left(None) == ""
    assert time_left(4) == "encore quelques secondes"
    assert time_left(47) == "encore 50 s"
    assert time_left(200) == "encore 3 min"


def test_counts() -> None:
    assert count(0, "acte", "actes") == "aucun acte"
    assert count(1, "acte", "actes") == "1 acte"
    assert count(12500, "acte", "actes") == "12\u00a0500 actes"


def test_moment_names_the_day() -> None:
    assert moment(datetime(2026, 3, 1, 12, 5, tzinfo=UTC)).startswith("1er\u00a0mars\u00a02026 à ")
