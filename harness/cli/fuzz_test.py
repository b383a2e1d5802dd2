#!/usr/bin/env python3
"""`jcpspec fuzz` end to end: our own mocks as processes, correct ones and such with a fault.

Started by CTest as: fuzz_test.py JCPSPEC. The number of cases is fixed, so a slow machine only
takes longer. Every test looks whether something was left running.
"""

import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from binary import JCPSPEC, Folder, jcpspec, processes_with, profile, wait_until  # noqa: E402

CLEAN_CASES = 3000


class Campaign(Folder):
    """Runs campaigns whose processes carry a mark in their environment."""

    def fuzz(self, *arguments, out="out", timeout=900):
        return jcpspec("fuzz", *arguments, "--out", self.path(out), timeout=timeout,
                       env=self.marked())

    def marked(self):
        return {**os.environ, "TMPDIR": self.folder}

    def result(self, out="out"):
        return json.loads(pathlib.Path(self.path(out), "campaign.json").read_text("utf-8"))

    def journal(self, out="out"):
        text = pathlib.Path(self.path(out), "journal.jsonl").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def buckets(self, out="out"):
        return {finding["bucket"] for finding in self.result(out)["findings"]}

    def tearDown(self):
        # A target's scratch folder is below TMPDIR, and part of its HOME.
        self.assertTrue(wait_until(lambda: not processes_with(self.folder + "/jcpspec-")),
                        "processes are left running")
        left = [name for name in os.listdir(self.folder) if name.startswith("jcpspec-")]
        self.assertEqual(left, [], "scratch folders are left")

    def assert_exit(self, run, code):
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)

    def component(self, *quirks):
        words = [JCPSPEC, "mock-component"]
        for quirk in quirks:
            words += ["--quirk", quirk]
        return ["--launch", shlex.join(words), "--feature", "echo"]


