"""Bidding together: partners' keys, evidence files that went out and came in, and the figures that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.partners import PartnerId

FILE_ENDING = ".sfph-evidence"
KEY_ENDING = ".sfph-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerKey:
    """The public key a partner signs with, accepted by somebody who compared its fingerprint."""

    id: int = 0
    partner_id: PartnerId
    public_key: str
    """As it is printed: 13 groups."""
    accepted_on: date
    accepted_by: str = ""
    retired_on: date | None = None
    """Since then the partner signs with another."""
    seal_key: str = ""
    """The key that what is for them is sealed with; blank where it came by a key file of before there were seals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvidence:
    """An evidence file that was made for a partner: what it held is told by its run and its figures."""

    id: int = 0
    partner_id: PartnerId
    sequence: int
    """Counts the files for this partner from 1."""
    digest: str
    """Of what is in it besides its number and day: the same again is the same file again."""
    snapshot: str
    figures: str
    """Evidence numbers with blanks between them."""
    made_on: date
    seal_key: str = ""
    """For which key it was sealed; blank for a file of before there were seals."""
    content: bytes = b""
    """The sealed file itself: the same again is the same file again. Empty of before there were seals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEvidence:
    """An evidence file of a partner that was checked and taken in, whole."""

    id: int = 0
    partner_id: PartnerId
    public_key: str
    """The key it was signed with, as printed."""
    sequence: int
    digest: str
    """SHA-256 of the file."""
    file: str
    taken_on: date
    content: str
    """The file itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKey:
    """What an office tells others of its key."""

    name: str
    public_key: str
    fingerprint: str
    seal_key: str = ""
    """What is for its holder is sealed with this; blank where a key file of before there were seals was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFigure:
    """A figure as it may leave: what it says and means, and its numbers where small counts allow."""

    evidence: str
    kind: str
    """reach, changes, events, environment ...: with `key` and `rule` it names what is counted."""
    key: str
    title: str
    words: str
    number: str = ""
    """The number alone, in words: `31 of 38 people`."""
    full: str = ""
    about: str = ""
    """What it means, and which records the run looked at."""
    behind: str = ""
    rule: str = ""
    """Of a change: what counts as better."""
    level: str = ""
    evidence_level: int | None = None
    people: int | None = None
    """The people counted, exact; None where it is about no people, or they are too few to be told."""
    whole: int | None = None
    """Of how many who were measured; None where it is of no whole."""
    quantity: Decimal | None = None
    """Of something that two enterprises cannot both have done; None otherwise."""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEvidence:
    """What an evidence file says: who to whom, which run, which figures."""

    sender: str
    sender_key: str
    recipient: str
    recipient_key: str
    sequence: int
    made_on: date
    sample: bool
    snapshot: str
    period_start: date
    period_end: date
    service: str = ""
    contract: str = ""
    evidence_level: int = 0
    versions: tuple[tuple[str, str], ...] = ()
    """The program's and the library's, by name."""
    figures: tuple[SharedFigure, ...] = ()
