"""What runs while the table is made: the box and the bare app, each started when it is first needed."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.box import Box, box_with, finish_a_set, sign_in, warm_up
from benchmarks.people import grow
from benchmarks.processes import Started, free_port, start
from exchange.store import Store

FILM_BYTES = 200_000_000
FILM_SHA256 = "0" * 64  # nobody checks the name of a film while it is served


@dataclass
class Bench:
    """A folder to work in and what was started; all is stopped with `ends`."""

    folder: Path
    ends: ExitStack
    resources: int = 5_000
    _references: dict[int, Started] = field(default_factory=dict)
    _boxes: dict[str, Box] = field(default_factory=dict)

    @cached_property
    def film(self) -> Path:
        """A file of zeros as large as a film, in the store of the box."""
        file = Store(self.box.folder / "store").path_of_blob(FILM_SHA256)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(FILM_BYTES))
        return file

    @property
    def box(self) -> Box:
        """The box, thirty pupils signed in, warm."""
        return self.box_of(self.resources)

    @property
    def reference(self) -> Started:
        """The bare app with the same resources."""
        return self.reference_of(self.resources)

    def box_of(self, resources: int) -> Box:
        """Return a box with so many resources, thirty pupils signed in, warm."""
        return self._opened(f"box-{resources}", resources)

    def grown_box(self, learners: int, attempts: int) -> Box:
        """Return a box as `box` with so many learners and answers more."""
        name = f"box-{learners}-learners"
        if not (self.folder / name).exists():
            with box_with(self.resources, self.folder / name) as young:
                sign_in(young)
                finish_a_set(young)
            grow(young.school_file, self.resources, learners, attempts)
        return self._opened(name, self.resources)

    def _opened(self, name: str, resources: int) -> Box:
        if name not in self._boxes:
            box = self.ends.enter_context(box_with(resources, self.folder / name))
            sign_in(box)
            warm_up(box)
            self._boxes[name] = box
        return self._boxes[name]

    def reference_of(self, resources: int) -> Started:
        """Return the bare app with so many resources."""
        if resources not in self._references:
            port = free_port()
            command = [sys.executable, "-m", "benchmarks.reference", self.folder, resources, self.film, port]
            started = start(command, port, "/topic/1")
            self.ends.callback(started.stop)
            self._references[resources] = started
        return self._references[resources]
