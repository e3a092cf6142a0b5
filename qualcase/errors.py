"""What can go wrong, in six kinds.

Each takes one finished message (what, where, what next), so that it pickles; `add_note` carries the place in a file.
"""


class QualcaseError(Exception):
    """Anything that qualcase refuses, with what to do next in the message."""


class OptionError(QualcaseError, ValueError):
    """An argument, or a choice that only the researcher can make."""


class NotFound(QualcaseError, LookupError):
    """A code, source, voice, coder or claim that the case does not have."""


class QuoteError(QualcaseError, ValueError):
    """A quote that is not in the text, or is there more than once, or a span outside its text."""


class FormatError(QualcaseError, ValueError):
    """A file that is not what it should be."""


class StoreError(QualcaseError, OSError):
    """A case file that cannot be opened, read or written."""


class MissingPackage(QualcaseError, ImportError):
    """An optional package that is not installed."""
