"""The act types: one YAML file each, shipped with the application or written by the commune."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Condition, FieldType, Paragraphe, Tableau, Visa
from secretaire.acts.calculation import CalculationError, operands
from secretaire.acts.fields import read_field
from secretaire.acts.form_values import DAY_OF_THE_ACT
from secretaire.drafting.choosing import BadMeaning, Choice, Chooser, Expression, Meanings, fold, parse_meanings, words
from secretaire.drafting.compose.facts import FIELD_FORMS, GLOBAL_FORMS
from secretaire.drafting.compose.visas import CODES
from secretaire.drafting.template import Slot, TemplateError, slots
from secretaire.errors import Code, UnreadableInput, WrongUsage

_WORKED_OUT = frozenset({FieldType.MONTANT, FieldType.NOMBRE, FieldType.POURCENTAGE})
_SUFFIXES = (".yaml", ".yml")
_MEANINGS = "mots.txt"


class TypesCatalogue:
    """The act types of a workspace; one of the commune takes the place of the shipped one of same id."""

    def __init__(self, types: Iterable[ActType], meanings: Meanings | None = None) -> None:
        self._types = {kind.id: kind for kind in types}
        self._meanings = meanings or {}

    @classmethod
    def load(cls, folder: Traversable, overrides: Path | None = None) -> TypesCatalogue:
        """Read every YAML file of the folder and its « mots.txt », then those of the commune when its folder exists.

        Raises:
            UnreadableInput: a file is incorrect (TYPE_FILE_INVALID), with the line and the cause.
        """
        folders: list[Traversable] = [folder]
        if overrides is not None and overrides.is_dir():
            folders.append(overrides)
        meanings: dict[Expression, tuple[Expression, ...]] = {}
        for each in folders:
            for typed, meant in _read_meanings(each / _MEANINGS).items():
                meanings[typed] = (*meanings.get(typed, ()), *meant)
        return cls((read_type(file) for each in folders for file in _yaml_files(each)), meanings)

    def all(self) -> tuple[ActType, ...]:
        """Every type, by title."""
        return tuple(sorted(self._types.values(), key=lambda kind: fold(kind.libelle)))

    def find(self, type_id: str) -> ActType | None:
        """The type of that id, if there is one."""
        return self._types.get(type_id)

    def get(self, type_id: str) -> ActType:
        """The type of that id.

        Raises:
            WrongUsage: there is none (UNKNOWN_TYPE).
        """
        if (kind := self.find(type_id)) is None:
            raise WrongUsage(Code.UNKNOWN_TYPE, type=type_id)
        return kind

    def suggest(self, query: str) -> tuple[ActType, ...]:
        """The types that answer a few typed words, best first; all of them for no word."""
        return tuple(choice.kind for choice in self.choose(query))

    def choose(self, query: str) -> tuple[Choice, ...]:
        """The types that answer a few typed words, best first, with the words that made them answer; all for no word.

        Accents, case and plurals do not matter; a word may be a beginning, an abbreviation or an everyday word.
        """
        if not words(query):
            return tuple(Choice(kind) for kind in self.all())
        return self._chooser.choose(query)

    @cached_property
    def _chooser(self) -> Chooser:
        return Chooser(self.all(), self._meanings)


def read_type(file: Traversable) -> ActType:
    """One act type.

    Raises:
        UnreadableInput: the file is not YAML, or not a type, or its wording names what does not exist.
    """
    try:
        text = file.read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        kind = ActType.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _invalid(file, line, f"YAML illisible ({error.problem})") from error
    except yaml.YAMLError as error:
        raise _invalid(file, 1, "caractère interdit dans le fichier") from error
    except ValidationError as error:
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")  # a slip explains what is missing
        path = list(first["loc"])
        where = ".".join(str(part) for part in path) or "le fichier"
        cause = _FRENCH.get(first["type"], "cette valeur ne convient pas")
        raise _invalid(file, _line(tree, path), f"« {where} » : {cause}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid(file, 1, "le fichier n'est pas lisible en UTF-8") from error
    for cause, quoted in faults(kind):
        line = next((i for i, row in enumerate(text.splitlines(), start=1) if quoted in row), 1)
        raise _invalid(file, line, cause)
    return kind


def schema() -> str:
    """The JSON Schema of an act type, for editors that complete and check YAML."""
    return json.dumps(ActType.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def faults(kind: ActType) -> Iterator[tuple[str, str]]:
    """What the schema cannot see: (cause, text to look for in the file)."""
    for champ in kind.champs:
        yield from _field_faults(kind, champ)
    for template, conditions in _templates(kind):
        yield from _template_faults(kind, template, conditions)
    for visa in kind.visas:
        if visa.texte is None and visa.code not in CODES:
            yield f"le code « {visa.code} » n'est pas connu : donnez le texte du visa", visa.code
    for condition in _conditions(kind):
        yield from _condition_faults(kind, condition)
    for controle in kind.controles:
        if kind.champ(controle.champ) is None:
            yield f"le contrôle porte sur « {controle.champ} », qui n'est pas un champ", controle.message
    for tableau in _tables(kind):
        columns = {c.nom for c in named.colonnes} if (named := kind.champ(tableau.champ)) else set()
        if not columns:
            yield f"« {tableau.champ} » n'est pas un champ de type tableau", f"champ: {tableau.champ}"
        for ligne in (*tableau.avant, *tableau.apres):
            for column in set(ligne.cellules) - columns:
                yield f"« {column} » n'est pas une colonne de « {tableau.champ} »", column


def _field_faults(kind: ActType, champ: Champ) -> Iterator[tuple[str, str]]:
    if champ.type is FieldType.CHOIX and not champ.options:
        yield f"le champ « {champ.nom} » est un choix sans options", champ.nom
    if champ.type is FieldType.TABLEAU and not champ.colonnes:
        yield f"le champ « {champ.nom} » est un tableau sans colonnes", champ.nom
    if set(champ.redaction) - set(champ.options):
        yield f"la rédaction de « {champ.nom} » nomme une option qui n'existe pas", champ.nom
    if champ.calcul:
        if champ.type not in _WORKED_OUT:
            yield f"le champ « {champ.nom} » n'est pas de ceux qui se calculent", champ.calcul
        yield from _calculation_faults(kind, champ.calcul)
    for exemple in (champ.exemple, champ.defaut):
        if exemple and champ.type is not FieldType.TABLEAU:
            yield from _example_faults(champ, exemple)
    if champ.lignes:
        yield from _example_faults(champ, [dict(row) for row in champ.lignes])


def _example_faults(champ: Champ, given: FieldInput) -> Iterator[tuple[str, str]]:
    """A default or an example that the field itself would refuse."""
    try:
        read_field(champ, given)
    except UnreadableInput as error:
        yield f"l'exemple du champ « {champ.nom} » ne convient pas : {error.data['cause']}", f"nom: {champ.nom}"


def _calculation_faults(kind: ActType, calculation: str) -> Iterator[tuple[str, str]]:
    try:
        names = operands(calculation)
    except CalculationError as error:
        yield str(error), calculation
        return
    for name in names:
        field, _, column = name.partition(".")
        source = kind.champ(field)
        period = source is not None and source.type is FieldType.PERIODE and column == "fin"
        if source is None and field == DAY_OF_THE_ACT:
            continue
        if source is None or (column and not period and column not in {c.nom for c in source.colonnes}):
            yield f"« {name} », dans un calcul, n'existe pas", calculation


def _condition_faults(kind: ActType, condition: Condition) -> Iterator[tuple[str, str]]:
    field, _, column = condition.champ.partition(".")
    named = kind.champ(field)
    measured = condition.superieur_a or condition.inferieur_a
    if named is None and not (measured and field == DAY_OF_THE_ACT):
        yield f"la condition porte sur « {condition.champ} », qui n'est pas un champ", condition.champ
    elif named and column and not measured:
        yield f"« {condition.champ} » : seule une comparaison porte sur une colonne", condition.champ
    elif named and column and named.type is not FieldType.PERIODE and column not in {c.nom for c in named.colonnes}:
        yield f"« {condition.champ} » n'est pas une colonne", condition.champ
    elif named and named.options and not set(condition.vaut) <= set(named.options):
        yield f"la condition sur « {named.nom} » compare à une option qui n'existe pas", condition.champ
    if condition.comme and kind.champ(condition.comme) is None:
        yield f"la condition compare à « {condition.comme} », qui n'est pas un champ", condition.comme
    for bound in (condition.superieur_a, condition.inferieur_a):
        if bound:
            yield from _calculation_faults(kind, bound)


def _template_faults(kind: ActType, template: str, si: tuple[Condition, ...]) -> Iterator[tuple[str, str]]:
    guarded = {c.champ for c in si if not c.sauf}
    try:
        found = list(slots(template))
    except TemplateError as error:
        yield str(error), template.splitlines()[0]
        return
    for slot, droppable in found:
        champ = kind.champ(slot.name)
        if champ is None and slot.name not in GLOBAL_FORMS:
            yield f"« {{{slot.name}}} » n'est pas un champ de ce type", f"{{{slot.name}"
        elif not _form_known(slot, champ):
            yield (
                f"« {{{slot.name}:{slot.form}}} » : cette forme ne convient pas à ce champ",
                f"{{{slot.name}:{slot.form}",
            )
        elif champ and not (champ.obligatoire or droppable or champ.nom in guarded or champ.defaut):
            yield f"« {{{slot.name}}} » est facultatif : placez-le entre [[ et ]]", f"{{{slot.name}"


def _form_known(slot: Slot, champ: Champ | None) -> bool:
    form = slot.form.split(".")[0]
    if (form == "accord") != (len(slot.choices) == 2) or (form != "accord" and slot.choices):
        return False
    if champ is None:
        return form in GLOBAL_FORMS[slot.name]
    if form in {"total", "liste"}:
        return slot.form.removeprefix(f"{form}.") in {c.nom for c in champ.colonnes}
    return form in FIELD_FORMS[champ.type]


def _templates(kind: ActType) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    yield kind.objet, ()
    if kind.execution:
        yield kind.execution, ()
    parts: tuple[Visa | Paragraphe, ...] = (*kind.visas, *kind.expose, *kind.considerants, *kind.articles)
    for part in parts:
        if part.texte:
            yield part.texte, part.si
        if isinstance(part, Paragraphe) and part.tableau:
            for cell in _cells(part.tableau):
                yield f"[[{cell}]]", part.si  # a row without its amount is dropped


def _cells(tableau: Tableau) -> Iterator[str]:
    for ligne in (*tableau.avant, *tableau.apres):
        yield from ligne.cellules.values()


def _conditions(kind: ActType) -> Iterator[Condition]:
    parts: tuple[Visa | Paragraphe, ...] = (*kind.visas, *kind.expose, *kind.considerants, *kind.articles)
    for part in (*parts, *kind.annexes, *kind.controles):
        yield from part.si


def _tables(kind: ActType) -> Iterator[Tableau]:
    for part in (*kind.expose, *kind.considerants, *kind.articles):
        if part.tableau:
            yield part.tableau


_FRENCH: Mapping[str, str] = {
    "missing": "cette rubrique manque",
    "extra_forbidden": "cette rubrique n'existe pas",
    "enum": "cette valeur n'est pas admise",
    "literal_error": "cette valeur n'est pas admise",
    "string_type": "un texte est attendu (entre guillemets s'il ressemble à un nombre)",
    "string_pattern_mismatch": "cette écriture n'est pas admise",
    "string_too_short": "ce texte est vide",
    "bool_parsing": "écrivez true ou false",
    "bool_type": "écrivez true ou false",
    "decimal_parsing": "un nombre est attendu",
    "decimal_type": "un nombre est attendu",
    "tuple_type": "une liste est attendue",
    "too_short": "il en faut au moins un",
    "model_type": "des rubriques sont attendues",
    "mapping_type": "des rubriques sont attendues",
}


def _invalid(file: Traversable, line: int, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.TYPE_FILE_INVALID, fichier=file.name, cause=f"ligne {line}, {cause}", ligne=line)


def _line(node: yaml.Node | None, path: Iterable[str | int]) -> int:
    """The line of the deepest node that exists on the path."""
    line = 1
    for part in path:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, part)
    return node.start_mark.line + 1 if node else line


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    return None


def _yaml_files(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(_SUFFIXES)), key=lambda f: f.name)


def _read_meanings(file: Traversable) -> Meanings:
    if not file.is_file():
        return {}
    try:
        return parse_meanings(file.read_text(encoding="utf-8-sig").splitlines())
    except BadMeaning as error:
        raise _invalid(file, error.line, "écrivez « ce qui est tapé = ce que cela veut dire »") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid(file, 1, "le fichier n'est pas lisible en UTF-8") from error
