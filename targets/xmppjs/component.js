// A component on @xmpp/component: echoes messages, answers disco#info and ping; refusals of other
// requests are the library's own.
// JCP_HOST, JCP_PORT, JCP_DOMAIN and JCP_SECRET say where it belongs.

const { component, xml } = require("@xmpp/component");

const { JCP_HOST, JCP_PORT, JCP_DOMAIN, JCP_SECRET } = process.env;

const entity = component({
  service: `xmpp://${JCP_HOST}:${JCP_PORT}`,
  domain: JCP_DOMAIN,
  password: JCP_SECRET,
});

entity.on("online", () => console.log("READY"));
entity.on("error", (error) => console.error(String(error)));

entity.on("stanza", (stanza) => {
  if (!stanza.is("message") || stanza.attrs.type === "error") return;
  const { from, to, id, type } = stanza.attrs;
  const echo = xml("message", { from: to, to: from, id, type }, ...stanza.getChildren("body"));
  entity.send(echo).catch((error) => console.error(String(error)));
});

const info = "http://jabber.org/protocol/disco#info";
entity.iqCallee.get(info, "query", () =>
  xml(
    "query",
    { xmlns: info },
    xml("identity", { category: "component", type: "generic", name: "echo" }),
    xml("feature", { var: info }),
    xml("feature", { var: "urn:xmpp:ping" }),
  ),
);
entity.iqCallee.get("urn:xmpp:ping", "ping", () => true);

entity.start().catch((error) => console.error(String(error)));
