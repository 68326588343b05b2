"""The adults of a school: who they are, how they come in, and what only the head may do."""
