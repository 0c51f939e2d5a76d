"""The act types of a commune: change a clause, a visa, a default value. Whole files: see `type_files`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from secretaire.acts.act_type import ActType, Champ, Condition, Paragraphe, Visa
from secretaire.acts.adaptation import Adaptation, Changement, Partie, wording_of
from secretaire.acts.fields import read_field
from secretaire.desk.office import TYPES, Office
from secretaire.desk.resources import resources
from secretaire.drafting.act_types.adaptations import (
    adaptation_faults,
    adaptation_file,
    adaptation_text,
    read_adaptation,
)
from secretaire.drafting.act_types.catalogue import RefusedFile, TypesCatalogue, yaml_files
from secretaire.drafting.act_types.reading import inspect_file, read_type
from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.exchange.atomic import write_atomically


class Source(StrEnum):
    """Whose type it is."""

    LIVRE = "livre"  # as the application words it
    ADAPTE = "adapte"  # with changes of the commune
    COMMUNE = "commune"  # a file of the commune


class ClauseState(StrEnum):
    """What the commune did with a clause."""

    LIVREE = "livree"
    MODIFIEE = "modifiee"
    RETIREE = "retiree"
    AJOUTEE = "ajoutee"
    A_REVOIR = "a_revoir"  # its shipped wording is no longer the one that was changed


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a type, as the form shows it.

    Attributes:
        shipped: its shipped wording; empty for a clause of the commune's own.
        si: when it is written; always when empty.
        articles: those a visa names.
        tableau: the table field whose rows are written under it, whatever its wording.
        kept_by_us: a visa of a code: its name and articles follow the law, nobody words them.
        change: what the commune decided of it, if anything.
    """

    part: Partie
    shipped: str
    text: str
    state: ClauseState
    si: tuple[Condition, ...] = ()
    articles: tuple[str, ...] = ()
    tableau: str = ""
    kept_by_us: bool = False
    change: Changement | None = None


@dataclass(frozen=True, slots=True)
class TypeSheet:
    """A type for the form of usual changes.

    Attributes:
        kind: the type in use.
        source: whose it is.
        clauses: every clause, shipped order, the commune's own in their place.
        adaptation: everything the commune changes in it.
    """

    kind: ActType
    source: Source
    clauses: tuple[Clause, ...]
    adaptation: Adaptation

    @property
    def defaults(self) -> Mapping[str, str]:
        """The default values changed by the commune, by field."""
        return self.adaptation.defauts

    @property
    def with_default(self) -> tuple[Champ, ...]:
        """The fields that can have one: a single line of text, figure, date or choice."""
        return tuple(c for c in self.kind.champs if c.type not in _WITHOUT_DEFAULT and not c.calcul)


_WITHOUT_DEFAULT = frozenset({"tableau", "texte_long"})


def source_of(office: Office, type_id: str) -> Source:
    """Whose type it is.

    Raises:
        WrongUsage: there is no such type.
    """
    office.types.get(type_id)
    if adaptation_file(types_folder(office), type_id).is_file():
        return Source.ADAPTE
    return (
        Source.LIVRE
        if (resources() / TYPES / f"{type_id}.yaml").is_file() and not own_file(office, type_id)
        else Source.COMMUNE
    )


def refused_files(office: Office) -> tuple[RefusedFile, ...]:
    """The files of the commune that are not used, each with its faults."""
    return office.types.refused


def sheet(office: Office, type_id: str) -> TypeSheet:
    """The clauses of a type, with what the commune changed.

    Raises:
        WrongUsage: there is no such type.
    """
    kind = office.types.get(type_id)
    adaptation = _adaptation(office, type_id)
    base = _base(office, type_id)
    stale = set(office.types.stale.get(type_id, ()))
    clauses = [clause for part in Partie for clause in _clauses(base, part, adaptation, stale)]
    return TypeSheet(kind, source_of(office, type_id), tuple(clauses), adaptation)


