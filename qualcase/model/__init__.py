"""The nouns of a case study, spans, and the snapshot that every reading verb looks at."""
