"""Appendices of a report: the interview guide."""

from qualcase.errors import NotFound
from qualcase.model.codebook import text
from qualcase.model.nouns import Question
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet


def guide(snapshot: Snapshot, lang: str) -> Sheet:
    """Lay out the interview guide: the questions, the codes they are about, to whom they are put."""
    questions = snapshot.questions
    rows = (
        ("head.no", [number(n, lang) for n in range(1, len(questions) + 1)], 0.3),
        ("head.question", [text(q.text, lang) or q.id for q in questions], 3.0),
        ("guide.codes", ["\n".join(_code(snapshot, code, lang) for code in q.codes) for q in questions], 1.0),
        ("guide.put_to", [_put_to(snapshot, q, lang) for q in questions], 1.6),
    )
    columns = tuple(
        Column(label(head, lang), cells, width=width, align="right" if head == "head.no" else "left")
        for head, cells, width in rows
        if any(cells)
    )
    return Sheet(label("guide.title", lang), columns, notes=(label("guide.note", lang),), lang=lang)


def _code(snapshot: Snapshot, code: str, lang: str) -> str:
    try:
        return snapshot.name("code", code, lang)
    except NotFound:  # a code that no codebook has any more
        return code


def _put_to(snapshot: Snapshot, question: Question, lang: str) -> str:
    if not question.roles:
        return label("guide.everybody", lang)
    return "\n".join(snapshot.name("role", role, lang) for role in question.roles)
