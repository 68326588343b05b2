"""The technician's turn on a phone: half an hour from the code on, measured by what has really gone by."""

from flask import session

from runtime import clock

TURN_SECONDS = 30 * 60  # a technician who walks away is signed out


def begin() -> None:
    """Begin a turn: the code was right."""
    session["technician_since"] = int(clock.now().timestamp())


def is_on() -> bool:
    """Say whether a technician's turn is on."""
    since = session.get("technician_since")
    return since is not None and 0 <= clock.seconds_since(since) < TURN_SECONDS


def end() -> None:
    """End the turn."""
    session.pop("technician_since", None)
