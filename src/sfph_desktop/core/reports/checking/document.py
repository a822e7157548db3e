"""What a file says of itself: tagged, language, title, the claim to PDF/UA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def document_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What is missing in the catalogue, the metadata and the pages' own entries."""
    root = pdf.Root
    marked = root.get("/MarkInfo")
    if marked is None or not marked.get("/Marked", False):
        yield "It is not marked as tagged (MarkInfo, Marked)."
    elif marked.get("/Suspects", False):
        yield "Its own tags are called suspect (MarkInfo, Suspects)."
    if not _LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "It does not say in which language it is (Lang)."
    preferences = root.get("/ViewerPreferences")
    if preferences is None or not preferences.get("/DisplayDocTitle", False):
        yield "A reader would show the file's name in place of its title (DisplayDocTitle)."
    yield from _metadata_problems(pdf)
    for place, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != pikepdf.Name.S:
            yield f"Page {place} does not take the tab key through in reading order (Tabs)."
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield "It is locked against screen readers."


def _metadata_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Title and claim, in the packet of metadata."""
    said: dict[str, Any] = {}
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            said = {key: packet.get(key) for key in ("dc:title", "pdfuaid:part")}
    if not str(said.get("dc:title") or "").strip():
        yield "It has no title (dc:title)."
    if str(said.get("pdfuaid:part") or "") != "1":
        yield "It does not claim to follow PDF/UA-1 (pdfuaid:part)."
