"""Coding by hand, in a notebook or on a local page: one session in Python, one front end in the browser."""
