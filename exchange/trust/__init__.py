"""Who may say what is on a box: the roles that sign, and the check of what a carrier has brought (TUF)."""
