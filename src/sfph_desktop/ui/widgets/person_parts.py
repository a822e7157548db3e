"""The parts of a person's record as lines of their page: the fields of each, and what a line says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sfph_desktop.core.domain.measures import OutcomeEvent
from sfph_desktop.core.domain.people import Episode
from sfph_desktop.core.domain.person_record import (
    ALERT_KINDS,
    NAME_KINDS,
    ROLES,
    Action,
    Alert,
    Note,
    OtherName,
    Role,
)
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.record_row import Part, Said


class Parts:
    """The parts as they are on one day: what is overdue and what is over depends on it."""

    def __init__(self, today: date) -> None:
        self.today = today

    # --- lines

    def name(self, one: OtherName) -> Said:
        """`Mary Reid` · name at birth, until 3 May 1990."""
        whole = " ".join(part for part in (one.given_name, one.family_name) if part)
        until = f"until {said_day(one.until)}" if one.until else ""
        return Said(title=say.isolated(whole), detail=say.joined(say.NAMES.get(one.kind, one.kind), until))

    def alert(self, one: Alert) -> Said:
        """What must be known, and when it is looked at again."""
        over = one.ended_on is not None and one.ended_on <= self.today
        late = one.review_on is not None and one.review_on < self.today and not over
        review = ""
        if one.review_on is not None:
            review = (
                f"was to be looked at again on {said_day(one.review_on)}"
                if late
                else (f"look at it again on {said_day(one.review_on)}")
            )
        ended = f"over since {said_day(one.ended_on)}" if over and one.ended_on else ""
        detail = say.joined(say.ALERTS.get(one.kind, one.kind), say.span(one.from_date, None), ended or review)
        return Said(title=one.text, detail=say.capital(detail), icon="warning", role="danger", over=over, late=late)

    def role(self, one: Role) -> Said:
        """`Volunteer, kitchen` · since 3 May 2025."""
        over = one.to_date is not None and one.to_date < self.today
        title = say.capital(say.ROLES.get(one.role, one.role)) + (f": {one.detail}" if one.detail else "")
        return Said(title=title, detail=say.capital(say.span(one.from_date, one.to_date)), over=over)

    def episode(self, one: Episode) -> Said:
        """The service, from when to when, and who pays."""
        over = one.end_date is not None and one.end_date < self.today
        paid = ", ".join(
            f"{share.contract_ref} {share.share * 100:g} %" if len(one.funding) > 1 else share.contract_ref
            for share in one.funding
        )
        detail = say.joined(
            say.capital(say.span(one.start_date, one.end_date)), one.end_reason, f"paid by {paid}" if paid else ""
        )
        return Said(title=one.service, detail=detail, icon="folder", over=over)

    def event(self, one: OutcomeEvent) -> Said:
        """What happened, how often, and how long it has to last."""
        number = f"{one.quantity:g} times" if one.quantity != 1 else ""
        weeks = f"counts once it has lasted {one.sustained_weeks} weeks" if one.sustained_weeks else ""
        detail = say.joined(said_day(one.date), number, weeks, one.note)
        return Said(title=say.capital(one.event_type.replace("_", " ")), detail=detail, icon="check")

    def note(self, one: Note) -> Said:
        """The text, with who wrote it and when."""
        if closed(one):
            detail = say.joined(said_day(one.date), one.author, "for its writer and managers; who reads it is noted")
            return Said(title="A private note", detail=detail, icon="lock", fixed=True)
        private = "private: for its writer and managers, never exported" if one.private else ""
        detail = say.joined(said_day(one.date), one.author, private)
        return Said(title=one.text, detail=detail, icon="lock" if one.private else "page")

    def action(self, one: Action) -> Said:
        """What is to be done, by when, by whom."""
        if one.done_on is not None:
            detail = say.joined(f"Done on {said_day(one.done_on)}", one.by_whom)
            return Said(title=one.what, detail=detail, icon="check", over=True)
        late = one.due_on is not None and one.due_on < self.today
        when = f"by {said_day(one.due_on)}" if one.due_on else "no day set"
        detail = say.joined(say.capital(f"{when}, which has passed" if late else when), one.by_whom)
        return Said(title=one.what, detail=detail, icon="clock", role="danger" if late else "text_quiet", late=late)

    # --- what is done with one press

    def end_alert(self, one: Alert) -> Mapping[str, Any] | None:
        """It is over from today on."""
        return None if one.ended_on is not None else {"ended_on": self.today}

    def finish(self, one: Action) -> Mapping[str, Any] | None:
        """It was done today."""
        return None if one.done_on is not None else {"done_on": self.today}


def name_part(parts: Parts) -> Part:
    """Names a person had, or is also known or written by."""
    return Part(
        type=OtherName,
        one="name",
        add="Add another name",
        fields=(
            Field(name="kind", label="What it is", kind="choice", choices=NAME_KINDS, words=say.NAMES, needed=True),
            Field(name="until", label="Until", kind="date"),
            Field(name="given_name", label="Given name"),
            Field(name="family_name", label="Family name"),
        ),
        say=parts.name,
        begin=lambda _today: {"kind": "former", "until": ""},
    )


def alert_part(parts: Parts) -> Part:
    """What whoever meets the person must know at once."""
    return Part(
        type=Alert,
        one="alert",
        add="Add an alert",
        fields=(
            Field(name="text", label="What everybody must know", needed=True, wide=True),
            Field(name="kind", label="What it is about", kind="choice", choices=ALERT_KINDS, words=say.ALERTS,
                  needed=True),
            Field(name="review_on", label="Look at it again on", kind="date"),
            Field(name="from_date", label="Since", kind="date", needed=True),
            Field(name="ended_on", label="Over since", kind="date"),
        ),
        say=parts.alert,
        quick="It is over",
        quickly=parts.end_alert,
        begin=lambda today: {"kind": "health", "from_date": today, "review_on": "", "ended_on": ""},
    )  # fmt: skip


def role_part(parts: Parts) -> Part:
    """What a person is here."""
    return Part(
        type=Role,
        one="role",
        add="Add a role",
        fields=(
            Field(name="role", label="Role", kind="choice", choices=ROLES, words=say.ROLES, needed=True),
            Field(name="detail", label="What they do", help="As: kitchen, two mornings a week."),
            Field(name="from_date", label="From", kind="date", needed=True),
            Field(name="to_date", label="To", kind="date"),
        ),
        say=parts.role,
        none="A service user, as everybody is unless told otherwise.",
        begin=lambda today: {"role": "volunteer", "from_date": today, "to_date": ""},
    )


def episode_part(parts: Parts) -> Part:
    """The services a person is in, or was."""
    return Part(
        type=Episode,
        one="service",
        add="Start a service",
        fields=(
            Field(name="service", label="Service", kind="suggest", needed=True),
            Field(name="start_date", label="Began", kind="date", needed=True),
            Field(name="end_date", label="Ended", kind="date"),
            Field(name="end_reason", label="Why it ended", kind="suggest"),
        ),
        say=parts.episode,
        none="Not in a service yet.",
        begin=lambda today: {"start_date": today, "end_date": "", "end_reason": ""},
    )


def event_part(parts: Parts) -> Part:
    """What changed in a person's life, with its day."""
    return Part(
        type=OutcomeEvent,
        one="event",
        add="Record an event",
        fields=(
            Field(name="event_type", label="What happened", kind="suggest", needed=True,
                  help="One word for each kind, as: job started."),
            Field(name="date", label="On", kind="date", needed=True),
            Field(name="quantity", label="How many", kind="number"),
            Field(name="sustained_weeks", label="Counts once it has lasted (weeks)", kind="whole"),
            Field(name="note", label="Note", wide=True),
        ),
        say=parts.event,
        none="Nothing yet: a job begun, a tenancy kept, a course finished.",
        begin=lambda today: {"date": today, "quantity": 1.0, "sustained_weeks": "", "note": ""},
    )  # fmt: skip


