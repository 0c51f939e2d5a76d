"""Search as a secretary types: any spelling, unfinished words, phrases, references, amounts, filters."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from secretaire.errors import Cancelled, Code, EnvironmentFault
from secretaire.fund.act_facts import Kind
from secretaire.fund.analyzer import VERSION
from secretaire.fund.fund import Fund
from secretaire.fund.index import REASON_TEXTS, RebuildReason
from secretaire.fund.search import Answer, Filters

DOCUMENTS = {
    "2021-cantine.txt": (
        "DÉLIBÉRATION N° 2021-04\nSéance du 8 mars 2021\nObjet : tarifs de la cantine scolaire\n\n"
        "Le conseil municipal, vu l'article L. 2121-29 du code général des collectivités territoriales, fixe le prix du "
        "repas à 3,50 €."
    ),
    "2022-detr.txt": (
        "DÉLIBÉRATION N° 2022-11\nSéance du 26 septembre 2022\nObjet : demande de DETR pour la rénovation de l'école\n\n"
        "Le coût des travaux est de 12 400,00 € hors taxes. La commune sollicite une subvention de l'État."
    ),
    "2023-route.txt": (
        "ARRÊTÉ MUNICIPAL N° 2023/7 du 3 mai 2023\nportant réglementation de la circulation\n\n"
        "Considérant les travaux de la rue des Écoles, la circulation est interdite."
    ),
    "pv.txt": "PROCÈS-VERBAL\nSéance du 12 décembre 2023\n\n"
    + "\n\n".join(f"{'Question diverse. ' * 80} Subvention numéro {number}." for number in range(15)),
}


@pytest.fixture(scope="module")
def fund(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fund]:
    folder = tmp_path_factory.mktemp("actes")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Fund(tmp_path_factory.mktemp("espace"))
    opened.read([folder])
    yield opened
    opened.close()


def names(answer: Answer) -> list[str]:
    return [result.path.name for result in answer.results]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tarif cantine ", "2021-cantine.txt"),
        ("TARIFS DE LA CANTINE ", "2021-cantine.txt"),
        ("deliberation cantines ", "2021-cantine.txt"),
        ("article L2121-29 ", "2021-cantine.txt"),
        ("l.2121-29 ", "2021-cantine.txt"),
        ("2121-29 ", "2021-cantine.txt"),
        ("12400 ", "2022-detr.txt"),
        ("12 400 € ", "2022-detr.txt"),
        ("3,50", "2021-cantine.txt"),
        ("renov", "2022-detr.txt"),
        ("circulat", "2023-route.txt"),
        ("l'école subvention ", "2022-detr.txt"),
        ("2023/7 ", "2023-route.txt"),
        ("2022 detr ", "2022-detr.txt"),
    ],
)
def test_the_document_is_found_first(fund: Fund, typed: str, first: str) -> None:
    assert names(fund.search(typed))[0] == first


def test_a_mistyped_word_is_corrected_and_said(fund: Fund) -> None:
    answer = fund.search("circualtion ")
    assert names(answer) == ["2023-route.txt"]
    assert answer.corrections == {"circualtion": "circulation"}
    assert fund.search("circulation ").corrections == {}


def test_a_mistake_that_falls_on_another_word_is_corrected_too(tmp_path: Path) -> None:
    (tmp_path / "actes").mkdir()
    for number in range(12):
        (tmp_path / "actes" / f"{number}.txt").write_text("Subvention à une association", encoding="utf-8")
    (tmp_path / "actes" / "pv.txt").write_text("Les communes associées délibèrent", encoding="utf-8")
    (tmp_path / "espace").mkdir()
    fund = Fund(tmp_path / "espace")
    fund.read([tmp_path / "actes"])
    answer = fund.search("assocation ")
    assert answer.corrections == {"assocation": "association"}
    assert answer.results[0].path.name != "pv.txt"
    assert fund.search("associé ").corrections == {}
    fund.close()


def test_two_words_are_both_wanted_and_one_is_enough_only_when_no_document_holds_both(fund: Fund) -> None:
    assert names(fund.search("travaux école ")) == ["2022-detr.txt", "2023-route.txt"]
    assert names(fund.search("travaux circulation ")) == ["2023-route.txt"]
    assert set(names(fund.search("cantine circulation "))) == {"2021-cantine.txt", "2023-route.txt"}


def test_an_exact_phrase_is_exact(fund: Fund) -> None:
    assert names(fund.search("« code général des collectivités »")) == ["2021-cantine.txt"]
    assert names(fund.search('"CODE GENERAL DES COLLECTIVITES"')) == ["2021-cantine.txt"]
    assert names(fund.search("« code des collectivités »")) == []
    assert names(fund.search("« prix des repas »")) == []
    assert names(fund.search("« rue des écoles » circulation ")) == ["2023-route.txt"]
    assert names(fund.search("« rue des écoles » cantine ")) == ["2023-route.txt"]


def test_filters(fund: Fund) -> None:
    assert names(fund.search("travaux ", Filters(kind=Kind.ARRETE))) == ["2023-route.txt"]
    assert names(fund.search("travaux ", Filters(until=date(2022, 9, 26)))) == ["2022-detr.txt"]
    assert names(fund.search("travaux ", Filters(since=date(2022, 9, 27)))) == ["2023-route.txt"]
    assert fund.search("travaux ", Filters(kind=Kind.COMPTE_RENDU)).total == 0


def test_one_document_takes_one_line_and_tells_its_other_passages(fund: Fund) -> None:
    answer = fund.search("subvention ")
    assert sorted(names(answer)) == ["2022-detr.txt", "pv.txt"]
    assert answer.total == 2
    minutes = next(result for result in answer.results if result.path.name == "pv.txt")
    assert minutes.other_count == 14
    assert len({(passage.page, passage.span.start) for passage in minutes.others}) == len(minutes.others) > 1


def test_the_extract_is_a_cut_of_the_passage_with_its_words_highlighted(fund: Fund) -> None:
    (result,) = fund.search("réglementation circulation ").results
    page = fund.page_text(result.document, result.page)
    assert page is not None
    assert result.extract.text in page[result.span.start : result.span.end]
    lit = {result.extract.text[span.start : span.end] for span in result.extract.highlights}
    assert lit == {"réglementation", "circulation"}


def test_the_limit_bounds_the_list_not_the_total(fund: Fund) -> None:
    answer = fund.search("travaux ", limit=1)
    assert (len(answer.results), answer.total) == (1, 2)


@pytest.mark.parametrize("typed", ["", "   ", "le la", "?", "xyzzyxyz ", "AND", "*", "text:(", '"'])
def test_nothing_to_find(fund: Fund, typed: str) -> None:
    assert fund.search(typed).results == ()


def test_precedents_of_a_subject(fund: Fund) -> None:
    subject = "Demande de subvention à l'État (DETR) pour des travaux de rénovation énergétique de l'école communale"
    assert names(fund.precedents_for(subject))[0] == "2022-detr.txt"
    assert fund.precedents_for("").results == ()


# the index is a cache


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Fund, Path]]:
    folder, workspace = tmp_path / "actes", tmp_path / "espace"
    folder.mkdir()
    workspace.mkdir()
    for name, text in list(DOCUMENTS.items())[:2]:
        (folder / name).write_text(text, encoding="utf-8")
    fund = Fund(workspace)
    fund.read([folder])
    yield fund, workspace / "index"
    fund.close()


def generation(index: Path) -> Path:
    (folder,) = index.glob("generation-*")
    return folder


def delete_settings(index: Path) -> None:
    (index / "reglages.json").unlink()


def delete_generation(index: Path) -> None:
    for file in generation(index).iterdir():
        file.unlink()
    generation(index).rmdir()


def age(index: Path) -> None:
    settings = json.loads((index / "reglages.json").read_text())
    (index / "reglages.json").write_text(json.dumps(settings | {"analyzer_version": VERSION - 1}))


def come_from_elsewhere(index: Path) -> None:
    settings = json.loads((index / "reglages.json").read_text())
    (index / "reglages.json").write_text(json.dumps(settings | {"catalogue": "autre"}))


def be_ahead(index: Path) -> None:
    settings = json.loads((index / "reglages.json").read_text())
    (index / "reglages.json").write_text(json.dumps(settings | {"revision": 9999}))


def garble_settings(index: Path) -> None:
    (index / "reglages.json").write_bytes(b"\x00\x01{")


def delete_segments(index: Path) -> None:
    for file in generation(index).glob("*.seg"):
        file.unlink()


def delete_table_of_contents(index: Path) -> None:
    for file in generation(index).glob("*.toc"):
        file.unlink()


def garble_table_of_contents(index: Path) -> None:
    for file in generation(index).glob("*.toc"):
        file.write_bytes(b"\x00" * 50)


def cut_segments(index: Path) -> None:
    for file in generation(index).glob("*.seg"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (delete_settings, RebuildReason.MISSING),
        (delete_generation, RebuildReason.MISSING),
        (age, RebuildReason.STALE),
        (come_from_elsewhere, RebuildReason.OTHER_CATALOGUE),
        (be_ahead, RebuildReason.OTHER_CATALOGUE),
        (garble_settings, RebuildReason.DAMAGED),
        (delete_segments, RebuildReason.DAMAGED),
        (delete_table_of_contents, RebuildReason.DAMAGED),
        (garble_table_of_contents, RebuildReason.DAMAGED),
        (cut_segments, RebuildReason.DAMAGED),
    ],
)
@pytest.mark.parametrize("reopened", [False, True])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh drops files it failed to read
def test_a_broken_index_is_made_again_and_says_so(
    small: tuple[Fund, Path], harm: object, reason: RebuildReason, reopened: bool
) -> None:
    fund, index = small
    if reopened:
        fund.close()
    assert callable(harm)
    harm(index)
    if reopened:
        fund = Fund(index.parent)
    answer = fund.search("cantine ")
    assert names(answer) == ["2021-cantine.txt"]
    assert answer.index_rebuilt is reason
    again = fund.search("cantine ")
    assert (names(again), again.index_rebuilt) == (["2021-cantine.txt"], None)
    assert len(list(index.glob("generation-*"))) == 1
    fund.close()


def test_a_reading_too_mends_the_index_and_says_so(small: tuple[Fund, Path]) -> None:
    fund, index = small
    delete_settings(index)
    assert fund.index_problem() is RebuildReason.MISSING
    assert fund.read().index_rebuilt is RebuildReason.MISSING
    assert fund.index_problem() is None
    assert names(fund.search("cantine ")) == ["2021-cantine.txt"]


def test_a_cancelled_rebuild_leaves_the_old_index_and_is_started_again(small: tuple[Fund, Path]) -> None:
    fund, index = small
    with pytest.raises(Cancelled):
        fund._index.rebuild(cancelled=lambda: True)
    assert generation(index)
    assert names(fund.search("cantine ")) == ["2021-cantine.txt"]


def test_a_full_disk_is_a_typed_error(small: tuple[Fund, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    fund, index = small
    delete_settings(index)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("whoosh.index.create_in", full)
    with pytest.raises(EnvironmentFault) as fault:
        fund.search("cantine ")
    assert fault.value.code is Code.DISK_FULL


def test_every_reason_has_its_words() -> None:
    assert set(REASON_TEXTS) == set(RebuildReason)
