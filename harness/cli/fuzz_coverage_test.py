#!/usr/bin/env python3
"""`jcpspec fuzz` is guided by a target's own count of its edges (fuzz/coverage).

Started by CTest as: fuzz_coverage_test.py JCPSPEC COVERED_SERVER. What leads to the fault of that
server shows in no answer. With its counters it is found within a number of cases of one seed; with
the same seed and number, and without them, it is not.
"""

import json
import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
SERVER = os.path.abspath(sys.argv.pop(2))
from binary import Folder, jcpspec, profile  # noqa: E402

CASES = "2000"


class Coverage(Folder):
    def fuzz(self, *arguments, out="out", wrapper=()):
        components = [{"domain": f"c{i}.mcfly.fam", "secret": f"88mph-{i}"} for i in range(1, 13)]
        # What AddressSanitizer does not free at once would be taken for a leak.
        target = profile(self.folder, components=components, env={
            "ASAN_OPTIONS": "quarantine_size_mb=1"}, command=[
                *wrapper, SERVER, "{port}", "{host}",
                *(f"{one['domain']}={one['secret']}" for one in components)])
        if "--resume" not in arguments:
            arguments += ("--out", self.path(out))
        run = jcpspec("fuzz", "--target", target, *arguments, "--max-findings", "1", "--budget",
                      "10", timeout=1200)
        self.assertIn(run.returncode, (0, 4), run.stdout + run.stderr)
        return json.loads(pathlib.Path(self.path(out), "campaign.json").read_text("utf-8"))

    def test_found_with_counters(self):
        result = self.fuzz("--seed", "1", "--runs", CASES)
        self.assertEqual([finding["bucket"] for finding in result["findings"]], ["crash-sigabrt"])
        self.assertGreater(result["edges"], 100)

    def test_not_found_without_counters(self):
        result = self.fuzz("--seed", "1", "--runs", CASES, wrapper=("/usr/bin/env", "-u", "JCP_COVERAGE"))
        self.assertEqual((result["findings"], result["edges"]), ([], 0))

    def test_not_found_without_guidance(self):
        result = self.fuzz("--seed", "1", "--runs", CASES, "--no-guidance")
        self.assertEqual(result["findings"], [])
        self.assertGreater(result["edges"], 100)

    def test_journal_knows_the_edges(self):
        first = self.fuzz("--seed", "1", "--runs", "100")
        more = self.fuzz("--resume", self.path("out"), "--runs", "110")
        self.assertGreaterEqual(more["edges"], first["edges"])
        again = self.fuzz("--replay", self.path("out/journal.jsonl"), out="again")
        self.assertEqual((again["hash"], again["edges"]), (more["hash"], more["edges"]))


if __name__ == "__main__":
    unittest.main()
