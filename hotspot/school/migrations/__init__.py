"""Numbered scripts that bring school.db up to date, forward only."""
