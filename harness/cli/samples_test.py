#!/usr/bin/env python3
"""Scenarios that sample what a target uses: red on a process that leaks or spins, green on one that
does not, and on one that cannot be looked at.

Started by CTest as: samples_test.py JCPSPEC. The targets are both mocks, as processes, with and
without the faults that are planted in them (quirk_list.inc, kind fuzz).
"""

import json
import pathlib
import shlex
import socket
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from binary import JCPSPEC, Folder, jcpspec, profile  # noqa: E402

EMPTY = "<message type='error' id='e' from='${us}' to='${them}'><body/></message>"
CUT = ["<presence from='${us}' to='${them}'><status>&a", "mp;</status></presence>"]
MEMORY = [
    {"establish": {}},
    {"repeat": 60, "steps": [{"send": EMPTY + EMPTY}, {"fence": "round-trip"},
                             {"sample": {"every": 10}}]},
    {"expect": {"measure": "memory", "grows_kib": 1024}, "proves": ["XEP0114-3-129"],
     "grade": "fail"},
    {"expect": {"measure": "descriptors", "grows_by": 1}, "proves": ["XEP0114-3-129"],
     "grade": "fail"}]
PROCESSOR = [
    {"establish": {}},
    {"repeat": 5, "steps": [{"send": CUT[0]}, {"wait": 50, "why": "It is read."},
                            {"send": CUT[1]}]},
    {"wait": 500, "why": "What is under way comes to its end."},
    {"sample": {}},
    {"wait": 1000, "why": "Nothing is asked of it."},
    {"sample": {}},
    {"expect": {"measure": "processor", "busy": 0.5}, "proves": ["SEC-21"], "grade": "fail"}]
SERVER = {"leaks-behind-empty-bodies": MEMORY, "spins-behind-cut-references": PROCESSOR}
COMPONENT = {"hoards-behind-empty-bodies": MEMORY, "spins-on-cut-references": PROCESSOR}


class Samples(Folder):
    def scenario(self, side, steps):
        path = pathlib.Path(self.folder, "scenarios", side, "fuzz", "sampled.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({
            "title": "Nothing is left behind", "rule": "What a dialogue needed is given back.",
            "why": "For a test.", "found": "sampled", "steps": steps}), encoding="utf-8")
        self.assertEqual(jcpspec("check", str(path)).returncode, 0)

    def play(self, *target):
        """The verdict, and the outcomes of its proofs."""
        report = self.path("r.json")
        run = jcpspec("test", "--scenarios", self.path("scenarios"), "--report", "json=" + report,
                      *target)
        results = json.loads(pathlib.Path(report).read_text(encoding="utf-8"))["results"]
        (found,) = [result for result in results if result["id"].endswith("/sampled")]
        self.assertEqual(run.returncode, {"pass": 0, "fail": 1, "hang": 4}[found["verdict"]],
                         run.stdout)
        return found["verdict"], [proof["outcome"] for proof in found["proofs"]]

    def server(self, *quirks):
        words = [word for quirk in quirks for word in ("--quirk", quirk)]
        return "--target", profile(self.folder, *words)

    def component(self, *quirks):
        words = [word for quirk in quirks for word in ("--quirk", quirk)]
        return "--launch", shlex.join([JCPSPEC, "mock-component", *words])

    def test_a_server(self):
        for fault, steps in SERVER.items():
            self.scenario("server", steps)
            verdict, outcomes = self.play(*self.server(fault))
            self.assertEqual((verdict, outcomes[0]), ("fail", "unmet"), fault)
            self.assertEqual(outcomes[1:], ["met"] * len(outcomes[1:]), fault)
            verdict, outcomes = self.play(*self.server())
            self.assertEqual((verdict, set(outcomes)), ("pass", {"met"}), fault)

    def test_a_component(self):
        for fault, steps in COMPONENT.items():
            self.scenario("component", steps)
            verdict, outcomes = self.play(*self.component(fault))
            self.assertIn(verdict, ("fail", "hang"), fault)
            self.assertEqual(outcomes[0], "unmet", fault)
            verdict, outcomes = self.play(*self.component())
            self.assertEqual((verdict, set(outcomes)), ("pass", {"met"}), fault)

    def test_a_scenario_with_samples_has_the_server_for_itself(self):
        self.scenario("server", MEMORY)
        folder = pathlib.Path(self.path("scenarios"), "server", "fuzz")
        text = json.loads((folder / "sampled.json").read_text(encoding="utf-8"))
        text["steps"] = [{"establish": {}}, {"wait": 2000, "why": "For a test."},
                         {"fence": "round-trip", "proves": ["SEC-21"]}]
        for i in range(8):
            (folder / f"with-others-{i}.json").write_text(json.dumps(text), encoding="utf-8")
        lines = self.path("r.jsonl")
        run = jcpspec("test", "--scenarios", self.path("scenarios"), "--report", "jsonl=" + lines,
                      *self.server())
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        text = pathlib.Path(lines).read_text(encoding="utf-8")
        ended = [json.loads(line).get("id", "") for line in text.splitlines()]
        self.assertEqual([name for name in ended if "/fuzz/" in name][-1], "server/fuzz/sampled")

    def test_what_cannot_be_seen_is_not_red(self):
        fault = "leaks-behind-empty-bodies"
        self.scenario("server", SERVER[fault])
        self.scenario("component", MEMORY)
        components = ["--component", "c1.mcfly.fam=1", "--component", "c2.mcfly.fam=2"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            endpoint = f"127.0.0.1:{probe.getsockname()[1]}"
        server = subprocess.Popen(
            [JCPSPEC, "mock-server", "--listen", endpoint, "--quirk", fault, *components],
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        self.assertIn("listening", server.stdout.readline())
        for target in (("--connect", endpoint, *components), ("--target", "mock"),
                       ("--target", "mock-component")):
            self.assertEqual(self.play(*target), ("pass", ["not observable"] * 2), target)

    def test_a_recording_is_judged_the_same_again(self):
        self.scenario("server", MEMORY)
        self.assertEqual(self.play(*self.server("leaks-behind-empty-bodies"))[0], "fail")
        run = jcpspec("judge", self.path("r.json"), "--scenarios", self.path("scenarios"))
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
        self.assertIn("0 cases differ", run.stdout)


if __name__ == "__main__":
    unittest.main()
