"""The machine that the box is: its health."""
