"""`python -m sync_agent`, for where the command is not installed."""

from sync_agent.cli import sync_agent

sync_agent()
