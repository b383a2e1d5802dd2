#!/usr/bin/env python3
"""Work on saved results: shards, merge, diff, convert, traits, judge, replay, by the binary.

Started by CTest as: saved_results_test.py JCPSPEC. The target is `jcpspec mock-server` as a process.
"""

import json
import pathlib
import shutil
import unittest

from binary import HANDSHAKE, Folder, jcpspec, profile

REFUSED = "server/xep0114/3/handshake-wrong-digest-refused"


class Saved(Folder):
    def save(self, name, *arguments, code=0):
        path = self.path(name)
        run = jcpspec("test", *arguments, "--report", "json=" + path)
        self.assertEqual(run.returncode, code, run.stdout[-2000:] + run.stderr)
        return path

    def read(self, path):
        return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))

    def verdicts(self, path):
        return {(r["id"], r["case"]): (r["verdict"], r["proofs"], r["traits"])
                for r in self.read(path)["results"]}

    def succeeds(self, *arguments, code=0):
        run = jcpspec(*arguments)
        self.assertEqual(run.returncode, code, (arguments, run.stdout[-3000:], run.stderr))
        return run

    def refused(self, why, *arguments):
        run = self.succeeds(*arguments, code=2)
        self.assertIn(why, run.stderr)


class Shards(Saved):
    def setUp(self):
        super().setUp()
        self.target = profile(self.folder, "--quirk", "accepts-any-digest")
        self.select = ["server/xep0114/*", "--target", self.target]

    def test_merged_they_are_the_whole(self):
        whole = self.save("whole.json", *self.select, code=1)
        shards = [self.save(f"{i}.json", *self.select, "--shard", f"{i}/3", code=1)
                  for i in (1, 2, 3)]
        selected = [self.read(shard)["totals"]["selected"] for shard in shards]
        self.assertLess(max(selected), self.read(whole)["totals"]["selected"] / 2)
        merged = self.path("merged.json")
        self.succeeds("report", "merge", *shards, "-o", merged, code=1)
        self.assertEqual(self.verdicts(merged), self.verdicts(whole))
        one, all_ = self.read(whole), self.read(merged)
        for field in ("totals", "requirements", "exit_code", "target", "incidents", "stale"):
            self.assertEqual(all_[field], one[field], field)
        self.assertEqual({r["id"] for r in all_["support"]}, {r["id"] for r in one["support"]})
        self.assertIn("0 cases differ", self.succeeds("report", "diff", whole, merged).stdout)

    def test_half_a_run_is_refused(self):
        one = self.save("1.json", HANDSHAKE, REFUSED, "--target", self.target, "--shard", "1/2", code=1)
        self.refused("shard 2/2 is missing", "report", "merge", one, "-o", self.path("m.json"))
        self.refused("same shard", "report", "merge", one, one, "-o", self.path("m.json"))
        self.refused("needs a target", "test", "--shard", "1/2")
        for wrong in ("0/2", "3/2", "1", "a/b", "1/2x", "-1/2"):
            self.refused("--shard", "test", "--target", self.target, "--shard", wrong)
        self.refused("make no 9", "test", HANDSHAKE, "--target", self.target, "--shard", "9/9")

    def test_a_baseline_over_shards_is_stale_only_when_merged(self):
        known = self.path("known.json")
        pathlib.Path(known).write_text(json.dumps({"entries": [
            {"id": REFUSED + "*", "verdict": "fail"}, {"id": HANDSHAKE, "verdict": "fail"}]}))
        shards = []
        for i in (1, 2):
            run = jcpspec("test", HANDSHAKE, REFUSED, "--target", self.target, "--shard", f"{i}/2",
                          "--baseline", known, "--report", "json=" + self.path(f"{i}.json"))
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            shards.append(self.path(f"{i}.json"))
        merge = ["report", "merge", *shards, "-o", self.path("m.json"), "--baseline", known]
        self.assertIn("is in order now", self.succeeds(*merge, code=5).stdout)
        written = self.path("new.json")
        self.succeeds("report", "merge", *shards, "-o", self.path("m.json"), "--write-baseline",
                      written)
        self.assertTrue(self.read(written)["entries"])


