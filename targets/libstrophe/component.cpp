// A component on libstrophe: echoes messages, answers disco#info and ping, refuses other requests
// (the library has handlers, but no answers of its own).
// JCP_HOST, JCP_PORT, JCP_DOMAIN and JCP_SECRET say where it belongs.

#include <strophe.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace {

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

xmpp_stanza_t* child_of(xmpp_stanza_t* parent, const char* name, const char* ns) {
  xmpp_stanza_t* child = xmpp_stanza_new(xmpp_stanza_get_context(parent));
  xmpp_stanza_set_name(child, name);
  if (ns) xmpp_stanza_set_ns(child, ns);
  xmpp_stanza_add_child(parent, child);
  xmpp_stanza_release(child);
  return child;
}

// An answer goes out as who was asked.
void send_as(xmpp_conn_t* connection, xmpp_stanza_t* answer, const char* from) {
  if (from) xmpp_stanza_set_from(answer, from);
  xmpp_send(connection, answer);
  xmpp_stanza_release(answer);
}

int echo(xmpp_conn_t* connection, xmpp_stanza_t* message, void*) {
  const char* type = xmpp_stanza_get_type(message);
  if (type && std::strcmp(type, "error") == 0) return 1;
  xmpp_stanza_t* answer = xmpp_stanza_copy(message);
  xmpp_stanza_set_to(answer, xmpp_stanza_get_from(message) ? xmpp_stanza_get_from(message) : "");
  send_as(connection, answer, xmpp_stanza_get_to(message));
  return 1;
}

void add_info(xmpp_stanza_t* answer) {
  xmpp_stanza_t* query = child_of(answer, "query", XMPP_NS_DISCO_INFO);
  xmpp_stanza_t* identity = child_of(query, "identity", nullptr);
  xmpp_stanza_set_attribute(identity, "category", "component");
  xmpp_stanza_set_attribute(identity, "type", "generic");
  for (const char* name : {XMPP_NS_DISCO_INFO, "urn:xmpp:ping"}) {
    xmpp_stanza_set_attribute(child_of(query, "feature", nullptr), "var", name);
  }
}

int request(xmpp_conn_t* connection, xmpp_stanza_t* iq, void*) {
  const char* type = xmpp_stanza_get_type(iq);
  const bool get = type && std::strcmp(type, "get") == 0;
  if (!get && !(type && std::strcmp(type, "set") == 0)) return 1;
  xmpp_stanza_t* answer = xmpp_stanza_reply(iq);
  if (!answer) return 1;
  xmpp_stanza_set_type(answer, "result");
  if (get && xmpp_stanza_get_child_by_ns(iq, XMPP_NS_DISCO_INFO)) {
    add_info(answer);
  } else if (!get || !xmpp_stanza_get_child_by_ns(iq, "urn:xmpp:ping")) {
    xmpp_stanza_set_type(answer, "error");
    xmpp_stanza_t* error = child_of(answer, "error", nullptr);
    xmpp_stanza_set_type(error, "cancel");
    child_of(error, "service-unavailable", XMPP_NS_STANZAS_IETF);
  }
  send_as(connection, answer, xmpp_stanza_get_to(iq));
  return 1;
}

void connection_changed(xmpp_conn_t* connection, xmpp_conn_event_t event, int,
                        xmpp_stream_error_t*, void* loop) {
  if (event != XMPP_CONN_CONNECT) return xmpp_stop(static_cast<xmpp_ctx_t*>(loop));
  xmpp_handler_add(connection, echo, nullptr, "message", nullptr, nullptr);
  xmpp_handler_add(connection, request, nullptr, "iq", nullptr, nullptr);
  std::printf("READY\n");
  std::fflush(stdout);
}

}  // namespace

int main() {
  xmpp_initialize();
  xmpp_ctx_t* loop = xmpp_ctx_new(nullptr, nullptr);
  xmpp_conn_t* connection = xmpp_conn_new(loop);
  xmpp_conn_set_jid(connection, setting("JCP_DOMAIN"));
  xmpp_conn_set_pass(connection, setting("JCP_SECRET"));
  const auto port = static_cast<unsigned short>(std::atoi(setting("JCP_PORT")));
  const int failed =
      xmpp_connect_component(connection, setting("JCP_HOST"), port, connection_changed, loop);
  if (failed == XMPP_EOK) xmpp_run(loop);
  xmpp_conn_release(connection);
  xmpp_ctx_free(loop);
  xmpp_shutdown();
  return failed == XMPP_EOK ? 0 : 1;
}
