#!/usr/bin/env python3
"""The GitHub action's script, run as a runner runs it: inputs as variables, GITHUB_* as files.

Started by CTest as: action_test.py JCPSPEC. The targets are our own mock server, sound and faulty,
behind a profile. What the script hands on is seen with a stand-in for jcpspec that notes it down.
"""
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from yaml_files import loaded, text_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent / "github-action"
JCPSPEC = os.path.abspath(sys.argv[1])
HANDSHAKE = "server/xep0114/3/handshake-accepted"
REFUSED = "server/xep0114/3/handshake-wrong-digest-refused"

NOTES = """#!/usr/bin/env python3
import json, os, sys
read = [open(a.split("@", 1)[1]).read() for a in sys.argv if "=@/" in a]
json.dump({"arguments": sys.argv[1:], "secrets": read}, open(os.environ["NOTES"], "w"))
sys.exit(int(os.environ.get("CODE", "0")))
"""


def annotate_module():
    loader = importlib.machinery.SourceFileLoader("annotate", str(HERE / "annotate"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("annotate", loader))
    loader.exec_module(module)
    return module


class Action(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jcpspec-action-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def profile(self, *mock_arguments):
        components = [{"domain": f"c{i}.mcfly.fam", "secret": f"88mph-{i}"} for i in range(1, 9)]
        command = [JCPSPEC, "mock-server", "--listen", "127.0.0.1:{port}", "--host", "mcfly.fam"]
        for component in components:
            command += ["--component", f"{component['domain']}={component['secret']}"]
        path = self.folder / "target.json"
        path.write_text(json.dumps({
            "name": "mock-process", "role": "server", "command": command + list(mock_arguments),
            "ports": ["port"], "host": "mcfly.fam", "features": ["host"],
            "policy": {"open_registration": False}, "components": components}), encoding="utf-8")
        return "target.json"

    def run_action(self, **inputs):
        """Exit code, standard output; summary and outputs are left in self."""
        files = {name: self.folder / name.lower()
                 for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        # The faulty mock is found out by what does not come within a deadline.
        inputs.setdefault("ARGS", "--time-scale\n0.3")
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GITHUB_ACTIONS": "true",
                       "JCPSPEC_BINARY": JCPSPEC, "JCPSPEC_OUT": "out",
                       **{name: str(path) for name, path in files.items()},
                       **{("" if name in ("NOTES", "CODE") else "JCPSPEC_") + name: value
                          for name, value in inputs.items()}}
        run = subprocess.run([str(HERE / "run")], env=environment, cwd=self.folder, text=True,
                             capture_output=True, check=False, timeout=100,
                             stdin=subprocess.DEVNULL)
        self.log = run.stdout + run.stderr
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        self.outputs = dict(line.split("=", 1)
                            for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        return run.returncode, run.stdout

    def commands(self, text):
        return [line for line in text.splitlines() if line.startswith("::")]


class Judging(Action):
    def test_a_sound_target_is_green(self):
        code, said = self.run_action(TARGET=self.profile(), IDS=HANDSHAKE, FAIL_ON="must")
        self.assertEqual(code, 0, self.log)
        self.assertEqual(self.commands(said), [])
        self.assertIn("mock-process", self.summary)
        self.assertEqual(self.outputs, {"exit-code": "0", "result": "out/result.json"})
        for name in ("result.json", "junit.xml", "summary.md"):
            self.assertGreater((self.folder / "out" / name).stat().st_size, 0, name)

    def test_a_faulty_target_is_red_and_says_where(self):
        target = self.profile("--quirk", "accepts-any-digest")
        code, said = self.run_action(TARGET=target, IDS=f"{HANDSHAKE}\n{REFUSED}\n", FAIL_ON="must")
        self.assertEqual(code, 1, self.log)
        errors = [line for line in self.commands(said) if line.startswith("::error ")]
        self.assertTrue(any("fail " + REFUSED in line and "XEP0114-3-50" in line
                            for line in errors), said)
        self.assertFalse(any(HANDSHAKE in line.split("::")[1] for line in errors), errors)
        self.assertIn(REFUSED, self.summary)
        self.assertEqual(self.outputs["exit-code"], "1")

    def test_a_baseline_makes_it_green(self):
        target = self.profile("--quirk", "accepts-any-digest")
        known = self.folder / "known.json"
        known.write_text(json.dumps({"entries": [{"id": REFUSED + "*", "verdict": "fail"}]}))
        code, said = self.run_action(TARGET=target, IDS=REFUSED, BASELINE="known.json")
        self.assertEqual(code, 0, self.log)
        self.assertFalse([line for line in self.commands(said) if "::error" in line], said)
        code, said = self.run_action(TARGET=self.profile(), IDS=REFUSED, BASELINE="known.json")
        self.assertEqual(code, 5, self.log)
        self.assertIn("::error title=stale baseline::", said)

    def test_a_crash_is_named(self):
        target = self.profile("--quirk", "crashes-on-legacy-elements")
        code, said = self.run_action(TARGET=target, IDS="server/xep0114/2/legacy-element-survived")
        self.assertEqual(code, 4, self.log)
        self.assertIn("::error title=crash server/xep0114/2/legacy-element-survived#log::", said)

    def test_shards_and_their_merge(self):
        target = self.profile("--quirk", "accepts-any-digest")
        ids = f"{HANDSHAKE}\n{REFUSED}"
        self.run_action(TARGET=target, IDS=ids, OUT="whole")
        for share in (1, 2):
            self.run_action(TARGET=target, IDS=ids, SHARD=f"{share}/2", OUT=f"shares/{share}")
        pattern = "shares/*/result.json"
        code, said = self.run_action(MERGE=pattern, OUT="all")
        self.assertEqual(code, 1, self.log)
        self.assertIn("::error title=fail " + REFUSED, said)
        self.assertIn("mock-process", self.summary)
        totals = [json.loads((self.folder / name / "result.json").read_text("utf-8"))["totals"]
                  for name in ("whole", "all")]
        self.assertEqual(totals[0], totals[1])
        # What is known is the same for one part and for all; what is stale, only all can say.
        known = [{"id": REFUSED + "*", "verdict": "fail"}]
        stale = [{"id": HANDSHAKE, "verdict": "fail"}]
        for entries, verdict in ((known, 0), (known + stale, 5)):
            (self.folder / "known.json").write_text(json.dumps({"entries": entries}))
            code, _ = self.run_action(MERGE=pattern, BASELINE="known.json", OUT="all")
            self.assertEqual(code, verdict, self.log)
        shutil.rmtree(self.folder / "shares/2")
        self.assertEqual(self.run_action(MERGE=pattern, OUT="part")[0], 2, self.log)

    def test_a_run_without_a_result_is_an_error_too(self):
        code, said = self.run_action(TARGET="nowhere.json")
        self.assertEqual(code, 2, self.log)
        self.assertRegex(said, r"::error title=jcpspec::exit 2: .*no result")
        self.assertIn("no result", self.summary)


class HandingOn(Action):
    """What reaches jcpspec, and what does not."""

    def handed_on(self, **inputs):
        stand_in = self.folder / "noting"
        stand_in.write_text(NOTES.replace("/usr/bin/env python3", sys.executable))
        stand_in.chmod(0o755)
        notes = self.folder / "notes.json"
        self.code, self.said = self.run_action(BINARY=str(stand_in), NOTES=str(notes), **inputs)
        return json.loads(notes.read_text("utf-8"))

    def test_every_input(self):
        told = self.handed_on(CONNECT="127.0.0.1:5347", COMPONENTS="a.example=one two\nb.example=@f",
                              BASELINE="known file.json", FAIL_ON="should", SHARD="2/4",
                              ARGS="--host\nexample\n", IDS="server/*\n both/x ")["arguments"]
        for option, value in (("--connect", "127.0.0.1:5347"), ("--baseline", "known file.json"),
                              ("--fail-on", "should"), ("--shard", "2/4"), ("--host", "example"),
                              ("--component", "b.example=@f")):
            self.assertIn((option, value), list(zip(told, told[1:])))
        self.assertEqual(told[0], "test")
        self.assertEqual(told[told.index("--") + 1:], ["server/*", "both/x"])
        told = self.handed_on(LAUNCH="./c {host}", FEATURES="echo\nping")["arguments"]
        self.assertEqual(told[1:7], ["--launch", "./c {host}", "--feature", "echo", "--feature",
                                     "ping"])

    def test_a_secret_is_masked_and_no_argument(self):
        told = self.handed_on(CONNECT="127.0.0.1:5347", COMPONENTS="a.example=s3cret%=x")
        self.assertNotIn("s3cret", " ".join(told["arguments"]))
        self.assertEqual(told["secrets"], ["s3cret%=x"])
        self.assertEqual(self.said.splitlines()[0], "::add-mask::s3cret%25=x")
        self.assertEqual(self.log.count("s3cret"), 1)
        path = [a for a in told["arguments"] if "=@/" in a][0].split("@", 1)[1]
        self.assertFalse(os.path.exists(path))

    def test_nothing_is_run_that_an_input_says(self):
        self.handed_on(TARGET="$(touch owned)`touch owned`;touch owned", ARGS="*\n$(touch owned)",
                       IDS="*")
        self.assertFalse((self.folder / "owned").exists())

    def test_shards_are_merged(self):
        for name in ("1", "2"):
            part = self.folder / "parts" / name
            part.mkdir(parents=True)
            (part / "result.json").write_text("{}")
        told = self.handed_on(MERGE="parts/*/result.json", BASELINE="known.json", FAIL_ON="should",
                              CODE="1")["arguments"]
        self.assertEqual(told[:6], ["report", "merge", "parts/1/result.json", "parts/2/result.json",
                                    "-o", "out/result.json"])
        self.assertEqual(told[6:10], ["--baseline", "known.json", "--fail-on", "should"])
        self.assertEqual(self.code, 1)
        code, said = self.run_action(MERGE="none/*.json")
        self.assertEqual(code, 2, self.log)
        self.assertIn("::error", said)


class AsARunnerDoes(Action):
    """The `run` steps of action.yml, one after the other, with their expressions filled in."""

    def run_steps(self, path, **given):
        action = loaded(text_of("ci/github-action/action.yml"))
        values = {"github.action_path": str(HERE)}
        for name, one in action["inputs"].items():
            values["inputs." + name] = str(given.get(name.replace("-", "_"), one["default"]))
        for step in action["runs"]["steps"]:
            if "run" not in step:
                continue
            output = self.folder / "output"
            output.write_text("")
            environment = {"PATH": path, "RUNNER_TEMP": str(self.folder), "HOME": str(self.folder),
                           "GITHUB_OUTPUT": str(output), "GITHUB_ACTIONS": "true"}
            for name, text in step["env"].items():
                environment[name] = re.sub(r"\$\{\{ (\S+) \}\}", lambda m: values[m.group(1)], text)
            script = self.folder / "script"
            script.write_text(step["run"])
            run = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                                 env=environment, cwd=self.folder, text=True, capture_output=True,
                                 check=False, timeout=100, stdin=subprocess.DEVNULL)
            for line in output.read_text().splitlines():
                name, text = line.split("=", 1)
                values[f"steps.{step['id']}.outputs.{name}"] = text
            if run.returncode != 0:
                break
        return run.returncode, run.stdout + run.stderr, values

    def test_a_jcpspec_that_is_there_is_used(self):
        target = self.profile("--quirk", "accepts-any-digest")
        place = self.folder / "bin"
        place.mkdir()
        (place / "jcpspec").symlink_to(JCPSPEC)
        for path, more in ((f"{place}:{os.environ['PATH']}", {}),
                           (os.environ["PATH"], {"binary": JCPSPEC})):
            code, log, values = self.run_steps(path, target=target, ids=REFUSED, **more)
            self.assertEqual(code, 1, log)
            self.assertIn("::error title=fail " + REFUSED, log)
            self.assertEqual(values["steps.run.outputs.exit-code"], "1")
            self.assertTrue((self.folder / "jcpspec-report/result.json").is_file())

    def test_otherwise_it_is_built(self):
        # A stand-in for the tree: what ci/install would do takes minutes.
        tree = self.folder / "tree/ci"
        shutil.copytree(HERE, tree / "github-action")
        (tree / "install").write_text(f"#!/bin/sh\nmkdir -p \"$1/bin\" && "
                                      f"ln -s '{JCPSPEC}' \"$1/bin/jcpspec\"\n")
        (tree / "install").chmod(0o755)
        action = loaded(text_of("ci/github-action/action.yml"))
        get = action["runs"]["steps"][0]
        output = self.folder / "output"
        run = subprocess.run(["bash", "-eo", "pipefail", "-c", get["run"]], check=False, text=True,
                             env={"PATH": "/usr/bin:/bin", "RUNNER_TEMP": str(self.folder),
                                  "JCPSPEC_BINARY": "", "GITHUB_OUTPUT": str(output),
                                  "ACTION": str(tree / "github-action")}, capture_output=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(output.read_text(), f"binary={self.folder}/jcpspec/bin/jcpspec\n")
        self.assertTrue((self.folder / "jcpspec/bin/jcpspec").exists())


class Annotations(unittest.TestCase):
    annotate = annotate_module()

    def result(self, **fields):
        base = {"id": "a/b", "case": None, "title": "A title", "verdict": "fail", "proofs": []}
        return {**base, **fields}

    def test_what_a_target_said_cannot_become_a_command(self):
        text = self.annotate.annotation("error", "x,y:z\n::error::t", "100%\r\n::set-output name=a::b")
        self.assertEqual(text, "::error title=x%2Cy%3Az%0A%3A%3Aerror%3A%3At::"
                               "100%25%0D%0A::set-output name=a::b")

    def test_known_and_green_are_silent_and_the_worst_comes_first(self):
        results = [self.result(verdict=v, id=v) for v in
                   ("pass", "warn", "blocked", "skip", "fail", "hang", "error", "crash")]
        results.append(self.result(id="known", known={"entry": "known"}))
        found = list(self.annotate.annotations({"results": results}))
        self.assertEqual([title for _, title, _ in found],
                         ["crash crash", "hang hang", "error error", "fail fail",
                          "blocked blocked", "warn warn"])
        self.assertEqual(found[-1][0], "warning")

    def test_a_long_summary_is_cut_at_a_character(self):
        text = self.annotate.shortened("ä" * 600_000)
        self.assertLess(len(text.encode("utf-8")), 1024 * 1024)
        self.assertIn("Cut", text)
        self.assertEqual(self.annotate.shortened("short"), "short")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
