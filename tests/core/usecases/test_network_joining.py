"""A member's way into a network: what is taken in, and each file that is refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests.core.usecases.desk_offices import NETWORK, a_desk, an_office, definitions_of, heard, next_version

from sfph_desktop.core.domain.network import Definitions, quarter_of
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
from sfph_desktop.core.interchange.spelt import file_bytes, spelt
from sfph_desktop.core.store import signing
from sfph_desktop.core.usecases import desk, history, network_joining, network_known, network_profile
from sfph_desktop.core.usecases.network_joining import join
from sfph_desktop.core.usecases.network_role import DEFINITIONS_PURPOSE
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_to import sending
from sfph_desktop.core.usecases.signing_keys import own_key, own_secret


@pytest.fixture(scope="module")
def braes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk that nothing is issued at by the tests: what they need besides, they sign themselves."""
    made = a_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


@pytest.fixture
def member(tmp_path: Path) -> Iterator[Office]:
    made = an_office(tmp_path / "member", "Hill Laundrette")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A member that takes nothing in: for what is refused."""
    made = an_office(tmp_path_factory.mktemp("alone"), "Swift Couriers")
    yield made
    made.store.close()


@pytest.fixture
def first(braes: Office, tmp_path: Path) -> Path:
    return definitions_of(braes, tmp_path)


def signed_by(office: Office, found: Definitions, out: Path) -> Path:
    out.write_bytes(
        file_bytes(DEFINITIONS, found, signing.signed(own_secret(office), DEFINITIONS_PURPOSE, spelt(found)))
    )
    return out


def later(office: Office, out: Path, **changes: Any) -> Path:
    """A later version, signed by the desk as its program would sign it, with anything in it."""
    return signed_by(office, replace(desk.all_definitions(office)[0], **{"version": 2, **changes}), out)


def taken(office: Office) -> list[int]:
    with office.reading() as connection:
        found = network_known.desk_in(connection)
        return [one.version for one in network_known.taken_of(connection, found)] if found else []


def refused(office: Office, file: Path, says: str, said: str = "") -> None:
    before = taken(office)
    with pytest.raises(UserCanFix, match=says) as told:
        join(office, file, said)
    assert told.value.do
    assert taken(office) == before


def test_definitions_are_taken_in_by_what_was_heard(member: Office, braes: Office, first: Path) -> None:
    refused(member, first, "fingerprint of Braes Network is missing")
    refused(member, first, "not the fingerprint", own_key(member).fingerprint)
    done = join(member, first, heard(braes))
    assert (done.value.desk.network, done.value.definitions.version, taken(member)) == (NETWORK, 1, [1])
    assert done.value.desk.seal_key == own_key(braes).seal_key
    again = join(member, first)
    assert (again.value.already, again.unit_id) == (True, 0)
    history.undo(member, done.unit_id)
    assert taken(member) == []
    with pytest.raises(UserCanFix, match="in no network yet"):
        network_known.our_desk(member)


def test_a_later_version_comes_in_by_the_same_key_and_says_what_changed(
    member: Office, braes: Office, first: Path, tmp_path: Path
) -> None:
    join(member, first, heard(braes))
    one = desk.all_definitions(braes)[0]
    quarter = one.first_quarter.next
    newer = later(
        braes, tmp_path / "b", network="Braes and Glens", first_quarter=quarter, indicators=one.indicators[1:]
    )
    done = join(member, newer)
    assert done.value.changed == (
        "Braes and Glens is the network that was called Braes Network.",
        f"No longer asked for: {one.indicators[0].name}.",
    )
    assert network_known.our_desk(member).network == "Braes and Glens"
    # In the middle of a quarter: the quarter that was begun by one version is finished by it.
    assert network_known.definitions_for(member, one.first_quarter).version == 1
    assert network_known.definitions_for(member, quarter).version == 2
    before = replace(one.first_quarter, year=one.first_quarter.year - 1)
    with pytest.raises(UserCanFix, match="had asked for nothing yet"):
        network_known.definitions_for(member, before)
    refused(member, later(braes, tmp_path / "c", threshold=11), "version 2, and version 2 is here already")
    assert join(member, first).value.already, "the very file of before changes nothing"
    refused(member, later(braes, tmp_path / "d", version=1, threshold=12), "version 1, and version 2 is here already")


def test_one_that_changes_what_an_id_means_is_refused(
    member: Office, braes: Office, first: Path, tmp_path: Path
) -> None:
    join(member, first, heard(braes))
    one = desk.all_definitions(braes)[0]
    for name, value in (
        ("measure", "djg6.total.improved"),
        ("kind", "count"),
        ("unit", "points"),
        ("window", "quarter"),
    ):
        other = replace(one.indicators[7], **{name: value})
        changed = (*one.indicators[:7], other, *one.indicators[8:])
        refused(member, later(braes, tmp_path / name, indicators=changed), f"another meaning: .* another {name}")
    assert join(member, later(braes, tmp_path / "ok", indicators=one.indicators[1:])).value.definitions.version == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"threshold": 9}, "10 people or more"),
        ({"indicators": ()}, "Nothing is asked for"),
        ({"version": 0}, "cannot be right"),
        ({"seal_key": "age1nothing"}, "cannot be right"),
        ({"network": ""}, "It is missing"),
        ({"network": "Braes\u202e"}, "not plain text"),
        ({"agreement": "x" * 20_001}, "not what belongs there"),
    ],
)
def test_what_a_desk_could_sign_and_may_not_is_refused(
    alone: Office, braes: Office, tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    refused(alone, later(braes, tmp_path / "odd", **changes), says, heard(braes))


def test_ids_of_members_own_are_no_networks(alone: Office, braes: Office, tmp_path: Path) -> None:
    one = desk.all_definitions(braes)[0]
    ours = replace(one.indicators[0], id="own:people")
    refused(alone, later(braes, tmp_path / "odd", indicators=(ours,)), "belong to the members", heard(braes))


def test_another_key_is_refused_until_it_is_heard_and_what_was_sent_stays(
    member: Office, braes: Office, first: Path, tmp_path: Path
) -> None:
    join(member, first, heard(braes))
    stranger = a_desk(tmp_path / "stranger")
    file = definitions_of(stranger, tmp_path / "stranger-file")
    refused(member, file, "another key than that of Braes Network")
    refused(member, file, "not the fingerprint", heard(braes))
    # The network lost its key: a new store, new keys, heard anew.
    done = join(member, file, heard(stranger))
    assert "has a new key" in done.value.changed[0]
    with member.reading() as connection:
        old, new = network_known.desks_in(connection)
    assert (old.public_key, old.left_on) == (own_key(braes).public_key, member.clock.today())
    assert (new.public_key, new.left_on) == (own_key(stranger).public_key, None)
    stranger.store.close()


def test_one_network_at_a_time_and_joined_again_it_is_the_same_desk(
    member: Office, braes: Office, first: Path, tmp_path: Path
) -> None:
    join(member, first, heard(braes))
    fife = a_desk(tmp_path / "fife", "Fife Network")
    file = definitions_of(fife, tmp_path / "fife-file")
    refused(member, file, "Leave that network first", heard(fife))
    network_joining.leave_network(member)
    join(member, file, heard(fife))
    network_joining.leave_network(member)
    refused(member, first, "is missing")
    done = join(member, first, heard(braes))
    assert (done.value.desk.id, done.value.already, done.why) == (1, False, "Joined Braes Network again")
    assert network_known.our_desk(member).network == NETWORK
    fife.store.close()


def test_a_figure_put_otherwise_on_the_way_is_refused(alone: Office, braes: Office, first: Path) -> None:
    text = first.read_text(encoding="utf-8").replace('"threshold":10', '"threshold":11')
    first.write_text(text, encoding="utf-8", newline="")
    refused(alone, first, "changed since it was signed", heard(braes))


def test_it_is_the_signature_alone_that_finds_it(
    member: Office, braes: Office, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the check of signatures off, the changed file comes in."""
    monkeypatch.setattr(signing, "genuine", lambda *_all: True)
    text = first.read_text(encoding="utf-8").replace('"threshold":10', '"threshold":11')
    first.write_text(text, encoding="utf-8", newline="")
    assert join(member, first, heard(braes)).value.definitions.threshold == 11


