"""The mirror and the line of these tests are those of the benchmarks, which are no part of the programs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
