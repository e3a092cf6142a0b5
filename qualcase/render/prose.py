"""Sentences and paragraphs made from what a case has on record."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from qualcase.render.characters import safe
from qualcase.render.labels import keys, label
from qualcase.render.numbers import number

REFERENCES = {
    "Brennan": "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. "
    "Educational and Psychological Measurement, 41(3), 687–699.",
    "Cohen": "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20(1), 37–46.",
    "Conger": "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological "
    "Bulletin, 88(2), 322–328.",
    "Denzin": "Denzin, N. K. (1978). The research act: A theoretical introduction to sociological methods (2nd ed.). "
    "McGraw-Hill.",
    "Farmer": "Farmer, T., Robinson, K., Elliott, S. J., & Eyles, J. (2006). Developing and implementing a "
    "triangulation protocol for qualitative health research. Qualitative Health Research, 16(3), 377–394.",
    "Feinstein": "Feinstein, A. R., & Cicchetti, D. V. (1990). High agreement but low kappa: I. The problems of two "
    "paradoxes. Journal of Clinical Epidemiology, 43(6), 543–549.",
    "Fleiss": "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, "
    "76(5), 378–382.",
    "Gwet": "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. "
    "British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
    "Grunig": "Hon, L. C., & Grunig, J. E. (1999). Guidelines for measuring relationships in public relations. "
    "Institute for Public Relations.",
    "Krippendorff": "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). SAGE.",
    "Krippendorff et al.": "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of "
    "unitizing textual continua: Further developments. Quality & Quantity, 50(6), 2347–2364.",
    "Light": "Light, R. J. (1971). Measures of response agreement for qualitative data: Some generalizations and "
    "alternatives. Psychological Bulletin, 76(5), 365–377.",
    "Miles": "Miles, M. B., Huberman, A. M., & Saldaña, J. (2014). Qualitative data analysis: A methods sourcebook "
    "(3rd ed.). SAGE.",
    "Scott": "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. Public Opinion "
    "Quarterly, 19(3), 321–325.",
}  # in the order of a list of references; the key is a name that every sentence citing it holds


class Paragraph(NamedTuple):
    """A paragraph with its head."""

    head: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences, one after the other."""
        return " ".join(self.sentences)


def say(key: str, lang: str, n: int | None = None, /, **fields: Any) -> str:
    """Say a sentence; for one thing (n = 1) in its singular, if it has one; `{n}` is the number as it is written."""
    if n is None:
        return label(key, lang, **fields)
    single = f"{key}.one"
    return label(single if n == 1 and single in keys() else key, lang, n=number(n, lang), **fields)


def listed(names: Iterable[str], lang: str) -> str:
    """Say a list: "a, b and c"; its parts stand apart by semicolons where one of them holds a comma."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    if any("," in name for name in every):
        return "; ".join(every)
    last = label("methods.and" if len(every) == 2 else "methods.and_many", lang)
    return ", ".join(every[:-1]) + last + every[-1]


def references(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Give the works that the paragraphs cite, in the order of a list of references."""
    said = " ".join(paragraph.text for paragraph in paragraphs)
    return tuple(work for name, work in REFERENCES.items() if name in said and work.split("(")[1][:4] in said)


def paragraphs_html(paragraphs: Sequence[Paragraph], lang: str) -> str:
    """Draw paragraphs under their heads, and the works they cite."""
    parts = [f"<h3>{safe(p.head)}</h3><p>{safe(p.text)}</p>" for p in paragraphs]
    works = "".join(f'<li lang="en">{safe(work)}</li>' for work in references(paragraphs))
    if works:
        parts.append(f'<h3>{safe(label("methods.references", lang))}</h3><ul class="references">{works}</ul>')
    return "".join(parts)
