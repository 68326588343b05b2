"""What a page asks of the request: on which box it is, from which phone it comes, what was typed."""

from flask import current_app, request

from hotspot.settings import Settings

LONGEST_NUMBER = 18  # figures: never more than SQLite takes, 64 bits


def settings_here() -> Settings:
    """Return the settings of this box."""
    settings: Settings = current_app.config["settings"]
    return settings


def device_here() -> str:
    """Return the address of the phone, "" where there is none."""
    return request.remote_addr or ""


def one_line(text: str, longest: int) -> str:
    """Return what was typed as one line of so many characters at most."""
    return " ".join(text.split())[:longest]


def number_in(text: str) -> int | None:
    """Return the number that was typed; None when it is none, or one that no row has."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None
