"""The messenger on the box: brings content down and reports up, over a line that is up for minutes."""
