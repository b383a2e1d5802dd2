"""docs/REGRESSIONS.md names scenarios by their keys: each has to exist, its case too, and every
row has to name one or say why it is left out. A row that lost its last scenario is red here.

usage: regressions_page_test.py PAGE SCENARIOS
"""

import json
import pathlib
import re
import sys

IDS = ([f"U{n}" for n in range(1, 13)] + [f"X{n}" for n in range(1, 24)] +
       [f"S{n}" for n in range(1, 20)])
KEY = re.compile(r"`((?:server|component|both|always)/[^`]+)`")


def fault_of(key, scenarios):
    """What is wrong with a key; "" when it names a scenario, and its case if it has one."""
    name, _, case = key.partition("#")
    file = scenarios / f"{name}.json"
    if not file.is_file():
        return "no such scenario"
    cases = json.loads(file.read_text(encoding="utf-8")).get("cases", {})
    return f"no case {case}" if case and case not in cases else ""


def faults_of(page, scenarios):
    rows = re.findall(r"^\| ([UXS]\d+) \|.*\| (.*) \|$", page, re.M)
    found = [row[0] for row in rows]
    if found != IDS:
        yield f"the rows are {found}, not {IDS}"
    for row, cell in rows:
        keys = KEY.findall(cell)
        if not keys and not cell.startswith("left out: "):
            yield f"{row}: neither a scenario nor a reason"
        for key in keys:
            if fault := fault_of(key, scenarios):
                yield f"{row}: {key}: {fault}"


def main():
    page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    scenarios = pathlib.Path(sys.argv[2])
    faults = list(faults_of(page, scenarios))
    # Shown to be able to fail: a scenario, a case and a reason that are not there.
    for good, bad in (("#one-of-two`", "#none`"), ("`both/rfc3629", "`both/none"),
                      ("left out: ", "later: "), ("| U1 |", "| U0 |")):
        if not list(faults_of(page.replace(good, bad, 1), scenarios)):
            faults.append(f"{bad} instead of {good} is not noticed")
    print("\n".join(faults) or f"{len(KEY.findall(page))} keys are sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
