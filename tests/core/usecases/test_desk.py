"""The network's desk: definitions in versions that never change an id's meaning, and members by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.usecases.desk_offices import NETWORK, a_desk, an_office, definitions_of, heard, next_version

from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.network import Definitions, Quarter, quarter_of
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
from sfph_desktop.core.interchange.spelt import read_file
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import desk, desk_members, history, signing_keys
from sfph_desktop.core.usecases.network_role import indicator_trouble, is_desk
from sfph_desktop.core.usecases.office import Office

SEAL = sealing.public_of("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")


PER = 'per = "people_supported_quarter"'


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = a_desk(tmp_path / "desk")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk at which nothing more is issued: for what is refused."""
    made = a_desk(tmp_path_factory.mktemp("still"))
    yield made
    made.store.close()


def member_key(number: int, name: str = "Hill Laundrette") -> OwnKey:
    public = signing.public_of(bytes([number] * 32))
    return OwnKey(
        name=name, public_key=signing.key_text(public), fingerprint=signing.fingerprint(public), seal_key=SEAL
    )


# --- definitions ------------------------------------------------------------------------------------------------------


def test_every_measure_that_is_suggested_is_one_the_toolkit_knows(still: Office) -> None:
    found = desk.template(still)
    assert len(found.indicators) >= 20
    instruments = still.library.instruments()
    assert {one.id: trouble for one in found.indicators if (trouble := indicator_trouble(one, instruments))} == {}
    assert {one.level for one in found.indicators} == {"individual", "social", "environmental"}
    assert {group for one in found.indicators for group in one.groups} == {"age_band", "gender", "deprivation"}


def test_a_version_is_signed_and_the_same_file_for_ever(office: Office, tmp_path: Path) -> None:
    file = definitions_of(office, tmp_path)
    found, signature = read_file(DEFINITIONS, file.read_bytes(), Definitions, file.name)
    key = signing_keys.own_key(office)
    assert (found.network, found.version, found.desk_key, found.seal_key) == (
        NETWORK,
        1,
        key.public_key,
        key.seal_key,
    )
    assert found.first_quarter == quarter_of(office.clock.today()).before, "the one whose returns are awaited"
    assert len(signature) == 64
    again = desk.define(office, next_version(office, tmp_path))
    assert (again.value.already, again.unit_id) == (True, 0)
    assert definitions_of(office, tmp_path / "again").read_bytes() == file.read_bytes()


def test_the_first_quarter_may_be_chosen_when_issuing(tmp_path: Path) -> None:
    office = an_office(tmp_path / "braes", NETWORK, is_desk=True)
    began = Quarter(2025, 2)
    assert desk.define_as_suggested(office, begins=began).value.definitions.first_quarter == began
    file = next_version(office, tmp_path, ("threshold = 10", "threshold = 12"))
    with pytest.raises(UserCanFix, match="cannot begin before"):
        desk.define(office, file, begins=began.before)
    done = desk.define(office, file, begins=began.next)
    assert (done.value.definitions.version, done.value.definitions.first_quarter) == (2, began.next)
    office.store.close()


def test_the_next_version_says_what_is_new_and_begins_with_the_next_quarter(office: Office, tmp_path: Path) -> None:
    file = next_version(
        office, tmp_path, ("threshold = 10", "threshold = 12"), ('id = "carer_breaks"', 'id = "breaks_of_carers"')
    )
    text = "\n".join(line for line in file.read_text(encoding="utf-8").splitlines() if "first_quarter" not in line)
    file.write_text(text, encoding="utf-8")
    done = desk.define(office, file)
    assert done.value.definitions.version == 2
    assert done.value.definitions.first_quarter == quarter_of(office.clock.today()).next
    assert done.value.changed == (
        "New: Carers who had a break.",
        "No longer asked for: Carers who had a break.",
        "Counts of fewer than 12 people are held back (before: 10).",
    )
    assert [one.version for one in desk.issued_versions(office)] == [1, 2]
    assert desk.write_definitions(office, tmp_path / "first", 1).version == 1
    with pytest.raises(UserCanFix, match="no version 3"):
        desk.write_definitions(office, tmp_path / "third", 3)
    with pytest.raises(UserCanFix, match="may be with the members"):
        history.undo(office, done.unit_id)


