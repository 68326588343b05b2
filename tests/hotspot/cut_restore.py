"""Take up a backup that is wanted again and again, each time killed one step later, until it is not.

python cut_restore.py DATA CUTS
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from cut_power import STEPS_AT_MOST, cut_power_at

from hotspot.school.backups import restoring
from hotspot.settings import Settings


def is_cut(data: Path, step: int) -> bool:
    child = os.fork()
    if not child:
        cut_power_at(step)
        restoring.take_over(Settings(data_folder=data))
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


def main() -> None:
    data, cuts = (Path(argument) for argument in sys.argv[1:])
    for step in range(1, STEPS_AT_MOST):
        shutil.copytree(data, cuts / str(step))
        if not is_cut(cuts / str(step), step):
            return
    sys.exit("a restore has more steps than this test knows")


if __name__ == "__main__":
    main()
