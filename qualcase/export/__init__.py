"""Stage 6: report, to, archive."""
