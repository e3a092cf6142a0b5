"""Colours of codes."""

from qualcase.render.palette import hue


def test_neighbouring_codes_have_hues_far_apart():
    hues = [hue(n) for n in range(200)]
    assert all(0 <= h < 360 for h in hues)
    for near in (1, 2):
        apart = [abs(a - b) for a, b in zip(hues, hues[near:], strict=False)]
        assert min(min(d, 360 - d) for d in apart) >= 80
    first = hues[:12]
    assert min(min(abs(a - b), 360 - abs(a - b)) for n, a in enumerate(first) for b in first[:n]) >= 20


def test_a_code_keeps_its_colour():
    assert [hue(n) for n in range(4)] == [205, 342, 120, 257]
