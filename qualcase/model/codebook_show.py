"""How a codebook and a code show themselves, as text and in a notebook, where neither style sheet nor labels reach."""

from collections.abc import Iterator
from html import escape
from textwrap import fill

from qualcase.model.codebook import Code, Codebook, text
from qualcase.model.token_patterns import shown

WIDTH = 80
WORDS = {
    "id": {
        "codes": "kode", "code": "Kode", "label": "Label", "kind": "Jenis", "definition": "Definisi",
        "judges": "Penilaian", "use_when": "Gunakan bila", "do_not_use_when": "Jangan gunakan bila", "poles": "Kutub",
        "examples": "Contoh", "near_misses": "Nyaris", "indicators": "Kata penunjuk", "status": "Status",
        "evaluative": "evaluatif", "descriptive": "deskriptif", "link": "hubungan", "none": "tidak ada kode",
        "draft": "rancangan", "merged": "digabung", "split": "dipecah", "retired": "tidak dipakai lagi",
    },
    "en": {
        "codes": "codes", "code": "Code", "label": "Label", "kind": "Kind", "definition": "Definition",
        "judges": "Judgement", "use_when": "Use when", "do_not_use_when": "Do not use when", "poles": "Poles",
        "examples": "Examples", "near_misses": "Near misses", "indicators": "Indicators", "status": "Status",
        "evaluative": "evaluative", "descriptive": "descriptive", "link": "link", "none": "no code",
        "draft": "draft", "merged": "merged", "split": "split", "retired": "retired",
    },
}  # fmt: skip
LINE = "border-bottom:1px solid color-mix(in srgb, currentColor 25%, transparent)"
CELL = f"padding:.35em .8em;text-align:left;vertical-align:top;background:none;{LINE}"
TABLE = "border-collapse:collapse;background:none;color:inherit;max-width:60em"


def code_text(code: Code, lang: str) -> str:
    """Say a code in lines of at most 80 places: its label, what it means, when to use it and when not."""
    lines = [f"{code.id}: {text(code.label, lang)}"]
    for name, said in _parts(code, lang):
        if len(said) == 1:
            lines.append(_filled(f"{name}: {said[0]}", "  "))
        else:
            lines += [f"  {name}:", *(_filled(one, "  - ", "    ") for one in said)]
    return "\n".join(lines)


def code_html(code: Code, lang: str) -> str:
    """Draw a code as a small table, in the colours of the page that it stands on."""
    rows = "".join(
        f'<tr><th scope="row" style="{CELL};white-space:nowrap">{escape(name)}</th>'
        f'<td style="{CELL}">{"<br>".join(map(escape, said))}</td></tr>'
        for name, said in _parts(code, lang)
    )
    title = f"<b>{escape(text(code.label, lang))}</b> ({escape(code.id)})"
    return _table(title, rows, lang)


def book_text(book: Codebook, lang: str) -> str:
    """Say a codebook in lines of at most 80 places: its title, then each code under its parent."""
    words = WORDS[lang]
    named = text(book.title, lang)
    head = f"{named} ({book.name} {book.version}): " if named else f"{book.name} {book.version}: "
    lines = [fill(f"{head}{len(book)} {words['codes']}", WIDTH)]
    for code in book:
        step = "  " * (1 + _depth(book, code))
        meant = text(code.definition, lang)
        lines.append(_filled(f"{code.id}: {text(code.label, lang)}{'. ' if meant else ''}{meant}", step, step + "  "))
    return "\n".join(lines)


def book_html(book: Codebook, lang: str) -> str:
    """Draw a codebook as a table with a row for each code, in the colours of the page that it stands on."""
    words = WORDS[lang]
    heads = "".join(
        f'<th scope="col" style="{CELL}">{words[head]}</th>' for head in ("code", "label", "kind", "definition")
    )
    rows = "".join(
        f'<tr><th scope="row" style="{CELL};padding-left:{0.8 + 1.2 * _depth(book, code):.1f}em">{escape(code.id)}</th>'
        f'<td style="{CELL}">{escape(text(code.label, lang))}</td><td style="{CELL}">{words[code.kind]}</td>'
        f'<td style="{CELL}">{escape(text(code.definition, lang))}</td></tr>'
        for code in book
    )
    title = f"<b>{escape(text(book.title, lang) or book.name)}</b> ({escape(f'{book.name} {book.version}')})"
    return _table(title, f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>", lang)


def language(spoken: str, written: tuple[str, ...]) -> str:
    """Give the language to show in: the study's, else the first of the book's own that has words here."""
    return next((lang for lang in (spoken, *written) if lang in WORDS), "id")


def _parts(code: Code, lang: str) -> Iterator[tuple[str, list[str]]]:
    """Give what a code says of itself: a name, and a line for each thing said; what says nothing is left out."""
    words = WORDS[lang]
    poles = [text(end, lang) for end in (code.poles.positive, code.poles.negative)] if code.poles else []
    cues = [
        f"{key}: {', '.join(map(shown, (*found.positive, *found.negative)))}" for key, found in code.indicators.items()
    ]
    misses = [
        f"“{miss.quote}” → {words['none'] if miss.code == 'none' else miss.code}"
        + (f" ({text(miss.why, lang)})" if miss.why else "")
        for miss in code.near_misses
    ]
    found = {
        "kind": [words[code.kind]],
        "judges": [f"{code.holder or '?'} → {code.target or '?'}"] if code.holder or code.target else [],
        "poles": [f"+ {poles[0]}  − {poles[1]}"] if poles else [],
        "definition": [text(code.full_definition or code.definition, lang)],
        "use_when": [text(one, lang) for one in code.use_when],
        "do_not_use_when": [text(one, lang) for one in code.do_not_use_when],
        "examples": [f"“{one.quote}”" + (f" ({one.source})" if one.source else "") for one in code.examples],
        "near_misses": misses,
        "indicators": cues,
        "status": [words[code.status]] if code.status in words else [],
    }
    yield from ((words[name], said) for name, said in found.items() if any(said))


def _depth(book: Codebook, code: Code) -> int:
    above: list[str] = []
    while code.above in book and code.above not in above:
        above.append(code.above)
        code = book.code(code.above)
    return len(above)


def _filled(said: str, first: str, rest: str = "    ") -> str:
    return fill(said, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _table(title: str, rows: str, lang: str) -> str:
    caption = f'<caption style="text-align:left;color:inherit;padding:.3em 0">{title}</caption>'
    return f'<table lang="{escape(lang)}" style="{TABLE}">{caption}{rows}</table>'
