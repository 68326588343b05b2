"""The list of a class: read from what a teacher gives, looked at, added, changed."""
