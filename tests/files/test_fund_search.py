"""Search as a secretary types: any spelling, unfinished words, phrases, references, amounts, filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from secretaire.desk.office import fund_rules
from secretaire.fund.finding.results import Answer, Filters, Sort
from secretaire.fund.fund import Fund
from secretaire.fund.pieces import Kind

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
    opened = Fund(tmp_path_factory.mktemp("espace"), fund_rules())
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
        (tmp_path / "actes" / f"{number}.txt").write_text(f"Subvention {number} à une association", encoding="utf-8")
    (tmp_path / "actes" / "pv.txt").write_text("Les communes associées délibèrent", encoding="utf-8")
    (tmp_path / "espace").mkdir()
    fund = Fund(tmp_path / "espace", fund_rules())
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


def test_words_that_no_document_holds_together_or_at_all_are_said(fund: Fund) -> None:
    assert not fund.search("travaux école ").relaxed
    apart = fund.search("cantine circulation ")
    assert (apart.relaxed, apart.unknown) == (True, ())
    unknown = fund.search("cantine zzyzx ")
    assert (unknown.relaxed, unknown.unknown) == (True, ("zzyzx",))


def test_an_exact_phrase_is_exact(fund: Fund) -> None:
    assert names(fund.search("« code général des collectivités »")) == ["2021-cantine.txt"]
    assert names(fund.search('"CODE GENERAL DES COLLECTIVITES"')) == ["2021-cantine.txt"]
    assert names(fund.search("« code des collectivités »")) == []
    assert names(fund.search("« prix des repas »")) == []
    assert names(fund.search("« rue des écoles » circulation ")) == ["2023-route.txt"]
    assert names(fund.search("« rue des écoles » cantine ")) == ["2023-route.txt"]
    assert names(fund.search("« des travaux est de 12 400 »")) == ["2022-detr.txt"]


def test_results_can_be_sorted_by_date(fund: Fund) -> None:
    assert names(fund.search("travaux ", sort=Sort.NEWEST)) == ["2023-route.txt", "2022-detr.txt"]
    assert names(fund.search("travaux ", sort=Sort.OLDEST)) == ["2022-detr.txt", "2023-route.txt"]
    assert names(fund.search("travaux ", sort=Sort.OLDEST, limit=1)) == ["2022-detr.txt"]


def test_a_synonym_answers_after_the_word_itself(fund: Fund) -> None:
    answer = fund.search("dotation d'équipement des territoires ruraux ")
    assert names(answer)[0] == "2022-detr.txt"
    (best, *_) = answer.results
    assert "DETR" in {best.extract.text[span.start : span.end] for span in best.extract.highlights}


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
    assert minutes.other_count > 5
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
    assert names(fund.similar_to(subject))[0] == "2022-detr.txt"
    assert fund.similar_to("").results == ()