def closed(note: Note) -> bool:
    """Whether its words were not asked for yet."""
    return note.private and not note.text


def note_part(parts: Parts) -> Part:
    """What somebody wrote down."""
    return Part(
        type=Note,
        one="note",
        add="Write a note",
        fields=(
            Field(name="text", label="Note", kind="lines", needed=True, wide=True),
            Field(name="date", label="On", kind="date", needed=True),
            Field(name="private", label="Who may read it", kind="flag", words={
                "no": "everybody who works here", "yes": "only its writer and managers; never exported"}),
        ),
        say=parts.note,
        none="Nothing yet.",
        quick="Read it",
        quick_verb="read",
        quickly=lambda one: {} if closed(one) else None,
        begin=lambda today: {"date": today, "private": False},
    )  # fmt: skip


def action_part(parts: Parts) -> Part:
    """What is to be done for a person."""
    return Part(
        type=Action,
        one="action",
        add="Add an action",
        fields=(
            Field(name="what", label="What is to be done", needed=True, wide=True),
            Field(name="due_on", label="By", kind="date"),
            Field(name="by_whom", label="Who does it"),
        ),
        say=parts.action,
        past="finished",
        quick="It is done",
        quickly=parts.finish,
        begin=lambda _today: {"due_on": "", "by_whom": ""},
    )
