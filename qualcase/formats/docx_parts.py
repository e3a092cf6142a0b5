"""A Word file opened: its body and comments as XML, whoever made it and whatever else it holds."""

import io
import lzma
import zipfile
import zlib
from typing import Any

from qualcase.errors import FormatError

_LIMIT = 64_000_000  # bytes of text parts, unpacked


def parts(data: bytes) -> tuple[Any, Any]:
    """Open the zip and give the body and the comments (or None) as XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = "word/document.xml"
            if "_rels/.rels" in archive.namelist():
                main = _main_part(_part(archive, "_rels/.rels"))
            notes = f"{main.rpartition('/')[0]}/comments.xml".lstrip("/")
            document = _part(archive, main)
            comments = _part(archive, notes) if notes in archive.namelist() else None
    except FormatError:
        raise
    except KeyError:
        raise FormatError("this zip file holds no Word document. Open it in the program it comes from.") from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise FormatError(
            f"this Word file is damaged or cut off ({error}). Fetch it again, or open it in Word and save it again."
        ) from None
    body = next((child for child in document if name_of(child) == "body"), None)
    if body is None:
        raise FormatError("this Word file has no body of text. Open it in Word or LibreOffice and save it as .docx.")
    return body, comments


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    texts = [entry for entry in archive.infolist() if entry.filename == name or entry.filename.endswith(".xml")]
    if sum(entry.file_size for entry in texts) > _LIMIT:
        raise FormatError(
            f"this Word file unpacks to more than {_LIMIT // 1_000_000} MB of text. If you trust it, save it as .txt."
        )
    return _xml(archive.read(name))


def _xml(source: bytes) -> Any:
    """Parse XML that may come from anywhere: no entities, no network, no DOCTYPE."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"this Word file is damaged ({error}). Open it in Word and save it again.") from None
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise FormatError("this Word file holds a DOCTYPE, which Word never writes; it is refused for safety.")
    return root


def _main_part(relations: Any) -> str:
    for relation in relations:
        if isinstance(relation.tag, str) and relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def name_of(element: Any) -> str:
    """Give the name of an element without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, wanted: str) -> str:
    """Give an attribute by its name without a namespace; "" where there is none."""
    return next((str(value) for name, value in element.items() if name.rpartition("}")[2] == wanted), "")


def property_of(element: Any, properties: str, wanted: str) -> Any:
    """Give an element of the properties of another ("b" in a run's "rPr"); None where there is none."""
    for child in element:
        if name_of(child) == properties:
            return next((found for found in child if name_of(found) == wanted), None)
    return None