@pytest.mark.parametrize(
    ("was", "is_", "says"),
    [
        ('measure = "ucla3.improved"', 'measure = "djg6.total.improved"', "had another measure in version 1"),
        ('kind = "mean"', 'kind = "share"', "A share is not told by '.change_sum'"),
        ('unit = "tonnes of CO2e"', 'unit = "kg"', "had another unit in version 1: 'tonnes of CO2e', not 'kg'"),
        ('window = "quarter"', 'window = "year"', "had another window"),
        ('measure = "ucla3.improved"', 'measure = "ucla9.improved"', "no instrument 'ucla9'"),
        ('measure = "reach:people"', 'measure = "reach:dogs"', "no measure that the program knows"),
        ('measure = "reach:sessions"', 'measure = "reach:people"', "is a count, not a quantity"),
        ('id = "loneliness_better"', 'id = "own:lonely"', "belong to the members"),
        ('id = "loneliness_better"', 'id = "Lonely!"', "cannot be an id"),
        ('id = "loneliness_better"', 'id = "loneliness_recovered"', "there twice"),
        ('level = "individual"', 'level = "national"', "'national' is no level"),
        ('groups = ["gender"]', 'groups = ["religion"]', "no group that people are told in"),
        ('groups = ["gender"]', 'groups = "gender"', "a list of texts"),
        ('purpose = "', 'why = "', "It is not known here"),
        ('name = "Sessions held"\n', "", "It is missing"),
        ("threshold = 10", "threshold = 5", "10 people or more"),
        ("threshold = 10", 'threshold = "ten"', "not what belongs there"),
        ("threshold = 10", "threshold = = 10", "no TOML"),
        ("threshold = 10", f"threshold = {'9' * 5000}", "no TOML"),
        ("threshold = 10", f"threshold = 0x{'f' * 5000}", "not what belongs there"),
        ("threshold = 10", f"threshold = {'[' * 5000}", "no TOML"),
        ('name = "Sessions held"', 'name = "Sessions\\u0000held"', "not plain text"),
        ('first_quarter = "', 'first_quarter = "x', "no quarter"),
        (PER, PER.replace("_quarter", ""), "'people_supported' is counted over a year, and 'sessions_held' over a"),
        (PER, 'per = "sessions_held"', "compared by itself. Accepted: people_supported_quarter"),
        (PER, 'per = "dogs"', "'dogs' is not asked for in this version. Accepted: people_supported_quarter"),
        (PER, 'per = "attendances"', "'attendances' is no count of people"),
        (PER, 'per = ["people_supported_quarter"]', "a text"),
        (PER, "", "had another per in version 1: 'people_supported_quarter', not ''"),
        ('"reach:volunteers"', '"reach:volunteers"\nper = "people_supported"', "had another per in version 1"),
        ('"ucla3.improved"', '"ucla3.improved"\nper = "people_supported"', "A share is compared as it is"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(still: Office, tmp_path: Path, was: str, is_: str, says: str) -> None:
    with pytest.raises(UserCanFix) as told:
        desk.define(still, next_version(still, tmp_path, (was, is_)))
    assert says in " ".join([str(told.value), *map(str, told.value.problems)])
    assert len(desk.issued_versions(still)) == 1


def test_what_members_are_compared_by_goes_into_the_signed_file_and_back_to_the_desk(
    still: Office, tmp_path: Path
) -> None:
    out = tmp_path / "signed"
    desk.write_definitions(still, out)
    signed, _ = read_file(DEFINITIONS, out.read_bytes(), Definitions, out.name)
    compared = {one.id: one.per for one in signed.indicators if one.per}
    assert compared == dict.fromkeys(("sessions_held", "attendances"), "people_supported_quarter")
    assert desk.present_toml(still).count("\nper = ") == 2
    assert desk.define(still, next_version(still, tmp_path)).value.already


def test_an_id_keeps_its_meaning_also_after_it_was_left_out(office: Office, tmp_path: Path) -> None:
    text = desk.present_toml(office)
    parts = text.split("\n[[indicator]]\n")
    (lonely,) = (part for part in parts if part.startswith('id = "loneliness_better"'))
    file = tmp_path / "without.toml"
    file.write_text("\n[[indicator]]\n".join(part for part in parts if part != lonely), encoding="utf-8")
    assert desk.define(office, file).value.issued.version == 2
    file.write_text(text.replace("ucla3.improved", "djg6.total.improved"), encoding="utf-8")
    with pytest.raises(UserCanFix, match="had another measure in version 1"):
        desk.define(office, file)
    file.write_text(text, encoding="utf-8")
    assert desk.define(office, file).value.issued.version == 3


def test_a_later_version_does_not_begin_before_the_one_there_is(still: Office, tmp_path: Path) -> None:
    first = quarter_of(still.clock.today()).before
    earlier = Quarter(first.year - 1, first.number)
    changes = (f'first_quarter = "{first}"', f'first_quarter = "{earlier}"'), ("threshold = 10", "threshold = 11")
    with pytest.raises(UserCanFix, match="cannot begin before it"):
        desk.define(still, next_version(still, tmp_path, *changes))


@pytest.mark.parametrize("content", [b"", b"\xff", b"x" * 2_000_000, b"[" * 10_000, b"indicator = 1", b"[[indicator]]"])
def test_what_is_no_definitions_file_of_the_desk_is_told(still: Office, tmp_path: Path, content: bytes) -> None:
    odd = tmp_path / "odd.toml"
    odd.write_bytes(content)
    with pytest.raises(UserCanFix):
        desk.define(still, odd)
    with pytest.raises(UserCanFix, match="cannot be read"):
        desk.define(still, tmp_path / "nowhere.toml")
    assert len(desk.issued_versions(still)) == 1


def test_an_enterprise_is_no_desk(tmp_path: Path) -> None:
    made = an_office(tmp_path, "Hill Laundrette")
    assert not is_desk(made)
    for work in (desk.present_toml, desk.define_as_suggested, desk_members.members_listed):
        with pytest.raises(UserCanFix, match="not of a network's desk"):
            work(made)
    made.store.close()


# --- members ----------------------------------------------------------------------------------------------------------


def test_a_member_is_taken_on_by_what_was_heard(office: Office) -> None:
    key = member_key(1)
    for said in ("", member_key(2).fingerprint):
        with pytest.raises(UserCanFix, match="fingerprint"):
            desk_members.add_member(office, key, said)
    with pytest.raises(UserCanFix, match="before there were seals"):
        desk_members.add_member(office, replace(key, seal_key=""), key.fingerprint)
    own = signing_keys.own_key(office)
    with pytest.raises(UserCanFix, match="desk's own key"):
        desk_members.add_member(office, own, own.fingerprint)
    assert desk_members.members_listed(office) == ()
    done = desk_members.add_member(office, key, key.fingerprint.lower())
    (line,) = desk_members.members_listed(office)
    assert (line.member, line.fingerprint, line.returns) == (done.value, key.fingerprint, 0)
    assert line.words.startswith("member since")
    history.undo(office, done.unit_id)
    assert desk_members.members_listed(office) == ()


def test_a_member_under_another_name_is_the_same_and_the_old_name_is_told(office: Office) -> None:
    key = member_key(1)
    first = desk_members.add_member(office, key, key.fingerprint).value
    now = desk_members.add_member(office, replace(key, name="Hill & Glen"), key.fingerprint)
    assert now.why == "Hill & Glen is the member that was called Hill Laundrette"
    assert (now.value.id, now.value.earlier_names) == (first.id, "Hill Laundrette")
    assert desk_members.member_named(office, "hill laundrette").id == first.id
    back = desk_members.rename_member(office, first.id, "Hill Laundrette").value
    assert (back.name, back.earlier_names) == ("Hill Laundrette", "Hill & Glen")


def test_a_name_is_one_members(office: Office) -> None:
    one, other = member_key(1), member_key(2)
    first = desk_members.add_member(office, one, one.fingerprint).value
    with pytest.raises(UserCanFix, match="called Hill Laundrette already, with another key"):
        desk_members.add_member(office, other, other.fingerprint)
    desk_members.add_member(office, replace(other, name="Swift"), other.fingerprint)
    with pytest.raises(UserCanFix, match="called Swift already"):
        desk_members.rename_member(office, first.id, "SWIFT")
    with pytest.raises(UserCanFix, match="called Swift already"):
        desk_members.add_member(office, replace(one, name="Swift"), one.fingerprint)


def test_a_lost_key_is_retired_and_a_new_one_takes_its_place(office: Office) -> None:
    old, new = member_key(1), member_key(2)
    member = desk_members.add_member(office, old, old.fingerprint).value
    desk_members.retire_key(office, member.id)
    assert desk_members.members_listed(office)[0].words == "no key in use: its returns are refused"
    with pytest.raises(UserCanFix, match="was retired on"):
        desk_members.add_member(office, old, old.fingerprint)
    assert desk_members.retire_key(office, member.id).unit_id == 0
    desk_members.add_member(office, new, new.fingerprint, of=member.id)
    (line,) = desk_members.members_listed(office)
    assert (line.member.id, line.fingerprint, line.keys_retired) == (member.id, new.fingerprint, 1)


def test_who_left_is_a_member_again_by_the_same_key(office: Office) -> None:
    key = member_key(1)
    member = desk_members.add_member(office, key, key.fingerprint).value
    desk_members.member_leaves(office, member.id)
    assert desk_members.member_leaves(office, member.id).unit_id == 0
    assert desk_members.members_listed(office)[0].words.startswith("left on")
    again = desk_members.add_member(office, key, key.fingerprint)
    assert (again.why, again.value) == ("Hill Laundrette is a member again", member)
    with pytest.raises(UserCanFix, match="no member 'Nobody'"):
        desk_members.member_named(office, "Nobody")


def test_a_desk_hears_what_a_member_reads_out(office: Office, tmp_path: Path) -> None:
    member = an_office(tmp_path / "member", "Swift Couriers")
    file = signing_keys.write_own_key(member, tmp_path / "swift.sfph-key")
    done = desk_members.add_member(office, signing_keys.key_in_file(file), heard(member))
    assert done.value.name == "Swift Couriers"
    member.store.close()
