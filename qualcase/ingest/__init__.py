"""Stage 1: read sources, cut them into turns, find out who speaks. Verbs: add."""
