"""Our parts of a spaCy pipeline, each under a name by which spaCy finds it where qualcase is installed (setup.cfg).

spaCy loads this module and `nlp` does, nothing else: it is the one place that imports spaCy when it is loaded.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from qualcase._kernel.checks import option
from qualcase.lang.roots import Lang, root
from qualcase.lang.sentences import sentences
from qualcase.lang.spelling import usual
from qualcase.lang.stance import Hint, stance

Ints = NDArray[np.int64]

_HYPHENED = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)+$")
_KEPT = 1 << 17  # stretches between spaces whose tokens are kept
_AROUND = 400  # tokens on either side of a cue: no fewer than the characters that `stance` looks at


@registry.tokenizers("qualcase_tokenizer")  # type: ignore[untyped-decorator]
def tokenizer() -> Callable[[Language], Tokenizer]:
    """Make the language's tokenizer, but for words with a hyphen, which stay whole ("ibu-ibunya", "di-share").

    Exceptions with a hyphen are left out, thousands in Indonesian, and those with white space, which make spaCy look
    for phrases among all tokens of a text.
    """

    def make(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            rules={k: v for k, v in defaults.tokenizer_exceptions.items() if "-" not in k and k.split() == [k]},
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
            infix_finditer=compile_infix_regex(defaults.infixes or ()).finditer,
            token_match=_HYPHENED.match,
            url_match=defaults.url_match,
            max_cache_size=_KEPT,
        )

    return make


class ByForm:
    """Gives every token an attribute that its form alone decides; each form is worked out once."""

    def __init__(self, nlp: Language, attribute: str, of: Callable[[str], str]) -> None:
        self.strings = nlp.vocab.strings
        self.attribute = attribute
        self.of = of
        self.known: dict[int, int] = {}  # hash of a form in lower case -> hash of the attribute

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens their attribute; signs and numbers keep their own form."""
        forms, at = np.unique(doc.to_array("LOWER"), return_inverse=True)
        return put(doc, self.attribute, np.array([self._of(key) for key in forms.tolist()], np.uint64)[at])

    def _of(self, key: int) -> int:
        if key not in self.known:
            form = self.strings[key]
            self.known[key] = self.strings.add(self.of(form) if any(map(str.isalpha, form)) else form)
        return self.known[key]


@Language.factory("qualcase_spelling", assigns=["token.norm"])
class Spelling:
    """Gives each Indonesian token the usual spelling of its form as `norm_`; spaCy's stays where there is none."""

    def __init__(self, nlp: Language, name: str) -> None:
        option("lang", nlp.lang or "", ("id",))
        self.by_form = ByForm(nlp, "NORM", usual)

    def __call__(self, doc: Doc) -> Doc:
        """Give the tokens their norm."""
        had, form = doc.to_array("NORM"), doc.to_array("LOWER")
        given = self.by_form(doc).to_array("NORM")
        return put(doc, "NORM", np.where(given == form, had, given))


@Language.factory("qualcase_roots", assigns=["token.lemma"])
def roots(nlp: Language, name: str) -> ByForm:
    """Make the step that gives each token its root as `lemma_`."""
    return ByForm(nlp, "LEMMA", partial(root, lang=_lang(nlp)))


@Language.component("qualcase_sentences", assigns=["token.is_sent_start", "doc.sents"])
def cut(doc: Doc) -> Doc:
    """Cut a Doc into our sentences."""
    return mark_sentences(doc, sentences(doc.text)[:, 0])


def mark_sentences(doc: Doc, start: Ints) -> Doc:
    """Let a sentence begin at the first token, and at each that holds one of these places (code points)."""
    if len(doc):
        first = np.searchsorted(doc.to_array("IDX").astype(np.int64), start, "right") - 1
        marks = np.full(len(doc), -1, np.int64)
        marks[first] = marks[0] = 1
        put(doc, "SENT_START", marks.astype(np.uint64))
    return doc


def put(doc: Doc, attribute: str, values: NDArray[np.uint64]) -> Doc:
    """Give each token its value of an attribute: (tokens,)."""
    return doc.from_array([attribute], values[:, None])  # type: ignore[arg-type]


@Language.factory("qualcase_stance")
class Stances:
    """Lets tokens and spans say what the words around them make of them; worked out where it is asked for."""

    def __init__(self, nlp: Language, name: str) -> None:
        _lang(nlp)
        extend()

    def __call__(self, doc: Doc) -> Doc:
        """Leave the Doc as it is."""
        return doc


def extend() -> None:
    """Give spaCy's tokens, spans and Docs our attributes under `._`, those aside that somebody else gave them.

    `token._.negated`; `span._.hint`, a `Hint` on the words as a cue for what they say; `span._.stance`, settable: else
    as the coder recorded it, else the hint's; `span._.because`, settable: else the coder's memo; `span._.coding`, all
    fields of the coding, and `span._.coder`; `doc._.source`.
    """
    for kind, name, how in (
        (Token, "negated", {"getter": _negated}),
        (Span, "hint", {"getter": _hint}),
        (Span, "coding", {"getter": _coding}),
        (Span, "coder", {"getter": lambda span: _coding(span).get("coder", "")}),
        (Span, "stance", {"getter": _stance, "setter": partial(_say, "stance")}),
        (Span, "because", {"getter": _because, "setter": partial(_say, "because")}),
        (Doc, "source", {"default": ""}),
    ):
        if not kind.has_extension(name):
            kind.set_extension(name, **how)


def put_codings(doc: Doc, codings: dict[str, dict[str, Any]]) -> None:
    """Keep the fields of codings with a Doc, by the id that their spans bear."""
    doc.user_data["qualcase"] = codings


def _negated(token: Token) -> bool:
    return _hint(token.doc[token.i : token.i + 1]).stance == "contradicts"


def _hint(span: Span) -> Hint:
    doc = span.doc
    around = doc[max(span.start - _AROUND, 0) : span.end + _AROUND]
    start, end = span.start_char - around.start_char, span.end_char - around.start_char
    return stance(around.text, start, end, pole="positive", lang="en" if doc.lang_ == "en" else "id")


def _coding(span: Span) -> dict[str, Any]:
    found: dict[str, Any] = span.doc.user_data.get("qualcase", {}).get(span.id_, {})
    return found


def _key(name: str, span: Span) -> tuple[str, str, int, int, str, str]:
    """Tell spans of the same words apart by label and id, which spaCy's own attributes do not."""
    return ("qualcase", name, span.start_char, span.end_char, span.label_, span.id_)


def _stance(span: Span) -> str:
    said = _said("stance", "stance", span)
    return _hint(span).stance if said is None else said


def _because(span: Span) -> str:
    return _said("because", "memo", span) or ""


def _said(name: str, recorded: str, span: Span) -> str | None:
    kept: Any = span.doc.user_data
    said: str | None = kept.get(_key(name, span), _coding(span).get(recorded))
    return said


def _say(name: str, span: Span, value: str) -> None:
    kept: Any = span.doc.user_data
    kept[_key(name, span)] = value


def _lang(nlp: Language) -> Lang:
    return "en" if option("lang", nlp.lang or "", ("id", "en")) == "en" else "id"
