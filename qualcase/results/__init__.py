"""What every result shares: a table, the codings behind it, where it came from."""