class Again(Saved):
    def setUp(self):
        super().setUp()
        self.good = profile(self.folder)
        self.red = self.save("red.json", REFUSED, HANDSHAKE, "--target",
                             profile(self.folder, "--quirk", "keeps-stream-after-failure"), code=1)
        self.good = profile(self.folder)

    def test_replay_says_what_is_mended(self):
        run = self.succeeds("replay", self.red, "--target", self.good)
        self.assertRegex(run.stdout, r"fixed +" + REFUSED + r"\S*: fail -> pass")
        self.assertNotIn(HANDSHAKE, run.stdout)
        broken = profile(self.folder, "--quirk", "keeps-stream-after-failure")
        run = self.succeeds("replay", self.red, "--target", broken, code=1)
        self.assertIn("still failing", run.stdout)
        self.assertIn("\n0 of ", run.stdout)

    def test_replay_starts_nothing_by_itself(self):
        self.refused("needs a target", "replay", self.red)
        self.refused("nothing in it was red", "replay",
                     self.save("green.json", HANDSHAKE, "--target", self.good), "--target", self.good)

    def test_diff_counts_what_got_worse(self):
        green = self.save("green.json", REFUSED, HANDSHAKE, "--target", self.good)
        run = self.succeeds("report", "diff", green, self.red, code=1)
        self.assertRegex(run.stdout, r"worse +" + REFUSED)
        self.assertIn("XEP0114-3-50", run.stdout)
        self.assertIn("0 of them for the worse", self.succeeds("report", "diff", self.red, green).stdout)

    def test_judge_sees_a_changed_scenario_without_the_target(self):
        run = self.succeeds("judge", self.red, code=1)
        self.assertIn("0 cases differ", run.stdout)
        scenarios = self.path("scenarios")
        shutil.copytree(pathlib.Path(__file__).parents[2] / "scenarios", scenarios)
        path = pathlib.Path(scenarios) / (REFUSED + ".json")
        path.write_text(path.read_text().replace('"disconnect"', '"silence"'), encoding="utf-8")
        run = self.succeeds("judge", self.red, "--scenarios", scenarios, "--report",
                            "json=" + self.path("again.json"))
        self.assertRegex(run.stdout, REFUSED + r"\S*: fail -> pass")
        self.assertEqual(self.read(self.path("again.json"))["exit_code"], 0)

    def test_what_was_saved_without_secrets_is_not_judged(self):
        result = self.read(self.red)
        for one in result["results"]:
            one.pop("binding", None)
        path = self.path("redacted.json")
        pathlib.Path(path).write_text(json.dumps(result), encoding="utf-8")
        self.refused("--no-redact", "judge", path)


class Files(Saved):
    def test_every_format_from_a_saved_result(self):
        lines = self.path("r.jsonl")
        self.succeeds("test", HANDSHAKE, "--report", "jsonl=" + lines, "--report",
                      "json=" + self.path("a.json"))
        self.succeeds("report", "convert", lines, "--report", "json=" + self.path("b.json"),
                      "--report", "junit=" + self.path("b.xml"))
        self.assertEqual(self.read(self.path("a.json")), self.read(self.path("b.json")))
        self.assertIn("testsuite", pathlib.Path(self.path("b.xml")).read_text())
        self.succeeds("report", "convert", lines, "--report", "json=/dev/full", code=6)

    def test_a_run_that_was_killed_is_read_as_far_as_it_goes(self):
        lines = self.path("r.jsonl")
        self.succeeds("test", "server/xep0114/3/*", "--report", "jsonl=" + lines)
        text = pathlib.Path(lines).read_text()
        pathlib.Path(lines).write_text(text[:len(text) // 2])
        self.succeeds("report", "convert", lines, "--report", "json=" + self.path("half.json"))
        half = self.read(self.path("half.json"))
        self.assertTrue(half["interrupted"])
        self.assertGreater(half["totals"]["pass"], 5)

    def test_traits_of_two_targets(self):
        one = self.save("one.json", "server/xep0114/3/*")
        two = self.save("two.json", "both/xep0114/3/*", "--target", "mock-component")
        table = self.succeeds("report", "traits", one, two).stdout
        self.assertRegex(table, r"^\| trait \| mock \S* \| mock-component \S* \|\n\| --- ")
        self.succeeds("report", "traits", one, two, "-o", self.path("t.md"))
        self.assertEqual(pathlib.Path(self.path("t.md")).read_text(), table)

    def test_files_that_are_no_results(self):
        for text in ("", "{", "{}", "[1]\n", "\0" * 100, '{"schema": 1}\n{"totals": {}}\n'):
            path = self.path("bad.json")
            pathlib.Path(path).write_text(text)
            for command in (["report", "convert", path], ["report", "diff", path, path],
                            ["report", "merge", path, "-o", self.path("m")], ["judge", path],
                            ["report", "traits", path], ["replay", path, "--target", "mock"]):
                run = self.succeeds(*command, code=2)
                self.assertIn("bad.json", run.stderr)
        self.refused("cannot be read", "report", "convert", self.path("none.json"))
        self.refused("did you mean", "report", "mrge", "x")


if __name__ == "__main__":
    unittest.main(verbosity=2)
