"""Indonesian and English talk: words, roots, sentences, stance; `nlp` has them as a spaCy pipeline."""

from qualcase.lang.pipeline import nlp as nlp
