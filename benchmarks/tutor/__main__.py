"""The tutor's tables by themselves, with as many simulated learners as one has patience for.

Usage: python -m benchmarks.tutor [--learners 200] [--tuning] [--only policy,calibration] [--answers FOLDER]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, print_head, print_rows
from benchmarks.tutor.calibrating import calibration_rows
from benchmarks.tutor.compare import policy_rows
from benchmarks.tutor.evaluate import predict_rows
from benchmarks.tutor.placement_trial import placement_rows
from benchmarks.tutor.worlds import FINAL_SEEDS, TUNING_SEEDS, spread
from benchmarks.tutor.worlds.term import ALL_FAMILIES, FAMILIES

PARTS = ("predict", "policy", "placement", "calibration")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tutor", description=__doc__.split("\n")[0])
    parser.add_argument("--learners", type=int, default=100, help="in each family and situation")
    parser.add_argument("--tuning", action="store_true", help="on the seeds that a policy may be tuned on")
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--answers", type=Path, help="folder of logs of answers")
    chosen = parser.parse_args()
    print_head()
    for part in chosen.only.split(","):
        list(print_rows(_rows(part, chosen)))


def _rows(part: str, chosen: argparse.Namespace) -> Iterator[Row]:
    if part == "predict":
        return predict_rows(chosen.answers)
    if part == "calibration":
        return calibration_rows()
    measured = {"policy": policy_rows, "placement": placement_rows}[part]
    families = tuple(FAMILIES) if chosen.tuning else ALL_FAMILIES
    return measured(spread(TUNING_SEEDS if chosen.tuning else FINAL_SEEDS, chosen.learners), families)


if __name__ == "__main__":
    main()
