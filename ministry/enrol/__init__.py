"""Boxes become known to the ministry, are replaced, and are struck off."""
