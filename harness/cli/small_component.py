#!/usr/bin/env python3
"""A component in fifty lines, and the ways in which one can misbehave: for component_runs_test.py.

small_component.py MODE HOST PORT DOMAIN SECRET. It understands just enough XML for its tests.
"""

import hashlib
import html
import os
import re
import signal
import socket
import sys
import time

MODE, HOST, PORT, DOMAIN, SECRET = sys.argv[1:6]


def escape(text):
    return html.escape(text, quote=True)


def dial():
    connection = socket.create_connection((HOST, int(PORT)))
    header = ("<stream:stream xmlns='jabber:component:accept' "
              f"xmlns:stream='http://etherx.jabber.org/streams' to='{escape(DOMAIN)}'>")
    connection.sendall(header.encode())
    return connection


def answer(stanza):
    match = re.match(r"<iq ([^>]*)>", stanza)
    attributes = dict(re.findall(r"([a-z]+)=['\"]([^'\"]*)['\"]", match.group(1))) if match else {}
    if attributes.get("type") not in ("get", "set") or "id" not in attributes:
        return ""
    head = f"id='{attributes['id']}' from='{attributes.get('to', DOMAIN)}' " \
           f"to='{attributes.get('from', '')}'"
    if "disco#info" in stanza:
        return f"<iq type='result' {head}><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
    return (f"<iq type='error' {head}><error type='cancel'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")


def serve(connection):
    buffer, authenticated = "", False
    while True:
        received = connection.recv(65536)
        if not received:
            return
        buffer += received.decode("utf-8", "replace")
        if not authenticated and "<stream:stream" in buffer:
            found = re.search(r"<stream:stream[^>]* id=['\"]([^'\"]*)['\"][^>]*>", buffer)
            if found:
                stream_id = html.unescape(found.group(1))
                digest = hashlib.sha1((stream_id + SECRET).encode()).hexdigest()
                connection.sendall(f"<handshake>{digest}</handshake>".encode())
                buffer = buffer[found.end():]
                authenticated = True
        if "</stream:stream>" in buffer:
            connection.sendall(b"</stream:stream>")
            return
        for stanza in re.findall(r"<iq .*?</iq>", buffer, re.S):
            misbehave("asked", connection)
            if MODE != "deaf":
                connection.sendall(answer(stanza).encode())
            buffer = buffer.replace(stanza, "", 1)


def misbehave(when, connection=None):
    """What this mode does at this moment."""
    if (MODE, when) == ("exits-at-once", "start"):
        sys.exit(0)
    if (MODE, when) == ("unsupported", "start"):
        sys.exit(89)
    if (MODE, when) == ("89-always-odd", "start") and "odd-secret" in os.environ.get("JCP_NEEDS", ""):
        sys.exit(89)
    if (MODE, when) == ("never-connects", "start"):
        time.sleep(600)
    if MODE == "ignores-term" and when == "start":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if MODE == "forks" and when == "start":
        for _ in range(5):
            if os.fork() == 0:
                os.setsid()
                time.sleep(600)
                os._exit(0)
    if MODE == "binary-output" and when == "start":
        os.write(2, bytes(range(256)) * 5000)
    if (MODE, when) == ("mute", "dialled"):
        time.sleep(600)
    if (MODE, when) == ("dribbles", "dialled"):
        while True:
            time.sleep(1)
            connection.sendall(b"<")
    if (MODE, when) == ("floods", "asked"):
        try:
            while True:
                connection.sendall(b"<message><body>flood</body></message>" * 2000)
        except OSError:
            sys.exit(0)
    if (MODE, when) == ("segfault", "asked"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if (MODE, when) == ("exception", "asked"):
        raise RuntimeError("flux capacitor")
    if (MODE, when) == ("spins", "asked"):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass


misbehave("start")
first = dial() if MODE not in ("mute", "dribbles") else socket.create_connection((HOST, int(PORT)))
misbehave("dialled", first)
second = dial() if MODE == "connects-twice" else None
serve(first)
