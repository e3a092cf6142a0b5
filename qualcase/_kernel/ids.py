"""Ids: random for what is recorded, derived for what is found."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable


def new_id() -> str:
    """Give a random id for life: 16 characters of lower-case hex."""
    return secrets.token_hex(8)


def digest(*parts: object) -> str:
    """Give the SHA-256 of `parts`, each prefixed with its length, so that ("ab", "c") differs from ("a", "bc")."""
    hashed = hashlib.sha256()
    for part in parts:
        raw = str(part).encode("utf-8", "surrogatepass")
        hashed.update(f"{len(raw)}:".encode())
        hashed.update(raw)
    return hashed.hexdigest()


def text_hash(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8 bytes: a source's identity wherever it travels."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def slug(label: str) -> str:
    """Turn a label into an id: "Kontrol bersama" -> "kontrol-bersama"."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", plain.lower()).strip("-.") or "x"


def free(wanted: str, taken: Iterable[str]) -> str:
    """Give `wanted`, or the first of wanted-2, wanted-3, ... that is not taken."""
    taken = set(taken)
    candidate, n = wanted, 1
    while candidate in taken:
        n += 1
        candidate = f"{wanted}-{n}"
    return candidate
