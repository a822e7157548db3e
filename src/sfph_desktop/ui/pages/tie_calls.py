"""What the parts of a person's page that tie them to others ask of the use cases: referrals, partners, records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partners import Involvement, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.story_page import UseShown
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.partner_words import told_in_words
from sfph_desktop.ui.pages.partner_calls import Offered, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties one person to partners and to other records."""

    person_id: int
    name: str
    today: date
    same: Any
    """Other records of the same person: known, and likely."""
    referrals: Listing
    told: Referral | None
    """A referral that their record speaks of, and that is not among the referrals."""
    told_words: str
    """The same in words."""
    offered: Offered
    involved: tuple[tuple[Involvement, str], ...] = ()
    """What each partner does for them; nothing without their consent."""
    refused: UserCanFix | None = None
    """Why it is not shown."""
    words: str = ""
    """What they are asked, where they have not agreed."""
    may_not_tell: str = ""
    """Why their story may not be told; blank where they agree."""
    uses: tuple[UseShown, ...] = ()
    """Every document they are in."""
    stories: int = 0
    """How many case studies there are of them."""


def ties(office: Any, person: int) -> Ties:
    """Everything that ties a person to others."""
    from sfph_desktop.core.usecases.consents import consent_words
    from sfph_desktop.core.usecases.joining import sameness
    from sfph_desktop.core.usecases.person import person_of
    from sfph_desktop.core.usecases.referrals import list_referrals, who_does_what
    from sfph_desktop.core.usecases.referrals_told import not_recorded
    from sfph_desktop.core.usecases.stories import stories_of, uses_of

    with office.reading() as connection:
        whose = person_of(connection, person)
    told = not_recorded(office, whose)
    found: dict[str, Any] = {}
    try:
        found["involved"] = who_does_what(office, person)
    except UserCanFix as refused:
        found["refused"], found["words"] = refused, consent_words(office)["share"].text
    return Ties(
        person_id=person,
        name=whose.display_name,
        told=told,
        told_words="" if told is None else told_in_words(whose.referral_source, whose.referral_date),
        today=office.clock.today(),
        same=sameness(office, person),
        referrals=list_referrals(office, person_id=person),
        offered=offered(office),
        may_not_tell=_may_not_tell(office, person),
        uses=uses_of(office, person),
        stories=len(stories_of(office, person)),
        **found,
    )


def _may_not_tell(office: Any, person: int) -> str:
    from sfph_desktop.core.usecases.consents import require_consent

    try:
        require_consent(office, person, "story")
    except UserCanFix as refused:
        return f"{refused.what} {refused.why}".strip()
    return ""


def agree(office: Any, person: int) -> Done[Any]:
    """They agreed today that what is recorded is shared with partners."""
    from sfph_desktop.core.usecases.consents import give_consent

    return give_consent(office, person, "share", how="spoken")


def involve(office: Any, person: int, partner: int, typed: Mapping[str, Any]) -> Done[Involvement]:
    """Record what a partner does for a person."""
    from sfph_desktop.core.usecases import referrals

    made = Involvement(person_id=ServiceUserId(person), partner_id=PartnerId(partner), **typed)
    return referrals.involve(office, made)


def change_involvement(office: Any, involvement: Involvement) -> Done[Involvement]:
    """Keep an entry of who does what as given."""
    from sfph_desktop.core.usecases import referrals

    return referrals.involve(office, involvement)


def end_involvement(office: Any, number: int) -> Done[None]:
    """Take an entry of who does what away."""
    from sfph_desktop.core.usecases import referrals

    return referrals.end_involvement(office, number)


def take_apart(office: Any, ref: str) -> Done[Any]:
    """Let a joined record stand and count by itself again."""
    from sfph_desktop.core.usecases import joining

    return joining.take_apart(office, ref)
