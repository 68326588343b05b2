"""Install an edition again and again, each time killed one step later, until it is not.

    python cut_power.py REPO DATA CUTS EVERY

With "-" for REPO, what lies ready in the store is shown instead. With EVERY greater than 1, each so many
steps only. A step is a rename, a bringing to the disk, a folder made, a file removed: what another program
could see. `CUTS/<step>` is what the power cut has left of DATA; the last one was not cut.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from hotspot.content import activation, installer
from hotspot.settings import Settings

SEEN_BY_OTHERS = ("replace", "rename", "fsync", "mkdir", "unlink")
STEPS_AT_MOST = 300


def cut_power_at(step: int) -> None:
    """Kill this program, as a power cut does, just before its n-th step."""
    done = 0

    def before(call):
        def stepping(*arguments, **more):
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **more)

        return stepping

    for name in SEEN_BY_OTHERS:
        setattr(os, name, before(getattr(os, name)))


def is_cut(repo: Path, data: Path, step: int) -> bool:
    """Install in a program of its own; return whether it was killed."""
    child = os.fork()
    if not child:
        cut_power_at(step)
        if str(repo) == "-":
            activation.activate(Settings(data_folder=data))
        else:
            installer.install(repo, Settings(data_folder=data), root=repo / "metadata" / "1.root.json")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


def main() -> None:
    repo, data, cuts = (Path(argument) for argument in sys.argv[1:4])
    for step in range(1, STEPS_AT_MOST, int(sys.argv[4])):
        shutil.copytree(data, cuts / str(step))
        if not is_cut(repo, cuts / str(step), step):
            return
    sys.exit("an installation has more steps than this test knows")


if __name__ == "__main__":
    main()
