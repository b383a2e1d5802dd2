#!/usr/bin/env python3
"""The kits that are data: workflows, the action, the GitLab template, the container file.

Started by CTest as: kits_test.py JCPSPEC. One machine is no GitHub, so the files are read as their
readers would: keys, names, shell inside; the GitLab script is run. Each check is a function of a
text, and is shown a doctored one first that it has to refuse.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from yaml_files import ROOT, YAMLError, loaded, text_of  # noqa: E402

JCPSPEC = os.path.abspath(sys.argv[1])
ACTION = "ci/github-action/action.yml"
WORKFLOWS = ["ci/starter/github.yml", "ci/starter/github-sharded.yml"]
GITLAB = "ci/gitlab/jcpspec.yml"
CLUSTERFUZZLITE = [f".clusterfuzzlite/workflows/cflite_{mode}.yml"
                   for mode in ("pr", "batch", "prune", "coverage")]
USED = {"actions/checkout@v4", "actions/upload-artifact@v4", "actions/download-artifact@v4",
        "google/clusterfuzzlite/actions/build_fuzzers@v1",
        "google/clusterfuzzlite/actions/run_fuzzers@v1"}
STEP_KEYS = {"name", "id", "if", "uses", "with", "env", "run", "shell", "working-directory",
             "continue-on-error", "timeout-minutes"}


def shell_problems(script):
    run = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    return run.stderr.splitlines()


def step_problems(steps, in_action):
    for number, step in enumerate(steps):
        where = step.get("name", f"step {number}")
        yield from (f"{where}: no key {key}" for key in set(step) - STEP_KEYS)
        if ("run" in step) == ("uses" in step):
            yield f"{where}: either run or uses"
        if in_action and "run" in step and "shell" not in step:
            yield f"{where}: a composite action has to name the shell"
        yield from (f"{where}: {line}" for line in shell_problems(step.get("run", "")))
        # What somebody else wrote would be text of the script.
        if "${{" in step.get("run", ""):
            yield f"{where}: an expression in a script"
        used = step.get("uses", "")
        if used and not used.startswith("./") and used not in USED:
            yield f"{where}: uses {used}"


def action_problems(text):
    action = loaded(text)
    for key in ("name", "description", "inputs", "outputs", "runs"):
        if key not in action:
            yield f"no {key}"
    yield from (f"no key {key}" for key in
                set(action) - {"name", "description", "inputs", "outputs", "runs", "branding"})
    if action["runs"].get("using") != "composite":
        yield "not composite"
    for name, given in action["inputs"].items():
        if set(given) - {"description", "required", "default", "deprecationMessage"}:
            yield f"input {name}: keys {sorted(given)}"
        if "${{ inputs." + name not in text and f"inputs.{name} " not in text:
            yield f"input {name} is used nowhere"
    for name in re.findall(r"inputs\.([a-z-]+)", text):
        if name not in action["inputs"]:
            yield f"inputs.{name} is no input"
    steps = action["runs"]["steps"]
    for name in re.findall(r"steps\.([a-z]+)\.", text):
        if name not in [step.get("id") for step in steps]:
            yield f"steps.{name} is no step"
    yield from step_problems(steps, in_action=True)


def handed_on_problems(action_text, script):
    """The variables that the action sets are those that the script reads, and the other way."""
    run = [step for step in loaded(action_text)["runs"]["steps"] if step.get("id") == "run"][0]
    given = {name.removeprefix("JCPSPEC_") for name in run["env"] if name != "ACTION"}
    read = set(re.findall(r"\((?:input) ([A-Z_]+)|(?:option --\S+|read_lines) ([A-Z_]+)", script))
    read = {a or b for a, b in read}
    yield from (f"{name} is set and not read" for name in given - read)
    yield from (f"{name} is read and not set" for name in read - given)


def workflow_problems(text):
    workflow = loaded(text)
    # YAML 1.1 reads the key `on` as true.
    if set(workflow) - {"name", True, "permissions", "jobs", "env", "concurrency"}:
        yield f"keys {sorted(map(str, workflow))}"
    if set(workflow.get("permissions", {"": "all"}).values()) != {"read"}:
        yield "more permissions than reading"
    inputs = set(loaded(text_of(ACTION))["inputs"])
    for name, job in workflow["jobs"].items():
        if "timeout-minutes" not in job:
            yield f"{name}: no time limit"
        for needed in [job["needs"]] if "needs" in job else []:
            if needed not in workflow["jobs"]:
                yield f"{name}: needs {needed}"
        yield from step_problems(job["steps"], in_action=False)
        for step in job["steps"]:
            if step.get("uses", "").endswith("github-action"):
                yield from (f"{name}: no input {key}" for key in set(step["with"]) - inputs)


def clusterfuzzlite_problems(text):
    """Of one of its workflows, beside those of any workflow."""
    yield from workflow_problems(text)
    for name, job in loaded(text)["jobs"].items():
        # Without a checkout it does not find project.yaml, and takes another system.
        used = [step.get("uses", "").split("@")[0].split("/")[-1] for step in job["steps"]]
        if used != ["checkout", "build_fuzzers", "run_fuzzers"]:
            yield f"{name}: steps {used}"
        build, fuzz = (step.get("with", {}) for step in job["steps"][-2:])
        if set(build) - {"language", "sanitizer", "github-token"} or build.get("language") != "c++":
            yield f"{name}: built with {build}"
        if set(fuzz) - {"mode", "fuzz-seconds", "sanitizer", "github-token"}:
            yield f"{name}: run with {fuzz}"
        if fuzz.get("mode") not in ("code-change", "batch", "prune", "coverage"):
            yield f"{name}: mode {fuzz.get('mode')}"
        if build.get("sanitizer") != fuzz.get("sanitizer"):
            yield f"{name}: built and run with different sanitizers"
        if (fuzz.get("mode") == "coverage") != (fuzz.get("sanitizer") == "coverage"):
            yield f"{name}: the sanitizer coverage belongs to the mode coverage"
        if job.get("timeout-minutes", 0) * 60 <= int(fuzz.get("fuzz-seconds", 0)):
            yield f"{name}: the job ends before the fuzzing"


def builder_problems(text):
    """The image that builds for ClusterFuzzLite has what `ci/setup --build` installs."""
    yield from container_problems(text)
    system = loaded(text_of(".clusterfuzzlite/project.yaml"))["base_os_version"]
    if f"FROM gcr.io/oss-fuzz-base/base-builder:{system}\n" not in text:
        yield f"not based on {system}"
    packages = re.search(r"\nbuild=\((.*?)\)", text_of("ci/setup"), re.S).group(1).split()
    for package in set(packages) - {"g++", "ccache", "git"}:
        # Another system has another Boost.
        name = r"libboost\d+\.\d+-dev" if "boost" in package else re.escape(package)
        if not re.search(rf"\s{name}\s", text):
            yield f"no package {package}"


def gitlab_problems(text):
    for name, job in loaded(text).items():
        for key in ("before_script", "script"):
            for script in job.get(key, []):
                yield from (f"{name}: {line}" for line in shell_problems(script))
        unknown = set(job) - {"image", "variables", "before_script", "script", "artifacts",
                              "extends", "when", "needs", "parallel", "stage"}
        yield from (f"{name}: no key {key}" for key in unknown)


def container_problems(text):
    """Continued lines joined; stages, sources and shell looked at."""
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
    stages = set()
    for line in filter(None, lines):
        word, rest = line.split(None, 1)
        if word not in ("FROM", "WORKDIR", "COPY", "RUN", "CMD"):
            yield f"no instruction {word}"
        if word == "FROM" and " AS " in rest:
            stages.add(rest.split(" AS ")[1])
        if word == "RUN":
            yield from shell_problems(rest)
            for path in re.findall(r"(?<![\w/])ci/\S+", rest):
                if not os.access(ROOT / path, os.X_OK):
                    yield f"{path} cannot be run"
        found = re.match(r"--from=(\S+)", rest)
        if word == "COPY" and found and found.group(1) not in stages:
            yield f"no stage {found.group(1)}"


class Kits(unittest.TestCase):
    def sound(self, problems, text, *doctored):
        """`doctored`: (what to replace, by what), each of which has to be noticed."""
        self.assertEqual(list(problems(text)), [])
        for old, new in doctored:
            self.assertIn(old, text)
            try:
                found = list(problems(text.replace(old, new, 1)))
            except YAMLError:
                continue
            self.assertNotEqual(found, [], f"{old!r} -> {new!r} is not noticed")

    def test_the_action(self):
        self.sound(action_problems, text_of(ACTION),
                   ("shell: bash", "shel: bash"), ("if ! ", "if if ! "),
                   ("inputs.shard", "inputs.sharp"), ("using: composite", "using: docker"),
                   ("actions/upload-artifact", "someone/upload-artifact"),
                   ("id: get", "id: got"), ("echo \"binary", "echo \"${{ inputs.ids }}"),
                   ("  ids:\n", "  ids:\n    default: \"\"\n"))

    def test_what_the_action_hands_on(self):
        script = text_of("ci/github-action/run")
        self.sound(lambda text: handed_on_problems(text, script), text_of(ACTION),
                   ("JCPSPEC_SHARD:", "JCPSPEC_SHARE:"), ("        JCPSPEC_IDS", "        # IDS"))

    def test_the_workflows(self):
        for name in WORKFLOWS:
            self.sound(workflow_problems, text_of(name),
                       ("contents: read", "contents: write"), ("timeout-minutes", "limit"),
                       ("target:", "taget:"), ("actions/checkout", "someone/checkout"))

    def test_the_workflows_of_clusterfuzzlite(self):
        for name in CLUSTERFUZZLITE:
            self.sound(clusterfuzzlite_problems, text_of(name),
                       ("contents: read", "contents: write"), ("timeout-minutes", "limit"),
                       ("actions/run_fuzzers@v1", "actions/run_fuzzers@main"), ("mode:", "mood:"),
                       ("      - uses: actions/checkout@v4", "      - run: make"),
                       ("language: c++", "language: c"), ("fuzz-seconds: ", "fuzz-seconds: 9"))

    def test_the_image_of_clusterfuzzlite(self):
        self.sound(builder_problems, text_of(".clusterfuzzlite/Dockerfile"),
                   (":ubuntu-24-04", ":v1"), ("libcli11-dev", "libcli-dev"),
                   ("libboost1.83-dev", "libboost-dev"), ("&& apt-get", "&& && apt-get"))

    def test_the_gitlab_template(self):
        self.sound(gitlab_problems, text_of(GITLAB),
                   ("if ! command", "if ! ( command"), ("artifacts:", "artefacts:"))
        self.sound(gitlab_problems, text_of(GITLAB) + text_of("ci/starter/gitlab-job.yml"))

    def test_the_container_file(self):
        self.sound(container_problems, text_of("ci/container/Containerfile"),
                   ("AS build", "AS built"), ("ci/setup", "ci/set-up"), ("&& cmake", "&& && cmake"),
                   ("WORKDIR", "WORKDIRS"))

    def test_they_name_the_version_that_they_belong_to(self):
        version = re.search(r"VERSION (\d+\.\d+\.\d+)", text_of("CMakeLists.txt")).group(1)
        for name in WORKFLOWS + [GITLAB]:
            self.assertEqual(set(re.findall(r"\bv\d+\.\d+\.\d+", text_of(name))), {"v" + version},
                             name)

    def test_the_scripts_parse(self):
        for name in ("ci/github-action/run", "ci/install", "ci/package-test", "ci/setup", "ci/test",
                     ".clusterfuzzlite/build.sh"):
            self.assertEqual(shell_problems(text_of(name)), [], name)
            self.assertTrue(os.access(ROOT / name, os.X_OK), name)


class GitLabJob(unittest.TestCase):
    """The script of the job, as a runner executes it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jcpspec-gitlab-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_job(self, name=".jcpspec", path=None, **variables):
        jobs = loaded(text_of(GITLAB))
        job = jobs[name]
        lines = jobs[".jcpspec"]["before_script"] + job["script"]
        environment = {"PATH": (path or os.path.dirname(JCPSPEC)) + ":/usr/bin:/bin",
                       **jobs[".jcpspec"]["variables"], **variables}
        return subprocess.run(["bash", "-eo", "pipefail", "-c", "\n".join(lines)], text=True,
                              env=environment, cwd=self.folder, capture_output=True, check=False,
                              timeout=100, stdin=subprocess.DEVNULL)

    def start(self, *arguments):
        command = f"{JCPSPEC} mock-server --listen 127.0.0.1:{{port}} --host mcfly.fam"
        for word in "alpha bravo charlie delta echo foxtrot golf hotel".split():
            command += f" --component {word}.mcfly.fam=88mph-{word}"
        subprocess.run([JCPSPEC, "init", "--ci", "gitlab", "--command",
                        " ".join([command, *arguments]), str(self.folder)], check=True,
                       capture_output=True)

    def test_green_and_red(self):
        self.start()
        ids = "server/xep0114/3/handshake-*"
        run = self.run_job(JCPSPEC_ARGS=ids)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        for name in ("result.json", "junit.xml"):
            self.assertTrue((self.folder / "jcpspec-report" / name).is_file(), name)
        shutil.rmtree(self.folder / "jcpspec")
        self.start("--quirk", "accepts-any-digest")
        run = self.run_job(JCPSPEC_ARGS=ids)
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)

    def test_parallel_jobs_and_their_verdict(self):
        self.start()
        ids = {"JCPSPEC_ARGS": "server/xep0114/3/handshake-*", "CI_NODE_TOTAL": "2"}
        for share in ("1", "2"):
            run = self.run_job(CI_NODE_INDEX=share, **ids)
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        run = self.run_job(".jcpspec-merge")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        for name in ("all.json", "summary.md", "junit.xml"):
            self.assertTrue((self.folder / "jcpspec-report" / name).is_file(), name)

    def test_each_of_parallel_jobs_has_its_share_and_folder(self):
        stand_in = self.folder / "jcpspec"
        stand_in.write_text("#!/bin/sh\necho \"$@\"\n")
        stand_in.chmod(0o755)
        run = self.run_job(path=str(self.folder), CI_NODE_INDEX="2", CI_NODE_TOTAL="4",
                           JCPSPEC_BASELINE="known.json", JCPSPEC_ARGS="--strict")
        self.assertEqual(run.stdout, "test --target jcpspec/target.json --fail-on must --baseline "
                         "known.json --shard 2/4 --report json=jcpspec-report/2/result.json "
                         "--report junit=jcpspec-report/2/junit.xml --strict\n", run.stderr)
        for number in ("1", "2"):
            (self.folder / "jcpspec-report" / number).mkdir(exist_ok=True)
            (self.folder / "jcpspec-report" / number / "result.json").write_text("{}")
        run = self.run_job(".jcpspec-merge", path=str(self.folder))
        self.assertIn("report merge jcpspec-report/1/result.json jcpspec-report/2/result.json",
                      run.stdout)

    def test_without_a_jcpspec_it_says_what_to_set(self):
        run = self.run_job(path="/nowhere")
        self.assertEqual(run.returncode, 2)
        self.assertIn("JCPSPEC_REPOSITORY", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
