"""The hub: what the ministry writes, checks and publishes."""
