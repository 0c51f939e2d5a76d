"""The command line, as installers and tests drive it: keys, exit codes, sentences."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main

ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Claire;maire;1;22/03/2026;\n"
    "M.;Besnard;Luc;1er adjoint;2;22/03/2026;\n"
    "Mme;Tessier;Anne;conseillère municipale;3;22/03/2026;\n"
)
FIELDS = """\
dispositif: DETR
operation: la réfection de la toiture de l'école
cout_ht: 48 000 €
montant_demande: 19 200 €
taux: 40
autofinancement: 28 800 €
calendrier: travaux de juillet à septembre 2027
"""


class Cli:
    """Runs a command in this process and reads what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder
        self.stderr = ""
        self.windows: list[Path | None] = []

    def text(self, *arguments: str) -> tuple[int, str]:
        code = main(arguments, self._open)
        captured = self.capsys.readouterr()
        self.stderr = captured.err
        return code, captured.out

    def _open(self, space: Path | None) -> int:
        self.windows.append(space)
        return 0

    def json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code, out = self.text(*arguments, "--json")
        return code, json.loads(out)

    def file(self, name: str, content: str) -> str:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    return Cli(capsys, tmp_path)


@pytest.fixture
def space(cli: Cli) -> Cli:
    code, _ = cli.json("espace", "creer", str(cli.folder / "espace"), "--commune", "61339")
    assert code == 0
    code, _ = cli.json("elus", "importer", cli.file("elus.csv", ROSTER))
    assert code == 0
    return cli


def test_creating_a_workspace_fills_the_facts_of_the_commune(cli: Cli) -> None:
    code, data = cli.json("espace", "creer", str(cli.folder / "e"), "--commune", "61339")
    assert code == 0
    assert data["commune"]["code_insee"] == "61339"
    assert set(data["commune"]) >= {"nom", "siren", "departement", "arrondissement", "population", "epci"}
    assert data["commune"]["departement"] == "Orne"


def test_homonyms_are_offered_not_guessed(cli: Cli) -> None:
    code, data = cli.json("espace", "creer", str(cli.folder / "e"), "--commune", "Sainte-Colombe")
    assert code == 2
    assert data["erreur"]["code"] == "commune_homonyme"
    assert data["erreur"]["message"].count("(") > 3
    assert not (cli.folder / "e").exists()


def test_no_argument_opens_the_window(cli: Cli) -> None:
    assert cli.text() == (0, "")
    assert cli.text("--espace", "x") == (0, "")
    assert cli.windows == [None, Path("x")]


def test_a_command_without_any_workspace_says_what_to_do(cli: Cli) -> None:
    code, data = cli.json("acte", "lister")
    assert code == 2
    assert "espace creer" in data["erreur"]["message"]


def test_a_wrong_line_of_the_roster_is_named_and_nothing_is_imported(space: Cli) -> None:
    code, data = space.json("elus", "importer", space.file("faux.csv", ROSTER + "M.;;Jean;conseiller municipal;4;;\n"))
    assert code == 3
    assert "5" in data["erreur"]["message"]
    assert len(space.json("elus", "lister")[1]["elus"]) == 3


def test_the_roster_of_excel_is_read(space: Cli) -> None:
    path = space.folder / "excel.csv"
    path.write_bytes(ROSTER.replace(";;\n", ";\n").encode("cp1252"))
    code, data = space.json("elus", "importer", str(path))
    assert code == 0
    assert data["elus"][2]["fonction"] == "conseillère municipale"


def test_reading_twice_does_nothing_the_second_time(space: Cli) -> None:
    folder = space.folder / "fonds"
    folder.mkdir()
    (folder / "toiture.txt").write_text("Délibération : réfection de la toiture de l'école.", encoding="utf-8")
    code, first = space.json("indexer", str(folder))
    assert (code, first["ajoutes"], first["erreurs"]) == (0, 1, [])
    code, second = space.json("indexer", str(folder))
    assert (second["ajoutes"], second["modifies"], second["inchanges"]) == (0, 0, 1)
    code, found = space.json("chercher", "toitures ecole")
    assert code == 0
    assert found["total"] == 1
    hit = found["resultats"][0]
    assert set(hit) >= {"id", "fichier", "page", "type", "numero", "date", "objet", "extrait", "score"}
    assert "toiture" in hit["extrait"]


