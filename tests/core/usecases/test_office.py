"""The office from the first passphrase to the last backup, through the doors that the window and the command use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import (
    DamagedStore,
    StoreInUse,
    StoreMissing,
    UserCanFix,
    WrongPassphrase,
)
from sfph_desktop.core.store.recovery_key import groups_of
from sfph_desktop.core.usecases import backup as backups
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases import recovery
from sfph_desktop.core.usecases.office import Machine, Office

GOOD = "harbour lantern porridge thistle"
BETTER = "marigold teapot viaduct curlew"


@dataclass
class Watch:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def pass_by(self, **span: int) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def machine(tmp_path: Path, watch: Watch) -> Machine:
    return replace(offices.this_machine(tmp_path / "desk", key_cost=offices.cheap_key_cost()), clock=watch)


@pytest.fixture
def path(machine: Machine) -> Path:
    return offices.default_store_path(machine)


@pytest.fixture
def created(path: Path, machine: Machine) -> Iterator[offices.Created]:
    made = offices.create_office(path, name=" Hill Street Kitchen ", passphrase=GOOD, machine=machine)
    yield made
    made.office.store.close()


def open_again(path: Path, machine: Machine, passphrase: str = GOOD) -> Office:
    return offices.open_office(path, passphrase=passphrase, machine=machine)


def add_person(office: Office, ref: str) -> None:
    with office.writing(f"added {ref}") as unit:
        unit.add("people", ServiceUser(person_ref=ref, given_name="Màiri"))


def refs(office: Office) -> set[str]:
    with office.reading() as connection:
        return {str(ref) for ref in connection.exec_driver_sql("SELECT person_ref FROM people").scalars()}


def closed(office: Office) -> None:
    offices.close_office(office, backup=False)


# --- making and opening -------------------------------------------------------------------------------------


def test_a_new_office_knows_itself(created: offices.Created, path: Path, watch: Watch) -> None:
    info = created.office.info()
    assert (info.name, info.path, info.sample, info.people) == ("Hill Street Kitchen", str(path), False, 0)
    assert info.created_at == watch.now()
    assert not info.recovery_confirmed
    assert info.last_backup_at is None
    assert len(offices.recovery_groups(created.recovery_key)) == 8
    assert created.recovery_key not in repr(created)
    assert created.office.store.key.hex() not in repr(created)


def test_work_is_there_after_closing_and_opening(created: offices.Created, path: Path, machine: Machine) -> None:
    add_person(created.office, "P1")
    closed(created.office)
    again = open_again(path, machine)
    assert refs(again) == {"P1"}
    assert again.info().people == 1
    assert again.notices == ()
    assert again.who == "manager"
    closed(again)
    closed(again)


def test_the_library_is_there_and_reads_nothing_until_asked(created: offices.Created) -> None:
    assert created.office.library.instruments()


def test_an_office_can_be_marked_as_a_sample(created: offices.Created) -> None:
    created.office.mark_as_sample("Braes")
    assert created.office.info().sample
    assert created.office.info().name == "Braes"


@pytest.mark.parametrize(
    ("name", "passphrase", "said"),
    [
        ("", GOOD, "needs a name"),
        ("  ", GOOD, "needs a name"),
        ("Hill", "secret", "too easy"),
        ("Hill", "", "too easy"),
    ],
)
def test_what_makes_no_office_leaves_nothing_behind(
    path: Path, machine: Machine, name: str, passphrase: str, said: str
) -> None:
    with pytest.raises(UserCanFix, match=said):
        offices.create_office(path, name=name, passphrase=passphrase, machine=machine)
    assert not path.parent.exists()


def test_an_office_is_never_made_over_another(created: offices.Created, path: Path, machine: Machine) -> None:
    closed(created.office)
    before = path.read_bytes()
    with pytest.raises(UserCanFix, match="already a file"):
        offices.create_office(path, name="Other", passphrase=GOOD, machine=machine)
    assert path.read_bytes() == before
    closed(open_again(path, machine))


def test_live_records_are_refused_in_a_synced_folder(tmp_path: Path, machine: Machine) -> None:
    with pytest.raises(UserCanFix, match="Dropbox"):
        offices.create_office(tmp_path / "Dropbox" / "o.sfph", name="Hill", passphrase=GOOD, machine=machine)
    assert not (tmp_path / "Dropbox").exists()


# --- the failures of opening, each with its own message -----------------------------------------------------


def test_a_wrong_passphrase_is_told_and_changes_nothing(created: offices.Created, path: Path, machine: Machine) -> None:
    closed(created.office)
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase, match="not the passphrase") as told:
        open_again(path, machine, "harbour lantern porridge thistles")
    assert told.value.exit_status == 3
    assert path.read_bytes() == before
    closed(open_again(path, machine))


def test_the_five_failures_have_five_messages(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    said = set()
    with pytest.raises(StoreInUse) as in_use:
        open_again(path, machine)
    said.add(in_use.value.what)
    closed(created.office)
    with pytest.raises(WrongPassphrase) as wrong:
        open_again(path, machine, BETTER)
    said.add(wrong.value.what)
    with pytest.raises(StoreMissing) as gone:
        open_again(tmp_path / "no.sfph", machine)
    said.add(gone.value.what)
    assert not (tmp_path / "no.sfph.lock").exists()
    whole = path.read_bytes()
    path.write_bytes(bytes(len(whole)))
    with pytest.raises(DamagedStore) as damaged:
        open_again(path, machine)
    said.add(damaged.value.what)
    assert path.read_bytes() == bytes(len(whole))
    path.write_bytes(whole)
    for copy in (path.with_name("office.sfph.keys"), path.parent / "keys" / "office.sfph.keys"):
        copy.unlink()
    with pytest.raises(DamagedStore) as no_keys:
        open_again(path, machine)
    said.add(no_keys.value.what)
    assert len(said) == 5


def test_a_plain_database_in_the_place_of_the_store_is_told_as_that(path: Path, machine: Machine) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"SQLite format 3\x00" + bytes(4000))
    with pytest.raises(DamagedStore, match="not encrypted"):
        open_again(path, machine)


def test_a_failure_leaves_the_store_free(created: offices.Created, path: Path, machine: Machine) -> None:
    closed(created.office)
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            open_again(path, machine, BETTER)
    closed(open_again(path, machine))


def test_after_ten_wrong_guesses_even_the_right_one_waits(
    created: offices.Created, path: Path, machine: Machine, watch: Watch
) -> None:
    closed(created.office)
    for number in range(10):
        with pytest.raises(WrongPassphrase, match="not the passphrase"):
            open_again(path, machine, f"wrong {number}")
    with pytest.raises(WrongPassphrase, match="too many"):
        open_again(path, machine)
    watch.pass_by(seconds=31)
    closed(open_again(path, machine))
    with pytest.raises(WrongPassphrase, match="not the passphrase"):
        open_again(path, machine, "wrong again")


def test_a_link_to_the_store_opens_the_same_store_once(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    link = tmp_path / "shortcut.sfph"
    link.symlink_to(path)
    with pytest.raises(StoreInUse):
        open_again(link, machine)


def test_a_damaged_key_file_is_mended_and_told(created: offices.Created, path: Path, machine: Machine) -> None:
    closed(created.office)
    keys = path.with_name("office.sfph.keys")
    whole = keys.read_bytes()
    keys.write_bytes(whole[:50])
    again = open_again(path, machine)
    assert "mended" in again.notices[0]
    closed(again)
    assert keys.read_bytes() == whole


def test_keys_lost_while_the_office_is_open_are_put_back_at_closing(
    created: offices.Created, path: Path, machine: Machine
) -> None:
    shutil.rmtree(path.parent / "keys")
    path.with_name("office.sfph.keys").unlink()
    closed(created.office)
    closed(open_again(path, machine))


# --- recovery -----------------------------------------------------------------------------------------------


def test_the_recovery_key_opens_the_store_and_sets_a_new_passphrase(
    created: offices.Created, path: Path, machine: Machine
) -> None:
    add_person(created.office, "P1")
    closed(created.office)
    office = offices.open_with_recovery_key(
        path, recovery_key=created.recovery_key.lower().replace("-", " "), new_passphrase=BETTER, machine=machine
    )
    assert refs(office) == {"P1"}
    closed(office)
    with pytest.raises(WrongPassphrase):
        open_again(path, machine, GOOD)
    closed(open_again(path, machine, BETTER))


def test_recovery_that_fails_leaves_the_old_passphrase(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    closed(created.office)
    other = offices.create_office(tmp_path / "desk" / "two.sfph", name="Two", passphrase=GOOD, machine=machine)
    closed(other.office)
    groups = list(offices.recovery_groups(created.recovery_key))
    groups[5] = ("0" if groups[5][0] != "0" else "1") + groups[5][1:]
    for key, passphrase, kind, said in (
        ("-".join(groups), BETTER, UserCanFix, "Group 6"),
        (other.recovery_key, BETTER, WrongPassphrase, "another store"),
        (created.recovery_key, "weak", UserCanFix, "too easy"),
    ):
        with pytest.raises(kind, match=said):
            offices.open_with_recovery_key(path, recovery_key=key, new_passphrase=passphrase, machine=machine)
    closed(open_again(path, machine, GOOD))


def test_the_recovery_sheet_is_one_pdf_with_every_group(created: offices.Created, tmp_path: Path, watch: Watch) -> None:
    import pypdfium2

    sheet = recovery.recovery_sheet(
        created.office.info().name, created.recovery_key, tmp_path / "sheet.pdf", made_on=watch.today()
    )
    document = pypdfium2.PdfDocument(sheet)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Hill Street Kitchen" in text
    for group in offices.recovery_groups(created.recovery_key):
        assert group in text.replace(" ", "")


def test_set_up_is_finished_by_typing_a_group_back(created: offices.Created) -> None:
    office, groups = created.office, offices.recovery_groups(created.recovery_key)
    with pytest.raises(UserCanFix, match="Group 3"):
        offices.confirm_recovery(office, 3, groups[3])
    foreign = "0" if groups[2][0] != "0" else "1"
    with pytest.raises(UserCanFix, match="Group 3"):
        offices.confirm_recovery(office, 3, foreign + groups[2][1:])
    with pytest.raises(UserCanFix, match="groups 1 to 8"):
        offices.confirm_recovery(office, 9, groups[2])
    assert not office.info().recovery_confirmed
    offices.confirm_recovery(office, 3, groups[2].lower())
    assert office.info().recovery_confirmed


def test_a_group_of_another_sheet_is_told_as_that(created: offices.Created) -> None:
    from sfph_desktop.core.store.recovery_key import groups_of

    with pytest.raises(UserCanFix, match="another recovery sheet"):
        offices.confirm_recovery(created.office, 1, groups_of(bytes(20))[0])


def test_a_new_recovery_key_takes_the_place_of_the_old(created: offices.Created, path: Path, machine: Machine) -> None:
    office = created.office
    offices.confirm_recovery(office, 1, offices.recovery_groups(created.recovery_key)[0])
    with pytest.raises(WrongPassphrase):
        offices.new_recovery_key(office, passphrase=BETTER)
    new = offices.new_recovery_key(office, passphrase=GOOD)
    assert not office.info().recovery_confirmed
    offices.confirm_recovery(office, 8, offices.recovery_groups(new)[7])
    closed(office)
    with pytest.raises(WrongPassphrase, match="older sheet"):
        offices.open_with_recovery_key(path, recovery_key=created.recovery_key, new_passphrase=BETTER, machine=machine)
    closed(offices.open_with_recovery_key(path, recovery_key=new, new_passphrase=BETTER, machine=machine))


def test_the_passphrase_is_changed_by_who_knows_it(created: offices.Created, path: Path, machine: Machine) -> None:
    with pytest.raises(WrongPassphrase):
        offices.change_passphrase(created.office, old=BETTER, new=BETTER)
    with pytest.raises(UserCanFix, match="too easy"):
        offices.change_passphrase(created.office, old=GOOD, new="hill street kitchen")
    offices.change_passphrase(created.office, old=GOOD, new=BETTER)
    closed(created.office)
    with pytest.raises(WrongPassphrase):
        open_again(path, machine, GOOD)
    closed(open_again(path, machine, BETTER))


def test_a_suggested_passphrase_is_accepted_by_our_own_judgement() -> None:
    suggested = offices.suggest_passphrase()
    strength = offices.passphrase_strength(suggested, name="Hill Street Kitchen")
    assert strength.accepted
    assert strength.score >= 3
    assert strength.words
    assert not offices.passphrase_strength("hill street", name="Hill Street Kitchen").accepted


# --- backups ------------------------------------------------------------------------------------------------


def test_closing_makes_a_backup_where_something_was_saved_since(
    created: offices.Created, path: Path, machine: Machine, watch: Watch
) -> None:
    watch.pass_by(minutes=5)
    first = offices.close_office(created.office)
    assert first
    assert first.verified
    watch.pass_by(minutes=5)
    again = open_again(path, machine)
    assert again.info().last_backup_at == first.made_at
    assert offices.close_office(again) is None
    again = open_again(path, machine)
    add_person(again, "P1")
    watch.pass_by(minutes=5)
    second = offices.close_office(again)
    assert second
    assert second.people == 1
    again = open_again(path, machine)
    listing = backups.backups(again)
    assert [row[0] for row in listing.rows] == [second.path, first.path]
    closed(again)


def test_a_backup_can_be_made_at_a_place_or_into_a_folder_and_tried(created: offices.Created, tmp_path: Path) -> None:
    add_person(created.office, "P1")
    made = backups.back_up(created.office, tmp_path / "stick" / "mine.sfphbackup").value
    assert Path(made.path).name == "mine.sfphbackup"
    into = backups.back_up(created.office, tmp_path / "stick").value
    assert Path(into.path).parent == tmp_path / "stick"
    assert backups.try_backup(created.office, Path(made.path)).people == 1
    Path(made.path).write_bytes(b"x")
    with pytest.raises(DamagedStore):
        backups.try_backup(created.office, Path(made.path))


def test_a_backup_folder_that_is_gone_is_told_and_the_backup_kept_on_this_computer(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path, watch: Watch
) -> None:
    in_the_way = tmp_path / "stick"
    in_the_way.write_text("", encoding="ascii")
    offices.save_settings(machine, offices.Settings(backup_folder=str(in_the_way)))
    made = offices.close_office(created.office)
    assert made
    assert Path(made.path).parent == machine.paths.backups
    again = open_again(path, machine)
    assert "kept on this computer" in again.info().last_backup_problem
    in_the_way.unlink()
    watch.pass_by(minutes=1)
    made = offices.close_office(again)
    assert made
    assert Path(made.path).parent == in_the_way
    again = open_again(path, machine)
    assert again.info().last_backup_problem == ""
    closed(again)


def test_a_backup_that_fails_altogether_does_not_keep_the_office_open(
    created: offices.Created, path: Path, machine: Machine
) -> None:
    machine.paths.backups.write_text("", encoding="ascii")
    assert offices.close_office(created.office) is None
    again = open_again(path, machine)
    assert again.info().last_backup_problem
    assert again.info().last_backup_at is None
    closed(again)


def test_restoring_brings_the_old_state_back_and_keeps_what_was_there(
    created: offices.Created, path: Path, machine: Machine
) -> None:
    add_person(created.office, "P1")
    made = backups.back_up(created.office).value
    add_person(created.office, "P2")
    with pytest.raises(StoreInUse):
        backups.restore(Path(made.path), path, GOOD, machine)
    closed(created.office)
    done = backups.restore(Path(made.path), path, GOOD, machine)
    assert done.people == 1
    again = open_again(path, machine)
    assert refs(again) == {"P1"}
    closed(again)
    assert list(path.parent.glob("office.sfph.kept-*"))


def test_restoring_on_another_computer_takes_the_passphrase_of_the_backup(
    created: offices.Created, machine: Machine, tmp_path: Path
) -> None:
    add_person(created.office, "P1")
    made = backups.back_up(created.office, tmp_path / "b.sfphbackup").value
    closed(created.office)
    to = tmp_path / "elsewhere" / "office.sfph"
    with pytest.raises(WrongPassphrase):
        backups.restore(Path(made.path), to, BETTER, machine)
    assert not to.exists()
    backups.restore(Path(made.path), to, GOOD, machine)
    office = open_again(to, machine)
    assert refs(office) == {"P1"}
    closed(office)
    closed(
        offices.open_with_recovery_key(to, recovery_key=created.recovery_key, new_passphrase=BETTER, machine=machine)
    )


def test_a_passphrase_changed_since_the_backup_stays_the_passphrase(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    made = backups.back_up(created.office, tmp_path / "b.sfphbackup").value
    offices.change_passphrase(created.office, old=GOOD, new=BETTER)
    closed(created.office)
    backups.restore(Path(made.path), path, BETTER, machine)
    closed(open_again(path, machine, BETTER))
    backups.restore(Path(made.path), path, GOOD, machine)
    closed(open_again(path, machine, GOOD))


def test_restoring_over_a_damaged_store_works_and_keeps_the_damaged_file(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    add_person(created.office, "P1")
    made = backups.back_up(created.office, tmp_path / "b.sfphbackup").value
    closed(created.office)
    path.write_bytes(b"spoiled")
    shutil.rmtree(path.parent / "keys")
    path.with_name("office.sfph.keys").unlink()
    backups.restore(Path(made.path), path, GOOD, machine)
    again = open_again(path, machine)
    assert refs(again) == {"P1"}
    closed(again)
    kept = next(path.parent.glob("office.sfph.kept-*"))
    assert (kept / "office.sfph").read_bytes() == b"spoiled"


def test_a_tired_volunteer_who_copies_a_backup_over_the_store_gets_what_was_meant(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    """The store crashed with a journal beside it; somebody copies the backup file over it in the file browser."""
    add_person(created.office, "P1")
    made = backups.back_up(created.office, tmp_path / "b.sfphbackup").value
    add_person(created.office, "P2")
    crash = tmp_path / "crash"
    shutil.copytree(path.parent, crash, ignore=shutil.ignore_patterns("*.lock"))
    closed(created.office)
    here = crash / path.name
    assert (crash / "office.sfph-wal").stat().st_size > 0
    shutil.copy(made.path, here)
    with pytest.raises(WrongPassphrase):
        open_again(here, machine, BETTER)
    assert here.read_bytes() == Path(made.path).read_bytes()
    again = open_again(here, machine)
    assert refs(again) == {"P1"}
    assert "It was restored" in again.notices[0]
    closed(again)
    again = open_again(here, machine)
    assert again.notices == ()
    closed(again)


def test_restoring_a_damaged_backup_over_a_store_leaves_the_store(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    add_person(created.office, "P1")
    made = Path(backups.back_up(created.office, tmp_path / "b.sfphbackup").value.path)
    closed(created.office)
    made.write_bytes(made.read_bytes()[:-500])
    with pytest.raises(DamagedStore, match="Nothing was replaced"):
        backups.restore(made, path, GOOD, machine)
    again = open_again(path, machine)
    assert refs(again) == {"P1"}
    assert backups.check(again).sound
    closed(again)


# --- restoring without the passphrase -----------------------------------------------------------------------


def test_the_recovery_sheet_restores_a_backup_and_sets_a_new_passphrase(
    created: offices.Created, machine: Machine, tmp_path: Path
) -> None:
    add_person(created.office, "P1")
    made = Path(backups.back_up(created.office, tmp_path / "b.sfphbackup").value.path)
    closed(created.office)
    to, key = tmp_path / "elsewhere" / "office.sfph", created.recovery_key

    def restored(key: str, new: str = "") -> int:
        done = backups.restore_with_recovery_key(made, to, recovery_key=key, machine=machine, new_passphrase=new)
        return done.people

    with pytest.raises(UserCanFix, match="Group 2"):
        restored(key.replace(key[6:11], "ZZZZZ"))
    with pytest.raises(WrongPassphrase, match="another store"):
        restored("-".join(groups_of(bytes(20))))
    with pytest.raises(UserCanFix, match="passphrase"):
        restored(key, "secret")
    assert not to.exists()
    assert restored(key.lower()) == 1
    closed(open_again(to, machine, GOOD))
    assert restored(key, BETTER) == 1
    office = open_again(to, machine, BETTER)
    assert refs(office) == {"P1"}
    closed(office)
    with pytest.raises(WrongPassphrase):
        open_again(to, machine, GOOD)
    # The sheet stays good.
    closed(offices.open_with_recovery_key(to, recovery_key=key, new_passphrase=GOOD, machine=machine))


def test_a_sheet_made_since_the_backup_restores_it_where_the_store_still_is(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    made = Path(backups.back_up(created.office, tmp_path / "b.sfphbackup").value.path)
    newer = offices.new_recovery_key(created.office, passphrase=GOOD)
    closed(created.office)
    for key in (newer, created.recovery_key):
        backups.restore_with_recovery_key(made, path, recovery_key=key, machine=machine)
        closed(open_again(path, machine))


def test_the_recovery_sheet_opens_a_backup_that_was_copied_over_the_store(
    created: offices.Created, path: Path, machine: Machine, tmp_path: Path
) -> None:
    add_person(created.office, "P1")
    made = backups.back_up(created.office, tmp_path / "b.sfphbackup").value
    closed(created.office)
    shutil.copy(made.path, path)
    again = offices.open_with_recovery_key(
        path, recovery_key=created.recovery_key, new_passphrase=BETTER, machine=machine
    )
    assert refs(again) == {"P1"}
    assert "It was restored" in again.notices[0]
    closed(again)
    closed(open_again(path, machine, BETTER))


def test_the_whole_key_finishes_the_set_up_and_another_names_its_group(created: offices.Created) -> None:
    office, key = created.office, created.recovery_key
    with pytest.raises(UserCanFix, match="Group 1 belongs to another recovery sheet"):
        offices.confirm_recovery_key(office, "-".join(groups_of(bytes(20))))
    with pytest.raises(UserCanFix, match="8 groups; 7 were typed"):
        offices.confirm_recovery_key(office, key.rpartition("-")[0])
    assert not office.info().recovery_confirmed
    offices.confirm_recovery_key(office, key)
    assert office.info().recovery_confirmed
    assert len(offices.recovery_groups(key)) == offices.RECOVERY_GROUPS


# --- lightness ----------------------------------------------------------------------------------------------


def test_the_unlock_window_needs_no_heavy_library_and_an_open_office_none_of_the_late_ones(
    created: offices.Created, path: Path
) -> None:
    closed(created.office)
    code = (
        "import sys; from pathlib import Path\n"
        "from sfph_desktop.core.usecases import office as offices\n"
        "early = [n for n in ('sqlalchemy', 'sqlcipher3', 'zxcvbn', 'argon2') if n in sys.modules]\n"
        "here = offices.this_machine(Path(sys.argv[1]).parent, key_cost=offices.cheap_key_cost())\n"
        "office = offices.open_office(Path(sys.argv[1]), passphrase=sys.argv[2], machine=here); office.info()\n"
        "late = ('alembic', 'numpy', 'scipy', 'matplotlib', 'reportlab', 'python_calamine', 'xlsxwriter', 'zxcvbn')\n"
        "print(early, [n for n in late if n in sys.modules]); offices.close_office(office)\n"
    )
    call = [sys.executable, "-c", code, str(path), GOOD]
    assert subprocess.run(call, capture_output=True, check=True, text=True).stdout == "[] []\n"
