"""The box's commands: `hotspot install`, `hotspot serve`, and those that make an empty box a school's."""

from hotspot.cli import backup, box, helper, label, people, tutor, tutor_export, wifi, wifi_apply
from hotspot.cli.group import hotspot

__all__ = [
    "backup",
    "box",
    "helper",
    "hotspot",
    "label",
    "people",
    "tutor",
    "tutor_export",
    "wifi",
    "wifi_apply",
]
