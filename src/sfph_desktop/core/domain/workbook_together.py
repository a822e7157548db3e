"""The workbook's sheets of working together: partners, contacts, referrals, who does what, groups and members."""

from __future__ import annotations

from sfph_desktop.core.domain.delivery import EVERY
from sfph_desktop.core.domain.partners import DIRECTIONS, PARTNER_KINDS, REFERRAL_OUTCOMES
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.core.domain.sheet_specs import SheetSpec
from sfph_desktop.core.domain.sheet_specs import col as _c

TOGETHER: tuple[SheetSpec, ...] = (
    SheetSpec(
        name="partners",
        key=("partner_ref",),
        help="Who else supports people: practices, agencies, housing organisations, charities.",
        columns=(
            _c("partner_ref", "ref", "Your own reference; blank is the partner of that name, or the next reference."),
            _c("name", help="The name people know it by.", needed=True),
            _c("kind", "choice", needed=True, choices=PARTNER_KINDS),
            _c("council", help="Name or code; blank when it works in several."),
            _c("health_board", help="Name or code; follows the council of a new partner where it is blank."),
            _c("integration_authority", help="Name or code; follows the council as the health board does."),
            _c("address"),
            _c("postcode"),
            _c("phone"),
            _c("email"),
            _c("website"),
            _c("description", help="What they offer."),
            _c("retired_on", "date", "From this day on it takes no new referrals."),
        ),
    ),
    SheetSpec(
        name="referrals",
        key=("person_ref", "direction", "partner_ref", "source", "service", "made_on"),
        help="How people came to you, or were sent on by you, and what became of it.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("direction", "choice", "in where it is blank.", choices=DIRECTIONS),
            _c("partner_ref", help="The partner's reference, or its name. Needed for a referral out."),
            _c("source", help="Who else it was: self, family. Where it was no partner."),
            _c("service", help="For which service."),
            _c("reason", personal=True),
            _c("made_on", "date", "The day of the referral.", needed=True),
            _c("first_contact_on", "date", "The day you first met or spoke with them."),
            _c("outcome", "choice", "Blank: waiting, or contacted once there is a first contact.",
               choices=REFERRAL_OUTCOMES),
            _c("outcome_on", "date", "The day on which it ended so."),
            _c("priority", "whole", "0 to 9: a higher one waits less."),
            _c("note", personal=True),
        ),
    ),
    SheetSpec(
        name="partner_contacts",
        key=("partner_ref", "name"),
        help="Whom one speaks to at a partner.",
        columns=(
            _c("partner_ref", help="The partner's reference, or its name.", needed=True),
            _c("name", help="The person or the desk.", needed=True),
            _c("job", help="What they are there, as: practice manager."),
            _c("phone"),
            _c("email"),
        ),
    ),
    SheetSpec(
        name="involvements",
        key=("person_ref", "partner_ref", "what", "from_date"),
        help="What a partner does for one person who agreed that you share with partners.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("partner_ref", help="The partner's reference, or its name.", needed=True),
            _c("what", help="As: physiotherapy, keeps the tenancy.", personal=True),
            _c("contact", help="Who there sees to it."),
            _c("from_date", "date", "The first day."),
            _c("to_date", "date", "The last day."),
        ),
    ),
    SheetSpec(
        name="groups",
        key=("name",),
        help="What meets again and again, and has a register.",
        columns=(
            _c("name", "ref", "The group's own name; no other group has it.", needed=True),
            _c("service", needed=True),
            _c("activity"),
            _c("place"),
            _c("every", "choice", "week where it is blank.", choices=EVERY),
            _c("weekday", "choice", needed=True, choices=tuple(day.casefold() for day in WEEKDAYS)),
            _c("starts_at", help="As 14:30."),
            _c("minutes", "whole"),
            _c("present_by_default", "yes_no", "yes where it is blank: a new register has everybody present."),
            _c("from_date", "date", "The first day; needed unless it meets every week."),
            _c("to_date", "date", "The last day."),
            _c("note"),
        ),
    ),
    SheetSpec(
        name="group_members",
        key=("group", "person_ref", "from_date"),
        help="Who belongs to a group, and from when on.",
        columns=(
            _c("group", "ref", "The group's name.", needed=True),
            _c("person_ref", "ref", needed=True),
            _c("from_date", "date", "The first day.", needed=True),
            _c("to_date", "date", "Blank: they belong to it still."),
        ),
    ),
)  # fmt: skip
"""In the order in which they are brought in, after everything about people."""
