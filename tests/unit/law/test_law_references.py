from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.law.codes import CODES, code_name
from secretaire.law.references import Extent, Reference, find_references, named, normal_article


def found(text: str) -> list[tuple[str, str]]:
    return [(r.code, r.article) for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vu l'article L. 2121-29 du CGCT ;", [("CGCT", "L. 2121-29")]),
        ("l'article L2121-29 du Code Général des Collectivités Territoriales", [("CGCT", "L. 2121-29")]),
        ("l’article L.\u00a02121-29 du code général des collectivités\u00a0territoriales", [("CGCT", "L. 2121-29")]),
        (
            "Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29, L. 2131-1 et R. 2121-9,",
            [("CGCT", "L. 2121-29"), ("CGCT", "L. 2131-1"), ("CGCT", "R. 2121-9")],
        ),
        (
            "Vu le code de la route et notamment les articles R 411-8, R 411-25 et R417-10",
            [("CR", "R. 411-8"), ("CR", "R. 411-25"), ("CR", "R. 417-10")],
        ),
        (
            "Vu le code général de la fonction publique,\nVu les articles L.332-23, 1° et L. 313-1 du même code",
            [("CGFP", "L. 332-23"), ("CGFP", "L. 313-1")],
        ),
        ("l'article L. 2122-22 (4°) du CGCT", [("CGCT", "L. 2122-22")]),
        ("l'article L. 2131-2, I, 5° du CGCT", [("CGCT", "L. 2131-2")]),
        ("l'article L. 2131-1 I du CGCT", [("CGCT", "L. 2131-1")]),
        ("articles L. 511-1 à L. 511-6 du code de la construction et de l'habitation", [("CCH", "L. 511-1"), ("CCH", "L. 511-6")]),
        ("les articles L.2212-1 et suivants du CGCT", [("CGCT", "L. 2212-1")]),
        ("l'article R*421-1 du code de l'urbanisme", [("CU", "R. 421-1")]),
        ("article R. 1111-1-A du CGCT", [("CGCT", "R. 1111-1-A")]),
        ("l'article 1639 A bis du code général des impôts", [("CGI", "1639 A bis")]),
        ("l'article 432-12 du code pénal", [("CPEN", "432-12")]),
        ("article L.O. 141 du code électoral", [("CE", "LO. 141")]),
        ("Vu la loi n° 2015-991 du 7 août 2015", [("loi n° 2015-991", "")]),
        ("Vu la loi 83-634 du 13 juillet 1983", [("loi n° 83-634", "")]),
        ("Vu le décret n°2001-495 du 6 juin 2001, notamment son article 1er", [("décret n° 2001-495", ""), ("décret n° 2001-495", "art. 1")]),
        ("l'article 3-3 de la loi n° 84-53 du 26 janvier 1984", [("loi n° 84-53", "art. 3-3"), ("loi n° 84-53", "")]),
        (
            "articles 9-1, 10 et 10-1 de la loi n° 2000-321 du 12 avril 2000",
            [("loi n° 2000-321", f"art. {n}") for n in ("9-1", "10", "10-1")] + [("loi n° 2000-321", "")],
        ),
        ("l'article 22 bis de la loi n° 83-634 du 13 juillet 1983", [("loi n° 83-634", "art. 22 bis"), ("loi n° 83-634", "")]),
        ("l'article 8 du code des marchés publics", [("code des marchés publics", "8")]),
        ("la loi du 26 janvier 1984 portant dispositions statutaires", [("loi n° 84-53", "")]),
        (
            "le CGCT et l'ordonnance n° 2025-526, qui crée l'article L. 1612-25",
            [("ordonnance n° 2025-526", ""), ("CGCT", "L. 1612-25")],
        ),
        ("la loi n° 2025-526 et l'article L. 1612-25", [("loi n° 2025-526", ""), ("", "L. 1612-25")]),
        ("la loi du 26 janvier 1984", [("loi du 26 janvier 1984", "")]),  # the day of two laws
        ("la loi du 26 janvier 1984 sur l'enseignement supérieur", [("loi du 26 janvier 1984", "")]),
        ("l'article 97 de la loi du 5 avril 1884", [("loi du 5 avril 1884", "art. 97"), ("loi du 5 avril 1884", "")]),
        ("la loi d'orientation des mobilités du 24 décembre 2019", [("loi du 24 décembre 2019", "")]),
        ("l'article 30 de la loi « NOTRe » et la loi 3DS", [("loi n° 2015-991", "art. 30"), ("loi n° 2015-991", ""), ("loi n° 2022-217", "")]),
        ("le décret en Conseil d'État n° 84 -53 du 26 janvier 1984", [("décret n° 84-53", "")]),
        ("loi n°83.634 du 13 juillet 1983", [("loi n° 83-634", "")]),
        ("l'article L. 2121 - 29 du C.G.C.T.", [("CGCT", "L. 2121-29")]),
        ("l'article l.2121-29 du code des collectivités territoriales", [("CGCT", "L. 2121-29")]),
        ("l'article L. 2121-29 du code général des collectivtés territoriales", [("CGCT", "L. 2121-29")]),
        ("l'article 2121-29 du CGCT", [("CGCT", "2121-29")]),
        ("articles L. 2213-1, 2 et 6 du CGCT", [("CGCT", "L. 2213-1")]),
        (
            "articles L. 412-5 du code des communes et 88 de la loi n° 84-53",
            [("code des communes", "L. 412-5"), ("loi n° 84-53", "art. 88"), ("loi n° 84-53", "")],
        ),
        ("L. 2121-29", [("", "L. 2121-29")]),
        ("l'article L. 111-1 du code de la consommation", [("", "L. 111-1")]),
        ("Vu le code de l'urbanisme ; vu l'article L. 111-1 du code de la consommation", [("", "L. 111-1")]),
    ],
)  # fmt: skip
def test_references_are_found_with_their_code(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Article 1 : Le maire est chargé de l'exécution.",
        "Conformément à l'article 2 de la présente délibération",
        "la RD 12, la D 45 et la salle A 4",
        "le 12 mars 2026, 3 élus sur 11 et 12 400,00 €",
        "Le code de la porte est 4512",
        "",
    ],
)
def test_what_is_no_reference_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_number_after_the_list_is_not_an_article() -> None:
    assert found("en vertu de l'article L. 5211-17 du CGCT et dans les 15 jours") == [("CGCT", "L. 5211-17")]
    assert found("Vu le CGCT, notamment l'article L. 2121-29, 3 conseillers") == [("CGCT", "L. 2121-29")]


