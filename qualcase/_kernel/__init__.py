"""Small tools that know nothing of case studies: text, ids, argument checks, optional imports, progress."""
