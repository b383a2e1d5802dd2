"""What `jcpspec --help` says, as a tree of commands: for completions/generate and the tests."""

import dataclasses
import os
import re
import subprocess


@dataclasses.dataclass
class Option:
    name: str  # --long, or -o
    value: str  # what its value is called, "" for a flag
    what: str

    def words(self):
        """The values there are, when they can be listed; with "=" where more follows."""
        if re.fullmatch(r"[a-z0-9-]+(\|[a-z0-9-]+)+", self.value):
            return self.value.split("|")
        listed = re.match(r"([a-z]+(, [a-z]+)+)(;|$)", self.what)
        if self.value == "CLASS" and listed:
            return listed.group(1).split(", ")
        if self.value == "FORMAT=FILE" and listed:
            return [word + "=" for word in listed.group(1).split(", ")]
        return []

    def in_fish(self):
        long = self.name.startswith("--")
        return "-l " + self.name[2:] if long else "-s " + self.name[1:]


@dataclasses.dataclass
class Command:
    path: tuple  # ("report", "merge"); () for jcpspec itself
    what: str
    options: list
    subcommands: list

    def walk(self):
        yield self
        for command in self.subcommands:
            yield from command.walk()

    def title(self):
        return " ".join(("jcpspec",) + self.path)


def sections(text):
    """Heading -> its entries, each a line; what is continued on the next line is joined."""
    found, entries = {}, None
    for line in text.splitlines():
        if re.fullmatch(r"[A-Z]\w*:", line):
            entries = found.setdefault(line[:-1], [])
        elif entries is not None and re.match(r"  \S", line):
            entries.append(line.strip())
        elif entries and re.match(r" {20,}\S", line):
            entries[-1] += "  " + line.strip()
        else:
            entries = None
    return found


def option_of(entry):
    left, _, what = entry.partition("  ")
    names, _, value = left.partition(" ")
    value = re.sub(r"(^| )(REQUIRED|\.\.\.)", "", value)
    value = re.sub(r":(\{.*\}|[A-Z]+( in \[.*\])?)$", "", value)  # CLI11's checks
    # The longest: --help of -h,--help, and -o where there is no other.
    return Option(max(names.split(","), key=len), value.strip(), what.strip())


def help_of(jcpspec, path):
    run = subprocess.run([jcpspec, *path, "--help"], capture_output=True, text=True, check=True,
                         stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return run.stdout


def read(jcpspec, path=(), what=""):
    found = sections(help_of(jcpspec, path))
    options = [option_of(entry) for entry in found.get("Options", [])]
    below = []
    for entry in found.get("Subcommands", []):
        name, _, text = entry.partition("  ")
        below.append(read(jcpspec, path + (name.strip(),), text.strip()))
    return Command(path, what, options, below)
