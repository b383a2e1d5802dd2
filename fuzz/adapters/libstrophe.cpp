// libstrophe's parser. It belongs to no public header: what is declared here is that of 0.12 to
// 0.14, found in a static library or a source tree only.

#include <strophe.h>

#include <memory>

#include "parser_adapter.hpp"

extern "C" {
typedef struct _parser_t parser_t;
parser_t* parser_new(xmpp_ctx_t* context, void (*start)(char* name, char** attributes, void* user),
                     void (*end)(char* name, void* user),
                     void (*stanza)(xmpp_stanza_t* stanza, void* user), void* user);
void parser_free(parser_t* parser);
int parser_feed(parser_t* parser, char* chunk, int size);
}

namespace jcp::fuzz {

namespace {

constexpr char separator = '\x1F';  // in the attributes of the root: they are expat's

struct Free {
  void operator()(parser_t* parser) const { parser_free(parser); }
  void operator()(xmpp_ctx_t* context) const { xmpp_ctx_free(context); }
};

EventRecorder& recorder(void* user) { return *static_cast<EventRecorder*>(user); }

// The namespace of the root is not told.
void on_start(char* name, char** attributes, void* user) {
  recorder(user).open(ns::canonical_element("", name));
  for (; *attributes; attributes += 2) {
    const std::string_view attribute = attributes[0];
    const std::size_t end = attribute.find(separator);
    const bool qualified = end != std::string_view::npos;
    recorder(user).attribute(
        ns::canonical_attribute(qualified ? attribute.substr(0, end) : "",
                                qualified ? attribute.substr(end + 1) : attribute),
        attributes[1]);
  }
}

void on_end(char*, void* user) { recorder(user).close(); }

void record(xmpp_stanza_t* stanza, EventRecorder& events) {
  if (xmpp_stanza_is_text(stanza)) return events.text(xmpp_stanza_get_text_ptr(stanza));
  const char* uri = xmpp_stanza_get_ns(stanza);
  events.open(ns::canonical_element(uri ? uri : "", xmpp_stanza_get_name(stanza)));
  const int count = 2 * xmpp_stanza_get_attribute_count(stanza);
  std::vector<const char*> attributes(static_cast<std::size_t>(count));
  xmpp_stanza_get_attributes(stanza, attributes.data(), count);
  for (std::size_t i = 0; i + 1 < attributes.size(); i += 2) {
    if (std::string_view(attributes[i]) != "xmlns") {
      events.attribute(ns::canonical_attribute("", attributes[i]), attributes[i + 1]);
    }
  }
  for (auto* child = xmpp_stanza_get_children(stanza); child; child = xmpp_stanza_get_next(child)) {
    record(child, events);
  }
  events.close();
}

void on_stanza(xmpp_stanza_t* stanza, void* user) { record(stanza, recorder(user)); }

}  // namespace

void feed_libstrophe(const CutPlan& input, EventRecorder& events) {
  const std::unique_ptr<xmpp_ctx_t, Free> context(xmpp_ctx_new(nullptr, nullptr));
  const std::unique_ptr<parser_t, Free> parser(
      parser_new(context.get(), on_start, on_end, on_stanza, &events));
  input.each([&](std::string_view piece) {
    if (events.refused()) return;
    std::string chunk(piece);
    if (!parser_feed(parser.get(), chunk.data(), static_cast<int>(chunk.size()))) {
      events.refuse("parse error");
    }
  });
}

}  // namespace jcp::fuzz
