"""qualcase: from interview transcripts to conclusions that can be traced back to the words they rest on."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from qualcase.case import Case as Case
    from qualcase.case import View as View
    from qualcase.case import open_case as open
    from qualcase.coding.assistants import Ask as Ask
    from qualcase.coding.assistants import Declined as Declined
    from qualcase.coding.assistants import Proposal as Proposal
    from qualcase.coding.docs import proposals as proposals
    from qualcase.errors import FormatError as FormatError
    from qualcase.errors import MissingPackage as MissingPackage
    from qualcase.errors import NotFound as NotFound
    from qualcase.errors import OptionError as OptionError
    from qualcase.errors import QualcaseError as QualcaseError
    from qualcase.errors import QuoteError as QuoteError
    from qualcase.errors import StoreError as StoreError
    from qualcase.formats.codebook_file import read_codebook as read_codebook
    from qualcase.model.codebook import Codebook as Codebook

__version__ = "0.1.0"
_PLACES = {
    "Case": "case",
    "View": "case",
    "open": "case:open_case",
    "Ask": "coding.assistants",
    "Declined": "coding.assistants",
    "Proposal": "coding.assistants",
    "Codebook": "model.codebook",
    "proposals": "coding.docs",
    "read_codebook": "formats.codebook_file",
    "FormatError": "errors",
    "MissingPackage": "errors",
    "NotFound": "errors",
    "OptionError": "errors",
    "QualcaseError": "errors",
    "QuoteError": "errors",
    "StoreError": "errors",
}
__all__ = [
    "Ask",
    "Case",
    "Codebook",
    "Declined",
    "FormatError",
    "MissingPackage",
    "NotFound",
    "OptionError",
    "Proposal",
    "QualcaseError",
    "QuoteError",
    "StoreError",
    "View",
    "open",
    "proposals",
    "read_codebook",
]


def __getattr__(name: str) -> object:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module 'qualcase' has no attribute {name!r}")
    import importlib

    module, _, there = place.partition(":")
    found = getattr(importlib.import_module(f"qualcase.{module}"), there or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
