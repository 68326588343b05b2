"""A map of skills: what comes before what, as rows of boxes with lines between. Begin with `drawing.py`."""
