from __future__ import annotations

from datetime import date

import pytest

from secretaire.council.roster_csv import LineError, parse_roster, typed_roster
from secretaire.errors import Code, UnreadableInput, WrongUsage

HEADER = "Civilité;NOM;Prénom;Fonction;Ordre;Début;Fin\n"
COUNCIL = (
    HEADER
    + "Mme;Thévard;Hélène;Maire;1;22/03/2026;\n"
    + "M.;Le Goff;Benoît;1er adjoint;2;22/03/2026;\n"
    + "Monsieur;Nuñez;François;conseiller municipal;3;2026-03-22;\n"
)


def refused(text: str) -> tuple[LineError, ...]:
    with pytest.raises(UnreadableInput) as caught:
        parse_roster(text.encode(), "elus.csv")
    assert caught.value.code is Code.ROSTER_LINE
    assert caught.value.data["fichier"] == "elus.csv"
    lines = caught.value.data["lignes"]
    assert isinstance(lines, tuple)
    assert caught.value.data["causes"] == " ; ".join(str(line) for line in lines)
    return lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_roster_saved_by_excel_is_read_whatever_its_encoding(encoding: str) -> None:
    elus = parse_roster(COUNCIL.encode(encoding), "elus.csv")
    assert [(e.id, e.civilite, e.full_name, e.fonction, e.ordre) for e in elus] == [
        (1, "Mme", "Hélène THÉVARD", "Maire", 1),
        (2, "M.", "Benoît LE GOFF", "1er adjoint", 2),
        (3, "M.", "François NUÑEZ", "conseiller municipal", 3),
    ]
    assert {e.debut for e in elus} == {date(2026, 3, 22)}
    assert elus[0].fin is None


def test_a_roster_saved_on_a_mac_is_read() -> None:
    assert parse_roster(COUNCIL.encode("mac_roman"), "elus.csv")[0].nom == "Thévard"


@pytest.mark.parametrize("separator", [",", "\t"])
def test_other_separators_are_recognised(separator: str) -> None:
    assert len(parse_roster(COUNCIL.replace(";", separator).encode(), "elus.csv")) == 3


def test_excel_separator_line_and_empty_lines_are_skipped() -> None:
    text = "sep=;\r\n" + COUNCIL.replace("\n", "\r\n") + "\r\n;;;;;;\r\n"
    assert len(parse_roster(text.encode(), "elus.csv")) == 3


def test_optional_columns_may_be_missing_and_headings_are_tolerant() -> None:
    elus = parse_roster("PRENOM;nom;civilite;FONCTION;Téléphone\nAnne;Roux;Madame;maire;02\n".encode(), "e.csv")
    assert elus[0].ordre == 1
    assert elus[0].debut is None


def test_members_come_in_the_order_of_the_tableau() -> None:
    elus = parse_roster((HEADER + "M.;B;Luc;conseiller;2;;\nMme;A;Eve;maire;1;;\n").encode(), "e.csv")
    assert [e.nom for e in elus] == ["A", "B"]


def test_every_wrong_line_is_named_at_once() -> None:
    lines = refused(
        HEADER
        + "Dr;Roux;Anne;maire;1;;\n"
        + "M.;;Paul;conseiller;2;;\n"
        + "M.;Bon;Luc;conseiller;3;31/02/2026;\n"
        + "M.;Bel;Jean;conseiller;x;;\n"
        + "M.;Gay;Jean;conseiller;5;hier;\n"
        + "M.;Got;Jean;conseiller;6;01/01/2026;01/01/2020\n"
    )
    assert [line.ligne for line in lines] == [2, 3, 4, 5, 6, 7]
    assert lines[0].cause == "civilité « Dr » inconnue, écrivez « M. » ou « Mme »"
    assert lines[1].cause == "« Nom » est vide"
    assert lines[2].cause == "la date « 31/02/2026 » n'existe pas"


def test_a_quoted_cell_with_a_line_break_keeps_line_numbers_right() -> None:
    lines = refused(HEADER + 'Mme;Roux;"Anne\nMarie";maire;1;;\nDr;Bon;Luc;conseiller;2;;\n')
    assert [line.ligne for line in lines] == [4]


def test_two_maires_at_the_same_time_are_refused() -> None:
    lines = refused(HEADER + "M.;A;Luc;maire;1;01/01/2020;31/12/2026\nMme;B;Eve;Maire;2;22/03/2026;\n")
    assert lines == (LineError(3, "il y a déjà un maire à la ligne 2 pour la même période"),)


def test_a_maire_may_follow_another() -> None:
    text = HEADER + "M.;A;Luc;maire;1;01/01/2020;21/03/2026\nMme;B;Eve;maire;1;22/03/2026;\n"
    assert len(parse_roster(text.encode(), "e.csv")) == 2


def test_the_same_person_twice_is_refused_unless_the_mandates_follow_each_other() -> None:
    twice = HEADER + "Mme;Roux;Anne;maire;1;01/01/2020;21/03/2026\nMme;ROUX;anne;conseillère;2;22/03/2026;\n"
    assert len(parse_roster(twice.encode(), "e.csv")) == 2
    lines = refused(twice.replace("21/03/2026", ""))
    assert [line.ligne for line in lines] == [3]
    assert "figure déjà à la ligne 2" in lines[0].cause


def test_a_council_without_maire_is_refused() -> None:
    assert refused(HEADER + "M.;Bon;Luc;conseiller;1;;\n") == (LineError(0, "aucun élu n'a la fonction « maire »"),)


def test_missing_columns_and_empty_files_are_named() -> None:
    assert refused("Nom;Prénom\nRoux;Anne\n")[0].cause == (
        "colonne « Civilité », « Fonction » introuvable dans la première ligne"
    )
    assert refused("") == (LineError(0, "aucun élu n'y figure"),)


def row(civilite: str, prenom: str, nom: str, fonction: str) -> dict[str, str]:
    return {"civilite": civilite, "prenom": prenom, "nom": nom, "fonction": fonction}


def test_typed_lines_make_the_same_roster_as_a_file() -> None:
    typed = typed_roster(((1, row("Mme", "Hélène", "Thévard", "maire")), (4, row("M.", " Luc ", "Bon", "conseiller"))))
    file = "civilité;nom;prénom;fonction\nMme;Thévard;Hélène;maire\nM.;Bon;Luc;conseiller\n"
    assert typed == parse_roster(file.encode(), "elus.csv")


def test_a_typed_member_without_a_fonction_is_a_councillor_however_the_civilite_is_written() -> None:
    typed = typed_roster(
        ((1, row("M.", "Luc", "Bon", "maire")), (2, row("madame", "Eve", "Blin", "")), (3, row("M", "Jo", "Roy", "")))
    )
    assert [elu.fonction for elu in typed] == ["maire", "conseillère municipale", "conseiller municipal"]


def test_typed_lines_are_refused_all_at_once_with_the_number_of_each() -> None:
    with pytest.raises(WrongUsage) as caught:
        typed_roster(((1, row("", "Anne", "Roux", "maire")), (3, row("M.", "Luc", "", "conseiller"))))
    assert caught.value.code is Code.ROSTER_TYPED
    assert caught.value.data["causes"] == "ligne 1 : « Civilité » est vide ; ligne 3 : « Nom » est vide"