def test_numbers_go_on_from_those_of_the_fund(space: Cli) -> None:
    folder = space.folder / "fonds"
    folder.mkdir()
    (folder / "d.txt").write_text(
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nSéance du 6 novembre 2026\nDélibération n° 2026/26\n"
        "Objet : Tarifs\nLe conseil municipal, après en avoir délibéré, DÉCIDE : article 1.",
        encoding="utf-8",
    )
    space.json("indexer", str(folder))
    seance = space.json("seance", "creer", "--date", "18/12/2026")[1]["id"]
    act = space.json("rediger", "tarifs_salle", "--seance", str(seance), "--sans-modele")[1]
    assert act["numero"] == "2026-027"


def test_a_passage_found_is_taken_over_with_its_source(space: Cli) -> None:
    folder = space.folder / "fonds"
    folder.mkdir()
    (folder / "toiture.txt").write_text("La toiture de l'école fuit depuis plusieurs hivers.", encoding="utf-8")
    space.json("indexer", str(folder))
    hit = space.json("chercher", "toiture")[1]["resultats"][0]
    act = space.json("rediger", "demande_subvention_etat", "--sans-modele")[1]["id"]
    place = f"{hit['id']}:{hit['page']}:{hit['passage']['debut']}-{hit['passage']['fin']}"
    code, data = space.json("acte", "modifier", act, "--reprendre", place)
    assert code == 0
    expose = next(s for s in data["sections"] if s["role"] == "expose")
    origin = next(o for o in expose["origines"] if o["origine"] == "precedent")
    assert expose["texte"][origin["debut"] : origin["fin"]].startswith("La toiture de l'école fuit")
    assert origin["source"].startswith(f"doc:{hit['id']}#p1:")
    assert space.json("acte", "modifier", act, "--reprendre", "toiture")[0] == 2


def test_a_missing_folder_is_named(space: Cli) -> None:
    code, data = space.json("indexer", str(space.folder / "absent"))
    assert code == 3
    assert "absent" in data["erreur"]["message"]


def test_the_types_are_listed_with_their_fields(cli: Cli) -> None:
    code, data = cli.json("types")
    assert code == 0
    assert {t["id"] for t in data["types"]} >= {
        "demande_subvention_etat",
        "tarifs_salle",
        "contrat_saisonnier",
        "decision_modificative",
        "subventions_associations",
        "approbation_pv",
        "circulation_temporaire_travaux",
        "debit_temporaire",
    }
    assert all({"nom", "libelle", "type", "obligatoire"} <= set(c) for t in data["types"] for c in t["champs"])


def test_a_few_words_find_a_type(cli: Cli) -> None:
    code, data = cli.json("types", "--pour", "subv toiture école")
    assert code == 0
    assert "demande_subvention_etat" in [t["id"] for t in data["types"][:3]]
    assert len(data["types"]) < len(cli.json("types")[1]["types"])


def test_a_draft_says_where_each_character_comes_from(space: Cli) -> None:
    code, data = space.json(
        "rediger", "demande_subvention_etat", "--champs", space.file("c.yaml", FIELDS), "--sans-modele"
    )
    assert code == 0
    assert data["etat"] == "brouillon"
    assert data["a_completer"] == []
    kinds = set()
    for section in data["sections"]:
        covered = {i for o in section["origines"] for i in range(o["debut"], o["fin"])}
        assert all(i in covered for i, char in enumerate(section["texte"]) if char != "\n")
        kinds |= {o["origine"] for o in section["origines"]}
    assert kinds <= {"modele_type", "saisie", "commune", "precedent", "plume", "main"}
    assert {"modele_type", "saisie", "commune"} <= kinds
    sources = {o["source"] for s in data["sections"] for o in s["origines"] if o["origine"] == "saisie"}
    assert "cout_ht" in sources