def change_clause(office: Office, type_id: str, change: Changement) -> TypeSheet:
    """Word a shipped clause otherwise, or leave it out (empty text).

    Raises:
        UnreadableInput: the wording names a field that does not exist, or cannot be read; nothing is changed.
    """
    adaptation = _adaptation(office, type_id)
    shipped = next((c for c in _base_clauses(office, type_id, change.partie) if c == change.livre), None)
    others = tuple(
        c for c in adaptation.changements if not (c.livre and c.livre == change.livre and c.partie is change.partie)
    )
    kept = others if change.texte == shipped else (*others, change)
    return _save(office, type_id, adaptation.model_copy(update={"changements": kept}))


def add_clause(office: Office, type_id: str, part: Partie, text: str, after: str = "") -> TypeSheet:
    """Add a clause of the commune's own, after a shipped one or at the end of its part.

    Raises:
        UnreadableInput: the wording is empty, names a field that does not exist, or cannot be read.
    """
    if not text.strip():
        raise UnreadableInput(Code.CLAUSE_EMPTY, type=type_id)
    adaptation = _adaptation(office, type_id)
    change = Changement(partie=part, texte=text.strip(), apres=after)
    return _save(office, type_id, adaptation.model_copy(update={"changements": (*adaptation.changements, change)}))


def reworded(clause: Clause, text: str) -> Clause:
    """The clause with another wording, as it will be once saved; an empty one leaves a shipped clause out."""
    former = clause.change or Changement(partie=clause.part, livre=clause.shipped)
    return replace(clause, text=text.strip(), change=former.model_copy(update={"texte": text.strip()}))


def new_clause(part: Partie, after: str = "") -> Clause:
    """A clause to be written by the commune, after a shipped one or at the end of its part; `reword` adds it."""
    return Clause(part, "", "", ClauseState.AJOUTEE, change=Changement(partie=part, apres=after))


def reword(office: Office, type_id: str, clause: Clause, text: str) -> TypeSheet:
    """Word a clause otherwise, whoever wrote it; the same as shipped is no change.

    Raises:
        UnreadableInput: the wording is empty, names a field that does not exist, or cannot be read; nothing is changed.
    """
    if not text.strip():
        raise UnreadableInput(Code.CLAUSE_EMPTY, type=type_id)
    return _save(office, type_id, _with_wording(_adaptation(office, type_id), clause, text))


def leave_out(office: Office, type_id: str, clause: Clause) -> TypeSheet:
    """Write a shipped clause no more; a clause of the commune's own goes."""
    return _save(office, type_id, _with_wording(_adaptation(office, type_id), clause, ""))


def restore(office: Office, type_id: str, adaptation: Adaptation) -> TypeSheet:
    """Put back what the commune changed at an earlier moment (undo).

    Raises:
        UnreadableInput: the type has changed since, and it no longer suits.
    """
    return _save(office, type_id, adaptation)


def drop_change(office: Office, type_id: str, clause: Clause) -> TypeSheet:
    """Take back the shipped wording, or take out a clause of the commune's own."""
    adaptation = _adaptation(office, type_id)
    kept = tuple(c for c in adaptation.changements if c != clause.change)
    return _save(office, type_id, adaptation.model_copy(update={"changements": kept}))


def change_default(office: Office, type_id: str, field: str, value: str) -> TypeSheet:
    """Give a field the value it has when nothing is typed; the shipped one again when empty.

    Raises:
        UnreadableInput: the value does not suit the field.
        WrongUsage: the type has no such field.
    """
    champ = office.types.get(type_id).champ(field)
    if champ is None:
        names = ", ".join(c.nom for c in office.types.get(type_id).champs)
        raise WrongUsage(Code.FIELD_UNKNOWN, champ=field, type=type_id, choix=names)
    adaptation = _adaptation(office, type_id)
    defaults = {name: given for name, given in adaptation.defauts.items() if name != field}
    if value.strip():
        read_field(champ, value.strip())
        defaults[field] = value.strip()
    return _save(office, type_id, adaptation.model_copy(update={"defauts": defaults}))


def remove_type(office: Office, type_id: str) -> None:
    """Give up the commune's own type, or its changes: the shipped type serves again.

    Raises:
        WrongUsage: the type is the shipped one.
    """
    file = adaptation_file(types_folder(office), type_id)
    target = file if file.is_file() else own_file(office, type_id)
    if target is None:
        raise WrongUsage(Code.TYPE_IS_SHIPPED, type=type_id)
    target.unlink()
    reload(office)


