"""Stage 5: triangulate, claim, verify."""
