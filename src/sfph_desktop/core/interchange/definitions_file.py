"""The network's definitions as a file, signed by the desk: how it names itself.

Whether what it says makes sense is for `domain/network_rules.py`; who signed it, for the use case.
"""

from __future__ import annotations

from sfph_desktop.core.interchange.spelt import FileKind

DEFINITIONS = FileKind(
    format="sfph network definitions",
    version=1,
    called="file of a network's definitions",
    sender="the network's desk",
    largest=2**18,
)
