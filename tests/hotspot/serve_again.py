"""Serve a box again and again, each time as a process of its own; all is imported only once.

    python serve_again.py [SYNCHRONOUS]

One line on standard input is one start; the answer is the number of the process. `SYNCHRONOUS` is SQLite's
pragma, FULL when not given. The daily copy is made all the time, so that it is cut as well.
"""

import os
import sys
from datetime import timedelta

from hotspot.cli import hotspot
from hotspot.school import copies, keeper
from runtime import database


def serve() -> None:
    keeper.FIRST_LOOK_SECONDS = keeper.LOOK_EVERY_SECONDS = 0.05
    copies.A_DAY = timedelta(0)
    if len(sys.argv) > 1:
        database.DURABLE["synchronous"] = sys.argv[1]
    hotspot(["serve"])


def main() -> None:
    child = 0
    for _line in sys.stdin:
        if child:
            os.waitpid(child, 0)
        child = os.fork()
        if not child:
            os.dup2(os.open(os.environ["LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
            os.dup2(1, 2)
            serve()
            os._exit(0)
        os.write(1, f"{child}\n".encode())
    if child:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
