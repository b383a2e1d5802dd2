#!/usr/bin/env python3
"""What `cmake --install` puts down is whole, runs from elsewhere, and describes this binary.

Started by CTest as: package_test.py JCPSPEC BUILD_TREE CMAKE. The man page and the completions are
compared with --help of every command; each comparison is also made with a text that lacks something
and has to notice.
"""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "completions"))
import command_tree  # noqa: E402

TREE, CMAKE = sys.argv[2:4]
HANDSHAKE = "server/xep0114/3/handshake-accepted"


def output(*command, **options):
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60,
                         stdin=subprocess.DEVNULL, **options)
    if run.returncode != 0:
        raise AssertionError(f"{command} ends with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


def man_sections(page):
    """Heading of a subsection -> its text, as a reader sees it."""
    text = output("mandoc", "-T", "ascii", "-O", "width=200", page)
    text = re.sub(r".\x08", "", text)
    parts = re.split(r"^   (\S.*)$", text, flags=re.M)
    found = {"": parts[0]}
    for heading, body in zip(parts[1::2], parts[2::2]):
        found[heading] = body
    return found


def stands_in(word, text):
    return re.search(r"(?<![\w-])" + re.escape(word) + r"(?![\w-])", text)


def section_of(sections, command):
    """The section whose heading names the command; "report" has one for all below it."""
    name = command.path[0] if command.path else ""
    for heading, text in sections.items():
        if name in re.split(r",? ", heading) or (not name and not heading):
            return text
    return None


def missing_in_man_page(tree, sections):
    for command in tree.walk():
        text = section_of(sections, command)
        if text is None or (len(command.path) > 1 and command.path[-1] not in text):
            yield command.title()
            continue
        if re.search(r"[Aa]s with\s+test\b", text):
            text += sections["test"]
        for option in command.options:
            names = [option.name] + [word.rstrip("=") for word in option.words()]
            yield from (f"{command.title()} {option.name} {name}" for name in names
                        if option.name != "--help" and not stands_in(name, text))


def missing_in_completion(tree, text):
    """Every name stands there as a word; the comparison with completions/generate does the rest."""
    fish = "complete -c" in text
    for command in tree.walk():
        names = [(name, name) for name in command.path[-1:]]
        names += [(one.name, one.in_fish() if fish else one.name) for one in command.options]
        for name, word in names:
            if not stands_in(word, text):
                yield f"{command.title()} {name}"


class Prefix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="jcpspec-package-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        output(CMAKE, "--install", TREE, "--prefix", str(cls.folder / "first"))
        # Whatever remembers where it was installed is found out.
        cls.prefix = cls.folder / "somewhere else"
        (cls.folder / "first").rename(cls.prefix)
        cls.binary = str(cls.prefix / "bin/jcpspec")
        cls.tree = command_tree.read(cls.binary)
        page = cls.folder / "jcpspec.1"
        page.write_bytes(gzip.decompress((cls.prefix / "share/man/man1/jcpspec.1.gz").read_bytes()))
        cls.page = str(page)


class Installed(Prefix):
    def test_the_binary_runs_from_another_folder(self):
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        said = output(self.binary, "test", "server/xep0114/3/*", cwd=elsewhere,
                      env={"PATH": "/usr/bin:/bin"})
        self.assertRegex(said, r"exit 0\s*$")
        self.assertEqual(list(elsewhere.iterdir()), [])

    def test_all_of_it_is_there(self):
        for name in ("share/doc/jcpspec/copyright", "share/doc/jcpspec/README.md",
                     "share/doc/jcpspec/docs/TARGETS.md", "share/doc/jcpspec/changelog.gz",
                     "share/jcpspec/targets/schema.json", "share/jcpspec/targets/prosody.json",
                     "share/jcpspec/targets/prosody/prosody.cfg.lua.in",
                     "share/jcpspec/scenarios/requirements.json"):
            self.assertTrue((self.prefix / name).is_file(), name)
        output(self.binary, "check", str(self.prefix / "share/jcpspec/scenarios"))
        said = output(self.binary, "test", HANDSHAKE, "--scenarios",
                      str(self.prefix / "share/jcpspec/scenarios"))
        self.assertRegex(said, r"exit 0\s*$")

    def test_the_links_of_the_readme_lead_somewhere(self):
        folder = self.prefix / "share/doc/jcpspec"
        links = re.findall(r"\]\((docs/[^)#]+)", (folder / "README.md").read_text("utf-8"))
        self.assertGreater(len(links), 3)
        self.assertEqual([link for link in links if not (folder / link).exists()], [])

    def test_the_version_says_what_it_was_made_from(self):
        said = output(self.binary, "--version")
        self.assertRegex(said, r"\Ajcpspec \d+\.\d+\.\d+\n")
        for word in ("compiler", "build type", "sanitizers", "expat", "OpenSSL", "Boost", "pugixml"):
            self.assertRegex(said, word + r" +\S")
        # Nothing that differs from one builder to the next.
        self.assertNotRegex(said, r"/|20\d\d-|\d\d:\d\d")

    def test_the_man_page_is_sound(self):
        said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", self.page], text=True,
                              capture_output=True, check=False)
        self.assertEqual(said.stdout + said.stderr, "")
        broken = self.folder / "broken.1"
        broken.write_text(pathlib.Path(self.page).read_text("utf-8").replace(".El\n", "", 1))
        run = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(broken)],
                             capture_output=True, check=False)
        self.assertNotEqual(run.stdout, b"")

    def test_the_man_page_has_every_command_and_option(self):
        sections = man_sections(self.page)
        self.assertEqual(list(missing_in_man_page(self.tree, sections)), [])
        doctored = {h: text.replace("--fail-fast", "--fail-slow").replace("junit", "unit")
                    for h, text in sections.items()}
        found = list(missing_in_man_page(self.tree, doctored))
        self.assertIn("jcpspec test --fail-fast --fail-fast", found)
        self.assertIn("jcpspec replay --fail-fast --fail-fast", found)
        self.assertIn("jcpspec report merge --report junit", found)
        del doctored["doctor"]
        self.assertIn("jcpspec doctor", list(missing_in_man_page(self.tree, doctored)))

    def test_the_man_page_has_every_exit_code(self):
        text = man_sections(self.page)
        codes = re.findall(r"^ {5}(\d+)(?= {2,}|$)", "\n".join(text.values()), re.M)
        table = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text("utf-8"), re.M)
        self.assertEqual(codes, table)


