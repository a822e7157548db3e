"""Commands for a network: its desk's definitions and members; a member's joining, profile and answers."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.network import Quarter, read_quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import desk, desk_members, network_joining, network_known, network_profile, signing_keys
from sfph_desktop.core.usecases.done import Done

if TYPE_CHECKING:
    from sfph_desktop.core.domain.desks import Member

# --- the desk ---------------------------------------------------------------------------------------------------------


def _quarter(text: str | None) -> Quarter | None:
    if not text:
        return None
    found = read_quarter(text)
    if found is None:
        raise UserCanFix(what=f"'{text}' is no quarter.", do="Write it as 2026Q1.")
    return found


def define(asked: Namespace, saying: Saying) -> None:
    """Issue the next version of the definitions, or show the present one as a file to edit."""
    with opened(asked) as office:
        if asked.show:
            text = desk.present_toml(office)
            if asked.out is not None:
                desk.write_text(asked.out, text)
            _shown(asked, saying, text)
            return
        begins = _quarter(asked.begins)
        if asked.suggested:
            done = desk.define_as_suggested(office, begins=begins)
        else:
            done = desk.define(office, asked.file, begins=begins)
    found = done.value
    document = {
        "version": found.issued.version,
        "first_quarter": found.issued.first_quarter,
        "indicators": [one.id for one in found.definitions.indicators],
        "changed": list(found.changed),
        "already": found.already,
    }

    def tell() -> None:
        saying.line(f"{done.why}: {len(found.definitions.indicators)} figures are asked for.")
        for said in found.changed:
            saying.line(f"  {said}")
        saying.note("Write the file for the members with: sfph network definitions --out FILE")

    saying.either(asked.json, document, tell)


def _shown(asked: Namespace, saying: Saying, text: str) -> None:
    out = str(asked.out) if asked.out is not None else ""
    saying.either(asked.json, {"file": out, "definitions": text}, lambda: saying.line(out or text.rstrip("\n")))


def definitions(asked: Namespace, saying: Saying) -> None:
    """Write a version of the definitions as the signed file for the members."""
    with opened(asked) as office:
        issued = desk.write_definitions(office, asked.out, asked.version)
        key = signing_keys.own_key(office)
    document = {"file": str(asked.out), "version": issued.version, "fingerprint": key.fingerprint}

    def tell() -> None:
        saying.line(f"{asked.out}: version {issued.version}, from {issued.first_quarter} on.")
        saying.line(f"Fingerprint of {key.name}: {key.fingerprint}")
        saying.note("Send the file to the members; read the fingerprint out to each new one.")

    saying.either(asked.json, document, tell)


def member_add(asked: Namespace, saying: Saying) -> None:
    """Take on a member by its keys, or accept new keys of one."""
    key = signing_keys.key_in_file(asked.file)
    if not asked.heard:
        raise UserCanFix(
            what="A member is taken on only by the fingerprint of its key.",
            why="A key that came by post or e-mail may be somebody else's.",
            do="Ring them, let them read out what 'sfph key show' prints, and give it with --heard.",
        )
    with opened(asked) as office:
        of = desk_members.member_named(office, asked.of).id if asked.of else 0
        _told(asked, saying, desk_members.add_member(office, key, asked.heard, of=of))


def member_list(asked: Namespace, saying: Saying) -> None:
    """The members, and what came from them last."""
    with opened(asked) as office:
        lines = desk_members.members_listed(office)
    rows = [
        {**asdict(one.member), **{name: value for name, value in asdict(one).items() if name != "member"}}
        for one in lines
    ]

    def tell() -> None:
        cells = [(one.member.id, one.member.name, one.words, one.newest_quarter, one.fingerprint) for one in lines]
        saying.table(("no.", "member", "stands", "last quarter", "fingerprint"), cells)
        for one in lines:
            for earlier in one.member.earlier_names.splitlines():
                saying.note(f"{one.member.name} was called {earlier} before.")

    saying.either(asked.json, {"members": rows}, tell)


def member_rename(asked: Namespace, saying: Saying) -> None:
    """Call a member otherwise."""
    with opened(asked) as office:
        found = desk_members.member_named(office, asked.member)
        _told(asked, saying, desk_members.rename_member(office, found.id, asked.name))


def member_retire(asked: Namespace, saying: Saying) -> None:
    """Refuse what is signed with a member's key from now on."""
    with opened(asked) as office:
        found = desk_members.member_named(office, asked.member)
        _told(asked, saying, desk_members.retire_key(office, found.id))


def member_leave(asked: Namespace, saying: Saying) -> None:
    """A member leaves."""
    with opened(asked) as office:
        found = desk_members.member_named(office, asked.member)
        _told(asked, saying, desk_members.member_leaves(office, found.id))


