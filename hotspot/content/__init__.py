"""What the ministry sent: how it is put in, found again and read."""
