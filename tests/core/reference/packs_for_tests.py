"""Small packs, made in the tests."""

from __future__ import annotations

import json

from sfph_desktop.core.reference.packs import Pack, from_members

TOLD = {
    "name": "Test pack",
    "version": "1",
    "publisher": "A publisher",
    "licence": "OGL v3.0",
    "made": "2026-04-30",
}
ABOUT = json.dumps(TOLD).encode()

VALUE_HEADING = (
    "id,category,title,value,low,high,unit,price_year,geography,payer,source_title,publisher,year_published,url,licence,"
    "confidence,notes\n"
)
NEW_VALUE = (
    "new_one,social,Something new,12.5,,,GBP per person,2024,Scotland,Local authority; NHS,A report,A publisher,2026,"
    "https://example.org/report,OGL v3.0,high,\n"
)


def a_pack(files: dict[str, str]) -> Pack:
    members = {"pack.json": ABOUT, **{name: text.encode() for name, text in files.items()}}
    return from_members(iter(members.items()), "the pack")
