"""`python -m ministry.media`: the same as `ministry media`."""

from ministry.media.cli import media

media()
