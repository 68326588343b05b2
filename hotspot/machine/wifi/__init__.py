"""The access point: its files as text, what this Pi's radio bears, and the real programs that check them."""
