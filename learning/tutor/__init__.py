"""The tutor, as arithmetic: what will be right, what to ask next, what to come back to, who is stuck.

Plain values in, plain values out: no clock, no file, no chance of its own. Begin with `answers.py` (what is
known of one answer), then `step.py` (what it changes), then `choosing.py` (what is asked next).
"""
