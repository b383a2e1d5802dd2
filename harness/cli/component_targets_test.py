#!/usr/bin/env python3
"""Real components, judged for real: every profile of a component whose program is installed.

Started by CTest as: component_targets_test.py JCPSPEC. The verdicts are the targets' own affair;
what is tested is that the run is one: it ends, its totals add up, nothing of ours went wrong.
ci/test sets JCP_REQUIRE_TARGETS: then a compiled and an interpreted one have to be there.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

JCPSPEC = os.path.abspath(sys.argv.pop(1))
SCENARIOS = ("both/rfc6120/8.2.3/*", "both/xep0114/3/*", "both/rfc6120/8.1.3/*")
REQUIRED = ("gloox", "slixmpp")


class Components(unittest.TestCase):
    def judge(self, target):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "r.json")
            run = subprocess.run([JCPSPEC, "test", *SCENARIOS, "--target", target, "--report",
                                  "json=" + out], stdin=subprocess.DEVNULL, text=True,
                                 capture_output=True, timeout=240, check=False)
            result = json.loads(pathlib.Path(out).read_text(encoding="utf-8"))
        incidents = " ".join(incident["what"] for incident in result["incidents"])
        missing = "not installed" in incidents or "nothing is found" in incidents
        if missing and not (os.environ.get("JCP_REQUIRE_TARGETS") and target in REQUIRED):
            self.skipTest(incidents)
        self.assertIn(run.returncode, (0, 1, 4), run.stdout[-3000:] + run.stderr)
        totals = result["totals"]
        self.assertEqual(totals["selected"], sum(totals[k] for k in totals if k != "selected"))
        self.assertEqual(totals["error"], 0)
        self.assertEqual(totals["blocked"], 0, run.stdout[-3000:])
        self.assertTrue(result["target"]["version"])
        return totals

    def test_gloox(self):
        self.assertGreater(self.judge("gloox")["pass"], 0)

    def test_slixmpp(self):
        self.assertGreater(self.judge("slixmpp")["pass"], 0)

    def test_xmppjs(self):
        self.assertGreater(self.judge("xmppjs")["pass"], 0)

    def test_biboumi(self):
        self.assertGreater(self.judge("biboumi")["pass"], 0)

    def test_libstrophe(self):
        self.judge("libstrophe")


if __name__ == "__main__":
    unittest.main(verbosity=2)
