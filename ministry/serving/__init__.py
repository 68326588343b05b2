"""The publisher's files on the line: what boxes fetch, and where they drop their reports."""
