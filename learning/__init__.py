"""How one learns here, as arithmetic: no page, no table, no file, no clock."""
