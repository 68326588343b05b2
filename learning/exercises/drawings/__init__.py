"""Drawings made from numbers: SVG as the lessons draw it, in flat colours with a dark outline."""

from learning.exercises.drawings.render import KINDS, fields_of, render
from learning.exercises.drawings.things import NAMES, PLAINEST

__all__ = ["KINDS", "NAMES", "PLAINEST", "fields_of", "render"]
