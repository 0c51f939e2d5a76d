"""The transcription model of this PC on speech made by espeak-ng; skipped where either is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from secretaire.desk import recordings
from secretaire.errors import ModelUnavailable
from secretaire.listening.passages import Trust
from secretaire.listening.transcriber import Transcriber

pytestmark = pytest.mark.model


@pytest.fixture
def model() -> Path:
    try:
        return recordings.model()
    except ModelUnavailable:
        pytest.skip("the transcription model is not on this PC")


def test_a_sentence_is_heard_in_time_and_silence_is_not(model: Path, tmp_path: Path) -> None:
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        pytest.skip("espeak-ng is not on this PC")
    path = tmp_path / "fin.wav"
    said = "Plus personne ne demandant la parole, la séance est levée."
    subprocess.run([espeak, "-v", "fr+m3", "-s", "140", "-w", str(path), said], check=True)
    with Transcriber(model) as transcriber:
        opened = transcriber.open(path)
        (stretch,) = opened.stretches
        heard = transcriber.listen(stretch)
    text = " ".join(p.text for p in heard.passages)
    assert "parole" in text
    assert "séance" in text
    assert all(stretch.start <= p.start <= p.end <= stretch.end for p in heard.passages)
    assert any(p.trust is not Trust.NON_COMPRIS for p in heard.passages)
    assert heard.processor > 0
