#!/usr/bin/env python3
"""Whole runs against components that misbehave: the right verdict, in time, and nothing left behind.

Started by CTest as: component_runs_test.py JCPSPEC. The component is small_component.py; its first
argument says what it does wrong.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import unittest

from binary import JCPSPEC, Folder, processes_with, wait_until

COMPONENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "small_component.py")
PING = "both/xep0199/4/ping-answered"
REQUEST = "both/rfc6120/8.2.3/request-gets-one-answer#disco"


def launch(mode):
    return f"/usr/bin/python3 {COMPONENT} {mode} {{host}} {{port}} {{domain}} {{secret}}"


class Runs(Folder):
    def setUp(self):
        super().setUp()
        # A copy of its own, so that its processes are known by their command line.
        self.component = os.path.join(self.folder, "small_component.py")
        shutil.copy(COMPONENT, self.component)

    def launch(self, mode):
        return launch(mode).replace(COMPONENT, self.component)

    def run_mode(self, mode, *ids, command=None, timeout=60, features=()):
        out = os.path.join(self.folder, "r.json")
        words = [JCPSPEC, "test", *ids, "--launch", command or self.launch(mode), "--report",
                 "json=" + out]
        for feature in features:
            words += ["--feature", feature]
        run = subprocess.run(words, stdin=subprocess.DEVNULL, text=True, capture_output=True,
                             timeout=timeout, check=False)
        self.assertTrue(wait_until(lambda: not processes_with(self.folder, "cmdline")),
                        processes_with(self.folder, "cmdline"))
        self.assertTrue(os.path.exists(out), run.stderr)
        result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        totals = result["totals"]
        self.assertEqual(totals["selected"], sum(totals[k] for k in totals if k != "selected"))
        return run, result

    def verdict(self, mode, *ids, **more):
        run, result = self.run_mode(mode, *(ids or (REQUEST,)), **more)
        found = [r for r in result["results"] if not r["id"].startswith("always/")]
        return run.returncode, found[0]["verdict"], found[0]["reason"] or ""

    def test_by_the_book(self):
        self.assertEqual(self.verdict("good"), (0, "pass", ""))

    def test_one_that_never_comes(self):
        for mode in ("never-connects", "exits-at-once", "mute", "dribbles"):
            run, result = self.run_mode(mode, REQUEST)
            self.assertEqual(run.returncode, 3, (mode, run.stdout, run.stderr))
            self.assertEqual(result["incidents"][0]["kind"], "never-ready")
            totals = result["totals"]
            self.assertEqual(totals["blocked"], totals["selected"] - totals["skip"])

    def test_deaths_are_told_apart(self):
        code, verdict, reason = self.verdict("segfault")
        self.assertEqual((code, verdict), (4, "crash"), reason)
        self.assertIn("SIGSEGV", reason)
        code, verdict, reason = self.verdict("segfault", command="/bin/sh -c '" +
                                             self.launch("segfault") + "; exit $?'")
        self.assertEqual((code, verdict), (4, "crash"), reason)
        self.assertIn("behind a wrapper", reason)
        code, verdict, reason = self.verdict("exception")
        self.assertEqual((code, verdict), (4, "crash"), reason)
        self.assertIn("flux capacitor", reason)

    def test_alive_and_of_no_use(self):
        code, verdict, reason = self.verdict("spins")
        self.assertEqual((code, verdict), (4, "hang"), reason)
        self.assertIn("processor", reason)

    def test_a_component_that_answers_nothing_is_judged_without_questions(self):
        # The canary is no canary for one that never answers.
        code, verdict, _ = self.verdict("deaf")
        self.assertNotEqual(verdict, "hang")
        self.assertIn(code, (1, 2))

    def test_a_flood_is_cut_off(self):
        code, verdict, reason = self.verdict("floods")
        self.assertEqual(verdict, "fail", reason)
        self.assertEqual(code, 1)

    def test_what_does_no_harm(self):
        for mode in ("connects-twice", "ignores-term", "forks", "binary-output"):
            self.assertEqual(self.verdict(mode), (0, "pass", ""), mode)

    def test_a_launcher_may_say_that_it_cannot(self):
        code, verdict, reason = self.verdict("unsupported")
        self.assertEqual(code, 3, reason)
        ids = ("component/xep0114/3/secret-of-any-kind-authenticates#odd",)
        _, verdict, _ = self.verdict("89-always-odd", *ids, features=("odd-secret",))
        self.assertEqual(verdict, "blocked")  # 89 not given for nonsense: not believed

    def test_the_built_in_component_as_a_process(self):
        command = f"{JCPSPEC} mock-component --seed 7"
        features = ("echo", "ping", "reconnects", "odd-secret", "long-secret", "non-ascii-secret")
        run, result = self.run_mode("", command=command, features=features, timeout=180)
        self.assertEqual(run.returncode, 0, run.stdout[-3000:] + run.stderr)
        self.assertGreater(result["totals"]["pass"], 100)
        self.assertEqual(result["totals"]["warn"], 0)

    def test_a_crash_is_named_and_the_run_goes_on(self):
        command = f"{JCPSPEC} mock-component --quirk dies-of-unknown-attributes"
        run, result = self.run_mode("", command=command, timeout=180,
                                    features=("echo", "ping", "reconnects"))
        self.assertEqual(run.returncode, 4, run.stdout[-3000:] + run.stderr)
        crashed = {r["id"] for r in result["results"] if r["verdict"] == "crash"}
        self.assertEqual(crashed, {"both/rfc6120/8.4/unknown-attributes-are-harmless"})
        self.assertGreater(result["totals"]["pass"], 100)

    def test_a_scenario_is_played_to_whoever_comes(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen([JCPSPEC, "mock-server", "--listen", f"127.0.0.1:{port}",
                                   "--component", "c.example=s", "--play", PING],
                                  stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.kill)
        self.assertIn("listening", server.stdout.readline())
        component = subprocess.run([sys.executable, self.component, "good", "127.0.0.1", str(port),
                                    "c.example", "s"], timeout=30, check=False)
        self.assertEqual(component.returncode, 0)
        report = server.communicate(timeout=30)[0]
        self.assertEqual(server.returncode, 0, report)
        self.assertIn("c.example: 1 selected = 1 pass", report)
        self.assertIn("urn:xmpp:ping", report)

    def test_interrupted_and_killed_nothing_is_left(self):
        for number in (signal.SIGINT, signal.SIGKILL):
            run = subprocess.Popen([JCPSPEC, "test", "--launch", self.launch("good"), "--repeat",
                                    "50"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
            mine = lambda: [p for p in processes_with(self.folder, "cmdline") if p != run.pid]
            self.assertTrue(wait_until(lambda: len(mine()) > 2))
            run.send_signal(number)
            self.assertEqual(run.wait(20), 130 if number == signal.SIGINT else -number)
            self.assertTrue(wait_until(lambda: not mine()), mine())


if __name__ == "__main__":
    unittest.main(verbosity=2)
