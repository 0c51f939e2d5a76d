"""The act types of a workspace: those of the application, what the commune changes in them, and its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path

from secretaire.acts.act_type import ActType
from secretaire.acts.adaptation import Adapted, Changement, adapt
from secretaire.drafting.act_types.adaptations import adaptation_faults, adaptations_folder, read_adaptations
from secretaire.drafting.act_types.reading import Fault, inspect_file, parse_type
from secretaire.drafting.choosing import BadMeaning, Choice, Chooser, Meanings, fold, parse_meanings, words
from secretaire.errors import Code, WrongUsage

_SUFFIXES = (".yaml", ".yml")
_MEANINGS = "mots.txt"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of the commune that is not used, and why."""

    name: str
    faults: tuple[Fault, ...]


class _Shipped(Mapping[str, ActType]):
    """The types of the application, by id, which is the name of their file; each is read when it is first asked for."""

    def __init__(self, folder: Traversable) -> None:
        self._files = {Path(file.name).stem: file for file in yaml_files(folder)}

    def __getitem__(self, type_id: str) -> ActType:
        return parse_type(self._files[type_id].read_text(encoding="utf-8"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class TypesCatalogue:
    """The act types of a workspace; one of the commune takes the place of the shipped one of same id.

    Attributes:
        refused: the files of the commune that could not be read; the shipped type stays in use.
        stale: by type, the changes of the commune that no longer find the wording they replace.
    """

    def __init__(
        self,
        shipped: Mapping[str, ActType],
        own: Mapping[str, ActType],
        meanings: Meanings,
        *,
        refused: Sequence[RefusedFile] = (),
        stale: Mapping[str, tuple[Changement, ...]] | None = None,
    ) -> None:
        self._shipped = shipped
        self._own = own
        self._meanings = meanings
        self.refused = tuple(refused)
        self.stale = dict(stale or {})

    @classmethod
    def load(cls, folder: Traversable, overrides: Path | None = None) -> TypesCatalogue:
        """The YAML files of the folder and its « mots.txt », then those of the commune, read when its folder exists.

        A wrong file of the commune is left out and said in `refused`: it never keeps the workspace shut.
        """
        meanings = dict(_read_meanings(folder / _MEANINGS))
        shipped = _Shipped(folder)
        own: dict[str, ActType] = {}
        if overrides is None or not overrides.is_dir():
            return cls(shipped, own, meanings)
        refused: list[RefusedFile] = []
        for typed, meant in _own_meanings(overrides / _MEANINGS, refused).items():
            meanings[typed] = (*meanings.get(typed, ()), *meant)
        for file in yaml_files(overrides):
            inspected = inspect_file(file)
            if inspected.kind:
                own[inspected.kind.id] = inspected.kind
            else:
                refused.append(RefusedFile(file.name, inspected.faults))
        adapted = _adapted(cls(shipped, own, meanings), adaptations_folder(overrides), refused)
        stale = {name: found.stale for name, found in adapted.items() if found.stale}
        own.update({name: found.kind for name, found in adapted.items()})
        return cls(shipped, own, meanings, refused=refused, stale=stale)

    def all(self) -> tuple[ActType, ...]:
        """Every type, by title."""
        return tuple(sorted({**self._shipped, **self._own}.values(), key=lambda kind: fold(kind.libelle)))

    def find(self, type_id: str) -> ActType | None:
        """The type of that id, if there is one."""
        return self._own.get(type_id) or self._shipped.get(type_id)

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


def yaml_files(folder: Traversable) -> list[Traversable]:
    """The type files of a folder, by name."""
    return sorted((f for f in folder.iterdir() if f.name.endswith(_SUFFIXES)), key=lambda f: f.name)


def _adapted(types: TypesCatalogue, folder: Path, refused: list[RefusedFile]) -> dict[str, Adapted]:
    """The types the commune changes. A file that cannot be read, or gives a wrong type, is refused whole."""
    found: dict[str, Adapted] = {}
    for read in read_adaptations(folder):
        kind = types.find(read.adaptation.type) if read.adaptation else None
        if read.adaptation is None or kind is None:
            faults = read.faults or (Fault(1, "ce type d'acte n'existe pas"),)
            refused.append(RefusedFile(read.name, faults))
            continue
        if wrong := adaptation_faults(kind, read.adaptation):
            refused.append(RefusedFile(read.name, tuple(Fault(1, cause) for cause in wrong)))
            continue
        found[kind.id] = adapt(kind, read.adaptation)
    return found


def _read_meanings(file: Traversable) -> Meanings:
    return parse_meanings(file.read_text(encoding="utf-8-sig").splitlines()) if file.is_file() else {}


def _own_meanings(file: Path, refused: list[RefusedFile]) -> Meanings:
    """What the commune says its words mean; refused whole when a line says nothing."""
    try:
        return _read_meanings(file)
    except BadMeaning as error:
        fault = Fault(error.line, "écrivez « ce qui est tapé = ce que cela veut dire »")
    except (OSError, UnicodeDecodeError):
        fault = Fault(1, "le fichier n'est pas lisible en UTF-8")
    refused.append(RefusedFile(file.name, (fault,)))
    return {}
