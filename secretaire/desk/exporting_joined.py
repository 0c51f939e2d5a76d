"""The files joined to an act leave with its document: copied in a folder beside it, named after it."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from secretaire.acts.act import Act, PieceJointe
from secretaire.desk.file_names import safe_name
from secretaire.desk.office import Office
from secretaire.errors import Code, EnvironmentFault
from secretaire.exchange.atomic import write_atomically


@dataclass(frozen=True, slots=True)
class Annexes:
    """The copies beside a document, and the names of the files that could not be copied: gone, or changed since."""

    files: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Where they are, for the person who will send them; empty when nothing is joined."""
        said = []
        if self.files:
            folders = list(dict.fromkeys(file.parent.name for file in self.files))
            several = len(self.files) > 1
            number = f"{len(self.files)} fichiers joints copiés" if several else "Le fichier joint est copié"
            where = f"le dossier « {folders[0]} »" if len(folders) == 1 else f"{len(folders)} dossiers « (annexes) »"
            said.append(f"{number} à côté, dans {where}.")
        if self.missing:
            named = " ; ".join(self.missing)
            said.append(
                f"Non copié, car disparu ou changé depuis qu'il a été joint : {named}. Joignez l'original à l'envoi."
            )
        return " ".join(said)


NOTHING_JOINED = Annexes()


def put_beside(office: Office, target: Path, acts: Sequence[Act]) -> Annexes:
    """Copy what is joined to the acts of a document; a folder that holds anything else is left as it is.

    Raises:
        EnvironmentFault: the folder or a copy cannot be written.
    """
    kept = office.workspace.joined
    wanted: dict[str, PieceJointe] = {}
    missing = []
    for act in acts:
        for rank, piece in enumerate(act.jointes, start=1):
            if kept.holds(piece):
                wanted[_name(act, rank, piece, wanted)] = piece
            else:
                missing.append(piece.nom)
    if not wanted:
        return Annexes((), tuple(missing))
    sources = {name: kept.path(piece) for name, piece in wanted.items()}
    folder = _folder(target, sources)
    files = tuple(folder / name for name in sources)
    if not folder.exists():
        _make(folder)
        for file, source in zip(files, sources.values(), strict=True):
            write_atomically(file, source.read_bytes())
    return Annexes(files, tuple(missing))


def _name(act: Act, rank: int, piece: PieceJointe, taken: Mapping[str, PieceJointe]) -> str:
    """« 2026-014 annexe 1 Plan.pdf »; two acts of one number keep each their own."""
    given = Path(piece.nom)
    start = f"{act.numero.replace('/', '-')} annexe {rank}"
    marks = (f" ({again})" if again > 1 else "" for again in count(1))
    names = (f"{safe_name(f'{start}{mark} {given.stem}')}{given.suffix}" for mark in marks)
    return next(name for name in names if name not in taken)


def _folder(target: Path, sources: Mapping[str, Path]) -> Path:
    """The one that holds exactly these copies, else one that is not there yet."""
    name = f"{target.stem} (annexes)"
    named = (target.with_name(f"{name} {rank}" if rank > 1 else name) for rank in count(1))
    return next(folder for folder in named if not folder.exists() or _holds(folder, sources))


def _holds(folder: Path, sources: Mapping[str, Path]) -> bool:
    try:
        return {file.name for file in folder.iterdir()} == set(sources) and all(
            filecmp.cmp(source, folder / name, shallow=False) for name, source in sources.items()
        )
    except OSError:
        return False


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(folder), cause=cause) from error
