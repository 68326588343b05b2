"""The benchmarks are not a part of the installed programs: they are read from the folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
