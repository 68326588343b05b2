"""What every program needs to run: settings, logs, database, clock. It knows no word of the field."""
