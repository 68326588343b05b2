"""The box's commands: `hotspot install`, `hotspot serve`, and those that make an empty box a school's."""

from hotspot.cli import box, people, wifi
from hotspot.cli.group import hotspot

__all__ = ["box", "hotspot", "people", "wifi"]
