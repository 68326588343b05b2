"""`python -m ministry`, for where the command is not installed."""

from ministry.cli import ministry

ministry()
