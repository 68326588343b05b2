"""Speed and size of the box, measured beside a bare reference in the same run."""