def _with_wording(adaptation: Adaptation, clause: Clause, text: str) -> Adaptation:
    change = reworded(clause, text).change
    kept = list(adaptation.changements)
    if clause.change in kept:
        at = kept.index(clause.change)
        kept[at : at + 1] = [change] if change else []
    elif change:
        kept.append(change)
    return adaptation.model_copy(update={"changements": tuple(c for c in kept if c.texte != c.livre)})


def _clauses(base: ActType, part: Partie, adaptation: Adaptation, stale: set[Changement]) -> Sequence[Clause]:
    ours = [c for c in adaptation.changements if c.partie is part]
    replacing = {c.livre: c for c in ours if c.livre}
    shipped: Sequence[Paragraphe | Visa] = getattr(base, part.value)
    last = {wording_of(clause): rank for rank, clause in enumerate(shipped)}
    result: list[Clause] = []

    def added(after: str) -> list[Clause]:
        found = [c for c in ours if not c.livre and c.apres == after]
        return [Clause(part, "", c.texte, ClauseState.AJOUTEE, change=c) for c in found]

    for rank, clause in enumerate(shipped):
        wording = wording_of(clause)
        visa = clause if isinstance(clause, Visa) else Visa()
        table = clause.tableau if isinstance(clause, Paragraphe) else None
        shown = Clause(
            part,
            wording,
            wording,
            ClauseState.LIVREE,
            si=clause.si,
            articles=visa.articles,
            tableau=table.champ if table else "",
            kept_by_us=isinstance(clause, Visa) and not visa.texte,
        )
        if change := replacing.get(wording):
            state = ClauseState.MODIFIEE if change.texte else ClauseState.RETIREE
            shown = replace(shown, text=change.texte or wording, state=state, change=change)
        result.append(shown)
        if last[wording] == rank:
            result += added(wording)
    result += added("")
    result += [Clause(part, c.livre or c.apres, c.texte, ClauseState.A_REVOIR, change=c) for c in ours if c in stale]
    return result


def _base(office: Office, type_id: str) -> ActType:
    """The type before the changes of the commune."""
    return read_type(own_file(office, type_id) or resources() / TYPES / f"{type_id}.yaml")


def _base_clauses(office: Office, type_id: str, part: Partie) -> tuple[str, ...]:
    return tuple(wording_of(clause) for clause in getattr(_base(office, type_id), part.value))


def _adaptation(office: Office, type_id: str) -> Adaptation:
    file = adaptation_file(types_folder(office), type_id)
    read = read_adaptation(file) if file.is_file() else None
    if read and read.adaptation is None:
        fault = read.faults[0]
        raise UnreadableInput(Code.TYPE_FILE_INVALID, fichier=file.name, cause=fault.cause, ligne=fault.line)
    return read.adaptation if read and read.adaptation else Adaptation(type=type_id)


def _save(office: Office, type_id: str, adaptation: Adaptation) -> TypeSheet:
    wrong = adaptation_faults(_base(office, type_id), adaptation)
    if wrong:
        raise UnreadableInput(Code.CLAUSE_INVALID, type=type_id, cause=wrong[0])
    file = adaptation_file(types_folder(office), type_id)
    if adaptation.empty:
        file.unlink(missing_ok=True)
    else:
        keep_file(file, adaptation_text(adaptation).encode())
    reload(office)
    return sheet(office, type_id)


def reload(office: Office) -> None:
    """Read the types again: a file of the commune changed."""
    office.types = TypesCatalogue.load(resources() / TYPES, types_folder(office))


def types_folder(office: Office) -> Path:
    """Where the files of the commune are."""
    return office.folder / TYPES


def own_file(office: Office, type_id: str) -> Path | None:
    """The commune's file of that type."""
    return next((f for f in files_in(types_folder(office)) if (k := inspect_file(f).kind) and k.id == type_id), None)


def files_in(folder: Path) -> list[Path]:
    """The type files of a folder, by name; none when it does not exist."""
    return [Path(str(f)) for f in yaml_files(folder)] if folder.is_dir() else []


def keep_file(file: Path, content: bytes) -> None:
    """Write a file of the commune whole, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, content)
