"""Words are analysed by several threads at once: the window searches while the fund is read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from secretaire.fund.finding.analyzer import stem

ENDINGS = ("ement", "ations", "ait", "er")
WORDS = [f"{start}{end}" for start in ("tarif", "restaur", "assainiss", "deliber") for end in ENDINGS]
ROUNDS = 400


def stems() -> list[str]:
    return [stem.__wrapped__(word) for _ in range(ROUNDS) for word in WORDS]


def test_stems_are_the_same_whatever_the_other_threads_do() -> None:
    alone = stems()
    with ThreadPoolExecutor(4) as pool:
        together = [future.result() for future in [pool.submit(stems) for _ in range(4)]]
    assert all(found == alone for found in together)
