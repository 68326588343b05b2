"""Teachers learn too: what they have read, the quiz at the end, the certificate."""
