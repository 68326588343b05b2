"""The keys of the publisher, and what they sign."""
