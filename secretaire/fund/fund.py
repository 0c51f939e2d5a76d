"""The fund of one commune: its documents, read, kept as text, and searched. The one class the other rooms use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from secretaire.errors import Code, UnreadableInput
from secretaire.fund.catalogue import Catalogue, Document, Root
from secretaire.fund.causes import Cause, french
from secretaire.fund.gathering import Gathering, Progress, ReadingReport
from secretaire.fund.index import PassageIndex, RebuildReason
from secretaire.fund.reading_process import ReadingProcess
from secretaire.fund.scan import readable_name
from secretaire.fund.search import DEFAULT_LIMIT, EVERYTHING, Answer, Filters, Search


def _no_progress(done: int, total: int, path: Path, seconds_left: float) -> None:
    """The caller does not want to follow."""


class Fund:
    """The fund of a workspace; any thread may use it, one reads at a time.

    Args:
        folder: the folder of the workspace: `fonds.sqlite` and `index/` live there.

    Raises:
        EnvironmentFault: the catalogue is damaged, locked, or comes from a newer version.
    """

    def __init__(self, folder: Path) -> None:
        self._catalogue = Catalogue(folder / "fonds.sqlite")
        self._index = PassageIndex(folder / "index", self._catalogue)
        self._search = Search(self._catalogue, self._index)
        self._reading = threading.Lock()

    def close(self) -> None:
        """Close the files; the fund is not used after."""
        self._catalogue.close()

    def folders(self) -> list[Root]:
        """The folders and single files chosen by the person."""
        return self._catalogue.roots()

    def add_paths(self, paths: Iterable[Path]) -> list[Root]:
        """Choose folders or files; they are read by the next `read`. A path inside a chosen folder adds nothing.

        Raises:
            UnreadableInput: there is nothing at one of these paths, or its name cannot be kept; none is added.
        """
        roots = [_root(path) for path in paths]
        for root in roots:
            chosen = self._catalogue.roots()
            if not any(root.path.is_relative_to(other.path) for other in chosen if other.is_folder):
                self._catalogue.add_root(root)
        return roots

    def remove_folder(self, path: Path) -> int:
        """No longer read nor search a chosen folder; its files stay. Returns how many documents left the fund."""
        removed = self._catalogue.remove_root(path)
        self._index.update()
        return removed

    def read(
        self,
        paths: Iterable[Path] | None = None,
        progress: Progress = _no_progress,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ReadingReport:
        """Read what is new or changed, under these paths (added if need be) or everything chosen.

        `cancelled` is asked between files and, within one, every tenth of a second.

        Raises:
            UnreadableInput: there is nothing at one of the paths and it was never chosen.
            EnvironmentFault: the catalogue or the index cannot be written.
        """
        with self._reading, ReadingProcess() as process:
            roots = self._chosen(paths)
            return Gathering(self._catalogue, self._index, progress, cancelled, process).run(roots)

    def index_problem(self) -> RebuildReason | None:
        """Why the next search will first have to make the index again (seconds to minutes); None when it will not."""
        return self._index.problem()

    def search(self, text: str, filters: Filters = EVERYTHING, limit: int = DEFAULT_LIMIT) -> Answer:
        """Search for words as typed; see `search.Search.search`."""
        return self._search.search(text, filters, limit)

    def precedents_for(self, subject: str, filters: Filters = EVERYTHING, limit: int = DEFAULT_LIMIT) -> Answer:
        """Documents close to the subject of a draft."""
        return self._search.precedents_for(subject, filters, limit)

    def documents(self) -> list[Document]:
        """Every file the fund knows, read or not."""
        return self._catalogue.documents()

    def document(self, document_id: int) -> Document | None:
        """A document of the fund, or None."""
        return self._catalogue.document(document_id)

    def page_text(self, document_id: int, page: int) -> str | None:
        """The text of a page, in which spans are counted; None when there is no such page."""
        return self._catalogue.page_text(document_id, page)

    def document_count(self) -> int:
        """How many documents can be searched."""
        return self._catalogue.searchable_count()

    def _chosen(self, paths: Iterable[Path] | None) -> list[Root]:
        """The roots to read: those given, or those they are inside of."""
        if paths is None:
            return self._catalogue.roots()
        wanted = [path.expanduser().absolute() for path in paths]
        known = {root.path for root in self._catalogue.roots()}
        self.add_paths(path for path in wanted if path not in known)
        roots = self._catalogue.roots()
        return [root for root in roots if any(path == root.path or path.is_relative_to(root.path) for path in wanted)]


def _root(path: Path) -> Root:
    path = path.expanduser().absolute()
    if not readable_name(str(path)):
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=ascii(str(path)), cause=french(Cause.BAD_NAME))
    if not path.exists():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    return Root(path, path.is_dir())
