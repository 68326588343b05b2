"""A mirror with the real rsync daemon, and a line to it that counts, slows, cuts, stalls and lies."""

from benchmarks.processes import free_port
from benchmarks.sync.line import Line
from benchmarks.sync.mirror import Mirror

__all__ = ["Line", "Mirror", "free_port"]
