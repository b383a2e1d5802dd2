"""The binary under test, and targets for it: what the end-to-end tests share.

The path of the binary is the first argument of each test program.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

JCPSPEC = os.path.abspath(sys.argv.pop(1))
HANDSHAKE = "server/xep0114/3/handshake-accepted"


def jcpspec(*arguments, **options):
    options.setdefault("timeout", 120)
    return subprocess.run([JCPSPEC, *arguments], stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, **options)


def profile(folder, *mock_arguments, **fields):
    """A managed target: our own mock server as a process."""
    components = [{"domain": f"c{i}.mcfly.fam", "secret": f"88mph-{i}"} for i in range(1, 13)]
    command = [JCPSPEC, "mock-server", "--listen", "127.0.0.1:{port}", "--host", "mcfly.fam"]
    for component in components:
        command += ["--component", f"{component['domain']}={component['secret']}"]
    text = {"name": "mock-process", "role": "server", "command": command + list(mock_arguments),
            "ports": ["port"], "host": "mcfly.fam", "features": ["host"],
            "policy": {"open_registration": False}, "components": components}
    text.update(fields)
    path = pathlib.Path(folder) / "target.json"
    path.write_text(json.dumps(text), encoding="utf-8")
    return str(path)


def processes_with(marker, where="environ"):
    """Every process that has the marker in its environment, or in its `cmdline`; not this one."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if marker.encode() in (entry / where).read_bytes():
                found.append(int(entry.name))
        except OSError:
            pass
    return found


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="jcpspec-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)
