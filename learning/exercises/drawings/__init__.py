"""Drawings made from numbers: SVG as the lessons draw it, in flat colours with a dark outline."""

from collections.abc import Mapping


def render(kind: str, values: Mapping[str, object], label: str, language: str) -> str:
    """Return the drawing as SVG."""
    return f'<svg viewBox="0 0 320 100" role="img" aria-label="{label}"></svg>'
