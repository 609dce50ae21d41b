"""The rows of bench/fixes as figures with their bounds, and as the table of docs/accuracy.md."""

import json
import statistics
import sys

from pairs import KINDS

# Of the change, and of the build: the greater of the two is allowed.
OF_CHANGE, OF_BUILD = 0.10, 0.01
CLEAR = 0.02  # a change whose sign must be right
# As measured; as `makespan try` tells it, at one pace where that is known; from the simulated recordings.
WAYS = ("wall", "told", "normalised")


def error(row, way):
    return abs(row["predicted"] - row[way])


def allowed(row, way):
    return max(OF_CHANGE * abs(row[way]), OF_BUILD)


def with_told(row):
    return {"paced": None, **row, "told": (row.get("paced") or row)["wall"]}


def print_figures(rows):
    rows = [with_told(row) for row in rows]
    priced = [row for row in rows if row["predicted"] is not None]
    if not priced:
        sys.exit("fixes: no pair was measured")
    figure("fixes: pairs", len(priced), "pairs", ">= 10", len(priced) >= 10)
    for name, key, bound in (("workspaces", "application", 4), ("kinds", "kind", len(KINDS))):
        count = len({row[key] for row in priced})
        figure(f"fixes: {name}", count, name, f">= {bound}", count >= bound)
    for way in WAYS:
        shares = [error(row, way) / allowed(row, way) for row in priced]
        median = statistics.median(shares)
        figure(f"fixes, {way}: median error of {len(priced)} pairs", median, "of what is allowed", "<= 1", median <= 1)
        figure(f"fixes, {way}: worst error", max(shares), "of what is allowed", None, None)
        figure(f"fixes, {way}: median error", statistics.median(error(row, way) for row in priced), "of the build", None, None)
        figure(f"fixes, {way}: worst error", max(error(row, way) for row in priced), "of the build", None, None)
        clear = [row for row in priced if abs(row[way]) > CLEAR]
        wrong = sum(row["predicted"] * row[way] <= 0 for row in clear)
        figure(f"fixes, {way}: wrong sign, of {len(clear)} changes above {CLEAR:.0%}", wrong, "pairs", "0", wrong == 0)
        inside = sum(held(row, way) for row in priced) / len(priced)
        figure(f"fixes, {way}: inside the predicted interval", inside, "of the pairs", None, None)


def figure(name, value, unit, bound, holds):
    print(json.dumps({"name": name, "value": round(value, 5), "unit": unit, "bound": bound, "holds": holds}), flush=True)


def held(row, way):
    return row["predicted_low"] <= row[way] <= row["predicted_high"]


def print_table(rows):
    rows = [with_told(row) for row in rows]
    print("| workspace | command | kind | fix | basis | predicted | wall (90%) | at one pace (90%) | normalised | CPU | error of wall, as told, normalised "
          "| allowed | held |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for row in sorted(rows, key=lambda row: (KINDS.get(row["kind"], 99), row["name"])):
        few = "" if row["bounded"] else " (few rounds)"
        print(f"| {row['name'].split(',')[0]} | `{row['command']}` | {KINDS.get(row['kind'], '–')} {row['kind']} | {row['fix']} "
              f"| {row['basis'] or '–'} | {spread(row, 'predicted')} | {spread(row, 'wall')}{few} "
              f"| {spread(row['paced'], 'wall') if row['paced'] else '–'} | {percent(row['normalised'])} | {percent(row['cpu'])} | {verdict(row)} |")


def verdict(row):
    if row["predicted"] is None:
        return "not priced | – | –"
    errors = ", ".join(mark(row, way) for way in WAYS)
    inside = ", ".join("yes" if held(row, way) else "no" for way in WAYS)
    return f"{errors} | {100 * allowed(row, 'wall'):.1f} | {inside}"


def mark(row, way):
    """Bold where it is more than is allowed."""
    text = f"{100 * error(row, way):.1f}"
    return text if error(row, way) <= allowed(row, way) else f"**{text}**"


def sentence(row):
    predicted = "not priced" if row["predicted"] is None else f"predicted {spread(row, 'predicted')}"
    return (f"{predicted} ({row['basis']}); wall {spread(row, 'wall')}, "
            f"at one pace {spread(row['paced'], 'wall') if row['paced'] else 'not told'}, normalised {percent(row['normalised'])}, "
            f"CPU {percent(row['cpu'])}, {row['rounds']} rounds of {row['base_wall_seconds']:.0f} s")


def spread(row, name):
    if row[name] is None:
        return "–"
    return f"{percent(row[name])} ({percent(row[name + '_low'])} to {percent(row[name + '_high'])})"


def percent(share):
    return f"{100 * share:+.1f}%".replace("-", "−")
