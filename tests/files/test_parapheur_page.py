"""The page of a parapheur: hostile words stay words, and a real browser makes an answer that the town hall accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from browser import PROGRAM, Browser
from sent_acts import HOSTILE, MAIRE, SECRETARY, a_commune, submitted

from secretaire.acts.act import State
from secretaire.desk import parapheur, parapheur_answers, remarks, writing
from secretaire.desk.office import Office
from secretaire.exchange.parapheur.packing import PAGE

_OURS = {"script", "style", "meta", "link", "img", "iframe", "object", "embed", "form", "base", "svg", "video", "audio"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = a_commune(tmp_path / "A")
    yield opened
    opened.close()


@pytest.fixture
def page(office: Office, tmp_path: Path) -> Path:
    submitted(office, title=HOSTILE)
    sent = parapheur.send(office, [], tmp_path / "p.zip", SECRETARY)
    with ZipFile(sent.path) as archive:
        return Path(archive.extract(PAGE, tmp_path))


def test_hostile_words_make_no_tag_and_nothing_comes_from_elsewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert sorted(t for t in tags.found if t in _OURS) == ["meta", "meta", "meta", "meta", "script", "script", "style"]
    assert not [(n, v) for n, v in tags.attributes if n in {"src", "action", "style"} or n.startswith("on")]
    assert all(v.startswith("#") for n, v in tags.attributes if n == "href")
    assert not re.search(r"https?:|//[a-z]+\.|url\(|@import|fetch\(|XMLHttp|WebSocket|sendBeacon|innerHTML", text)
    policy = next(v for n, v in tags.attributes if n == "content" and v.startswith("default-src 'none'"))
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 2


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this PC")
def test_a_real_browser_answers_and_the_town_hall_accepts(office: Office, page: Path, tmp_path: Path) -> None:
    with Browser(tmp_path / "profil") as browser:
        browser.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path), eventsEnabled=True)
        browser.open(page)
        assert browser.run("document.title") == "Actes à lire et à décider — Commune d'Aubigny"
        # nothing is saved without a name, nor a decision without its reason
        browser.run("document.querySelector('input[value=reprendre]').click(); find('save').click()")
        assert browser.run("find('faults').innerText").split("\n") == [
            "Indiquez votre nom.",
            f"« {HOSTILE} » : écrivez le motif en une phrase.",
        ]
        browser.run(
            f"find('by').value = '{MAIRE}'; document.querySelector('.motive').value = 'Le tarif est \\u2028trop haut.';"
            "const line = [...document.querySelectorAll('.par')].filter((each) => each.querySelector('button')).at(-1); const said = line.querySelector('.words').firstChild;"
            "const range = document.createRange(); range.setStart(said, 1); range.setEnd(said, 2);"
            "document.getSelection().addRange(range); line.querySelector('button').click();"
            "line.querySelector('textarea').value = 'Dès « le » 1er ? é€😀'; null"
        )
        assert browser.run("document.querySelectorAll('.part-entete .tool, .part-signatures .tool').length") == 0
        name = browser.run("save().then(() => find('done').innerText.split('«')[1].split('»')[0].trim())")
        while browser._next().get("params", {}).get("state") != "completed":
            pass
    received = parapheur_answers.read(office, tmp_path / name)
    (line,) = parapheur_answers.merge(office, received, SECRETARY).lines
    assert line.fault is None
    assert writing.get_act(office, line.sent.act_id).state is State.A_REPRENDRE
    (remark,) = remarks.of_act(office, line.sent.act_id)
    assert (remark.remark.text, remark.passage_changed) == ("Dès « le » 1er ? é€😀", False)
    assert remark.remark.passage is not None
    assert remark.remark.passage.words.isalnum()  # widened to the whole word


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this PC")
def test_words_that_slipped_through_the_escaping_would_still_not_run(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('<div class="text">', f'<div class="text"></div>{HOSTILE}<div>', 1), encoding="utf-8")
    assert HOSTILE in page.read_text(encoding="utf-8")
    with Browser(tmp_path / "profil") as browser:
        browser.open(page)
        assert browser.run("document.querySelectorAll('article img').length") == 1
        assert "PIRATE" not in browser.run("document.title")
        assert browser.run("fetch('http://127.0.0.1:9/').then(() => 'sent', (e) => e.name)") == "TypeError"