def test_a_signature_for_another_purpose_is_none(alone: Office, braes: Office, first: Path) -> None:
    one = desk.all_definitions(braes)[0]
    first.write_bytes(file_bytes(DEFINITIONS, one, signing.signed(own_secret(braes), "evidence file", spelt(one))))
    refused(alone, first, "changed since it was signed", heard(braes))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=some.integers(0, 10**6), bit=some.integers(0, 7))
def test_one_bit_changed_anywhere_is_refused(alone: Office, braes: Office, first: Path, place: int, bit: int) -> None:
    content = bytearray(first.read_bytes())
    content[place % len(content)] ^= 1 << bit
    changed = first.with_name("changed.sfph-definitions")
    changed.write_bytes(content)
    refused(alone, changed, ".", heard(braes))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no file of a network's definitions"),
        (b"\xff\xfe", "no file of a network's definitions"),
        (b"[" * 100_000, "no file of a network's definitions"),
        (b"x" * 2 * 2**20, "larger than 256 kB"),
        (b"{}", "does not say that it is one"),
        (b'{"format":"sfph network definitions","version":0}', "another, older version"),
        (b'{"format":"sfph network definitions","version":2}', "a newer version"),
        (b'{"format":"sfph network definitions","version":1}', "missing"),
        (b'{"format":"sfph network definitions","version":1,"body":[],"signature":""}', "missing"),
        (b'{"format":"sfph network definitions","version":1,"body":{"threshold":NaN},"signature":""}', "not whole"),
    ],
)
def test_what_is_none_is_told(alone: Office, tmp_path: Path, content: bytes, says: str) -> None:
    odd = tmp_path / "odd.sfph-definitions"
    odd.write_bytes(content)
    refused(alone, odd, says)
    refused(alone, tmp_path / "nowhere", "cannot be read")


