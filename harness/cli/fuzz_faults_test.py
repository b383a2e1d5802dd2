#!/usr/bin/env python3
"""Campaigns find the faults that are planted in the mocks for them (quirk_list.inc, kind fuzz).

Started by CTest as: fuzz_faults_test.py JCPSPEC smoke|long. Each fault: a campaign against a mock
process that has it; the bucket is the right one; the scenario that is written has at most five
steps of its own, is red on the mock with the fault and green on the one without.
"""

import json
import pathlib
import shlex
import sys
import unittest

sys.dont_write_bytecode = True
HOW_LONG = sys.argv.pop(2) if len(sys.argv) > 2 else "smoke"
from binary import JCPSPEC, Folder, jcpspec, profile  # noqa: E402

MOST_STEPS = 5
TIME = "2m"
# What the expectation adds: streams that are opened, the expectation itself.
OWN = ("send", "send_hex", "close", "wait")

# Fault -> how its buckets begin.
SERVER = {
    "dies-of-a-repeated-id": ("crash",),
    "hangs-on-cdata-beside-long-values": ("hang-target",),
    "goes-deaf-on-nested-errors": ("hang-stream",),
    "leaks-behind-empty-bodies": ("memory",),
    "acknowledges-behind-empty-bodies": ("reply-handshake",),
    "delivers-quoted-stanzas": ("echo-not-sent",),
    "shortens-bodies-with-references": ("echo-changed",),
    "compares-children-pairwise": ("superlinear",),
    "spins-behind-cut-references": ("spin",),
    "delivers-cut-chats-twice": ("echo-twice",),
}
COMPONENT = {
    "dies-of-an-id-said-before": ("crash",),
    "freezes-on-cdata-beside-long-values": ("hang-target", "hang-stream"),
    "turns-deaf-on-nested-errors": ("hang-stream",),
    "hoards-behind-empty-bodies": ("memory",),
    "answers-unacknowledged-behind-empty-bodies": ("reply-stanza-before-authentication",),
    "echoes-quoted-stanzas": ("echo-not-sent", "echo-changed"),
    "shortens-echoes-with-references": ("echo-changed",),
    "reads-children-pairwise": ("superlinear",),
    "storms-behind-empty-bodies": ("reconnect-storm", "reconnect_storm"),
    "spins-on-cut-references": ("spin",),
}
# These with a fixed number of cases, on every change.
SMOKE = {"dies-of-a-repeated-id": 20000, "acknowledges-behind-empty-bodies": 20000,
         "dies-of-an-id-said-before": 20000}


def steps_of_the_session(scenario):
    """Without what the scenario opens, waits for and expects."""
    steps = []
    for step in scenario["steps"]:
        steps += step["steps"] if "repeat" in step else [step]
    return [step for step in steps if any(verb in step for verb in OWN)]


class Faults(Folder):
    def on(self, fault):
        """The arguments that name a mock process with this fault, or with none."""
        quirk = ["--quirk", fault] if fault else []
        if self.side is SERVER:
            return ["--target", profile(self.folder, *quirk)]
        command = shlex.join([JCPSPEC, "mock-component", *quirk])
        return ["--launch", command, "--feature", "echo", "--feature", "reconnects"]

    def find(self, fault, bound):
        out = self.path(fault)
        run = jcpspec("fuzz", *self.on(fault), *bound, "--seed", "1", "--max-findings", "1",
                      "--out", out, timeout=1800)
        self.assertIn(run.returncode, (1, 4), run.stdout + run.stderr)
        found = json.loads(pathlib.Path(out, "campaign.json").read_text("utf-8"))["findings"]
        buckets = [finding["bucket"] for finding in found]
        self.assertTrue(buckets and buckets[0].startswith(self.side[fault]), buckets)
        return pathlib.Path(out, "findings")

    def check_scenario(self, fault, findings):
        (file,) = findings.rglob("*.json")
        scenario = json.loads(file.read_text("utf-8"))
        self.assertLessEqual(len(steps_of_the_session(scenario)), MOST_STEPS, scenario["steps"])
        self.assertEqual(jcpspec("check", str(file)).returncode, 0)
        red = jcpspec("test", "--scenarios", str(findings), *self.on(fault))
        self.assertIn(red.returncode, (1, 4), red.stdout + red.stderr)
        green = jcpspec("test", "--scenarios", str(findings), *self.on(None))
        self.assertEqual(green.returncode, 0, green.stdout + green.stderr)


def test_of(side, fault, bound):
    def test(self):
        self.side = side
        self.check_scenario(fault, self.find(fault, bound))
    return test


for side in (SERVER, COMPONENT):
    for name in side:
        if HOW_LONG == "long":
            bound = ["--time", TIME]
        elif name in SMOKE:
            bound = ["--runs", str(SMOKE[name])]
        else:
            continue
        setattr(Faults, "test_" + name.replace("-", "_"), test_of(side, name, bound))

if __name__ == "__main__":
    unittest.main()
