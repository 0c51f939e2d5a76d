"""What the schema cannot see in an act type: fields that do not exist, forms that do not suit, calculations that fail."""

from __future__ import annotations

from collections.abc import Iterator

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Condition, FieldType, Paragraphe, Tableau, Visa
from secretaire.acts.calculation import CalculationError, operands
from secretaire.acts.fields import read_field
from secretaire.acts.form_values import DAY_OF_THE_ACT
from secretaire.drafting.compose.facts import FIELD_FORMS, GLOBAL_FORMS
from secretaire.drafting.compose.visas import CODES
from secretaire.drafting.template import Slot, TemplateError, slots
from secretaire.errors import UnreadableInput

_WORKED_OUT = frozenset({FieldType.MONTANT, FieldType.NOMBRE, FieldType.POURCENTAGE})


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
    before = [c.nom for c in kind.champs[: kind.champs.index(champ)]]
    for condition in champ.si:
        if condition.champ.partition(".")[0] not in {*before, DAY_OF_THE_ACT} and kind.champ(condition.champ):
            yield f"« {champ.nom} » dépend de « {condition.champ} », qui doit venir avant lui", f"nom: {champ.nom}"
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
    parts: tuple[Visa | Paragraphe, ...] = (
        *kind.visas,
        *kind.expose,
        *kind.considerants,
        *kind.ouverture,
        *kind.articles,
    )
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
    parts: tuple[Visa | Paragraphe, ...] = (
        *kind.visas,
        *kind.expose,
        *kind.considerants,
        *kind.ouverture,
        *kind.articles,
    )
    yield from kind.transmissible_si
    for part in (*kind.champs, *parts, *kind.annexes, *kind.controles):
        yield from part.si


def _tables(kind: ActType) -> Iterator[Tableau]:
    for part in (*kind.expose, *kind.considerants, *kind.articles):
        if part.tableau:
            yield part.tableau