def test_more_in_it_than_is_allowed_is_refused(alone: Office, braes: Office, first: Path) -> None:
    found = json.loads(first.read_bytes())
    found["body"]["send_to"] = "https://example.org"
    first.write_bytes(json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
    refused(alone, first, "not what belongs there", heard(braes))


def test_a_desk_joins_no_network(braes: Office, first: Path) -> None:
    with pytest.raises(UserCanFix, match="not of a member"):
        join(braes, first, heard(braes))


def test_the_desks_own_issuing_and_a_members_taking_agree(member: Office, tmp_path: Path) -> None:
    office = a_desk(tmp_path / "desk")
    join(member, definitions_of(office, tmp_path), heard(office))
    desk.define(office, next_version(office, tmp_path, ("threshold = 10", "threshold = 15")))
    done = join(member, definitions_of(office, tmp_path))
    assert done.value.definitions == desk.all_definitions(office)[-1]
    assert done.value.definitions.first_quarter == quarter_of(office.clock.today()).before
    office.store.close()


# --- who we are, and what we answer with ------------------------------------------------------------------------------


def test_the_profile_takes_names_for_codes_and_tells_what_is_missing(member: Office) -> None:
    assert network_profile.profile_told(member).member_name == "Hill Laundrette"
    network_profile.set_profile(
        member,
        {"legal_form": "scottish charitable incorporated organisation", "council": "S12000033", "established": "1998",
         "client_groups": "people with dementia, carers"},
    )  # fmt: skip
    told = network_profile.profile_told(member)
    assert (told.profile.legal_form, told.council, told.profile.client_groups) == (
        "SCIO",
        "Aberdeen City",
        "dementia carers",
    )
    assert (told.client_groups, told.missing) == (("people with dementia", "unpaid carers"), ())
    assert network_profile.set_profile(member, {"established": 1998}).unit_id == 0
    for said, kept in (
        ("children, young people and families", "children_families"),
        ("Children, young people and families; unpaid carers, dementia", "dementia carers children_families"),
        ("carers dementia", "dementia carers"),
    ):
        network_profile.set_profile(member, {"client_groups": said})
        assert sorted(network_profile.profile_told(member).profile.client_groups.split()) == sorted(kept.split())
    network_profile.set_profile(member, {"council": ""})
    assert network_profile.profile_told(member).missing == ("council",)


@pytest.mark.parametrize(
    "given_",
    [
        {"legal_form": "GmbH"},
        {"council": "Berlin"},
        {"client_groups": "martians"},
        {"established": "soon"},
        {"established": "2999"},
        {"member_name": "a\x00b"},
    ],
)
def test_what_cannot_be_in_a_profile_is_told_by_its_field(alone: Office, given_: dict[str, object]) -> None:
    with pytest.raises(UserCanFix) as told:
        network_profile.set_profile(alone, given_)
    assert [one.column for one in told.value.problems] == list(given_)
    assert told.value.problems[0].accepted


def test_a_question_is_answered_with_a_measure_of_ones_own(member: Office, braes: Office, first: Path) -> None:
    with pytest.raises(UserCanFix, match="in no network yet"):
        network_profile.questions(member)
    join(member, first, heard(braes))
    network_profile.map_indicator(member, "loneliness_better", "djg6.total.improved", "ours since 2019")
    network_profile.map_indicator(member, "carbon_saved", "")
    told = {one.indicator.id: one for one in network_profile.questions(member)}
    assert (told["loneliness_better"].measure, told["carbon_saved"].measure) == ("djg6.total.improved", "")
    assert {one.trouble for one in told.values()} == {""}
    for measure, says in (
        ("reach:people", "is a count, not a share"),
        ("djg6.total.change_sum", "not told by"),
        ("x", "not an indicator"),
    ):
        with pytest.raises(UserCanFix, match=says):
            network_profile.map_indicator(member, "loneliness_better", measure)
    with pytest.raises(UserCanFix, match="asks for no 'happiness'"):
        network_profile.map_indicator(member, "happiness", "djg6.total.improved")
    network_profile.unmap_indicator(member, "loneliness_better")
    assert network_profile.unmap_indicator(member, "loneliness_better").unit_id == 0
    assert network_profile.questions(member)[7].ours is None


def test_a_return_answers_the_networks_questions_our_way_and_then_our_own(
    member: Office, braes: Office, first: Path
) -> None:
    join(member, first, heard(braes))
    network_profile.map_indicator(member, "loneliness_better", "djg6.total.improved")
    network_profile.map_indicator(member, "own:gardens", "event:garden_begun", "Gardens begun")
    for id_, measure, note in (
        ("own:G", "event:x", "G"),
        ("own:gg", "", "G"),
        ("own:gg", "event:x", ""),
        ("own:gg", "x", "G"),
    ):
        with pytest.raises(UserCanFix):
            network_profile.map_indicator(member, id_, measure, note)
    found = sending(member, desk.all_definitions(braes)[0].first_quarter)
    asked = {one.id: one for one in found.asked}
    assert (found.desk.network, found.definitions.version, len(asked)) == (NETWORK, 1, 23)
    assert asked["loneliness_better"].measure == "djg6.total.improved"
    assert (asked["own:gardens"].kind, asked["own:gardens"].name) == ("count", "gardens"), (
        "what was noted of it stays here"
    )
    assert found.asked[-1].id == "own:gardens"
