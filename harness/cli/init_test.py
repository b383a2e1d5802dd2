#!/usr/bin/env python3
"""`jcpspec init` as a project uses it, and what it wrote as jcpspec reads it.

Started by CTest as: init_test.py JCPSPEC. Exit 3 says that a profile was understood and only the
program it names is missing; exit 2 would be a profile that is refused.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

JCPSPEC = os.path.abspath(sys.argv[1])
HANDSHAKE = "server/xep0114/3/handshake-accepted"


class Init(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jcpspec init "))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def jcpspec(self, *arguments, **options):
        return subprocess.run([JCPSPEC, *arguments], stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, check=False, timeout=100, cwd=self.folder,
                              **options)

    def init(self, *arguments):
        run = self.jcpspec("init", *arguments)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return run.stdout

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*")
                      if path.is_file())

    def test_what_is_written(self):
        for arguments, files in (
                ([], [".github/workflows/jcpspec.yml", "jcpspec/server.conf.in",
                      "jcpspec/target.json"]),
                (["--role", "component", "--ci", "gitlab"],
                 ["jcpspec/gitlab-ci.yml", "jcpspec/target.json"]),
                (["--ci", "none", "--like", "prosody"],
                 ["jcpspec/prosody/prosody.cfg.lua.in", "jcpspec/target.json"])):
            self.init(*arguments)
            self.assertEqual(self.files(), files)
            for name in (".github", "jcpspec"):
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def test_profiles_are_understood_and_not_green_before_they_are_filled_in(self):
        for role in ("server", "component"):
            self.init("--role", role)
            run = self.jcpspec("test", "--target", "jcpspec/target.json")
            self.assertEqual(run.returncode, 3, run.stdout + run.stderr)
            shutil.rmtree(self.folder / "jcpspec")
        # Where the check would show: one wrong word, and it is exit 2.
        self.init()
        profile = self.folder / "jcpspec/target.json"
        profile.write_text(profile.read_text("utf-8").replace("ports", "prots"), encoding="utf-8")
        self.assertEqual(self.jcpspec("test", "--target", "jcpspec/target.json").returncode, 2)

    def test_nothing_that_exists_is_touched(self):
        outside = self.folder / "outside"
        (self.folder / "jcpspec").mkdir()
        (self.folder / "jcpspec/target.json").write_text("mine")
        (self.folder / "jcpspec/server.conf.in").symlink_to(outside)
        said = self.init()
        self.assertIn("kept     jcpspec/target.json", said)
        self.assertIn("kept     jcpspec/server.conf.in", said)
        self.assertIn("written  .github/workflows/jcpspec.yml", said)
        self.assertEqual((self.folder / "jcpspec/target.json").read_text(), "mine")
        self.assertFalse(outside.exists())

    def test_a_program_of_the_project_is_started_from_anywhere(self):
        program = self.folder / "my component"
        program.write_text(f"#!/bin/sh\nexec '{JCPSPEC}' mock-component --no-reconnect "
                           "--connect \"$1:$2\" --component \"$3=$4\"\n")
        program.chmod(0o755)
        words = "{host} {port} {domain} {secret}"
        for command, at in (("sh 'my component' " + words, 1), ("'./my component' " + words, 0)):
            self.init("--role", "component", "--feature", "echo", "--command", command)
            profile = json.loads((self.folder / "jcpspec/target.json").read_text("utf-8"))
            self.assertEqual(profile["command"][at], "{profile}/../my component")
            self.assertEqual(profile["features"], ["echo"])
            run = subprocess.run([JCPSPEC, "test", "component/xep0114/3/handshake-*", "--target",
                                  str(self.folder / "jcpspec/target.json")], cwd="/", text=True,
                                 capture_output=True, check=False, timeout=100)
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            shutil.rmtree(self.folder / "jcpspec")

    def test_a_server_with_its_command_is_judged(self):
        command = f"{JCPSPEC} mock-server --listen 127.0.0.1:{{port}} --host mcfly.fam"
        for word in "alpha bravo charlie delta echo foxtrot golf hotel".split():
            command += f" --component {word}.mcfly.fam=88mph-{word}"
        self.init("--command", command)
        run = self.jcpspec("test", "--target", "jcpspec/target.json", HANDSHAKE)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_the_copy_of_a_profile_is_that_profile(self):
        self.init("--like", "slixmpp")
        shipped = pathlib.Path(__file__).resolve().parents[2] / "targets"
        for name in ("target.json", "slixmpp/component.py"):
            original = shipped / ("slixmpp.json" if name == "target.json" else name)
            self.assertEqual((self.folder / "jcpspec" / name).read_text("utf-8"),
                             original.read_text("utf-8"))

    def test_what_the_user_got_wrong(self):
        for arguments in (["--like", "nobody"], ["nowhere"], ["--role", "client"],
                          ["--like", "prosody", "--command", "x"], ["--command", "'open"],
                          ["--command", " "]):
            run = self.jcpspec("init", *arguments)
            self.assertEqual(run.returncode, 2, (arguments, run.stdout, run.stderr))
            self.assertEqual(self.files(), [], arguments)
        if os.geteuid() != 0:
            self.folder.chmod(0o555)
            self.assertEqual(self.jcpspec("init").returncode, 2)
            self.folder.chmod(0o755)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
