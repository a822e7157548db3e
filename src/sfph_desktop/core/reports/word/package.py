"""The parts of a .docx: nothing of the template of the library is left, and it is packed the same way each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from sfph_desktop.core.reports.blocks import Document
from sfph_desktop.core.reports.typeset.style import Sheet
from sfph_desktop.core.reports.word.numbering import numbering_xml
from sfph_desktop.core.reports.word.styles import SPACE, fonts_xml, styles_xml

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a document that says none: Word wants one, and the clock is never asked."""
_UNWANTED = ("stylesWithEffects", "customXml", "thumbnail", "webSettings", "comments")
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>SFPH Desktop</Application></Properties>"
)
_SETTINGS = (
    '<w:settings {space}><w:zoom w:percent="100"/><w:evenAndOddHeaders w:val="0"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="{language}"/></w:settings>'
)


def dress(word: Any, document: Document, sheet: Sheet, *, numbered: bool, lists: int) -> None:
    """Put our own styles, lists, typefaces and settings in place of the template's, and say what the document is."""
    part = word.part
    _replace(part, RELATIONSHIP_TYPE.STYLES, styles_xml(sheet, document.language, numbered=numbered))
    _replace(part, RELATIONSHIP_TYPE.NUMBERING, numbering_xml(sheet, lists))
    _replace(part, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS.format(space=SPACE, language=document.language))
    _replace(part, RELATIONSHIP_TYPE.FONT_TABLE, fonts_xml())
    _replace(part.package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, _APP)
    for holder in (part, part.package):
        for name in [name for name, rel in holder.rels.items() if any(word in rel.reltype for word in _UNWANTED)]:
            del holder.rels[name]
    said = word.core_properties
    said.title = f"{document.title} (SAMPLE)" if document.sample else document.title
    said.subject, said.author, said.language = document.subject, document.author, document.language
    said.created = said.modified = document.made_at or _NEVER
    said.last_modified_by, said.comments, said.keywords, said.category = document.author, "", "", ""
    said.revision = 1


def packed(word: Any) -> bytes:
    """The bytes of the file: parts in the order of their names, each with the same date."""
    loose, whole = io.BytesIO(), io.BytesIO()
    word.save(loose)
    with zipfile.ZipFile(loose) as found, zipfile.ZipFile(whole, "w") as kept:
        first = "[Content_Types].xml"
        for name in sorted(found.namelist(), key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            kept.writestr(entry, found.read(name), compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return whole.getvalue()


def _replace(holder: Any, relation: str, xml: str) -> None:
    """Another content for the part that a relation leads to."""
    part = holder.part_related_by(relation)
    if hasattr(part, "_element"):
        part._element = parse_xml(xml)
    else:
        part._blob = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{xml}".encode()