class CleanRuns(Campaign):
    def assert_clean(self, run, cases):
        self.assert_exit(run, 0)
        result = self.result()
        self.assertEqual(result["findings"], [])
        self.assertEqual(result["cases"], cases)
        self.assertEqual(result["exit_code"], 0)
        self.assertGreater(result["states"], 20)
        self.assertFalse(result["interrupted"])
        self.assertEqual(self.journal()[-1]["checkpoint"], cases)
        self.assertEqual(self.journal()[-1]["hash"], result["hash"])

    def test_mock_server(self):
        self.assert_clean(self.fuzz("--runs", str(CLEAN_CASES)), CLEAN_CASES)

    def test_mock_component(self):
        self.assert_clean(self.fuzz("--target", "mock-component", "--runs", str(CLEAN_CASES)),
                          CLEAN_CASES)

    def test_server_that_runs_already(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            endpoint = f"127.0.0.1:{probe.getsockname()[1]}"
        server = subprocess.Popen(
            [JCPSPEC, "mock-server", "--listen", endpoint, "--host", "mcfly.fam",
             "--component", "a.mcfly.fam=1", "--component", "b.mcfly.fam=2"],
            stdout=subprocess.PIPE, text=True)
        try:
            self.assertIn("listening", server.stdout.readline())
            run = self.fuzz("--connect", endpoint, "--component", "a.mcfly.fam=1",
                            "--component", "b.mcfly.fam=2", "--runs", "300")
            self.assert_clean(run, 300)
            self.assertIsNone(server.poll())
        finally:
            server.kill()
            server.wait()
            server.stdout.close()


class Faults(Campaign):
    def found(self, *arguments):
        run = self.fuzz("--runs", "1500", "--budget", "100", *arguments)
        for finding in self.result()["findings"]:
            scenario = pathlib.Path(self.path("out"), finding["file"])
            self.assertIn("steps", json.loads(scenario.read_text("utf-8")))
            self.assertTrue(
                pathlib.Path(self.path("out"), "sessions", finding["bucket"]).read_bytes())
            self.assertGreater(finding["confirmed"], 0)
        return run

    def server(self, quirk):
        return ["--target", profile(self.folder, "--quirk", quirk)]

    def test_server_that_dies(self):
        self.assert_exit(self.found(*self.server("crashes-on-legacy-elements")), 4)
        self.assertIn("crash-sigabrt", self.buckets())

    def test_component_that_dies(self):
        self.assert_exit(self.found(*self.component("dies-of-missing-from")), 4)
        self.assertIn("crash-sigabrt", self.buckets())

    def test_server_that_reads_on(self):
        self.assert_exit(self.found(*self.server("resumes-after-ill-formed-xml")), 1)
        self.assertTrue(any("-after-not-well-formed" in name for name in self.buckets()))

    def test_server_that_changes_what_it_routes(self):
        self.assert_exit(self.found(*self.server("loses-tail-text")), 1)
        self.assertEqual(self.buckets(), {"echo-changed"})

    def test_server_that_delivers_twice(self):
        self.assert_exit(self.found(*self.server("delivers-messages-twice")), 1)
        self.assertIn("echo-twice", self.buckets())

    def test_server_that_takes_any_digest(self):
        self.assert_exit(self.found(*self.server("accepts-any-digest")), 1)
        self.assertIn("reply_class-handshake-without-digest", self.buckets())

    def test_component_that_answers_too_early(self):
        self.assert_exit(self.found(*self.component("answers-before-the-ack")), 1)
        self.assertIn("reply_class-stanza-before-authentication", self.buckets())

    def test_finding_is_a_scenario_that_is_red_on_the_target(self):
        target = self.server("crashes-on-legacy-elements")
        self.found(*target)
        file = self.result()["findings"][0]["file"]
        folder = pathlib.Path(self.path("suite"), "server", "fuzz")
        folder.mkdir(parents=True)
        (folder / "found.json").write_text(
            pathlib.Path(self.path("out"), file).read_text("utf-8"), encoding="utf-8")
        self.assertTrue(file.endswith("crash-sigabrt.json"))


class Journals(Campaign):
    def test_replay_makes_the_same_sessions(self):
        self.assert_exit(self.fuzz("--runs", "600", "--seed", "5"), 0)
        run = self.fuzz("--replay", self.path("out/journal.jsonl"), out="again")
        self.assert_exit(run, 0)
        self.assertEqual(self.result("again")["hash"], self.result()["hash"])
        self.assertEqual(self.result("again")["cases"], 600)

    def test_replay_of_a_journal_that_was_changed(self):
        self.assert_exit(self.fuzz("--runs", "300"), 0)
        lines = self.journal()
        for line in lines:
            line.pop("hash", None) if line.get("checkpoint") == 300 else None
        path = pathlib.Path(self.path("out/journal.jsonl"))
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        self.assert_exit(self.fuzz("--replay", str(path), out="again"), 6)

    def test_seed_alone_makes_the_cases_without_guidance(self):
        for out in "ab":
            self.assert_exit(self.fuzz("--runs", "300", "--seed", "9", "--no-guidance", out=out), 0)
        self.assertEqual(self.result("a")["hash"], self.result("b")["hash"])

    def test_resume_goes_on_behind_a_torn_line(self):
        self.assert_exit(self.fuzz("--runs", "300"), 0)
        with open(self.path("out/journal.jsonl"), "a", encoding="utf-8") as file:
            file.write('{"case": 301, "nov')
        run = jcpspec("fuzz", "--resume", self.path("out"), "--runs", "700", timeout=900,
                      env=self.marked())
        self.assert_exit(run, 0)
        self.assertEqual(self.result()["cases"], 700)
        again = self.fuzz("--replay", self.path("out/journal.jsonl"), out="again")
        self.assert_exit(again, 0)
        self.assertEqual(self.result("again")["hash"], self.result()["hash"])


class Ends(Campaign):
    def begin(self):
        child = subprocess.Popen(
            [JCPSPEC, "fuzz", "--time", "10m", "--out", self.path("out")], env=self.marked(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        journal = pathlib.Path(self.path("out"), "journal.jsonl")
        self.addCleanup(child.wait)
        self.assertTrue(wait_until(
            lambda: journal.exists() and '"checkpoint"' in journal.read_text("utf-8"), 120))
        return child

    def test_interrupt_leaves_a_complete_result(self):
        child = self.begin()
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.wait(30), 130)
        self.assertTrue(self.result()["interrupted"])
        self.assertEqual(self.journal()[-1]["checkpoint"], self.result()["cases"])

    def test_killed_it_leaves_nothing_running(self):
        self.begin().kill()
        self.assertTrue(wait_until(lambda: not processes_with(self.folder + "/jcpspec-"), 20))
        # Whoever is killed cannot clean up; the scratch folder is what is left.
        for name in os.listdir(self.folder):
            if name.startswith("jcpspec-"):
                shutil.rmtree(self.path(name))


class Mistakes(Campaign):
    def test_options_that_contradict(self):
        for arguments in (["--time", "1m", "--runs", "5"], ["--time", "soon"],
                          ["--connect", "192.0.2.1:5347", "--component", "a.b=c"]):
            run = self.fuzz(*arguments)
            self.assert_exit(run, 2)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
        run = jcpspec("fuzz", "--resume", self.path("nowhere"), timeout=60)
        self.assert_exit(run, 2)

    def test_target_that_never_comes_up(self):
        self.assert_exit(self.fuzz("--launch", "/bin/true", "--runs", "5"), 3)


if __name__ == "__main__":
    unittest.main()
