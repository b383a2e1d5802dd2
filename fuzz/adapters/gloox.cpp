// gloox: every complete tag is a Tag; a stream comes as one when it is opened, and nothing says
// that it was closed. A stream within a stream is a new one.

#include <gloox/gloox.h>
#include <gloox/parser.h>
#include <gloox/tag.h>
#include <gloox/taghandler.h>

#include "parser_adapter.hpp"

namespace jcp::fuzz {

namespace {

void open(const gloox::Tag& tag, EventRecorder& events) {
  events.open(ns::canonical_element(tag.xmlns(), tag.name()));
  for (const gloox::Tag::Attribute* a : tag.attributes()) {
    if (a->name() == "xmlns" || a->prefix() == "xmlns") continue;
    if (a->name().starts_with("xmlns:")) continue;  // it adds the declaration of a prefix "stream"
    const std::string uri = a->prefix().empty() ? "" : tag.xmlns(a->prefix());
    events.attribute(ns::canonical_attribute(uri, a->name()), a->value());
  }
}

// Recursive, as gloox itself is. Text and children are two lists in the public interface: text
// comes first.
void record(const gloox::Tag& tag, EventRecorder& events) {
  open(tag, events);
  events.text(tag.cdata());
  for (const gloox::Tag* child : tag.children()) record(*child, events);
  events.close();
}

// It delivers the root when a stream is opened within; that one is the last thing in it then.
bool is_unfinished(const gloox::Tag& tag) {
  if (tag.xmlns() != gloox::XMLNS_STREAM) return false;
  const gloox::Tag* last = &tag;
  while (!last->children().empty()) {
    last = last->children().back();
    if (last->name() == "stream") return true;
  }
  return false;
}

class Recording : public gloox::TagHandler {
 public:
  explicit Recording(EventRecorder& events) : events_(events) {}

  void handleTag(gloox::Tag* tag) override {
    if (is_unfinished(*tag)) {
      events_.refuse("delivers an unfinished element");
    } else if (tag->name() == "stream" && tag->xmlns() == gloox::XMLNS_STREAM) {
      events_.close();
      open(*tag, events_);
    } else {
      record(*tag, events_);
    }
  }

 private:
  EventRecorder& events_;
};

}  // namespace

void feed_gloox(const CutPlan& input, EventRecorder& events) {
  Recording handler(events);
  gloox::Parser parser(&handler);
  input.each([&](std::string_view piece) {
    if (events.refused()) return;
    std::string data(piece);
    if (parser.feed(data) >= 0) events.refuse("parse error");
  });
}

}  // namespace jcp::fuzz
