"""The parts of a report, each a piece of HTML made from one result."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from qualcase.conclude.published import published
from qualcase.conclude.triangulate import Triangulation, triangulate
from qualcase.conclude.verify import Verification, verify
from qualcase.display.checklist import checklist
from qualcase.display.conceptually_clustered import conceptually_clustered
from qualcase.display.heatmap import Heatmap, heatmap
from qualcase.display.highlight import passages
from qualcase.display.network import Network, network
from qualcase.display.role_ordered import role_ordered
from qualcase.errors import OptionError
from qualcase.export.anchors import Anchors
from qualcase.export.appendix import guide
from qualcase.export.coders import coders
from qualcase.export.find import attributes, facets, quotes_form, words_form
from qualcase.export.limits import parties_not_heard
from qualcase.export.methods import methods
from qualcase.export.sampling import sampling_shown, shares
from qualcase.export.speaking import speaking_svg, speaking_title
from qualcase.model.asked import asked_about
from qualcase.model.codebook import text
from qualcase.model.evidence import ATTRIBUTED
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.listing import informants, sources
from qualcase.reduce.matrix import matrix
from qualcase.render.characters import safe
from qualcase.render.html import sheet_html
from qualcase.render.labels import label
from qualcase.render.prose import paragraphs_html
from qualcase.render.sheet import Column, Sheet
from qualcase.render.spans import colours
from qualcase.render.transcript import transcript_html
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call
from qualcase.results.translation import translated

WORDS_BEHIND = (
    20_000  # of more quotes behind the numbers of a page their places in the list stand there, not their words
)


class Report:
    """Everything a report shows of one snapshot, worked out once; `sections` gives it piece by piece."""

    def __init__(self, case: Reads, lang: str) -> None:
        self.case, self.lang = case, lang
        self.snapshot: Snapshot = case.snapshot
        self.anchors = Anchors(self.snapshot, self.snapshot.evidence.rows)
        self.sheets: list[Sheet] = []  # the tables drawn so far, numbered in their order
        self.figures = 0  # the pictures drawn so far
        self.coders = coders(case)
        self.coded = bool(self.snapshot.evidence.rows.size)
        self.triangulation = self._triangulated() if self.coded else None
        self.claims: Verification | None = verify(case) if self.snapshot.claims else None
        evidence = self.snapshot.evidence
        made = call("quotes", self.snapshot, coder=evidence.coder)
        self.quotes: Quotes = quotes_of(self.snapshot, evidence.rows, made, evidence)

    def sections(self) -> list[tuple[str, str, str]]:
        """Give (anchor, heading, HTML) for every section that has something to show, in order."""
        parts: list[tuple[str, Callable[[], str]]] = [
            ("study", self.study),
            ("people", self.people),
            ("codebook", self.codebook),
        ]
        if self.coded:
            parts.append(("reduction", self.reduction))
            if self.coders.agreement is not None:
                parts.append(("coders", self.agreed))
            parts.append(("displays", self.displays))
        if self.triangulation is not None:
            parts.append(("triangulation", self.triangulated))
        if self.claims is not None:
            parts.append(("claims", self.claimed))
        if self.snapshot.published:
            parts.append(("published", self.printed))
        parts.append(("methods", self.method))
        if self.coded:
            parts.append(("quotes", self.quoted))
        if self.snapshot.questions:
            parts.append(("guide", lambda: self.sheet(guide(self.snapshot, self.lang))))
        parts.append(("transcripts", self.transcripts))
        self.sheets.clear()
        self.figures = 0
        made = [(key, label(f"report.{key}", self.lang), part()) for key, part in parts]
        if self.anchors.sets:
            made.append(("behind", label("report.behind", self.lang), self.behind()))
        return made

    def tables(self) -> list[Sheet]:
        """Give the tables of the page, with its numbers, for Word and Excel; the coded table is the last."""
        if not self.sheets:
            self.sections()
        last = [replace(self.quotes.sheet(lang=self.lang), number=str(len(self.sheets) + 1))] if self.coded else []
        return [*self.sheets, *last]

    def table(self, result: Table | Verification) -> str:
        """Draw a result's table, each number a link to its quotes."""
        return self.sheet(result.sheet(lang=self.lang))

    def sheet(self, sheet: Sheet) -> str:
        """Draw a table under the next number."""
        self.sheets.append(replace(sheet, number=str(len(self.sheets) + 1)))
        return sheet_html(self.sheets[-1], href=self.anchors.numbers)

    def study(self) -> str:
        """The study card: questions, criteria, population, who was not heard."""
        study, lang = self.snapshot.study, self.lang
        pairs: list[tuple[str, list[str]]] = [
            (label("card.questions", lang), [text(q.get("text", ""), lang) for q in study.questions]),
            (label("card.criteria", lang), [text(c.get("text", ""), lang) for c in study.criteria]),
            (label("card.population", lang), [share.say(lang) for share in shares(self.snapshot, lang)]),
            (label("card.not_heard", lang), parties_not_heard(self.snapshot, lang)),
        ]  # fmt: skip
        rows = "".join(
            f"<dt>{safe(name)}</dt><dd><ul>{''.join(f'<li>{safe(v)}</li>' for v in values)}</ul></dd>"
            for name, values in pairs if values
        )  # fmt: skip
        return f'<dl class="study">{rows}</dl>' if rows else ""

    def people(self) -> str:
        """How informants were chosen, the sources, who speaks how much, and who was asked about what."""
        chosen = sampling_shown(self.snapshot, self.lang, self.sheet)
        listed = informants(self.case).sheet(lang=self.lang)
        kept = tuple(c for c in listed.columns if c.head != label("head.criteria", self.lang))  # told in words above
        drawn = speaking_svg(self.snapshot, self.lang)
        return (
            chosen + self.table(sources(self.case)) + self.sheet(replace(listed, columns=kept))
            + (self._figure(drawn, speaking_title(self.lang), "picture words") if drawn else "")
            + self.sheet(self._asked())
        )  # fmt: skip

    def agreed(self) -> str:
        """How far the coders agree by turn, and code by code where there are two."""
        made = self.coders
        return "".join(self.table(one) for one in (made.agreement, made.by_code) if one is not None)

    def method(self) -> str:
        """How the study was made and what it cannot show, in paragraphs."""
        return paragraphs_html(methods(self.snapshot, self.lang, self.coders, self.triangulation), self.lang)

    def codebook(self) -> str:
        """Every code: definition, when to use it and when not, examples."""
        parts = []
        for book in self.snapshot.books:
            title = self._title(book)
            parts.append(f"<h3>{safe(title)}</h3>{self.sheet(self._book(book))}")
        return "".join(parts)

    def reduction(self) -> str:
        """The reduction record."""
        result = self.triangulation or matrix(self.case, "code", "role")
        return self.table(result.condensation())

    def displays(self) -> str:
        """The matrices, the heat map and the code network."""
        crossed = matrix(self.case, "code", "role")
        table = self.table(crossed)
        shown: list[Heatmap | Network] = [
            heatmap(self.case, "code", "role", value="codings"),
            network(self.case, within="turn"),
        ]
        pictures = [self._picture(drawn) for drawn in shown]
        return table + "".join(pictures) + "".join(self.table(d) for d in self._displays())

    def _picture(self, drawn: Heatmap | Network) -> str:
        return self._figure(drawn.svg(lang=self.lang, href=self.anchors.numbers), drawn.title(self.lang))

    def _figure(self, svg: str, title: str, kind: str = "picture") -> str:
        """Draw a picture under the next number."""
        self.figures += 1
        name = f"<b>{safe(label('caption.figure', self.lang))} {self.figures}</b> {safe(title)}"
        return f'<figure class="{kind}"><figcaption>{name}</figcaption>{svg}</figure>'

    def triangulated(self) -> str:
        """The triangulation table, and why each row reads as it does."""
        assert self.triangulation is not None
        reasons = "".join(
            f"<details><summary>{safe(p.title(self.lang))}</summary>"
            f"<p>{safe(self.triangulation.why(p.name).text(lang=self.lang))}</p></details>"
            for p in self.triangulation.propositions
        )
        verdicts = self.sheet(self.triangulation.verdicts(lang=self.lang))
        return verdicts + self.table(self.triangulation) + f"<h3>{safe(label('report.why', self.lang))}</h3>{reasons}"

    def claimed(self) -> str:
        """The claims, each with its evidence and counter-evidence."""
        assert self.claims is not None
        return self.table(self.claims)

    def printed(self) -> str:
        """The findings of a publication, by its printed evidence and by the case."""
        return self.table(published(self.case))

    def quoted(self) -> str:
        """Every quote that is evidence, each with a link to its place, under a form to filter them."""
        data, lang, languages = self.quotes.data, self.lang, [s.language for s in self.snapshot.sources]
        places, choice = self.quotes.places(lang), facets(self.snapshot, self.quotes, lang)
        translation = translated(self.snapshot, self.quotes.rows, lang)
        copy = f'<button type="button" class="copy">{safe(label("find.copy", lang))}</button>'
        items = []
        sources = self.snapshot.codings.source[self.quotes.rows].tolist()
        for n, (row, source) in enumerate(zip(self.quotes.rows.tolist(), sources, strict=True)):
            turn = int(data["turn"][n])
            at = self.anchors.turn(source, turn) if turn else self.anchors.source(source)
            tags = [self.snapshot.name("code", data["code"][n], lang)]
            tags += [label(f"{kind}.{data[kind][n] or 'unset'}", lang) for kind in ("stance", "basis")]
            tags += [self.snapshot.name("aspect", data["aspect"][n], lang)] if data["aspect"][n] else []
            said = f'<p class="translation">{safe(translation[n])}</p>' if translation[n] else ""
            spoken = f' lang="{safe(languages[source])}"' if languages[source] not in ("", lang) else ""
            items.append(
                f'<li id="{self.anchors.quote(row)}" value="{n + 1}"{attributes(choice, n)}>'
                f"<blockquote{spoken}>{safe(data['quote'][n])}</blockquote>{said}"
                f'<p><b>{safe(data["voice"][n])}</b> · <a href="#{at}">{safe(places[n])}</a> · '
                f"{safe(' · '.join(tags))} {copy}</p></li>"
            )
        return f'{quotes_form(choice, len(items), lang)}<ol class="quotes">{"".join(items)}</ol>'

    def transcripts(self) -> str:
        """Every transcript with its codings on it and in its margin, and its turns in the report's language."""
        snapshot, codings, lang = self.snapshot, self.snapshot.codings, self.lang
        rows = snapshot.evidence.rows if self.coded else np.empty(0, np.int64)
        names = [snapshot.name("code", ref.name, lang) for ref in snapshot.codes]
        said: dict[str, dict[int, str]] = {}
        for one in snapshot.translations:
            if one.language == lang:
                said.setdefault(one.text, {})[one.start] = one.words
        parts, links = [], []
        for n in np.flatnonzero(snapshot.sources_in).tolist():
            source = snapshot.sources[n]
            here = rows[codings.source[rows] == n]
            html = transcript_html(
                snapshot.text(n), passages(snapshot, n), codings.start[here], codings.end[here], codings.code[here],
                here, names, lang=lang, turn_anchor=partial(self.anchors.turn, n), quote_anchor=self.anchors.quote,
                translations=said.get(source.text, {}), spoken=source.language, coloured=False,
            )  # fmt: skip
            title = safe(f"{source.id} {source.title}".strip())
            parts.append(f'<section id="{self.anchors.source(n)}" class="appendix"><h3>{title}</h3>{html}</section>')
            links.append(f'<li><a href="#{self.anchors.source(n)}">{title}</a></li>')
        used = np.unique(codings.code[rows]).tolist()
        listed = f'<ul class="list" aria-label="{safe(label("report.transcripts_list", lang))}">{"".join(links)}</ul>'
        form = words_form([(code, names[code]) for code in used], lang)
        return colours(used) + form + listed + "".join(parts)

    def behind(self) -> str:
        """For each number with several codings behind it, the list of their quotes."""
        short = dict(zip(self.quotes.rows.tolist(), self._short(self.quotes, linked=True), strict=True))
        missing = sorted({row for rows in self.anchors.sets.values() for row in rows} - short.keys())
        if missing:  # no evidence: left out by a rule, or another coder's
            extra = quotes_of(self.snapshot, np.array(missing, np.int64), self.quotes.call)
            short |= dict(zip(extra.rows.tolist(), self._short(extra, linked=False), strict=True))
        total = sum(map(len, self.anchors.sets.values()))
        numbers = {row: n for n, row in enumerate(self.quotes.rows.tolist(), 1)} if total > WORDS_BEHIND else {}
        parts = []
        for anchor, rows in sorted(self.anchors.sets.items(), key=lambda item: item[1]):
            brief = " ".join(f'<a href="#{self.anchors.quote(r)}">{numbers[r]}</a>' for r in rows if r in numbers)
            items = "".join(short[row] for row in rows if row not in numbers)
            parts.append(
                f'<section id="{anchor}" class="set"><p>{safe(label("report.set", self.lang, n=len(rows)))}</p>'
                f"{f'<p class=numbers>{brief}</p>' if brief else ''}{f'<ul>{items}</ul>' if items else ''}</section>"
            )
        return "".join(parts)

    def _short(self, quotes: Quotes, *, linked: bool) -> Iterator[str]:
        """Say each quote in one item, with a link to where it stands in full."""
        columns = (quotes.data[name] for name in ("quote", "voice", "stance"))
        for row, place, words, voice, stance in zip(
            quotes.rows.tolist(), quotes.places(self.lang), *columns, strict=True
        ):
            said = f"“{safe(words)}”"
            if linked:
                said = f'<a href="#{self.anchors.quote(row)}">{said}</a>'
            where = safe(f"{place} · {label('stance.' + (stance or 'unset'), self.lang)}")
            yield f"<li>{said} <b>{safe(voice)}</b> <small>{where}</small></li>"

    def _triangulated(self) -> Triangulation | None:
        try:
            return triangulate(self.case)
        except OptionError:  # nothing here has a direction
            return None

    def _displays(self) -> list[Table]:
        made: list[Table] = [role_ordered(self.case), conceptually_clustered(self.case)]
        lines = self.snapshot.evidence.lines(*self.snapshot.top_codes)
        used = dict.fromkeys(line.code for line in lines if self.snapshot.evidence.pairs(line).size)
        return made + [checklist(self.case, code) for code in used]

    def _asked(self) -> Sheet:
        snapshot, lang = self.snapshot, self.lang
        shown = np.flatnonzero(snapshot.voices_in & ~snapshot.interviewer).tolist()
        columns = [Column(label("head.voice", lang), [snapshot.voices[v].id for v in shown], rowhead=True)]
        rules: dict[str, None] = {}
        for code in snapshot.top_codes:
            about = asked_about(snapshot, code)
            rules |= dict.fromkeys(about.rule[v] for v in shown)
            spoke = self._spoke(code)
            cells = [
                label("asked.yes" if about.voices[v] else "asked.spoke" if v in spoke else "asked.no", lang)
                for v in shown
            ]
            columns.append(Column(snapshot.name("code", code, lang), cells, align="center"))
        return Sheet(
            label("asked.title", lang), tuple(columns), notes=tuple(label(rule, lang) for rule in rules), lang=lang
        )

    def _spoke(self, code: str) -> set[int]:
        """The voices that spoke of a code themselves: they count as asked."""
        evidence = self.snapshot.evidence
        (line, *_) = evidence.lines(code)
        own = evidence.pairs(line)
        return set(evidence.voice[own[evidence.basis[own] != ATTRIBUTED]].tolist())

    def _title(self, book: Any) -> str:
        return f"{text(book.title, self.lang) or book.name} {book.version}"

    def _book(self, book: Any) -> Sheet:
        lang = self.lang
        parts = ("definition", "use_when", "do_not_use_when", "examples")

        def said(code: Any, part: str) -> str:
            value = getattr(code, part)
            if part == "examples":
                return "\n".join(f"“{example.quote}”" for example in value)
            return (
                "\n".join(f"• {text(line, lang)}" for line in value) if isinstance(value, tuple) else text(value, lang)
            )

        columns = [Column(label("head.code", lang), [text(c.label, lang) or c.id for c in book], rowhead=True, width=1)]
        columns += [Column(label(f"codebook.{part}", lang), [said(c, part) for c in book], width=2) for part in parts]
        return Sheet(f"{label('codebook.title', lang)}: {self._title(book)}", tuple(columns), lang=lang)
