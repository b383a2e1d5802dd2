#!/usr/bin/env python3
"""`jcpspec mock-component` against `jcpspec mock-server`, both as processes.

Started by CTest as: mock_component_test.py JCPSPEC. A second component, in Python, speaks to the
mock component through the server. Every test ends what it starts.
"""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

JCPSPEC = os.path.abspath(sys.argv.pop(1))
DEADLINE = 20
PING = "<iq type='get' id='p' from='c2.mcfly.fam' to='c1.mcfly.fam'><ping xmlns='urn:xmpp:ping'/></iq>"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A jcpspec command whose lines are waited for."""

    def __init__(self, *arguments, **environment):
        self.child = subprocess.Popen(
            [JCPSPEC, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env={**os.environ, **environment})
        self.lines = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.child.stdout:
            self.lines.append(line)

    def wait_for(self, text, count=1):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if sum(text in line for line in self.lines) >= count:
                return True
            time.sleep(0.01)
        return False

    def exit_code(self):
        return self.child.wait(DEADLINE)

    def end(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.reader.join(DEADLINE)
        self.child.stdout.close()


class Peer:
    """Component c2 by hand."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), DEADLINE)
        self.text = ""
        self.send("<stream:stream xmlns='jabber:component:accept' "
                  "xmlns:stream='http://etherx.jabber.org/streams' to='c2.mcfly.fam'>")
        identifier = re.search(r" id='(.*?)'", self.until("streams'[^>]*>")).group(1)
        digest = hashlib.sha1((identifier + "second").encode()).hexdigest()
        self.send(f"<handshake>{digest}</handshake>")
        self.until("<handshake/>")

    def send(self, text):
        self.socket.sendall(text.encode())

    def until(self, pattern):
        while not re.search(pattern, self.text):
            got = self.socket.recv(65536)
            if not got:
                raise AssertionError(f"the end, before {pattern}: {self.text}")
            self.text += got.decode()
        text, self.text = self.text, ""
        return text


class MockComponent(unittest.TestCase):
    def setUp(self):
        self.port = free_port()
        self.endpoint = f"127.0.0.1:{self.port}"

    def start(self, *arguments, **environment):
        process = Process(*arguments, **environment)
        self.addCleanup(process.end)
        return process

    def server(self, *arguments):
        server = self.start("mock-server", "--listen", self.endpoint, "--component",
                            "c1.mcfly.fam=88mph", "--component", "c2.mcfly.fam=second", *arguments)
        self.assertTrue(server.wait_for("listening"))
        return server

    def component(self, *arguments, secret="88mph"):
        return self.start("mock-component", "--connect", self.endpoint, "--component",
                          f"c1.mcfly.fam={secret}", *arguments)

    def peer(self):
        peer = Peer(self.port)
        self.addCleanup(peer.socket.close)
        return peer

    def test_answers_and_ends_in_good_order(self):
        self.server()
        component = self.component()
        self.assertTrue(component.wait_for("READY"))
        peer = self.peer()
        peer.send("<iq type='get' id='d' from='c2.mcfly.fam' to='c1.mcfly.fam'>"
                  "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        self.assertIn("category='component'", peer.until("</iq>"))
        peer.send("<message from='u@c2.mcfly.fam' to='c1.mcfly.fam'><body>a&amp;b</body></message>")
        self.assertIn("<body>a&amp;b</body>", peer.until("</message>"))
        component.child.send_signal(signal.SIGTERM)
        self.assertEqual(component.exit_code(), 0)

    def test_takes_where_and_who_from_the_environment(self):
        self.server()
        component = self.start("mock-component", JCP_HOST="127.0.0.1", JCP_PORT=str(self.port),
                               JCP_DOMAIN="c1.mcfly.fam", JCP_SECRET="88mph")
        self.assertTrue(component.wait_for("READY"))

    def test_comes_back_to_a_new_server(self):
        server = self.server()
        component = self.component()
        self.assertTrue(component.wait_for("READY"))
        server.child.send_signal(signal.SIGTERM)
        self.assertEqual(server.exit_code(), 0)
        self.server()
        self.assertTrue(component.wait_for("READY", count=2))

    def test_a_wrong_secret_is_told_by_the_exit_code(self):
        self.server()
        component = self.component("--no-reconnect", secret="wrong")
        self.assertEqual(component.exit_code(), 3)
        self.assertEqual(component.lines, [])

    def test_nobody_there(self):
        self.assertEqual(self.component("--no-reconnect").exit_code(), 3)

    def test_a_quirk_kills_it(self):
        self.server()
        component = self.component("--quirk", "dies-of-unknown-attributes")
        self.assertTrue(component.wait_for("READY"))
        self.peer().send("<message from='c2.mcfly.fam' to='c1.mcfly.fam' a:b='' xmlns:a='urn:a'/>")
        self.assertEqual(component.exit_code(), -signal.SIGABRT)

    def test_a_quirk_makes_it_deaf(self):
        server = self.server()
        component = self.component("--quirk", "ignores-system-shutdown")
        self.assertTrue(component.wait_for("READY"))
        server.child.send_signal(signal.SIGTERM)
        self.assertIsNone(component.child.poll())
        self.assertEqual(component.lines, ["READY\n"])

    def test_lawful_mode_works_with_our_server(self):
        self.server()
        component = self.component("--lawful")
        self.assertTrue(component.wait_for("READY"))
        peer = self.peer()
        peer.send(PING)
        self.assertIn('type=\'result\'', peer.until("<iq[^>]*>"))

    def test_says_what_is_wrong_on_the_command_line(self):
        for arguments in (["--connect", "192.0.2.1:5347", "--component", "a=b"],
                          ["--component", "a=b", "--quirk", "nonsense"],
                          ["--component", "a=b", "--component", "c=d"], []):
            done = subprocess.run([JCPSPEC, "mock-component", *arguments], text=True,
                                  capture_output=True, timeout=DEADLINE)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("jcpspec: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
