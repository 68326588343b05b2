"""What `make bench` prints of the tutor: few enough learners that it ends within a few minutes."""

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.table import Row
from benchmarks.tutor.calibrating import calibration_rows
from benchmarks.tutor.compare import policy_rows
from benchmarks.tutor.evaluate import predict_rows
from benchmarks.tutor.placement_trial import placement_rows
from benchmarks.tutor.sitting import sitting
from benchmarks.tutor.worlds import FINAL_SEEDS, spread
from benchmarks.tutor.worlds.term import ALL_FAMILIES

TAUGHT, PLACED = 40, 100  # learners


def tutor(bench: Bench) -> Iterator[Row]:
    """Measure the estimate on logs if given, policy and placement on learners on whom nothing was tuned."""
    yield from predict_rows(bench.answers)
    yield from sitting(bench)
    yield from policy_rows(spread(FINAL_SEEDS, TAUGHT), ALL_FAMILIES)
    yield from placement_rows(spread(FINAL_SEEDS, PLACED), ALL_FAMILIES)
    yield from calibration_rows()
