"""What runs while the table is made: trees, mirrors, boxes, each made when it is first needed."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.sync.box import Box, full_box
from benchmarks.sync.line import Line
from benchmarks.sync.mirror import Mirror
from benchmarks.sync.trees import Tree, grown_tree

SIZES = (5_000, 50_000)
LONG_RUNS = 4
LOGGED = "transfer logging = yes\nlog format = %o %f %b\n"  # rsyncd.conf(5): what, which file, how many bytes


@dataclass(frozen=True)
class Town:
    """A publisher with so many blobs, its mirror, a box that has all of it."""

    tree: Tree
    mirror: Mirror
    box: Box

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Lay a new line to the mirror."""
        line = Line(self.mirror.port)
        try:
            yield line
        finally:
            line.close()


@dataclass
class Desk:
    """A folder to work in; all that was started is stopped with `ends`."""

    folder: Path
    ends: ExitStack
    _towns: dict[int, Town] = field(default_factory=dict)
    _begun: dict[str, Future[Any]] = field(default_factory=dict)
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(LONG_RUNS))

    def town(self, blobs: int) -> Town:
        """Return the publisher with so many blobs."""
        if blobs not in self._towns:
            home = self.folder / f"town-{blobs}"
            tree = grown_tree(home, blobs)
            mirror = Mirror(tree.repo, home, LOGGED)
            self.ends.callback(mirror.close)
            self._towns[blobs] = Town(tree, mirror, full_box(home / "box", tree))
        return self._towns[blobs]

    def begins(self, name: str, long_run: Callable[[], Any]) -> None:
        """Let a long run go on beside the rest."""
        self._begun[name] = self._threads.submit(long_run)

    def ended(self, name: str) -> Any:
        """Wait for a long run, and return what it found. Raises what it raised."""
        return self._begun[name].result()
