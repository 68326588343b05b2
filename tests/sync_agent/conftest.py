"""The mirror and the line of these tests are those of the benchmarks, which are no part of the programs."""

import sys
from pathlib import Path

import in_memory
import pytest

from sync_agent.carriers import rsync

sys.path.insert(0, str(Path(__file__).parents[2]))
from hub import Box, Hub
from mirror import Line, Mirror

tmp_path = in_memory.tmp_path
rsync.MERCY_SECONDS = 0.3  # whoever must be killed is killed as surely, and sooner


@pytest.fixture
def hub(tmp_path):
    """A ministry that takes reports."""
    return Hub(tmp_path)


@pytest.fixture
def box(hub, tmp_path):
    """A box that it has enrolled."""
    made = Box(tmp_path / "box", hub)
    hub.enrols(made)
    return made


@pytest.fixture
def line_to(publisher, tmp_path):
    """Lines to a mirror of what the module's `publisher` publishes."""
    made, lines = Mirror(publisher.repo, tmp_path), []

    def line(**how):
        lines.append(Line(made.port, **how))
        return lines[-1]

    yield line
    for one in lines:
        one.close()
    made.close()
