"""Stage 3: where, count, quotes, matrix, cooccur."""
