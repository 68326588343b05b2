"""What the rsync of a session has moved, told by the kernel: pupils' phones are on the same interface.

The greater of what its processes have read and written: a hostile sender may swell a few bytes into many.
"""

from dataclasses import dataclass, field

import psutil


@dataclass
class Sessions:
    """Counts from the start of one session to its end; a process that has ended still counts."""

    _read: dict[int, int] = field(default_factory=dict, init=False)
    _written: dict[int, int] = field(default_factory=dict, init=False)

    def moved(self) -> int:
        """Return how many bytes the programs that this one has started have moved."""
        for program in psutil.Process().children(recursive=True):
            try:
                counts = program.io_counters()
            except psutil.Error:  # ended just now
                continue
            self._read[program.pid], self._written[program.pid] = counts.read_chars, counts.write_chars
        return max(sum(self._read.values()), sum(self._written.values()))
