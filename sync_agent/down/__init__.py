"""Content comes down: what is missing, what grows, what is whole, what is dropped."""
