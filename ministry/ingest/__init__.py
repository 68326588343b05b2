"""Reports come in: what a box has dropped is taken exactly once, and a receipt goes back."""
