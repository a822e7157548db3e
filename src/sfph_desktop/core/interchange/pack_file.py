"""The files of a pack from the desk, and of an example of good practice offered to it: how they name themselves."""

from __future__ import annotations

from sfph_desktop.core.interchange.spelt import FileKind

PACK = FileKind(
    format="sfph network pack", version=1, called="pack of the network", sender="the network's desk", largest=2**23
)
OFFER = FileKind(
    format="sfph good practice", version=1, called="example of good practice", sender="the member", largest=2**18
)
