#!/usr/bin/env python3
"""The binary as its users run it: exit codes, deaths, leftovers.

Started by CTest as: end_to_end_test.py JCPSPEC. Every test makes its own folder and ends what it
starts. Targets are `jcpspec mock-server` behind a profile, and small hostile servers in threads.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import unittest

from binary import HANDSHAKE, JCPSPEC, Folder, jcpspec, processes_with, profile, wait_until


class ExitCodes(Folder):
    def test_0_the_built_in_mock_conforms(self):
        run = jcpspec("test", "--report", "json=" + self.path("r.json"))
        self.assertEqual(run.returncode, 0, run.stdout[-2000:] + run.stderr)
        result = json.loads(pathlib.Path(self.path("r.json")).read_text(encoding="utf-8"))
        totals = result["totals"]
        self.assertEqual(totals["selected"],
                         sum(totals[k] for k in totals if k != "selected"))
        self.assertGreater(totals["pass"], 400)

    def test_0_a_mock_process_conforms(self):
        run = jcpspec("test", "--target", profile(self.folder), "--only", "server/xep0114/3/*")
        self.assertEqual(run.returncode, 0, run.stdout[-3000:] + run.stderr)

    def test_1_a_failure(self):
        target = profile(self.folder, "--quirk", "accepts-any-digest")
        run = jcpspec("test", "server/xep0114/3/handshake-wrong-digest-refused", "--target", target)
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
        self.assertIn("XEP0114-3-50", run.stdout)
        self.assertIn("jcpspec test", run.stdout)

    def test_2_what_the_user_got_wrong(self):
        broken = self.path("broken.json")
        pathlib.Path(broken).write_text("{", encoding="utf-8")
        for arguments in (["tset"], ["test", "--tagret", "mock"], ["test", "--target", "prosdy"],
                          ["test", "server/xep0114/3/handshake-acepted"], ["test", "--only", "x/*"],
                          ["test", "--target", broken], ["test", "--family", "OPNE"],
                          ["check", broken], ["test", "--report", "jason=x"],
                          ["test", "--report", "json=/nowhere/at/all.json"],
                          ["test", "--report", "pcapng=/dev/null/folder"],
                          ["test", "--connect", "127.0.0.1:1"],
                          ["test", "--connect", "192.0.2.1:5347", "--component", "a.b=c"],
                          ["test", "--fail-on", "should"], ["test", "--baseline", broken],
                          ["test", "--write-baseline", self.path("new.json")],
                          ["test", "--target", "mock", "--baseline", broken],
                          ["test", "--target", "mock", "--baseline", self.path("none.json")],
                          ["test", "--target", "mock", "--write-baseline", "/nowhere/b.json"], ["show", "no/such"]):
            run = jcpspec(*arguments)
            self.assertEqual(run.returncode, 2, (arguments, run.stdout, run.stderr))
            self.assertTrue(run.stderr.strip(), arguments)
            self.assertLessEqual(len(run.stderr.strip().splitlines()), 2, run.stderr)

    def test_2_nothing_could_be_judged(self):
        # The one scenario needs two domains and is skipped.
        run = jcpspec("test", "server/xep0114/3/routing-between-components", "--target",
                      profile(self.folder, components=[{"domain": "c1.mcfly.fam",
                                                        "secret": "88mph-1"}]))
        self.assertEqual(run.returncode, 2, run.stdout + run.stderr)

    def test_3_it_never_comes_up(self):
        missing = profile(self.folder, command=["/nowhere/serverd"])
        self.assertEqual(jcpspec("test", "--target", missing).returncode, 3)
        ends = profile(self.folder, command=["/bin/false"])
        run = jcpspec("test", "--target", ends)
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        mute = profile(self.folder, command=["/bin/sleep", "1000"], ready={"timeout_ms": 700})
        self.assertEqual(jcpspec("test", "--target", mute).returncode, 3)

    def test_4_a_crash_is_found_and_named(self):
        target = profile(self.folder, "--quirk", "crashes-on-legacy-elements")
        out = self.path("r.json")
        run = jcpspec("test", "--target", target, "--report", "json=" + out)
        self.assertEqual(run.returncode, 4, run.stdout[-3000:] + run.stderr)
        result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        crashed = {r["id"] for r in result["results"] if r["verdict"] == "crash"}
        self.assertEqual(crashed, {"server/xep0114/2/legacy-element-survived"})
        self.assertGreater(result["totals"]["pass"], 400)

    def baseline(self, *entries):
        path = self.path("known.json")
        pathlib.Path(path).write_text(json.dumps({"entries": list(entries)}), encoding="utf-8")
        return path

    def test_a_baseline_makes_known_failures_green_and_nothing_else(self):
        refused = "server/xep0114/3/handshake-wrong-digest-refused"
        target = profile(self.folder, "--quirk", "accepts-any-digest")
        known = self.path("known.json")
        command = ["test", refused, "--target", target]
        self.assertEqual(jcpspec(*command).returncode, 1)
        run = jcpspec(*command, "--write-baseline", known)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        entries = json.loads(pathlib.Path(known).read_text(encoding="utf-8"))["entries"]
        self.assertTrue(all(entry["id"].startswith(refused) for entry in entries), entries)
        self.assertTrue(any("XEP0114-3-50" in entry["unmet"] for entry in entries), entries)
        out = self.path("r.json")
        run = jcpspec(*command, "--baseline", known, "--report", "json=" + out)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertIn("Known to the baseline", run.stdout)
        result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        self.assertEqual(result["totals"]["fail"], len(entries))
        # One requirement fewer is known: news.
        for entry in entries:
            entry["unmet"].remove("XEP0114-3-50")
        run = jcpspec(*command, "--baseline", self.baseline(*entries))
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)

    def test_4_is_not_for_a_known_crash(self):
        target = profile(self.folder, "--quirk", "crashes-on-legacy-elements")
        command = ["test", "server/xep0114/2/legacy-element-survived", "--target", target]
        self.assertEqual(jcpspec(*command).returncode, 4)
        known = self.baseline({"id": "server/xep0114/2/*", "verdict": "crash"})
        run = jcpspec(*command, "--baseline", known)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_5_a_stale_baseline(self):
        target = profile(self.folder)
        for entry, why in (({"id": HANDSHAKE, "verdict": "fail"}, "is in order now"),
                           ({"id": HANDSHAKE + "x", "verdict": "fail"}, "names nothing")):
            run = jcpspec("test", HANDSHAKE, "--target", target, "--baseline", self.baseline(entry))
            self.assertEqual(run.returncode, 5, run.stdout + run.stderr)
            self.assertIn(why, run.stdout)
        # Not selected, so not known to be in order.
        known = self.baseline({"id": "server/xep0114/2/legacy-*", "verdict": "fail"})
        run = jcpspec("test", HANDSHAKE, "--target", target, "--baseline", known)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_a_baseline_of_half_a_run_is_not_written(self):
        target = profile(self.folder, command=["/bin/false"])
        new, old = self.path("new.json"), self.baseline()
        before = pathlib.Path(old).read_text(encoding="utf-8")
        for path in (new, old):
            run = jcpspec("test", "--target", target, "--write-baseline", path)
            self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
        self.assertFalse(os.path.exists(new))
        self.assertEqual(pathlib.Path(old).read_text(encoding="utf-8"), before)

    def test_no_baseline_makes_these_green(self):
        known = self.baseline({"id": "server/*", "verdict": ["fail", "crash", "hang", "blocked"]},
                              {"id": "both/*", "verdict": "fail"})
        one_domain = [{"domain": "c1.mcfly.fam", "secret": "88mph-1"}]
        routing = "server/xep0114/3/routing-between-components"
        for code, ids, fields in ((2, [routing], {"components": one_domain}),
                                  (3, [HANDSHAKE], {"command": ["/bin/false"]}),
                                  (3, [], {"command": ["/nowhere/serverd"]}),
                                  (2, ["server/xep0114/3/handshake-acepted"], {})):
            run = jcpspec("test", *ids, "--target", profile(self.folder, **fields), "--baseline",
                          known)
            self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        run = jcpspec("test", HANDSHAKE, "--target", profile(self.folder), "--baseline", known,
                      "--report", "json=/dev/full")
        self.assertEqual(run.returncode, 6, run.stdout + run.stderr)

    def test_6_a_report_that_cannot_be_written(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        run = jcpspec("test", HANDSHAKE, "--report", "json=/dev/full")
        self.assertEqual(run.returncode, 6, run.stdout + run.stderr)
        with open("/dev/full", "w", encoding="utf-8") as full:
            run = subprocess.run([JCPSPEC, "test", HANDSHAKE], stdout=full, stderr=subprocess.PIPE,
                                 timeout=60, check=False)
        self.assertEqual(run.returncode, 6)

    def test_6_a_folder_that_cannot_be_written_into(self):
        folder = pathlib.Path(self.path("captures"))
        run = jcpspec("test", HANDSHAKE, "--report", f"pcapng={folder}")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        [capture] = folder.iterdir()
        content = capture.read_bytes()
        self.assertIn(b"<handshake>", content)
        # What is already there: an old one is replaced, a link is not followed.
        mine = pathlib.Path(self.path("mine"))
        mine.write_text("mine", encoding="utf-8")
        capture.unlink()
        capture.symlink_to(mine)
        run = jcpspec("test", HANDSHAKE, "--report", f"pcapng={folder}")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertEqual(mine.read_text(encoding="utf-8"), "mine")
        self.assertFalse(capture.is_symlink())
        capture.unlink()
        capture.mkdir()
        run = jcpspec("test", HANDSHAKE, "--report", f"pcapng={folder}")
        self.assertEqual(run.returncode, 6, run.stdout + run.stderr)
        self.assertIn(capture.name, run.stderr)

    def test_all_reports_into_one_folder(self):
        folder = pathlib.Path(self.path("all"))
        run = jcpspec("test", HANDSHAKE, "--out", str(folder))
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        there = {path.name for path in folder.iterdir()}
        expected = {"result.json", "results.jsonl", "junit.xml", "results.tap", "summary.md",
                    "results.sarif", "badge.json", "pcap"}
        self.assertLessEqual(expected, there)
        self.assertEqual(len(list((folder / "pcap").iterdir())), 1)

    def test_130_interrupted(self):
        marker = f"JCPSPEC_E2E_MARKER={os.getpid()}-int"
        target = profile(self.folder, "--quirk", "never-acknowledges",
                         env=dict([marker.split("=")]))
        run = subprocess.Popen([JCPSPEC, "test", "--target", target, "--report",
                                "json=" + self.path("r.json")], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(wait_until(lambda: processes_with(marker)))
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        self.assertEqual(run.wait(20), 130)
        self.assertTrue(json.loads(pathlib.Path(self.path("r.json")).read_text())["interrupted"])
        self.assertTrue(wait_until(lambda: not processes_with(marker)))


class Deaths(Folder):
    def setUp(self):
        super().setUp()
        self.marker = f"JCPSPEC_E2E_MARKER={os.getpid()}-{self.id()}"
        self.target = profile(self.folder, env=dict([self.marker.split("=")]))

    def start(self, *more):
        return subprocess.Popen([JCPSPEC, "test", "--target", self.target, "--repeat", "20", *more],
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def test_a_killed_target_is_an_incident_and_the_report_is_whole(self):
        out = self.path("r.json")
        run = self.start("--report", "json=" + out)
        self.assertTrue(wait_until(lambda: processes_with(self.marker)))
        time.sleep(0.6)
        os.kill(processes_with(self.marker)[0], signal.SIGKILL)
        self.assertEqual(run.wait(600), 4)
        result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        died = [r for r in result["results"] if r["verdict"] == "crash"]
        self.assertTrue(died or result["incidents"])
        self.assertGreater(result["totals"]["pass"], 400)
        self.assertTrue(wait_until(lambda: not processes_with(self.marker)))

    def test_nothing_is_left_when_we_are_killed(self):
        out = self.path("r.jsonl")
        run = self.start("--report", "jsonl=" + out)
        self.assertTrue(wait_until(lambda: processes_with(self.marker)))
        self.assertTrue(wait_until(lambda: os.path.exists(out) and os.path.getsize(out) > 20000))
        run.kill()
        run.wait(10)
        self.assertTrue(wait_until(lambda: not processes_with(self.marker)),
                        processes_with(self.marker))
        lines = pathlib.Path(out).read_text(encoding="utf-8").split("\n")
        for line in lines[:-1]:
            json.loads(line)


class ByItself(Folder):
    def test_the_binary_alone_in_another_folder(self):
        alone = self.path("jcpspec")
        shutil.copy(JCPSPEC, alone)
        run = subprocess.run([alone, "test"], cwd=self.folder, capture_output=True, text=True,
                             env={"PATH": "/usr/bin:/bin"}, timeout=60, check=False)
        self.assertEqual(run.returncode, 0, run.stdout[-2000:] + run.stderr)

    def test_connect_to_what_runs_already(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen([JCPSPEC, "mock-server", "--listen", f"127.0.0.1:{port}",
                                   "--component", "a.example=s1", "--component", "b.example=s2",
                                   "--host", "example", "--transcript"],
                                  stdout=subprocess.PIPE, text=True)
        self.addCleanup(server.kill)
        self.assertIn("listening", server.stdout.readline())
        secret = self.path("secret")
        pathlib.Path(secret).write_text("s1\n", encoding="utf-8")
        run = jcpspec("test", HANDSHAKE, "server/xep0114/3/routing-between-components", "--connect",
                      f"127.0.0.1:{port}", "--component", f"a.example=@{secret}", "--component",
                      "b.example=s2", "--host", "example")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertNotIn("s2", run.stdout)
        server.terminate()
        transcript = server.communicate(timeout=10)[0]
        self.assertEqual(server.returncode, 0)
        self.assertRegex(transcript, r"a\.example < <handshake>")
        self.assertRegex(transcript, r"a\.example > <handshake")


class RealServers(Folder):
    """The reference targets as Debian packages them; ci/setup --targets installs them."""

    def judge(self, target, *more):
        out = self.path("r.json")
        run = jcpspec("test", "--target", target, "--report", "json=" + out, *more, timeout=240)
        self.assertIn(run.returncode, (0, 1), run.stdout[-3000:] + run.stderr)
        result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        totals = result["totals"]
        self.assertEqual(totals["selected"], sum(totals[k] for k in totals if k != "selected"))
        self.assertEqual((totals["error"], totals["crash"], totals["hang"]), (0, 0, 0), totals)
        self.assertGreater(totals["pass"], 400)
        for judged in result["results"]:
            if judged["verdict"] == "blocked":
                self.assertTrue(judged["blocked_by"] or judged["reason"], judged["id"])
        return {r["id"] + "#" + (r["case"] or ""): r["verdict"] for r in result["results"]}

    def judge_twice(self, target, program):
        if not os.path.exists(program):
            self.skipTest(target + " is not installed")
        self.assertEqual(self.judge(target), self.judge(target, "--shuffle", "--seed", "1955"))

    def test_prosody(self):
        self.judge_twice("prosody", "/usr/bin/prosody")

    def test_ejabberd(self):
        self.judge_twice("ejabberd", "/usr/sbin/ejabberdctl")


if __name__ == "__main__":
    unittest.main(verbosity=2)
