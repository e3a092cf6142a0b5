"""Colours of codes: a hue each, far from its neighbours', the same wherever the code is shown."""

_GOLDEN_ANGLE = 137.508  # degrees; successive hues never fall together (Vogel 1979)
_FIRST = 205.0


def hue(n: int) -> int:
    """Give the hue (0 to 359 degrees) of the code that stands at place `n` of its codebook, from 0."""
    return int(_FIRST + n * _GOLDEN_ANGLE) % 360
