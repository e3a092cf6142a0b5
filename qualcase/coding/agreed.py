"""Agreement of coders in words: the notes under its table, and sentences for a chapter on method."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcase.coding.rounds import round_notes
from qualcase.render.labels import label
from qualcase.render.numbers import number, percent
from qualcase.render.prose import listed, say

if TYPE_CHECKING:
    from qualcase.coding.agree import Agreement

CITED = {
    "alpha": "Krippendorff, 2019", "kappa": "Cohen, 1960", "ac1": "Gwet, 2008", "fleiss": "Fleiss, 1971",
    "pi": "Scott, 1955", "bp": "Brennan & Prediger, 1981", "conger": "Conger, 1980", "light": "Light, 1971",
    "u_alpha": "Krippendorff et al., 2016",
}  # fmt: skip


def note(found: "Agreement", lang: str) -> Iterator[str]:
    """Say under the table what was compared, how the intervals were made, and which figures need care."""
    rated = found.rated
    yield label(
        "agree.note", lang, coders=", ".join(found.coders), unit=label(f"unit.{rated.by}", lang),
        n=number(rated.start.size, lang), sources=", ".join(rated.sources),
    )  # fmt: skip
    yield from round_notes(found.snapshot, lang)
    if rated.books:
        yield f"{label('codebook.title', lang)}: {', '.join(rated.books)}."
    if found.text == "coded":
        yield label("agree.coded_only", lang, n=number(rated.left_out, lang))
    if found.chosen and rated.by != "span":
        yield label("agree.chosen_two" if len(found.coders) == 2 else "agree.chosen_many", lang)
    yield _interval(found, lang)
    if rated.by == "span":
        yield label("agree.spans", lang)
    if skewed := _skewed(found, lang):
        yield label("agree.paradox", lang, codes=listed(skewed, lang))
    if lost := _without_interval(found, lang):
        yield label("agree.undefined", lang, codes=listed(lost, lang))
    if found.snapshot.study.synthetic:
        yield label("note.synthetic", lang)


def sentences(found: "Agreement", lang: str) -> Iterator[str]:
    """Say what was compared and what came out: over all, worst and best code, intervals, the other coefficients."""
    rated, first, named = found.rated, found.coefficients[0], _named(found)
    last = len(rated.lines)  # the row of all
    if rated.by == "span":
        key = "methods.say.agreement_span"
    else:
        key = "methods.say.agreement" if len(found.coders) == 2 else "methods.say.agreement_many"
    yield say(
        key, lang, rated.start.size,
        coders=listed(found.coders, lang), unit=label(f"unit.{rated.by}", lang),
        sources=number(len(rated.sources), lang), percent=percent(found.data["percent"][last], lang, 1),
        name=label(f"agree.say.{named}", lang), value=number(found.data[first][last], lang, 2), cite=CITED[named],
        characters=number(found.data["n"][last], lang),
    )  # fmt: skip
    if found.text == "coded":
        yield label("agree.coded_only", lang, n=number(rated.left_out, lang))
    yield from _by_code(found, lang)
    yield _interval(found, lang)
    for name in found.coefficients[1:]:
        if ends := _ends(found, name):
            low, high = (number(end, lang, 2) for end in ends)
            called = label(f"agree.say.{name}", lang)
            yield say("agree.say.beside", lang, name=called, low=low, high=high, cite=CITED[name])
    if skewed := _skewed(found, lang):
        yield label("agree.paradox", lang, codes=listed(skewed, lang))


def _by_code(found: "Agreement", lang: str) -> Iterator[str]:
    """Say the worst code, the best one, how many are surely high enough, and those without a value."""
    first = found.coefficients[0]
    name = label(f"agree.say.{_named(found)}", lang)
    names = [line.name(found.snapshot, lang) for line in found.rated.lines]
    declared = [line.declared for line in found.rated.lines]
    rows = [
        (value, low, code)
        for value, low, code, own in zip(found.data[first], found.data[f"{first}_low"], names, declared, strict=False)
        if own
    ]
    ranked = sorted((value, low, code) for value, low, code in rows if value == value)
    if len(ranked) > 1:
        (least, _, worst), (most, _, best) = ranked[0], ranked[-1]
        ends = {"low": number(least, lang, 2), "high": number(most, lang, 2)}
        yield say("methods.say.worst", lang, worst=worst, best=best, name=name, **ends)
    if ranked and first == "alpha":
        sure, tentative = (sum(low >= bound for _, low, _ in ranked) for bound in (0.8, 2 / 3))
        facts = {"sure": number(sure, lang), "tentative": number(tentative, lang)}
        yield say("agree.say.rule", lang, len(ranked), **facts)
    if undefined := [code for value, _, code in rows if value != value]:
        yield say("methods.say.undefined", lang, codes=listed(undefined, lang), name=name)


def _named(found: "Agreement") -> str:
    return "u_alpha" if found.rated.by == "span" else found.coefficients[0]


def _interval(found: "Agreement", lang: str) -> str:
    facts = {"level": number(100 * found.level, lang), "draws": number(found.draws, lang), "seed": found.seed}
    if found.clusters:
        few = found.clusters < 8
        key = "agree.drawn_few" if few else "agree.drawn_transcripts"
        return label(key, lang, n=number(found.clusters, lang), **facts)
    return label("agree.drawn_units", lang, n=number(len(found.rated.sources), lang), **facts)


def _ends(found: "Agreement", name: str) -> tuple[float, float] | None:
    """Give the least and the greatest value of a coefficient over the codes as declared, None where it has none."""
    values = [found.data[name][n] for n, line in enumerate(found.rated.lines) if line.declared]
    values = [value for value in values if value == value]
    return (min(values), max(values)) if values else None


def _skewed(found: "Agreement", lang: str) -> list[str]:
    """Name the codes, as declared, that so few decisions put, or so many, that kappa and alpha mislead."""
    return [
        line.name(found.snapshot, lang)
        for line, skew in zip(found.rated.lines, found.data["warning"], strict=False)
        if skew and line.declared
    ]


def _without_interval(found: "Agreement", lang: str) -> list[str]:
    """Name the rows that have a value and no interval."""
    first = found.coefficients[0]
    columns = (found.data[key] for key in (first, f"{first}_low"))
    return [name for name, value, low in zip(found.rows(lang), *columns, strict=True) if value == value and low != low]
