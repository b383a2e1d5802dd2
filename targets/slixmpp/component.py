"""A component on slixmpp: echoes messages; disco#info, ping and refusals are the library's own.

JCP_HOST, JCP_PORT, JCP_DOMAIN and JCP_SECRET say where it belongs.
"""

import os

from slixmpp.componentxmpp import ComponentXMPP


class Echo(ComponentXMPP):
    def __init__(self):
        super().__init__(os.environ["JCP_DOMAIN"], os.environ["JCP_SECRET"],
                         os.environ["JCP_HOST"], int(os.environ["JCP_PORT"]))
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0199")
        self.add_event_handler("session_start", self.session_started)
        self.add_event_handler("message", self.echo)

    def session_started(self, _):
        print("READY", flush=True)

    def echo(self, message):
        if message["type"] != "error":
            message.reply(message["body"]).send()


component = Echo()
component["xep_0030"].add_identity(category="component", itype="generic", name="echo")
component.connect()
component.process(forever=True)