def test_spans_name_the_number_and_the_whole_citation() -> None:
    text = "Vu\nl'article 3-3 de la loi n° 84-53 du 26 janvier 1984,"
    first = find_references(text)[0]
    assert text[first.start : first.end] == "3-3"
    assert first.whole is not None
    assert text[slice(*first.whole)] == "article 3-3 de la loi n° 84-53 du 26 janvier 1984"
    several = find_references("articles 3 et 4 de la loi n° 84-53 du 26 janvier 1984")
    assert all(r.whole is None for r in several)


@pytest.mark.parametrize(
    ("text", "normal"),
    [("L2121-29", "L. 2121-29"), ("L 2121-29", "L. 2121-29"), ("R*421-1", "R. 421-1"), ("D. 1411-3", "D. 1411-3"), ("1er", "1"), ("LO141", "LO. 141"), ("annexe  I", "annexe I")],
)  # fmt: skip
def test_normal_form(text: str, normal: str) -> None:
    assert normal_article(text) == normal


def test_a_range_and_what_follows_are_told_from_an_article_alone() -> None:
    def extents(text: str) -> list[Extent]:
        return [r.extent for r in find_references(text)]

    assert extents("L. 2212-1 à L. 2212-5-1 du CGCT") == [Extent.RANGE, Extent.RANGE]
    assert extents("articles L. 2121-1, L. 2212-1 à L. 2212-5-1 et L. 2213-1 du CGCT") == [
        Extent.ALONE,
        Extent.RANGE,
        Extent.RANGE,
        Extent.ALONE,
    ]
    assert extents("articles L.2122-18 et suivants du CGCT") == [Extent.FOLLOWING]
    assert extents("articles L. 2213-1 à 6 du CGCT") == [Extent.FOLLOWING]
    assert extents("article L. 2122-22 et L. 2122-23 du CGCT") == [Extent.ALONE, Extent.ALONE]


