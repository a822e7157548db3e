"""The figures of `toolkit --json`, worked out a second time from the workbook's rows alone.

Written from the method and decision 0004 with plain loops and dictionaries. It shares no code with the program, reads
the reference library's files itself, and scores the instruments used by hand. Slow and obvious on purpose.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, stdev

from scipy import stats

Rows = dict[str, list[dict[str, object]]]


class Library:
    def __init__(self, folder: Path) -> None:
        def table(name: str) -> list[dict[str, str]]:
            with (folder / name).open(encoding="utf-8") as file:
                return list(csv.DictReader(file))

        self.metric = {int(r["raw"]): float(r["metric"]) for r in table("swemwbs_metric.csv")}
        self.values = {r["id"]: r for r in table("unit_values.csv")}
        self.deflator = {int(r["year"]): float(r["index"]) for r in table("gdp_deflator.csv")}
        self.carbon = {int(r["year"]): r for r in table("carbon_values.csv")}
        self.ghg = {}
        for r in table("ghg_factors.csv"):
            prefix = f"ghg_{r['year']}_"
            self.ghg[r["id"].removeprefix(prefix), int(r["year"])] = float(r["kgco2e"])
        self.rate = {r["kind"]: float(r["rate"]) for r in table("discount_rates.csv") if r["from_year"] == "0"}

    def uprate(self, price_year: str, base: int) -> float:
        if not price_year:
            return 1.0
        last = max(self.deflator)
        first = int(price_year[:4])
        if "/" in price_year:
            index = 0.75 * self.deflator[min(first, last)] + 0.25 * self.deflator[min(first + 1, last)]
        else:
            index = self.deflator[min(first, last)]
        return self.deflator[base] / index


def scores(row: dict[str, object], library: Library) -> dict[str, float]:
    items = [row.get(f"item_{n}") for n in range(1, 11)]
    instrument = row["instrument"]
    if instrument == "swemwbs7":
        mine = items[:7]
        return {} if None in mine else {"metric": library.metric[int(sum(mine))]}
    if instrument == "ucla3":
        mine = items[:3]
        return {} if None in mine else {"total": float(sum(mine))}
    if instrument == "gse10":
        there = [x for x in items if x is not None]
        return {"total": sum(there) / len(there) * 10} if len(there) >= 7 else {}
    if instrument == "ons4":
        names = ("life_satisfaction", "worthwhile", "happy", "anxious")
        return {n: float(x) for n, x in zip(names, items, strict=False) if x is not None}
    if instrument == "gbo":
        return {f"goal {n}": float(x) for n, x in enumerate(items[:3], 1) if x is not None}
    raise AssertionError(instrument)


DIRECTION = {("ucla3", "total"): -1, ("ons4", "anxious"): -1}
RELIABLE = {("swemwbs7", "metric"): 2.86}
CASE = {("ucla3", "total"): lambda x: x >= 6}


def belongs(episodes: list[dict], person: str, day: date) -> dict | None:
    mine = [
        e
        for e in episodes
        if e["person_ref"] == person
        and e["start_date"] - timedelta(days=28) <= day
        and (e["end_date"] is None or day <= e["end_date"] + timedelta(days=91))
    ]
    return max(mine, key=lambda e: (e["start_date"], e["_n"])) if mine else None


def shares(episode: dict) -> dict[str, float]:
    text = episode.get("contract_ref") or ""
    out: dict[str, float] = {}
    for part in filter(None, text.split(";")):
        ref, _, share = part.partition(":")
        out[ref.strip()] = float(share) / 100 if share else 1.0
    return out


def pairs_of(rows: Rows, library: Library, start: date, end: date, chosen: set[int]):
    """(instrument, output) -> pairs and eligible people."""
    episodes = rows["episodes"]
    held: dict[tuple, list] = defaultdict(list)
    for n, row in enumerate(rows["assessments"]):
        episode = belongs(episodes, row["person_ref"], row["date"])
        if episode is None or episode["_n"] not in chosen:
            continue
        for output, value in scores(row, library).items():
            held[row["instrument"], output, episode["_n"]].append((row["date"], n, row.get("stage") or "", value))
    by_n = {e["_n"]: e for e in episodes}
    found: dict[tuple, dict] = defaultdict(lambda: {"pairs": {}, "eligible": set()})
    goals: dict[tuple, list] = defaultdict(list)
    for (instrument, output, n), list_ in held.items():
        episode = by_n[n]
        here = found[instrument, output]
        upto = sorted(x for x in list_ if x[0] <= end)
        first = [x for x in upto if x[2] == "baseline"] or [x for x in upto if not x[2]]
        if not first:
            continue
        base = first[0]
        due = base[0] + timedelta(days=91)
        ended = episode["end_date"] is not None and start <= episode["end_date"] <= end
        if start <= due <= end or ended:
            here["eligible"].add(episode["person_ref"])
        later = [x for x in upto if x[2] != "baseline" and x[0] >= base[0] + timedelta(days=28)]
        if not later or not start <= later[-1][0] <= end:
            continue
        here["eligible"].add(episode["person_ref"])
        if output.startswith("goal "):
            goals[instrument, n].append((base, later[-1]))
            continue
        rank = (later[-1][0], episode["start_date"], n)
        known = here["pairs"].get(episode["person_ref"])
        if known is None or rank > known[0]:
            here["pairs"][episode["person_ref"]] = (rank, base, later[-1], episode)
    goals_together(found, goals, by_n)
    return found


def goals_together(found: dict, goals: dict, by_n: dict) -> None:
    """One pair of a person out of the goals rated twice in one episode: the mean of the first, of the latest."""
    for key in [key for key in found if key[1].startswith("goal ")]:
        found[key[0], "mean_change"]["eligible"] |= found.pop(key)["eligible"]
    for (instrument, n), twice in goals.items():
        here, episode = found[instrument, "mean_change"], by_n[n]
        first = (min(a[0] for a, _ in twice), 0, "", mean(a[3] for a, _ in twice))
        last = (max(b[0] for _, b in twice), 0, "", mean(b[3] for _, b in twice))
        rank = (last[0], episode["start_date"], n)
        known = here["pairs"].get(episode["person_ref"])
        if known is None or rank > known[0]:
            here["pairs"][episode["person_ref"]] = (rank, first, last, episode, twice)


def change(key: tuple, found: dict) -> dict[str, object]:
    pairs = list(found["pairs"].values())
    n, eligible = len(pairs), len(found["eligible"])
    out: dict[str, object] = {"pairs": n, "eligible": eligible, "completion_rate": n / eligible if eligible else None}
    if n < 10:
        return {**out, "claimed": False, "mean_change": None, "improved": None}
    sign = DIRECTION.get(key, 1)
    x0 = [p[1][3] for p in pairs]
    x1 = [p[2][3] for p in pairs]
    d = [round(sign * (b - a), 6) for a, b in zip(x0, x1, strict=True)]
    m, s = mean(d), stdev(d)
    half = float(stats.t.ppf(0.975, n - 1)) * s / math.sqrt(n)
    sd_av = math.sqrt((stdev(x0) ** 2 + stdev(x1) ** 2) / 2)
    df = n - 1
    j = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)
    threshold = RELIABLE.get(key)
    better = sum(x > threshold for x in d) if threshold else sum(x > 0 for x in d)
    worse = sum(-x > threshold for x in d) if threshold else sum(x < 0 for x in d)
    moved = [x for x in d if x]
    ties = len({abs(x) for x in moved}) < len(moved)
    exact = len(moved) <= 25 and not ties
    how = {"method": "exact"} if exact else {"method": "asymptotic", "correction": True}
    out |= {
        "claimed": True,
        "baseline_mean": mean(x0),
        "latest_mean": mean(x1),
        "mean_change": m,
        "ci_low": m - half,
        "ci_high": m + half,
        "sd_change": s,
        "srm": m / s,
        "d_av": m / sd_av,
        "g_av": m / sd_av * j,
        "wilcoxon_p": float(stats.wilcoxon(moved, **how).pvalue) if moved else None,
        "improved": better,
        "same": n - better - worse,
        "worse": worse,
        "cautious_share": better / eligible,
    }
    if key[1] == "mean_change":
        moved = [b[3] - a[3] for p in pairs for a, b in p[4]]
        out["goals"] = {
            "goals": len(moved),
            "forward": sum(x > 0 for x in moved),
            "same": sum(x == 0 for x in moved),
            "back": sum(x < 0 for x in moved),
            "reached": sum(b[3] == 10 for p in pairs for _, b in p[4]),
        }
    if key in CASE:
        risk0, risk1 = [CASE[key](x) for x in x0], [CASE[key](x) for x in x1]
        at_risk = sum(risk0)
        off = sum(a and not b for a, b in zip(risk0, risk1, strict=True))
        on = sum(b and not a for a, b in zip(risk0, risk1, strict=True))
        test = stats.binomtest(min(off, on), off + on, 0.5).pvalue if off + on else 1.0
        out["crossed"] = {"at_risk": at_risk, "recovered": off, "mcnemar_p": float(test)}
    return out


def recompute(rows: Rows, folder: Path, start: date, end: date, *, service: str = "", contract: str = "") -> dict:
    library = Library(folder)
    episodes = rows["episodes"]
    for n, e in enumerate(episodes):
        e["_n"] = n
        e.setdefault("end_date", None)
    chosen = {
        e["_n"]
        for e in episodes
        if (not service or e["service"] == service) and (not contract or contract in shares(e))
    }
    found = pairs_of(rows, library, start, end, chosen)
    out: dict[str, object] = {"changes": {key: change(key, f) for key, f in found.items()}}
    came = [a for a in rows["attendance"] if not helping(rows, a)]
    rows = {**rows, "attendance": came, "_all": rows["attendance"]}
    out["reach"] = reach(rows, start, end, chosen, service, contract)
    filtered = bool(service or contract)
    out["roles"] = in_roles(rows, out["reach"].pop("_people"), start, end, filtered=filtered)
    events = kept_events(rows, start, end, chosen, filtered=bool(service or contract))
    out["events"] = {
        kind: {
            "people": len({e["person_ref"] for e, _ in list_}),
            "events": len(list_),
            "quantity": float(sum(e.get("quantity") or 1 for e, _ in list_)),
        }
        for kind, list_ in events.items()
    }
    saved = defaultdict(float) if service or contract else environment(rows, library, start, end)
    out["saved_by_year"] = dict(saved)
    out["value"] = value(rows, library, (start, end), found, events, saved, service, contract)
    out["behind"] = {"library": library, "found": found, "saved": saved, "contract": contract}
    return out


def reach(rows: Rows, start: date, end: date, chosen: set[int], service: str, contract: str) -> dict:
    sessions = {s["session_ref"]: s for s in rows["sessions"] if start <= s["date"] <= end}
    if service:
        sessions = {k: s for k, s in sessions.items() if s["service"] == service}
    mine = defaultdict(list)
    for e in rows["episodes"]:
        if e["_n"] in chosen:
            mine[e["person_ref"]].append(e)
    people, contacts = set(), 0
    for a in rows["attendance"]:
        s = sessions.get(a["session_ref"])
        if s is None:
            continue
        if contract and not any(
            e["service"] == s["service"]
            and e["start_date"] <= s["date"]
            and (e["end_date"] is None or s["date"] <= e["end_date"])
            for e in mine[a["person_ref"]]
        ):
            continue
        contacts += 1
        people.add(a["person_ref"])
    for ref, list_ in mine.items():
        if any(e["start_date"] <= end and (e["end_date"] is None or e["end_date"] >= start) for e in list_):
            people.add(ref)
    unnamed = [] if contract else sessions.values()
    return {
        "_people": people,
        "people": len(people),
        "contacts": contacts,
        "unnamed_low": sum(int(s.get("unnamed_low") or 0) for s in unnamed),
        "unnamed_high": sum(int(s.get("unnamed_high") or 0) for s in unnamed),
    }


def held(rows: Rows, ref: object, day: date) -> set[str]:
    """What somebody is on a day by their roles."""
    return {
        r["role"]
        for r in rows.get("roles", ())
        if r["person_ref"] == ref and r["from_date"] <= day and (not r.get("to_date") or day <= r["to_date"])
    }


def helping(rows: Rows, attendance: dict) -> bool:
    """Whether somebody was at a session only to help."""
    ref = attendance["person_ref"]
    if not any(r["person_ref"] == ref for r in rows.get("roles", ())):
        return False
    day = next(s["date"] for s in rows["sessions"] if s["session_ref"] == attendance["session_ref"])
    roles = held(rows, ref, day)
    enrolled = any(
        e["person_ref"] == ref and e["start_date"] <= day and (not e.get("end_date") or day <= e["end_date"])
        for e in rows["episodes"]
    )
    return bool(roles) and "service_user" not in roles and not enrolled


def in_roles(rows: Rows, reached: set, start: date, end: date, *, filtered: bool) -> dict[str, int | None]:
    """People reached who also help; and of those who help, who was supported by the end."""
    here = {
        role: {
            r["person_ref"]
            for r in rows.get("roles", ())
            if r["role"] == role and r["from_date"] <= end and (not r.get("to_date") or r["to_date"] >= start)
        }
        for role in ("volunteer", "staff")
    }
    days = {s["session_ref"]: s["date"] for s in rows["sessions"]}
    known = {e["person_ref"] for e in rows["episodes"] if e["start_date"] <= end}
    known |= {a["person_ref"] for a in rows["attendance"] if days[a["session_ref"]] <= end}
    known |= {r["person_ref"] for r in rows.get("roles", ()) if r["role"] == "service_user" and r["from_date"] <= end}
    marks = [a for a in rows["_all"] if a not in rows["attendance"] and start <= days[a["session_ref"]] <= end]
    out = {"also_volunteer": len(here["volunteer"] & reached), "also_staff": len(here["staff"] & reached)}
    whole = {
        "volunteers": len(here["volunteer"]),
        "staff": len(here["staff"]),
        "volunteers_supported": len(here["volunteer"] & known),
        "staff_supported": len(here["staff"] & known),
        "helping_marks": len(marks),
    }
    return {**out, **{name: None if filtered else count for name, count in whole.items()}}


def kept_events(rows: Rows, start: date, end: date, chosen: set[int], *, filtered: bool):
    kept = defaultdict(list)
    for e in rows["events"]:
        weeks = int(e.get("sustained_weeks") or 0)
        if not start <= e["date"] <= end or e["date"] + timedelta(weeks=weeks) > end:
            continue
        episode = belongs(rows["episodes"], e["person_ref"], e["date"])
        if filtered and (episode is None or episode["_n"] not in chosen):
            continue
        kept[e["event_type"]].append((e, episode))
    return kept


def environment(rows: Rows, library: Library, start: date, end: date) -> dict[int, float]:
    saved: dict[int, float] = defaultdict(float)
    for r in rows["environment"]:
        year = r["date"].year
        if not start <= r["date"] <= end or (r["factor"], year) not in library.ghg:
            continue
        own = float(r["quantity"]) * library.ghg[r["factor"], year]
        if r.get("replaces_factor"):
            if (r["replaces_factor"], year) not in library.ghg:
                continue
            rate = r.get("displacement_rate")
            part = 1.0 if rate is None else float(rate)
            own = float(r["replaces_quantity"]) * part * library.ghg[r["replaces_factor"], year] - own
        saved[year] += own / 1000
    return saved


def value(rows, library, period, found, events, saved, service, contract) -> dict:
    start, end = period
    base = max(library.deflator)
    lines = {}
    for line in rows["value_lines"]:
        ref = line.get("contract_ref") or ""
        if ref and contract and ref != contract:
            continue
        lines[line["line_ref"]] = one_line(line, library, base, found, events, saved, contract or ref)
    counted = {k for k, v in lines.items() if v["pv"] is not None}
    groups = defaultdict(list)
    for k in counted:
        groups[next(x["overlap_group"] for x in rows["value_lines"] if x["line_ref"] == k) or k].append(k)
    for list_ in groups.values():
        counted -= set(sorted(list_, key=lambda k: (-lines[k]["pv"], k))[1:])
    total = sum(lines[k]["pv"] for k in counted)
    costs = 0.0
    for r in rows["inputs"]:
        if (service and r.get("service") != service) or (contract and r.get("contract_ref") != contract):
            continue
        first, last = max(start, r["date_from"]), min(end, r["date_to"])
        if last < first:
            continue
        part = ((last - first).days + 1) / ((r["date_to"] - r["date_from"]).days + 1)
        wage = 1.0
        if r["kind"] == "volunteer_hours":
            begin = r["date_from"]
            year = begin.year if (begin.month, begin.day) >= (4, 1) else begin.year - 1
            wage = float(library.values[f"rlw_{year}"]["value"])
        costs += float(r["amount"]) * part * wage
    whole = sum(
        lines[k]["pv"] / (1 - d)
        for k in counted
        for d in [float(next(x["deadweight"] for x in rows["value_lines"] if x["line_ref"] == k))]
    )
    return {
        "lines": lines,
        "counted": counted,
        "total_pv": total,
        "inputs_pv": costs,
        "ratio": total / costs if costs and counted else None,
        "break_even_deadweight": 1 - costs / whole if whole > costs else None,
    }


def one_line(line, library, base, found, events, saved, contract) -> dict:
    quantity = amount(line["indicator"], found, events, saved, contract)
    names = ("deadweight", "displacement", "attribution", "drop_off")
    given = all(line.get(n) is not None and line.get(f"{n}_reason") for n in names)
    health = str(line["unit_value"]).startswith(("wellby", "qaly"))
    rate = library.rate["health" if health else "standard"]
    if line["unit_value"] == "carbon":
        up = library.uprate("2022", base)
        pounds = sum(t * float(library.carbon[y]["central"]) * up for y, t in saved.items())
        unit = pounds / quantity if quantity else None
    else:
        row = library.values[line["unit_value"]]
        unit = float(row["value"]) * library.uprate(row["price_year"], base)
    if quantity is None or not given or unit is None:
        return {"quantity": quantity, "pv": None}
    net = quantity
    for n in names[:3]:
        net *= 1 - float(line[n])
    years, pv = float(line["duration_years"]), 0.0
    for t in range(math.ceil(years)):
        pv += net * unit * (1 - float(line["drop_off"])) ** t * min(1, years - t) / (1 + rate) ** t
    return {"quantity": quantity, "net_quantity": net, "unit_value": unit, "pv": round(pv, 2)}


def amount(indicator: str, found, events, saved, contract) -> float | None:
    if indicator == "environment:tco2e":
        return sum(saved.values()) if saved else None
    if ":" in indicator:
        kind, _, type_ = indicator.partition(":")
        list_ = events.get(type_, [])
        if not list_:
            return None

        def weight(episode) -> float:
            return 1.0 if not contract else (shares(episode).get(contract, 0.0) if episode else 0.0)

        if kind == "event":
            return sum({e["person_ref"]: weight(ep) for e, ep in list_}.values())
        return sum((e.get("quantity") or 1) * weight(ep) for e, ep in list_)
    *names, what = indicator.split(".")
    key = (names[0], names[1]) if len(names) > 1 else next((k for k in found if k[0] == names[0]), None)
    if key not in found or len(found[key]["pairs"]) < 10:
        return None
    sign, threshold, total = DIRECTION.get(key, 1), RELIABLE.get(key, 0), 0.0
    for _, first, last, episode, *_ in found[key]["pairs"].values():
        w = 1.0 if not contract else shares(episode).get(contract, 0.0)
        d = round(sign * (last[3] - first[3]), 6)
        if what == "change_sum":
            total += w * d
        elif what == "improved":
            total += w * (d > threshold)
        else:
            total += w * (CASE[key](first[3]) and not CASE[key](last[3]))
    return total
