"""The mirror and the line of these tests are those of the benchmarks, which are no part of the programs."""

import sys
from pathlib import Path

import in_memory

from sync_agent.carriers import rsync

sys.path.insert(0, str(Path(__file__).parents[2]))
tmp_path = in_memory.tmp_path
rsync.MERCY_SECONDS = 0.3  # whoever must be killed is killed as surely, and sooner
