"""Indonesian and English talk: words, roots, sentences, stance."""
