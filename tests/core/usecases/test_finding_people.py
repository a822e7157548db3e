"""What people really type: spelt by ear, in four languages, nicknames, former names, references, postcodes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import OtherName
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import search_people

PEOPLE = """
Màiri|NicDhòmhnaill||EH6 5AB    Alasdair|MacGill-Eain||FK2 7ZA   Siobhán|Ní Bhriain||      Seán|Ó Súilleabháin||
Niamh|O'Donoghue||              Wojciech|Wiśniewski||G41 2PX     Łukasz|Szczepański||      Małgorzata|Dąbrowska|Gosia|
Mohammed|Choudhury||            Ayesha|Siddiqui||                Gurpreet|Singh||          Jaswinder|Kaur||
Margaret|MacLeod|Peggy|         Elizabeth|Farquharson||          William|Menzies||         James|Dalziel||
Catherine|Urquhart||            Robert|Colquhoun||               Anne-Marie|Smith-Jones||  Hamish|Mackay||
Aoife|McLoughlin||              Caoimhe|Gallagher||              Oisín|Doherty||           Krzysztof|Kowalczyk||
Zofia|Żółkiewska||              Abdul Rahman|Hussain||           Fatima|Sheikh||           Priya|Lakshmanan||
Eilidh|Strachan||               Ruaraidh|Cockburn||              Jean|Marjoribanks||       Oleksandr|Shevchenko||
Mary|Smith||EH7 1AA             Tadhg|Ó Briain||                 Saoirse|Walsh||           Iain|Buchanan||
"""
TYPED = """
mairi=NicDhòmhnaill  macdonald mairi=NicDhòmhnaill  nicdhomhnaill=NicDhòmhnaill  alistair=MacGill-Eain
maclean=MacGill-Eain  shivaun=Bhriain  siobhan o'brien=Bhriain  chevonne=Bhriain  shaun osullivan=Súilleabháin
o sullivan=Súilleabháin  neve=O'Donoghue  odonoghue=O'Donoghue  donohue=O'Donoghue  voychek=Wiśniewski
visnevski=Wiśniewski  lukas=Szczepański  shchepanski=Szczepański  gosia=Dąbrowska  malgosia=Dąbrowska
dombrowska=Dąbrowska  mohamed chowdhury=Choudhury  aisha=Siddiqui  sidiqi=Siddiqui  gurprit=Singh  jasvinder=Kaur
cour=Kaur  peggy=MacLeod  m'leod=MacLeod  mccloud=MacLeod  betty=Farquharson  farkerson=Farquharson  bill=Menzies
mingis=Menzies  jimmy=Dalziel  diyell=Dalziel  urkert=Urquhart  cahoon=Colquhoun  annemarie=Smith-Jones
anne marie=Smith-Jones  jones=Smith-Jones  mac kay=Mackay  eefa=McLoughlin  keeva=Gallagher  osheen=Doherty
dogherty=Doherty  kristof=Kowalczyk  kovalchik=Kowalczyk  zolkiewska=Żółkiewska  sofia=Żółkiewska
abdulrahman=Hussain  hussein=Hussain  shaikh=Sheikh  laxmanan=Lakshmanan  ailie=Strachan  strawn=Strachan
rory=Cockburn  coburn=Cockburn  marchbanks=Marjoribanks  sasha=Shevchenko  pettigrew=Smith  mary pettigrew=Smith
smyth=Smith  smith mary=Smith  LK-003=Bhriain  lk 003=Bhriain  lk003=Bhriain  eh65ab=NicDhòmhnaill
EH6 5=NicDhòmhnaill  g412px=Wiśniewski  teague=Briain  seersha=Walsh  ian=Buchanan
"""


def parts(text: str) -> list[str]:
    return [part for line in text.strip().splitlines() for part in line.split("  ") if part.strip()]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("finding")
    for made in plain_office(folder):
        with made.writing("filled") as unit:
            for number, one in enumerate(parts(PEOPLE), start=1):
                given, family, known, postcode = (part.strip() for part in one.split("|"))
                person = ServiceUser(
                    person_ref=f"LK-{number:03}",
                    given_name=given,
                    family_name=family,
                    known_as=known,
                    postcode=postcode,
                )
                kept = unit.add("people", person)
                if (given, family) == ("Mary", "Smith"):
                    former = OtherName(person_id=ServiceUserId(kept), kind="former", family_name="Pettigrew")
                    unit.add("other_names", former)
        yield made


@pytest.mark.parametrize("typed", parts(TYPED))
def test_whoever_is_meant_is_found_among_few(office: Office, typed: str) -> None:
    text, wanted = typed.strip().split("=")
    found = [str(row[1]) for row in search_people(office, text).rows]
    assert any(wanted in name for name in found), found
    assert len(found) <= 5


@pytest.mark.parametrize("typed", ["nobody", "xavier", "lk999", "zz1", "-", "'"])
def test_what_is_nobodys_finds_nobody(office: Office, typed: str) -> None:
    assert search_people(office, typed).rows == ()


def test_why_somebody_was_found_is_said_where_the_name_does_not_show_it(office: Office) -> None:
    said = {typed: search_people(office, typed).rows[0][-1] for typed in ("mingis", "lk003", "pettigrew", "shivaun")}
    assert said == {
        "mingis": "Menzies for Mingis",
        "lk003": "",
        "pettigrew": "another name",
        "shivaun": "Siobhan for Shivaun",
    }