class Completions(Prefix):
    FILES = {"jcpspec.bash": "share/bash-completion/completions/jcpspec",
             "_jcpspec": "share/zsh/vendor-completions/_jcpspec",
             "jcpspec.fish": "share/fish/vendor_completions.d/jcpspec.fish"}

    def text(self, name):
        return (self.prefix / self.FILES[name]).read_text(encoding="utf-8")

    def test_they_are_what_the_generator_writes(self):
        fresh = self.folder / "fresh"
        fresh.mkdir()
        output(sys.executable, str(ROOT / "completions/generate"), self.binary, str(fresh))
        for name in self.FILES:
            self.assertEqual((fresh / name).read_text("utf-8"), self.text(name),
                             "run completions/generate JCPSPEC")

    def test_every_command_and_option_is_there(self):
        for name in self.FILES:
            text = self.text(name)
            self.assertEqual(list(missing_in_completion(self.tree, text)), [], name)
            doctored = text.replace("fail-fast", "fail-slow").replace("doctor", "nurse")
            found = list(missing_in_completion(self.tree, doctored))
            self.assertEqual(found, ["jcpspec test --fail-fast", "jcpspec replay --fail-fast",
                                     "jcpspec doctor doctor"], name)

    def complete_in_bash(self, *words):
        script = ("source /usr/share/bash-completion/bash_completion; source \"$1\"; shift; "
                  "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; "
                  "COMP_POINT=${#COMP_LINE}; compopt() { :; }; _jcpspec; "
                  "printf '%s\\n' \"${COMPREPLY[@]}\"")
        path = os.path.dirname(self.binary) + ":/usr/bin:/bin"
        return output("bash", "-c", script, "bash", str(self.prefix / self.FILES["jcpspec.bash"]),
                      *words, env={"PATH": path}, cwd=self.folder).split()

    def test_bash_completes(self):
        for words, reply in ((["jcpspec", "sel"], ["selftest"]),
                             (["jcpspec", "test", "--fail-"], ["--fail-on", "--fail-fast"]),
                             (["jcpspec", "test", "--fail-on", "s"], ["should"]),
                             (["jcpspec", "test", "--target", "pros"], ["prosody"]),
                             (["jcpspec", "test", "--report", "jun"], ["junit="]),
                             (["jcpspec", "show", HANDSHAKE[:-3]], [HANDSHAKE])):
            self.assertEqual(self.complete_in_bash(*words), reply, words)

    def test_fish_completes(self):
        script = str(self.prefix / self.FILES["jcpspec.fish"])
        path = os.path.dirname(self.binary) + ":/usr/bin:/bin"
        for line, reply in (("jcpspec sel", "selftest"), ("jcpspec test --fail-o", "--fail-on"),
                            ("jcpspec coverage --side s", "server")):
            said = output("fish", "--no-config", "-c", f"source {script!r}; complete -C {line!r}",
                          env={"PATH": path, "HOME": str(self.folder)})
            self.assertEqual([row.split("\t")[0] for row in said.splitlines()], [reply], line)

    def test_zsh_reads_it(self):
        script = str(self.prefix / self.FILES["_jcpspec"])
        output("zsh", "-n", script)
        loaded = ("autoload -Uz compinit; compinit -D -u; "
                  "fpath=(${1:h} $fpath); autoload -Uz _jcpspec; autoload +X _jcpspec; "
                  "print -r -- ${#functions[_jcpspec]}")
        said = output("zsh", "-f", "-c", loaded, "zsh", script, env={"PATH": "/usr/bin:/bin"})
        self.assertGreater(int(said), 1000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
