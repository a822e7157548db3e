"""Everything that is due and how much there is, in one statement: each kind of it is one arm of a UNION."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from sfph_desktop.core.domain.bid_rules import ANSWERS_AHEAD, EXPIRY_AHEAD
from sfph_desktop.core.domain.due import AHEAD_DAYS
from sfph_desktop.core.domain.person_record import ROLES
from sfph_desktop.core.domain.promise_rules import AHEAD as PROMISE_AHEAD
from sfph_desktop.core.domain.registers import RUN_OF_ABSENCES
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.queries.measures import BEFORE_START, WITHOUT_REVIEW
from sfph_desktop.core.store.queries.people import DISPLAY_NAME, roles_now

CONSENT_AHEAD, ALERT_AHEAD, ACTION_AHEAD, TARGET_AHEAD = 30, 14, 7, 60
"""Days before something falls due from which it is told."""
COUNTED = ("people", "episodes", "sessions", "attendance", "assessments", "events", "environment", "contracts")
BID_AHEAD, UNDECIDED_AHEAD, MOST_BIDS = 28, 14, 20
"""Days before a deadline of an opportunity that is followed, and of one nobody has decided on; so many are told."""
REGISTER_BACK = 7
"""Days after a meeting within which its missing register is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due. What `one` and `two` say depends on the kind."""

    kind: str
    due: date | None
    person_id: int | None
    name: str
    one: str
    two: str
    number: int
    record: int
    """The id of the record it is about: an alert, a group, a referral, an opportunity, a bid, a policy ..."""


# The day of a review needs the instrument's own interval, which the library knows: it is added to `due` by the caller.
_REVIEWS = f"""
SELECT 'review', min(r.baseline), r.person_id, r.name, r.instrument, r.service, 0, 0 FROM (
    SELECT p.id AS person_id, {DISPLAY_NAME} AS name, a.instrument, e.service, min(a."date") AS baseline
    FROM episodes AS e JOIN people AS p ON p.id = e.person_id AND p.died_on IS NULL
    JOIN assessments AS a ON a.person_id = e.person_id
        AND a."date" BETWEEN e.start_date - {BEFORE_START} AND coalesce(e.end_date, :on)
    WHERE (e.end_date IS NULL OR e.end_date >= :on) AND e.start_date <= :on
        AND EXISTS (SELECT 1 FROM scores AS s WHERE s.assessment_id = a.id AND s.value IS NOT NULL)
        AND a.instrument NOT IN ({WITHOUT_REVIEW})
    GROUP BY e.id, a.instrument HAVING min(a."date") = max(a."date")
) AS r GROUP BY r.person_id, r.instrument
"""

# A later answer to the same purpose takes the place of an earlier one, as in `queries/consents.IN_FORCE`, which sorts
# every answer there is; here each is looked for by the index, because few run out and Today waits for it.
_LATER = """
SELECT 1 FROM consents AS n WHERE n.person_id = c.person_id AND n.purpose = c.purpose AND n.given_on <= :on
    AND (n.given_on > c.given_on OR (n.given_on = c.given_on AND n.id > c.id))