def test_missing_fields_are_visible_blanks_and_refuse_submission(space: Cli) -> None:
    code, data = space.json("rediger", "demande_subvention_etat", "--sans-modele")
    assert code == 0
    assert "cout_ht" in data["a_completer"]
    space.json("acte", "relire", data["id"])
    code, refusal = space.json("acte", "soumettre", data["id"])
    assert code == 1
    assert refusal["erreur"]["code"] == "blancs_restants"
    assert space.json("acte", "montrer", data["id"])[1]["etat"] == "relu"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("cout_ht: beaucoup\n", "champ_invalide"),
        ("couleur: bleu\n", "champ_inconnu"),
        ("a: [b: {c\n", "fichier_illisible"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_created(space: Cli, fields: str, code: str) -> None:
    exit_code, data = space.json("rediger", "demande_subvention_etat", "--champs", space.file("c.yaml", fields))
    assert exit_code == 3
    assert data["erreur"]["code"] == code
    assert space.json("acte", "lister")[1]["actes"] == []


def _approved(cli: Cli) -> str:
    act = cli.json("rediger", "demande_subvention_etat", "--champs", cli.file("c.yaml", FIELDS), "--sans-modele")[1][
        "id"
    ]
    for step in (["relire", act], ["soumettre", act], ["approuver", act, "--par", "Delorme"]):
        code, data = cli.json("acte", *step)
        assert code == 0, data
    return str(act)


def test_a_final_document_needs_an_approval(space: Cli) -> None:
    act = space.json("rediger", "demande_subvention_etat", "--champs", space.file("c.yaml", FIELDS), "--sans-modele")[
        1
    ]["id"]
    target = space.folder / "final.docx"
    code, data = space.json("acte", "exporter", act, "--sortie", str(target), "--definitif")
    assert (code, data["erreur"]["code"]) == (1, "non_approuve")
    assert not target.exists()
    code, data = space.json("acte", "exporter", act, "--sortie", str(target))
    assert (code, data["etat"]) == (0, "brouillon")
    assert target.stat().st_size > 5_000


def test_an_approved_act_is_exported_and_any_edit_takes_the_approval_back(space: Cli) -> None:
    act = _approved(space)
    target = space.folder / "final.docx"
    assert space.json("acte", "exporter", act, "--sortie", str(target), "--definitif")[0] == 0
    text = space.file("expose.txt", "Le maire rappelle l'état de la toiture.")
    code, data = space.json("acte", "modifier", act, "--section", "expose", "--texte", text)
    assert (code, data["etat"]) == (0, "brouillon")
    assert space.json("acte", "exporter", act, "--sortie", str(target), "--definitif")[0] == 1
    code, journal = space.json("journal", "verifier")
    assert (code, journal["intact"]) == (0, True)
    assert journal["entrees"] >= 4


def test_only_a_maire_or_an_adjoint_approves(space: Cli) -> None:
    act = space.json("rediger", "demande_subvention_etat", "--champs", space.file("c.yaml", FIELDS), "--sans-modele")[
        1
    ]["id"]
    space.json("acte", "relire", act)
    space.json("acte", "soumettre", act)
    assert space.json("acte", "approuver", act)[0] == 2
    code, data = space.json("acte", "approuver", act, "--par", "Tessier")
    assert (code, data["erreur"]["code"]) == (1, "role_refuse")
    assert space.json("acte", "approuver", act, "--par", "Luc Besnard")[1]["etat"] == "approuve"


def test_a_figure_typed_by_hand_blocks_until_someone_says_where_it_comes_from(space: Cli) -> None:
    act = space.json("rediger", "demande_subvention_etat", "--champs", space.file("c.yaml", FIELDS), "--sans-modele")[
        1
    ]["id"]
    text = space.file("expose.txt", "La toiture date de 1957 et a coûté 3 150 € en réparations.")
    space.json("acte", "modifier", act, "--section", "expose", "--texte", text)
    space.json("acte", "relire", act)
    code, data = space.json("acte", "soumettre", act)
    assert (code, data["erreur"]["code"]) == (1, "chiffre_sans_origine")
    assert "3 150" in data["erreur"]["message"].replace("\u202f", " ").replace("\xa0", " ")
    space.json("acte", "modifier", act, "--attester", "1957", "--source", "plaque de l'école")
    space.json("acte", "modifier", act, "--attester", "3 150 €", "--source", "factures 2022 à 2025")
    space.json("acte", "relire", act)
    code, data = space.json("acte", "soumettre", act)
    assert (code, data["etat"]) == (0, "soumis")


def test_a_meeting_fills_the_composition_and_the_vote(space: Cli) -> None:
    code, seance = space.json(
        "seance",
        "creer",
        "--date",
        "18/12/2026",
        "--heure",
        "20h30",
        "--lieu",
        "la mairie",
        "--convocation",
        "2026-12-11",
    )
    assert (code, seance["quorum"]) == (0, 2)
    number = str(seance["id"])
    space.json("seance", "presence", number, "--presents", "Delorme", "Besnard", "--secretaire", "Besnard")
    space.json("seance", "pouvoir", number, "--de", "Tessier", "--a", "Besnard")
    act = space.json(
        "rediger",
        "demande_subvention_etat",
        "--champs",
        space.file("c.yaml", FIELDS),
        "--seance",
        number,
        "--sans-modele",
    )[1]
    composition = next(s["texte"] for s in act["sections"] if s["role"] == "composition")
    assert "Luc BESNARD" in composition
    code, _ = space.json("seance", "vote", number, "--acte", act["id"], "--pour", "3")
    assert code == 0
    shown = space.json("acte", "montrer", act["id"])[1]
    assert "unanimité" in next(s["texte"] for s in shown["sections"] if s["role"] == "vote")
    assert shown["a_completer_en_seance"] == []


def test_a_type_goes_out_and_comes_back_and_its_faults_have_a_line(space: Cli, tmp_path: Path) -> None:
    file = tmp_path / "salle.yaml"
    assert space.json("types", "exporter", str(file), "--type", "tarifs_salle")[1]["fichiers"] == [str(file)]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{caution}", "{cotion}", 1), encoding="utf-8")
    code, data = space.json("types", "verifier", str(file))
    (fault,) = data["types"][0]["erreurs"]
    assert code == 3
    assert "{cotion}" in file.read_text(encoding="utf-8").splitlines()[fault["ligne"] - 1]
    assert space.json("types", "importer", str(file))[0] == 3
    file.write_text(text.replace("libelle: Tarifs", "libelle: Prix", 1), encoding="utf-8")
    assert space.json("types", "importer", str(file))[0] == 0
    assert space.json("types", "tarifs_salle")[1]["types"][0]["libelle"].startswith("Prix")
    assert space.json("types", "tarifs_salle", "--retirer")[1]["source"] == "livre"
    assert space.json("types", "exporter")[0] == 2


def test_numbers_are_shown_chosen_and_explained(space: Cli) -> None:
    first = space.json("numeros", "etat")[1]["familles"]
    assert {f["famille"]: f["modele"] for f in first}["arrete"] == "A{annee}-{rang:3}"
    assert space.json("numeros", "modele", "arrete", "{rang}-{annee}")[1]["exemple"].startswith("14-")
    assert space.json("numeros", "modele", "arrete", "{rang}")[0] == 3
    assert space.json("numeros", "justifier", "2026-002", "--motif", " ", "--par", "Odile")[0] == 2


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["nimporte"], 2),
        (["rediger"], 2),
        (["acte", "montrer", "inconnu"], 2),
        (["rediger", "recette_de_cuisine"], 2),
        (["verifier", "absent.docx"], 3),
        (["elus", "importer", "absent.csv"], 3),
        (["indexer", "--ocr", "--sans-ocr"], 2),
    ],
)
def test_bad_input_has_its_code_and_one_french_sentence(space: Cli, command: list[str], code: int) -> None:
    exit_code, data = space.json(*command)
    assert exit_code == code
    message = data["erreur"]["message"]
    assert message.endswith(".")
    assert "Traceback" not in message
    assert " the " not in message
    exit_code, _ = space.text(*command)
    assert exit_code == code
    assert message in space.stderr


