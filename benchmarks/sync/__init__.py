"""make bench-sync: what content and reports cost on a bad line, beside plain rsync."""