"""
_CONSENTS = f"""
SELECT 'consent_ends', c.expires_on, p.id, {DISPLAY_NAME}, c.purpose, '', 0, c.id
FROM consents AS c JOIN people AS p ON p.id = c.person_id AND p.died_on IS NULL
WHERE c.expires_on <= :on + {CONSENT_AHEAD} AND c.given_on <= :on AND c.withdrawn_on IS NULL AND NOT EXISTS ({_LATER})
"""

_WITHOUT = f"""
SELECT 'consent', NULL, NULL, '', '', '', count(*), 0 FROM people AS p WHERE NOT EXISTS (
    SELECT 1 FROM consents AS c WHERE c.person_id = p.id AND c.purpose = 'service' AND c.given_on <= :on
    AND (c.expires_on IS NULL OR c.expires_on >= :on) AND (c.withdrawn_on IS NULL OR c.withdrawn_on > :on)
    AND NOT EXISTS ({_LATER}) AND NOT EXISTS (
        SELECT 1 FROM consents AS w WHERE w.person_id = p.id AND w.purpose = 'service'
        AND w.given_on <= :on AND w.withdrawn_on <= :on AND w.withdrawn_on > c.given_on
    )
) HAVING count(*) > 0
"""

_ALERTS = f"""
SELECT 'alert', a.review_on, p.id, {DISPLAY_NAME}, a.text, a.kind, 0, a.id
FROM alerts AS a JOIN people AS p ON p.id = a.person_id AND p.died_on IS NULL
WHERE a.review_on <= :on + {ALERT_AHEAD} AND (a.ended_on IS NULL OR a.ended_on > :on)
"""

_ACTIONS = f"""
SELECT 'action', a.due_on, p.id, {DISPLAY_NAME}, a.what, a.by_whom, 0, a.id
FROM actions AS a JOIN people AS p ON p.id = a.person_id
WHERE a.done_on IS NULL AND a.due_on <= :on + {ACTION_AHEAD}
"""

# Absences since somebody last came, as long as nothing about it has been noted since the last of them.
_ABSENCES = f"""
SELECT 'absences', r.last, r.person_id, r.name, r.group_name, '', r.missed, r.group_id FROM (
SELECT max(s."date") AS last, p.id AS person_id, {DISPLAY_NAME} AS name, g.name AS group_name, count(*) AS missed,
    g.id AS group_id
FROM group_members AS m JOIN groups AS g ON g.id = m.group_id
JOIN people AS p ON p.id = m.person_id AND p.died_on IS NULL
JOIN absences AS b ON b.person_id = m.person_id
JOIN sessions AS s ON s.id = b.session_id AND s.group_id = g.id AND s.register = 'taken'
WHERE m.from_date <= :on AND (m.to_date IS NULL OR m.to_date >= :on) AND (g.to_date IS NULL OR g.to_date >= :on)
    AND s."date" > coalesce((
        SELECT max(t."date") FROM attendance AS a JOIN sessions AS t ON t.id = a.session_id
        WHERE a.person_id = m.person_id AND t.group_id = g.id
    ), -1000000)
GROUP BY m.id HAVING count(*) >= {RUN_OF_ABSENCES}
) AS r WHERE NOT EXISTS (
    SELECT 1 FROM actions AS x WHERE x.person_id = r.person_id AND instr(x.what, r.group_name)
    AND (x.done_on IS NULL OR x.done_on >= r.last)
)
"""

_REFERRALS = f"""
SELECT 'referral', r.made_on, p.id, {DISPLAY_NAME}, r.service, coalesce(o.name, r.source), :on - r.made_on, r.id
FROM referrals AS r JOIN people AS p ON p.id = r.person_id LEFT JOIN partners AS o ON o.id = r.partner_id
WHERE r.outcome = 'waiting' AND r.direction = 'in'
"""

_TARGETS = f"""
SELECT 'target', t.due_date, NULL, '', t.contract_ref, printf('%g %s', t.target, t.indicator), 0, t.id
FROM targets AS t WHERE t.due_date BETWEEN :on AND :on + {TARGET_AHEAD}
"""

# What is followed is told from four weeks on, what nobody has decided on from two, and no more of it than one reads.
_BIDS = f"""
SELECT kind, due, NULL, title, buyer, time, 0, id FROM (
    SELECT 'bid' AS kind, tenders_by AS due, tenders_time AS time, title, buyer, id, decision, stage FROM opportunities
    UNION ALL
    SELECT 'bid_questions', questions_by, questions_time, title, buyer, id, decision, stage FROM opportunities
) WHERE due BETWEEN :on AND :on + CASE WHEN decision = '' THEN {UNDECIDED_AHEAD} ELSE {BID_AHEAD} END
    AND decision <> 'no_bid' AND stage NOT IN ('awarded', 'cancelled') ORDER BY decision = '', due LIMIT {MOST_BIDS}
"""

_PROMISES = f"""
SELECT 'promise', p.due_date, NULL, p.title, printf('%.12g of %.12g %s', coalesce(sum(d.number), 0), p.number, p.unit),
    coalesce(nullif(p.contract_ref, ''), p.bid_ref), 0, p.id
FROM promises AS p LEFT JOIN promise_deliveries AS d ON d.promise_id = p.id AND d."date" <= :on
WHERE p.due_date <= :on + {PROMISE_AHEAD}
GROUP BY p.id HAVING coalesce(sum(d.number), 0) < p.number
"""

_ANSWERS = f"""
SELECT 'answers', b.due_date, NULL, b.title, b.buyer,
    CASE WHEN q.asked THEN printf('%d of %d questions answered', q.answered, q.asked) ELSE 'no questions yet' END
    || CASE WHEN b.due_time <> '' THEN ', due at ' || b.due_time ELSE '' END, 0, b.id
