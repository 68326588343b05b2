"""Who brings files: a mirror over a line, a stick, a neighbour. All bring the same tree; none is trusted."""
