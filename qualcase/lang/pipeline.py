"""A spaCy pipeline for Indonesian and English talk, without a model."""

import sys
from functools import partial
from typing import Any

from qualcase._kernel.checks import option
from qualcase.lang.roots import Lang
from qualcase.lang.wordlists import stopwords

STEPS = {
    "id": ("qualcase_sentences", "qualcase_spelling", "qualcase_roots", "qualcase_stance"),
    "en": ("qualcase_sentences", "qualcase_roots", "qualcase_stance"),
}


def nlp(lang: Lang) -> Any:
    """Give a spaCy pipeline: fast tokens, our sentences, spelling and roots, and what the words around make of a token.

    `token.lemma_` is the root, `token.norm_` of everyday Indonesian the usual spelling, `doc.sents` our sentences,
    `token.is_stop` false for every negator and hedge; `token._.negated` and `span._.hint` judge by the clause. Offsets
    are those of the text, `doc.text == text`, however long. "id" is Indonesian talk with its English words. Each step
    is also found by name wherever qualcase is installed: `spacy.blank("id").add_pipe("qualcase_roots")`. OptionError
    for another language.

    >>> doc = nlp("id")("Kita belum percaya. Kata-katanya ditepatin sih.")
    >>> [token.lemma_ for token in doc if token.lemma_ != token.lower_]
    ['kata', 'tepat']
    >>> [token.text for token in doc if token._.negated]
    ['percaya']
    """
    option("lang", lang, ("id", "en"))
    import spacy
    from spacy.attrs import IS_STOP
    from spacy.lang.lex_attrs import is_stop

    from qualcase.lang import components  # noqa: F401  the steps, also where no entry points are installed

    made = spacy.blank(lang, config={"nlp": {"tokenizer": {"@tokenizers": "qualcase_tokenizer"}}})
    made.max_length = sys.maxsize  # spaCy's limit guards the memory of parsers
    for step in STEPS[lang]:
        made.add_pipe(step)
    stops, vocab = set(stopwords(lang)), made.vocab
    vocab.lex_attr_getters[IS_STOP] = partial(is_stop, stops=stops)  # type: ignore[attr-defined]
    for lexeme in vocab:
        lexeme.is_stop = lexeme.lower_ in stops
    return made
