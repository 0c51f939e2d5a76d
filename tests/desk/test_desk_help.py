"""The guides: every page and picture is there, what they name exists, and people find what they ask for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretaire.desk import help as guides
from secretaire.desk import law
from secretaire.desk.messages import TEXTS
from secretaire.errors import Code
from secretaire.law.snapshot import Status

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)]+)\)")
LABEL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
MOST_BYTES = 6 * 1024 * 1024


def raw(name: str) -> str:
    return (guides.folder() / f"{name}.md").read_text(encoding="utf-8")


def anchors(name: str) -> set[str]:
    page = next(page for page in guides.pages() if page.name == name)
    return {section.anchor for section in page.sections}


def test_every_page_of_the_folder_is_in_the_contents() -> None:
    assert {path.stem for path in guides.folder().glob("*.md")} == set(guides.PAGES)


@pytest.mark.parametrize("name", guides.PAGES)
def test_every_link_and_picture_leads_somewhere_here(name: str) -> None:
    for target in LINK.findall(raw(name)):
        path, _, anchor = target.partition("#")
        assert "://" not in target, "nothing in the help leads out of the application"
        assert (guides.folder() / path).is_file(), target
        if anchor:
            assert anchor in anchors(Path(path).stem), target


def test_every_page_is_reached_by_its_title_and_says_what_it_is() -> None:
    for page in guides.pages():
        assert page.title
        assert page.under, page.name
        assert guides.markdown(page.name).startswith(f"# {page.title}\n"), page.name
        assert "<!--" not in guides.markdown(page.name)


def test_no_picture_is_shipped_for_nothing_and_all_are_light() -> None:
    shown = {
        Path(target).stem for name in guides.PAGES for target in LINK.findall(raw(name)) if target.endswith(".png")
    }
    shipped = list((guides.folder() / "images").glob("*.png"))
    assert {path.stem.removesuffix("-sombre") for path in shipped} == shown
    assert sum(path.stat().st_size for path in shipped) <= MOST_BYTES


def test_what_is_named_in_bold_is_a_word_of_the_window() -> None:
    """A button, a tab, a menu: bold is kept for them, and a word of the window that changes breaks here."""
    words = set(window_words())
    unknown = {
        f"{name}: {label}"
        for name in guides.PAGES
        for label in (" ".join(found.split()) for found in LABEL.findall(raw(name)))
        if not ({label, label.removesuffix("…"), label.removesuffix(" ▾")} & words)
    }
    assert unknown == set()


def window_words() -> Iterator[str]:
    for file in (ROOT / "secretaire" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("comment faire ma première délibération", "premiers-pas"),
        ("numeros sautés", "que-faire#un-numéro-a-été-sauté"),
        ("je me suis trompée dans un vote", "que-faire#je-me-suis-trompée-pendant-la-séance"),
        ("procurations", "seances#pendant-la-séance"),
        ("élu en conflit d'intérêt", "faq#un-élu-est-intéressé-par-laffaire"),
        ("bulletins secrets", "seances#voter"),
        ("imprimer en pdf", "actes#imprimer-et-enregistrer"),
        ("logo de la mairie", "reglages#papier-à-en-tête"),
        ("clé usb perdue", "que-faire#la-clé-usb-ou-le-disque-ne-répond-plus"),
        ("intelligence artificielle", "faq#que-fait-lassistant-"),
        ("rgpd", "faq#et-les-données-personnelles-"),
        ("le maire a oublié son code", "que-faire#le-maire-ne-peut-pas-approuver"),
        ("télétransmission préfecture", "actes#transmettre-au-préfet"),
        ("délai de convocation", "que-faire#la-convocation-part-trop-tard"),
        ("copier l'acte de l'année dernière", "rediger#refaire-un-ancien-acte"),
        ("enregistrer la séance au dictaphone", "seances#lenregistrement"),
        ("sauvegardes", "reglages#sauvegarde"),
        ("importer les élus csv", "premiers-pas#la-liste-des-élus"),
        ("chiffrer l'ordinateur portable", "reglages#coffre"),
        ("secrétaire en congé maladie", "que-faire#la-secrétaire-est-absente"),
        ("salle des fêtes synonyme", "fonds#les-mots-équivalents"),
        ("erreur dans un acte signé", "que-faire#un-acte-signé-contient-une-erreur"),
        ("tribunal administratif delai", "faq#quel-est-le-délai-de-recours-"),
        ("mettre les délibérations en ligne", "actes#mettre-en-ligne-données-ouvertes"),
        ("tarfis en vigueur", "fonds#un-sujet-dans-le-temps"),
    ],
)
def test_what_people_ask_is_in_the_first_three(asked: str, answer: str) -> None:
    assert answer in [section.target for section in guides.search(asked)[:3]]


SMALL_NUMBERS = ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")

MET = """
BLANKS_REMAIN FIGURE_WITHOUT_ORIGIN CHECKS_BLOCK TRANSITION_REFUSED ROLE_REFUSED OUTSIDE_DELEGATION CODE_WRONG
ANSWER_UNREADABLE ANSWER_FOREIGN ANSWER_OLD ANSWER_CONFLICT CONVOCATION_LATE SITTING_TOTAL MODEL_MISSING ENGINE_DIED
ENGINE_SILENT FILE_NOT_WRITABLE DISK_FULL DISK_FAULT WORKSPACE_DAMAGED WORKSPACE_LOCKED WORKSPACE_NEWER
SPACE_OPEN_ELSEWHERE WORKSPACE_MISSING WORKSPACE_ON_NETWORK JOURNAL_LOCKED PASSPHRASE_WRONG VAULT_LOCKED
ODT_WITHOUT_LIBREOFFICE NUMBER_REASON_MISSING SIRET_MISSING CLASSIFICATION_REFUSED NOT_TO_SEND
""".split()  # noqa: SIM905


@pytest.mark.parametrize("code", MET)
def test_the_message_of_an_error_leads_to_what_to_do(code: str) -> None:
    message = re.sub(r"\{\w+\}", "", TEXTS[Code[code]].happened)
    assert "que-faire" in {section.page for section in guides.search(message)[:4]}


def test_the_figures_of_the_assistant_are_those_measured() -> None:
    card = (ROOT / "models" / "adapter" / "README.md").read_text(encoding="utf-8")

    def row(heading: str) -> list[int]:
        found = re.search(rf"^\|{heading}\|(.*)\|$", card, re.MULTILINE)
        assert found is not None
        return [int(figure) for figure in re.findall(r"\d+", found[1])]

    first, first_shown, second, second_shown = row(" phrases montrées dont le sens est faux ")
    one_in = round((first_shown + second_shown) / (first + second))
    told = f"environ une phrase montrée sur {SMALL_NUMBERS[one_in]} avait un sens faux"
    assert all(told in " ".join(raw(page).split()) for page in ("faq", "guide-maire"))
    texts = [int(count) for count in re.findall(r"\| (\d+) (?:textes|autres) \(", card)]
    assert len(texts) == 2
    assert f"sur {sum(texts)} textes mis à part" in raw("faq")
    assert "la moitié entièrement écrits par lui" in raw("faq")
    assert all(45 <= share <= 55 for share in row(" entièrement de la plume "))
    assert "un sur vingt refusé" in raw("faq")
    assert all(4 <= share <= 6 for share in row(" refusés "))


def test_no_article_the_guides_rely_on_is_gone() -> None:
    gone = {Status.ABROGE, Status.REMPLACE, Status.NUMERO_IMPOSSIBLE, Status.PAS_ENCORE}
    state = law.law_state()
    judged = [
        (section.target, found.name, found.verdict.status)
        for page in guides.pages()
        for section in page.sections
        for found in law.judge(" ".join(section.text.split()), state.date)
    ]
    assert len(judged) > 30
    assert [line for line in judged if line[2] in gone] == []


def test_nothing_typed_finds_nothing() -> None:
    assert guides.search("") == ()
    assert guides.search("le la des") == ()
    assert guides.search("zzqxyw") == ()
