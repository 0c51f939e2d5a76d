"""What a person is told of the journal, whatever is found."""

from __future__ import annotations

import pytest

from secretaire.desk.messages import JOURNAL_BREACHES, JOURNAL_PROTECTIONS, journal_sentence
from secretaire.store.custody import Protection
from secretaire.store.journal import JournalReport
from secretaire.store.journal_chain import Breach


@pytest.mark.parametrize("protection", Protection)
@pytest.mark.parametrize("reason", [None, *Breach])
def test_every_state_of_the_journal_has_its_sentence(reason: Breach | None, protection: Protection) -> None:
    report = JournalReport(reason is None, 12, 7 if reason else None, reason, protection, 0, "0" * 64)
    said = journal_sentence(report)
    assert ("n'est pas intact" in said) is (reason is not None)
    assert "{" not in said
    assert JOURNAL_PROTECTIONS[protection] in said


def test_no_sentence_tells_of_what_does_not_exist() -> None:
    assert set(JOURNAL_BREACHES) == set(Breach)
    assert set(JOURNAL_PROTECTIONS) == set(Protection)


def test_a_journal_without_keyring_says_it_plainly() -> None:
    report = JournalReport(True, 2, None, None, Protection.SANS_TROUSSEAU, 2, "0" * 64)
    assert "chaîné sans clé : le trousseau de la session est absent" in journal_sentence(report)