FROM bids AS b LEFT JOIN (
    SELECT q.bid_id, count(DISTINCT q.id) AS asked,
        count(DISTINCT CASE WHEN trim(a.text) <> '' THEN q.id END) AS answered
    FROM bid_questions AS q LEFT JOIN bid_answers AS a ON a.question_id = q.id GROUP BY q.bid_id
) AS q ON q.bid_id = b.id
WHERE b.status = 'drafting' AND b.due_date <= :on + {ANSWERS_AHEAD}
"""

_POLICIES = f"""
SELECT 'policy', expires_on, NULL, name, kind, '', expires_on < :on, id
FROM policies WHERE expires_on <= :on + {EXPIRY_AHEAD}
"""

_UNFINISHED = """
SELECT 'register_open', s."date", NULL, '', coalesce(g.name, nullif(s.activity, ''), s.service), '', 0, s.id
FROM sessions AS s LEFT JOIN groups AS g ON g.id = s.group_id WHERE s.register = 'open' AND s."date" <= :on
"""

# The rhythm of a group as `domain/schedule.meets_on` has it; day 0 was a Thursday.
_NTH = "(CAST(strftime('%d', {} * 86400, 'unixepoch') AS INTEGER) - 1) / 7"
_FIRST = "(g.from_date + (g.weekday - (g.from_date + 3) % 7 + 7) % 7)"
_MISSING = f"""
SELECT 'register', d.value, NULL, '', g.name, g.starts_at, 0, g.id
FROM json_each(:days) AS d JOIN groups AS g ON (g.from_date IS NULL OR g.from_date <= d.value)
    AND (g.to_date IS NULL OR d.value <= g.to_date)
    AND CASE
        WHEN g.every = 'once' THEN d.value = g.from_date
        WHEN g.every = 'none' THEN FALSE
        WHEN (d.value + 3) % 7 <> g.weekday THEN FALSE
        WHEN g.every = 'week' OR g.from_date IS NULL THEN TRUE
        WHEN g.every = 'fortnight' THEN (d.value - {_FIRST}) % 14 = 0
        WHEN {_NTH.format(_FIRST)} = 4
            THEN strftime('%m', (d.value + 7) * 86400, 'unixepoch') <> strftime('%m', d.value * 86400, 'unixepoch')
        ELSE {_NTH.format("d.value")} = {_NTH.format(_FIRST)}
    END
WHERE NOT EXISTS (SELECT 1 FROM sessions AS s WHERE s.group_id = g.id AND s."date" = d.value)
    AND EXISTS (SELECT 1 FROM group_members AS m WHERE m.group_id = g.id AND m.from_date <= d.value
        AND (m.to_date IS NULL OR m.to_date >= d.value))
"""

_COUNT = "SELECT 'count', NULL, NULL, '', '{}', '', count(*), 0 FROM {}"
_COUNTS = (
    *(_COUNT.format(kind, kind) for kind in COUNTED),
    _COUNT.format("open_episodes", "episodes") + " WHERE start_date <= :on AND (end_date IS NULL OR end_date >= :on)",
)
_IN_ROLES = (
    f"SELECT 'role', NULL, NULL, '', {roles_now('p.id', ':on')}, '', count(*), 0 FROM people AS p"
    " WHERE p.died_on IS NULL AND p.id NOT IN (SELECT other_id FROM joins WHERE other_id <> person_id) GROUP BY 5"
)
_ARMS = (
    *_COUNTS,
    _IN_ROLES,
    _REVIEWS,
    _CONSENTS,
    _WITHOUT,
    _ALERTS,
    _ACTIONS,
    _ABSENCES,
    _REFERRALS,
    _TARGETS,
    _BIDS,
    _PROMISES,
    _ANSWERS,
    _POLICIES,
    _UNFINISHED,
    _MISSING,
)
_ALL = " UNION ALL ".join(f"SELECT * FROM ({arm})" for arm in _ARMS)


def due(
    connection: Connection, on: date, interval: Callable[[str], int | None]
) -> tuple[tuple[Due, ...], dict[str, int]]:
    """All that is due on a day, or soon; and how many records there are by kind, `open_episodes` among them.

    `service_user_now`, `volunteer_now` and `staff_now` count different people; who is two of these counts in both.

    `interval` says of an instrument after how many days a review is due, None of one that nobody knows any more. It is
    asked of those only that somebody was given, since knowing them all takes longer than the statement.
    """
    today = to_day(on)
    bound = {"on": today, "days": json.dumps(list(range(today - REGISTER_BACK, today + 1)))}
    found: list[Due] = []
    counts = dict.fromkeys((f"{role}_now" for role in ROLES), 0)
    for kind, day, person_id, name, one, two, number, record in connection.exec_driver_sql(_ALL, bound).all():
        if kind == "count":
            counts[one] = number
            continue
        if kind == "role":
            for role in one.split():
                counts[f"{role}_now"] += number
            continue
        falls = None if day is None else from_day(day)
        if kind == "review" and falls is not None:
            days = interval(one)
            if days is None or (falls := falls + timedelta(days=days)) > on + timedelta(days=AHEAD_DAYS):
                continue
        told = Due(kind=kind, due=falls, person_id=person_id, name=name, one=one, two=two, number=number, record=record)
        found.append(told)
    return tuple(found), counts
