"""Reports go up: who the box is, what waits, what was received."""
