"""How long a ministry waits for parameters, from the files of boxes to the report."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.table import Row, at_most
from benchmarks.tutor.answering_schools import files_of, truth_of
from exchange.answer_rows import lines_of, read_answers
from exchange.documents import encode
from learning.tutor.parameters import UNCALIBRATED
from ministry.calibrate.calibration import calibrated
from ministry.calibrate.fit import fit
from ministry.calibrate.pooling import pool_of

SCHOOLS, LEARNERS, ANSWERS = 10, 50, 100  # 50,000 answers
SKILLS = 60  # 240 items


def calibration_rows() -> Iterator[Row]:
    """Calibrate on 50,000 answers of schools that do not exist, one in five kept aside."""
    truth = truth_of(SKILLS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        files = [Path(folder) / f"{number}.jsonl" for number in range(SCHOOLS)]
        for file, made in zip(files, files_of(truth, SCHOOLS, LEARNERS, ANSWERS), strict=True):
            file.write_bytes(b"".join(lines_of(made.heading, made.rows)))
        began = process_time()
        pool = pool_of(map(read_answers, files))
        one = calibrated(pool, UNCALIBRATED, {skill.id: skill for skill in truth.skills}, fit)
        seconds = process_time() - began
    yield at_most("recalibration from 50,000 answers, CPU", seconds, "s", 60)
    before, after = f"{one.before.auc:.3f}", f"{one.after.auc:.3f}"
    better = one.after.auc > one.before.auc
    yield Row("next-answer AUC on schools kept aside, beside Elo", after, before, None, "> Elo", better)
    yield Row("parameters of 240 items", f"{len(encode(one.new)) / 1000:.0f} KB")
