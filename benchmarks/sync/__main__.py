"""make bench-sync: what the messenger costs and bears, as one table, from real runs on this machine.

Bytes are counted at the socket, or on the link, and carry from machine to machine; times do not: the load
average tells. The long runs (50 MB over a bad link, ours and plain rsync; 200 MB; ten minutes of rest) go on
while the short ones are measured, some twenty minutes in all.
Usage: python -m benchmarks.sync [--only knowing,checking,…]
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.sync.breaking import breaking
from benchmarks.sync.desk import Desk
from benchmarks.sync.hauling import hauling, start_hauls
from benchmarks.sync.knowing import checking, knowing
from benchmarks.sync.link import leave_for_own_network
from benchmarks.sync.resting import resting, start_rest
from benchmarks.sync.sending import sending
from benchmarks.sync.serving import serving
from benchmarks.table import Row, print_head, print_rows

PARTS: dict[str, Callable[[Desk], Iterator[Row]]] = {
    "knowing": knowing,
    "checking": checking,
    "breaking": breaking,
    "sending": sending,
    "serving": serving,
    "resting": resting,
    "hauling": hauling,
}
BEGUN_FIRST: dict[str, Callable[[Desk], None]] = {"hauling": start_hauls, "resting": start_rest}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description=__doc__.split("\n")[0])
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parts = parser.parse_args().only.split(",")
    leave_for_own_network()
    print(f"{os.cpu_count()} cores, load average before {os.getloadavg()[0]:.1f}\n")
    print_head()
    with tempfile.TemporaryDirectory(prefix="bench-sync-") as folder, ExitStack() as ends:
        desk = Desk(Path(folder), ends)
        for part in parts:
            BEGUN_FIRST.get(part, lambda _: None)(desk)
        missed = [row.what for part in parts for row in print_rows(PARTS[part](desk)) if row.met is False]
    print(f"\nLoad average after {os.getloadavg()[0]:.1f}\n\nGoals missed: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    main()
