#!/usr/bin/env python3
"""What ClusterFuzzLite runs, looked at as its own check of a build does, and harder.

Started by CTest as: clusterfuzzlite_test.py CMAKE TREE [ENGINE], about what TREE has, which costs no
compiler; or as clusterfuzzlite_test.py CMAKE TREE build, about what .clusterfuzzlite/build.sh makes as
in their container, by clang and libFuzzer. Either is looked at in another place than it was made for.
"""
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CMAKE, TREE, *HOW = sys.argv[1:]
BUILD = HOW == ["build"]
LIBFUZZER = "-fsanitize=fuzzer"
ENGINE = LIBFUZZER if BUILD else "".join(HOW)
SEEDS = None if BUILD else 16  # of each target; the tests of the tree replay them all
# As OSS-Fuzz has them.
FLAGS = ("-O1 -fno-omit-frame-pointer -gline-tables-only -fsanitize=address "
         "-fsanitize-address-use-after-scope -fsanitize=fuzzer-no-link "
         "-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION")
TOKEN = re.compile(r'(\w+=)?"([^"\\]|\\\\|\\"|\\x[0-9A-Fa-f]{2})+"')


def run(*command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                          **options)


def sound(*command, **options):
    done = run(*command, **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} ends with {done.returncode}:\n{done.stdout}")
    return done.stdout


def dictionary_problems(text):
    lines = [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"]
    yield from (line for line in lines if not TOKEN.fullmatch(line))
    if not lines:
        yield "no entry"


def options_problems(text):
    options = configparser.ConfigParser()
    try:
        options.read_string(text)
    except configparser.Error as error:
        yield str(error)
    if options.sections() != ["libfuzzer"] or not options.items("libfuzzer"):
        yield f"sections {options.sections()}"


class Shipped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="jcpspec-fuzzers-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        made, cls.out = cls.folder / "made", cls.folder / "somewhere else"
        cls.tree = cls.build(made) if BUILD else pathlib.Path(TREE)
        if not BUILD:
            sound(CMAKE, "--install", TREE, "--component", "fuzzers", "--prefix", str(made))
        made.rename(cls.out)
        cls.fuzzers = (cls.tree / "fuzzers.txt").read_text(encoding="utf-8").split()

    @classmethod
    def build(cls, out):
        work = cls.folder / "work"
        # The libraries are not libc++'s whatever the container says.
        sound("bash", "-eux", ".clusterfuzzlite/build.sh", cwd=ROOT, env={
            **os.environ, "CC": "clang-14", "CXX": "clang++-14", "CFLAGS": FLAGS,
            "CXXFLAGS": FLAGS + " -stdlib=libc++", "LIB_FUZZING_ENGINE": LIBFUZZER,
            "SANITIZER": "address", "WORK": str(work), "OUT": str(out)})
        return work / "build"

    def start(self, fuzzer, *arguments):
        return sound(f"./{fuzzer}", f"-dict={fuzzer}.dict", *self.options(fuzzer), *arguments,
                     cwd=self.out, env={"PATH": "/usr/bin:/bin"}, timeout=300)

    def options(self, fuzzer):
        path = self.out / f"{fuzzer}.options"
        options = configparser.ConfigParser()
        options.read(path)
        return [f"-{name}={value}" for name, value in
                (options["libfuzzer"].items() if path.exists() else ())]

    def seeds(self, fuzzer):
        """A folder of its seeds, and of what is empty."""
        folder = self.folder / "seeds" / fuzzer
        with zipfile.ZipFile(self.out / f"{fuzzer}_seed_corpus.zip") as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            self.assertGreater(len(names), 5)
            archive.extractall(folder, names[:SEEDS])
        (folder / "nothing").touch()
        return folder

    def test_the_list_is_what_the_tree_has(self):
        sources = {path.stem for path in (ROOT / "fuzz/targets").glob("*_fuzz.cpp")}
        self.assertLessEqual(sources - {"canary_fuzz"}, set(self.fuzzers))
        # Those that ClusterFuzzLite takes for targets.
        found = {path.name for path in self.out.iterdir()
                 if path.is_file() and os.access(path, os.X_OK)
                 and b"LLVMFuzzerTestOneInput" in path.read_bytes()}
        self.assertEqual(found, set(self.fuzzers))
        for name in found:
            self.assertRegex(name, r"^[A-Za-z0-9_-]+$")

    def test_each_starts_on_nothing_and_on_its_seeds(self):
        for fuzzer in self.fuzzers:
            with self.subTest(fuzzer):
                said = self.start(fuzzer, "-runs=0", str(self.seeds(fuzzer)))
                self.assertNotIn("unrecognized", said)
                if ENGINE == LIBFUZZER:
                    self.assertIn("Done 4 runs", self.start(fuzzer, "-runs=4", "-seed=1337"))
                    self.assertGreater(int(re.search(r"\((\d+) inline 8-bit", said).group(1)), 100)

    def test_dictionaries_and_options_are_read(self):
        for fuzzer in self.fuzzers:
            text = (self.out / f"{fuzzer}.dict").read_text(encoding="utf-8")
            self.assertEqual(list(dictionary_problems(text)), [])
        for path in self.out.glob("*.options"):
            self.assertIn(path.stem, self.fuzzers)
            self.assertEqual(list(options_problems(path.read_text(encoding="utf-8"))), [])
        self.assertTrue(list(dictionary_problems('"a"\n"b\n')))
        self.assertTrue(list(dictionary_problems("# nothing\n")))
        self.assertTrue(list(options_problems("entropic = 0\n")))
        self.assertTrue(list(options_problems("[libfuzzer]\n")))

    def test_nothing_of_the_build_is_needed_to_run(self):
        for fuzzer in self.fuzzers:
            entries = sound("readelf", "-d", self.out / fuzzer)
            self.assertEqual(re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", entries),
                             ["$ORIGIN/lib"], fuzzer)
            for line in sound("ldd", self.out / fuzzer).splitlines():
                theirs = re.match(r"\s*(linux-vdso|/lib\S*/ld-linux|lib(c|m|dl|rt|pthread|resolv)\.so)",
                                  line)
                self.assertTrue(theirs or f"=> {self.out}/lib/" in line, f"{fuzzer}: {line}")

    @unittest.skipUnless(BUILD, "the tree has a test of it: fuzz.canary")
    def test_the_canary_dies(self):
        def dies(engine):
            sound(CMAKE, "-B", self.tree, f"-DJCP_FUZZING_ENGINE={engine}")
            sound(CMAKE, "--build", self.tree, "--target", "canary_fuzz", "jcp_fuzz_replay")
            sound(ROOT / "fuzz/canary-dies", self.tree / "canary_fuzz", engine)
        dies(LIBFUZZER)
        # An engine that is a library, as others are.
        dies(str(self.tree / "fuzz/libjcp_fuzz_replay.a"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
