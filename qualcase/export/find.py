"""The forms to search a report with, and what each quote is found by; the page's script reads both."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from qualcase.model.snapshot import Snapshot
from qualcase.render.characters import safe
from qualcase.render.labels import label
from qualcase.render.palette import hue
from qualcase.results.quotes import Quotes


class Facet(NamedTuple):
    """One thing to filter quotes by: its name in the address, its heading, what each quote has of it, how to say it."""

    name: str
    head: str
    values: Sequence[Sequence[str]]  # for each quote
    names: dict[str, str]  # value -> what it is called, in the order of the choice


def facets(snapshot: Snapshot, quotes: Quotes, lang: str) -> list[Facet]:
    """Give what quotes can be filtered by: code (with all below it), role, informant, source, stance, coder."""
    data = quotes.data
    above = _above(snapshot)
    number = snapshot.code_numbers
    codes = [[snapshot.codes[up].name for up in above[number[name]]] for name in data["code"]]
    voices, roles = ([text.split(", ") if text else [] for text in data[name]] for name in ("voice", "role"))
    stances = [[stance or "unset"] for stance in data["stance"]]
    titles = {source.id: f"{source.id} {source.title}".strip() for source in snapshot.sources}
    called = {
        ref.name: "\u2003" * (len(above[n]) - 1) + snapshot.name("code", ref.name, lang)
        for n, ref in enumerate(snapshot.codes)
    }
    order = ("supports", "contradicts", "mixed", "neutral", "unset")
    made = [
        Facet("code", label("head.code", lang), codes, called),
        Facet("role", label("head.role", lang), roles, {r: snapshot.name("role", r, lang) for r in snapshot.roles()}),
        Facet("voice", label("head.voice", lang), voices, {voice.id: voice.id for voice in snapshot.voices}),
        Facet("source", label("head.source", lang), [[source] for source in data["source"]], titles),
        Facet("stance", label("head.stance", lang), stances, {s: label(f"stance.{s}", lang) for s in order}),
        Facet("coder", label("head.coder", lang), [[coder] for coder in data["coder"]], {}),
    ]
    return [facet._replace(names=_used(facet)) for facet in made]


def attributes(facets: Iterable[Facet], n: int) -> str:
    """Say what quote `n` is found by, a data attribute for each facet; several values stand one a line."""
    return "".join(f' data-{facet.name}="{safe(chr(10).join(facet.values[n]))}"' for facet in facets)


def quotes_form(facets: Iterable[Facet], total: int, lang: str) -> str:
    """Draw the form that filters the quotes; it says how many there are, and in the page how many are shown."""
    choices = "".join(_choice(facet, lang) for facet in facets if len(facet.names) > 1)
    said = {
        "count": label("find.count", lang, n="{n}", total=total),
        "none": label("find.none", lang),
        "copied": label("find.copied", lang),
        "failed": label("find.failed", lang),
    }
    return (
        f'<form class="find" data-find="quotes" role="search" aria-label="{safe(label("find.quotes", lang))}"'
        f"{_told(said)}><label>{safe(label('find.words', lang))}"
        f'<input type="search" name="words" autocomplete="off" spellcheck="false"></label>{choices}'
        f'<p><output role="status">{safe(label("find.count", lang, n=total, total=total))}</output>'
        f'<button type="reset">{safe(label("find.reset", lang))}</button></p></form>'
    )


def words_form(codes: Sequence[tuple[int, str]], lang: str) -> str:
    """Draw the form that finds words in the transcripts and says which codes their margins show.

    `codes`: the numbers of the codes in the snapshot, with their labels.
    """
    said = {"hit": label("find.hit", lang, n="{n}", total="{total}"), "none": label("find.no_words", lang)}
    boxes = "".join(
        f'<label><input type="checkbox" name="code" value="{code}" checked>'
        f'<i style="--hue:{hue(code)}"></i>{safe(name)}</label>'
        for code, name in codes
    )
    margin = (
        f'<details class="shown"><summary>{safe(label("find.margin", lang))} <output></output></summary><fieldset>'
        f'<legend>{safe(label("find.margin", lang))}</legend><p><button type="button" data-check="all">'
        f'{safe(label("find.check_all", lang))}</button><button type="button" data-check="none">'
        f"{safe(label('find.check_none', lang))}</button></p>{boxes}</fieldset></details>"
    )
    return (
        f'<form class="find" data-find="transcripts" role="search"'
        f' aria-label="{safe(label("find.transcripts", lang))}"{_told(said)}>'
        f"<label>{safe(label('find.words', lang))}"
        f'<input type="search" name="words" autocomplete="off" spellcheck="false"></label>'
        f'<p><button type="button" data-step="-1">{safe(label("find.previous", lang))}</button>'
        f'<button type="button" data-step="1">{safe(label("find.next", lang))}</button>'
        f'<output role="status"></output></p>{margin if codes else ""}</form>'
    )


def _choice(facet: Facet, lang: str) -> str:
    options = [("", label("find.all", lang)), *facet.names.items()]
    drawn = "".join(f'<option value="{safe(value)}">{safe(name)}</option>' for value, name in options)
    return f'<label>{safe(facet.head)}<select name="{facet.name}">{drawn}</select></label>'


def _told(said: dict[str, str]) -> str:
    return "".join(f' data-{name}="{escape(words)}"' for name, words in said.items())


def _used(facet: Facet) -> dict[str, str]:
    """Name what some quote has: what has a name first, in its order, then the rest as it comes."""
    used = dict.fromkeys(value for values in facet.values for value in values if value)
    return {value: name for value, name in facet.names.items() if value in used} | {
        value: value for value in used if value not in facet.names
    }


def _above(snapshot: Snapshot) -> list[list[int]]:
    """List for each code the codes that it counts under, the topmost first, itself last."""
    above: list[list[int]] = [[] for _ in snapshot.codes]
    sizes = sorted(enumerate(snapshot.subtrees), key=lambda item: -len(item[1]))
    for number, members in sizes:
        for member in members.tolist():
            if member != number:
                above[member].append(number)
    return [[*ups, number] for number, ups in enumerate(above)]