def _told(asked: Namespace, saying: Saying, done: Done[Member]) -> None:
    saying.either(asked.json, {**asdict(done.value), "why": done.why}, lambda: saying.line(f"{done.why}."))


# --- a member ---------------------------------------------------------------------------------------------------------


def join(asked: Namespace, saying: Saying) -> None:
    """Take in a network's definitions."""
    with opened(asked) as office:
        done = network_joining.join(office, asked.file, asked.heard)
    found = done.value
    document = {
        "network": found.desk.network,
        "version": found.definitions.version,
        "first_quarter": str(found.definitions.first_quarter),
        "indicators": [one.id for one in found.definitions.indicators],
        "checked": list(found.checked),
        "changed": list(found.changed),
        "already": found.already,
    }

    def tell() -> None:
        saying.line(f"{done.why}.")
        for said in (*found.checked, *found.changed):
            saying.line(f"  {said}")
        saying.note("See what is asked, and what you answer it with: sfph network map")
        if not found.already and not found.changed:
            saying.note(
                "So that its desk knows your returns, write your key and send it, then read the fingerprint out by "
                "telephone: sfph key show --out OURS.sfph-key"
            )
            saying.note("Say who you are: sfph network profile. By what right: sfph lawful-basis set all")

    saying.either(asked.json, document, tell)


def leave(asked: Namespace, saying: Saying) -> None:
    """Leave the network."""
    with opened(asked) as office:
        done = network_joining.leave_network(office)
    saying.either(asked.json, {"network": done.value.network}, lambda: saying.line(f"{done.why}."))


def profile(asked: Namespace, saying: Saying) -> None:
    """Who we are to the network; changed by what is given."""
    given = {name: value for name in network_profile.PROFILE if (value := getattr(asked, name, None)) is not None}
    with opened(asked) as office:
        if asked.choices:
            _choices(asked, saying, network_profile.choices(office))
            return
        if given:
            network_profile.set_profile(office, given)
        told = network_profile.profile_told(office)
        with office.reading() as connection:
            desk_known = network_known.desk_in(connection)
    network = desk_known.network if desk_known else ""
    document = {**asdict(told.profile), "missing": list(told.missing), "network": network}
    document["member_name"] = told.member_name

    def tell() -> None:
        saying.line(f"Member: {told.member_name}")
        saying.line(f"Network: {network or 'none; join one with: sfph network join FILE.sfph-definitions'}")
        for label, value in (
            ("Legal form", told.legal_form),
            ("Council", told.council),
            ("Health board", told.health_board),
            ("Supports", "; ".join(told.client_groups)),
            ("Began in", str(told.profile.established or "")),
        ):
            saying.line(f"{label}: {value or 'not said yet'}")
        if told.missing:
            saying.note(f"Still missing: {', '.join(told.missing)}.")

    saying.either(asked.json, document, tell)


def _choices(asked: Namespace, saying: Saying, found: dict[str, dict[str, str]]) -> None:
    def tell() -> None:
        for name, words in found.items():
            saying.line(f"{name}:")
            for code, word in words.items():
                saying.line(f"  {code}  {word}")

    saying.either(asked.json, found, tell)


def mapped(asked: Namespace, saying: Saying) -> None:
    """What the network asks, and what we answer it with; changed where an indicator is named."""
    with opened(asked) as office:
        if asked.indicator:
            _map(asked, saying, office)
            return
        found = network_profile.questions(office)
    document: dict[str, Any] = {
        "questions": [
            {**asdict(one.indicator), "answered_with": one.measure, "note": one.ours.note if one.ours else "",
             "trouble": one.trouble}
            for one in found
        ]
    }  # fmt: skip

    def tell() -> None:
        cells = [
            (one.indicator.id, one.indicator.name, one.measure or "not measured", "yours" if one.ours else "")
            for one in found
        ]
        saying.table(("id", "asked", "answered with", ""), cells)
        for one in found:
            if one.trouble:
                saying.note(f"{one.indicator.id}: {one.trouble}")

    saying.either(asked.json, document, tell)


def _map(asked: Namespace, saying: Saying, office: Any) -> None:
    if asked.as_asked:
        undone = network_profile.unmap_indicator(office, asked.indicator)
        saying.either(asked.json, {"indicator": undone.value}, lambda: saying.line(f"{undone.why}."))
        return
    if asked.measure is None and not asked.not_measured:
        raise UserCanFix(
            what="It is not said what the question is answered with.",
            do="Give --measure MEASURE, --not-measured, or --as-asked.",
        )
    done = network_profile.map_indicator(office, asked.indicator, asked.measure or "", asked.note)
    saying.either(asked.json, asdict(done.value), lambda: saying.line(f"{done.why}."))
