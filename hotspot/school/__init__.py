"""The school: its people, classes, attempts. What is kept here cannot be replaced."""
