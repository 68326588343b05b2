"""What runs while the table is made: the box and the bare app, each started when it is first needed."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.box import Box, box_in, finish_a_set, make_box, sign_in, warm_up
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
    answers: Path | None = None  # folder of logs of answers, for the tutor
    _boxes: dict[Path, Box] = field(default_factory=dict)

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

    @cached_property
    def reference(self) -> Started:
        """The bare app with the same resources."""
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.reference", self.folder, self.resources, self.film, port]
        started = start(command, port, "/topic/1")
        self.ends.callback(started.stop)
        return started

    def box_of(self, resources: int) -> Box:
        """Return a box with so many resources, thirty pupils signed in, warm."""
        home = self.folder / f"box-{resources}"
        if home not in self._boxes:
            make_box(resources, home)
        return self._opened(home, resources)

    def grown_box(self, learners: int, attempts: int) -> Box:
        """Return a box as `box` with so many learners and answers more."""
        home = self.folder / f"box-{learners}-learners"
        if home not in self._boxes:
            make_box(self.resources, home)
            with box_in(home, self.resources) as young:
                sign_in(young)
                finish_a_set(young)
            grow(young.school_file, self.resources, learners, attempts)
        return self._opened(home, self.resources)

    def _opened(self, home: Path, resources: int) -> Box:
        if home not in self._boxes:
            box = self.ends.enter_context(box_in(home, resources))
            sign_in(box)
            warm_up(box)
            self._boxes[home] = box
        return self._boxes[home]
