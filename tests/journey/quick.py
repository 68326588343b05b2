"""The programs of a box as they are, with a quicker eye for what comes: quick.py hotspot|sync-agent WORDS."""

import sys

PROGRAM = sys.argv.pop(1)
if PROGRAM == "hotspot":
    from hotspot.cli import hotspot
    from hotspot.school import keeper

    keeper.LOOK_FOR_LESSONS_SECONDS = 1
    hotspot()
else:
    from sync_agent import agent
    from sync_agent.carriers import neighbours
    from sync_agent.cli import sync_agent

    neighbours.LOOK_SECONDS, agent.TICK_SECONDS = 1, 0.5
    sync_agent()
