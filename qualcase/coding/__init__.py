"""Stage 2: use, code, uncode, suggest, accept, reject, merge, agree, memo."""