def test_without_a_model_notes_stay_as_plain_sentences(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("toit école fuit, 2 devis".encode())))
    code, data = cli.json("reformuler", "--tache", "phrase")
    assert (code, data["erreur"]["code"]) == (4, "modele_absent")


def test_any_text_can_be_checked(cli: Cli) -> None:
    path = cli.file("ancien.txt", "Vu l'article L. 2311-7 du code général des collectivités territoriales,")
    code, data = cli.json("verifier", path, "--date", "2026-11-22")
    assert code == 0
    finding = next(f for f in data["controles"] if "2311-7" in f["extrait"])
    assert finding["proposition"]
    text = Path(path).read_text(encoding="utf-8")
    assert text[finding["debut"] : finding["fin"]] == finding["extrait"]


def test_a_workspace_of_a_newer_version_is_refused_untouched(space: Cli) -> None:
    import sqlite3

    path = space.folder / "espace" / "espace.sqlite"
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 999")
    base.close()
    code, data = space.json("acte", "lister")
    assert (code, data["erreur"]["code"]) == (3, "espace_plus_recent")


def test_the_diagnostic_names_nobody(space: Cli) -> None:
    code, out = space.text("diagnostic", "--json")
    assert code == 0
    for name in ("Delorme", "Besnard", "Tessier"):
        assert name not in out
