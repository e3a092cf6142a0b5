"""Check a codebook, a study folder or a case file: everything that is wrong, at once, with its line."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qualcase._kernel.progress import progress
from qualcase.errors import QualcaseError
from qualcase.formats.codebook_file import check_codebook
from qualcase.formats.document import Document, Turn
from qualcase.formats.findings import Finding, Lang
from qualcase.formats.read import read
from qualcase.formats.study import read_and_check
from qualcase.formats.study_check import check_study
from qualcase.formats.study_layout import Quoting, SourceEntry, TranslationEntry
from qualcase.ingest.cut import turn_spans
from qualcase.ingest.folder import translated_turn
from qualcase.model.locate import placed
from qualcase.model.nouns import Segments
from qualcase.render.labels import label


def check(path: str | Path, *, lang: Lang = "en") -> Sequence[Finding]:
    """Give every error and warning of a codebook (.yaml), a study folder or a case file."""
    path = Path(path)
    if path.is_dir():
        return _study(path, lang)
    if path.suffix.lower() in (".yaml", ".yml"):
        return check_codebook(path, lang)
    from qualcase.store.backups import doctor

    return [Finding(path.name, 0, str(found), found.level) for found in doctor(path)]


def _study(folder: Path, lang: Lang) -> Sequence[Finding]:
    """Check a folder, its texts and the quotes in them."""
    rows, _ = read_and_check(folder, lang)
    entries = {entry.id: entry for entry in rows.sources}
    read_in: dict[str, Document | None] = {}
    kept = {text.hash: text.content for text in rows.texts}
    cut = {segments.source: segments for segments in rows.segments}
    unread: list[Finding] = []

    def document(entry: SourceEntry) -> Document | None:
        if entry.id not in read_in:
            try:
                read_in[entry.id] = (
                    _archived(kept[entry.text], cut.get(entry.id)) if entry.text in kept
                    else read(entry.path) if entry.path.is_file() and entry.kind != "picture" else None
                )  # fmt: skip
            except QualcaseError as error:
                read_in[entry.id] = None
                unread.append(Finding(entry.file, 0, str(error)))
        return read_in[entry.id]

    def why_not(written: Quoting) -> str | None:
        entry = entries.get(written.source)
        text = document(entry) if entry is not None else None
        if text is None:
            return None  # that the source is missing or unreadable is a finding of its own
        try:
            turns = turn_spans(text)
            if isinstance(written, TranslationEntry):
                translated_turn(written, text.text, turns)
            else:
                placed(text.text, written.quote, written.start, written.end, where=written.source, turns=turns)
        except QualcaseError as error:
            return str(error)
        return None

    found = check_study(folder, lang, locate=why_not)
    texts = [(entry, document(entry)) for entry in progress(rows.sources, "reading", total=len(rows.sources))]
    return sorted([*found, *unread, *_same_texts(texts, lang)])


def _same_texts(texts: Iterable[tuple[SourceEntry, Document | None]], lang: Lang) -> Iterator[Finding]:
    """Find sources that hold the text of another; one that no line lists is taken for that other anyway."""
    first: dict[str, str] = {}
    for entry, text in texts:
        if text is not None and entry.listed and first.setdefault(text.text, entry.id) != entry.id:
            same = label("check.same_text", lang, first=first[text.text])
            yield Finding(entry.origin.file, entry.origin.line, same)


def _archived(text: str, cut: Segments | None) -> Document:
    """Give a source as an archive holds it."""
    places = zip(cut.turns.get("start", ()), cut.turns.get("end", ()), strict=True) if cut else ()
    return Document(text, tuple(Turn(start, end) for start, end in places), "archived", "utf-8")
