"""The case file: rows, one event for each change, undo, backups."""