PARTS = st.sampled_from(["L", "R", "D"])
NUMBERS = st.builds(lambda a, b: f"{a}-{b}", st.integers(100, 9999), st.integers(1, 99))
SPELLINGS = st.sampled_from(["{p}. {n}", "{p}.{n}", "{p} {n}", "{p}{n}", "{p}.\u00a0{n}", "{p}*{n}"])


@given(
    part=PARTS,
    numbers=st.lists(NUMBERS, min_size=1, max_size=5),
    spelling=SPELLINGS,
    code=st.sampled_from(sorted(CODES)),
)
def test_any_list_in_any_spelling_gives_the_same_articles(
    part: str, numbers: list[str], spelling: str, code: str
) -> None:
    listed = ", ".join(spelling.format(p=part, n=n) for n in numbers)
    before = f"Vu le {CODES[code]}, notamment ses articles {listed},"
    after = f"Vu les articles {listed} du {CODES[code].upper()} ;"
    expected = [(code, f"{part}. {n}") for n in numbers]
    assert found(before) == expected
    assert found(after) == expected


@given(st.text(alphabet="LRDArticledsu. -0123456789,;()°n'éà\nVI", max_size=300))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    references = find_references(text)
    assert all(0 <= r.start < r.end <= len(text) for r in references)
    assert [r.start for r in references] == sorted(r.start for r in references)
    assert all(isinstance(r, Reference) and text[r.start : r.end].strip() for r in references)


def test_names_of_codes() -> None:
    assert code_name("CGCT") == "code général des collectivités territoriales"
    assert code_name("loi n° 84-53") == "loi n° 84-53"


def test_a_code_cut_by_the_end_of_a_line_is_read() -> None:
    assert found("Vu l'article L. 2121-20 du Code \nGénéral des Collectivités Territoriales") == [
        ("CGCT", "L. 2121-20")
    ]
    assert found("les articles L. 2121-20,\nL. 2121-29 du CGCT") == [("", "L. 2121-20"), ("CGCT", "L. 2121-29")]
    assert found("Vu le code de la route,\nVu l'article L. 2121-20,") == [("", "L. 2121-20")]
    assert found("Vu l’article L.2123 -23 du CGCT") == [("CGCT", "L. 2123-23")]
    assert found("par son article L.2224-\n5 du CGCT") == [("CGCT", "L. 2224-5")]
    assert found("Vu l'article L. 2121-29 du CGCT - 3 élus") == [("CGCT", "L. 2121-29")]


def test_the_article_of_another_text_is_not_given_to_the_code() -> None:
    assert found("en vertu du CGCT et de l'article 5 de l'arrêté préfectoral du 26 novembre") == []


def test_a_missing_plural_does_not_hide_the_code() -> None:
    assert found("l'article L. 2113-19 du Code Général des Collectivité territoriale") == [("CGCT", "L. 2113-19")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'article L. 2121-29 du CGCT", "L'article L. 2121-29 du code général des collectivités territoriales"),
        ("articles 3 et 4 de la loi n° 84-53 du 26 janvier 1984", "L'article 3 de la loi n° 84-53"),
        ("la loi n° 2015-991 du 7 août 2015", "Loi n° 2015-991"),
        ("l'article L. 2241-1", "L'article L. 2241-1"),
    ],
)
def test_a_reference_is_named_as_a_sentence_begins(text: str, expected: str) -> None:
    assert named(find_references(text)[0]) == expected
