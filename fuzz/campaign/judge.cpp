#include "judge.hpp"

#include <algorithm>
#include <cctype>

#include "canonical.hpp"
#include "harness/xmpp/conditions.hpp"
#include "harness/xmpp/digest.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::size_t most_handshakes = 16, most_kinds = 8, detail_bytes = 600;

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(':') + 1); }

std::string type_of(const Element& element) {
  return std::string(element.attribute("type").value_or(""));
}

bool stanza_name(std::string_view name) {
  return name == "iq" || name == "message" || name == "presence";
}

// In the content namespace of components, clients or servers.
bool is_any_stanza(const Element& element) {
  std::string_view name = element.name();
  if (name.starts_with("client:") || name.starts_with("server:")) name = local_name(name);
  return stanza_name(name);
}

std::string condition_in(pugi::xml_node error, std::string_view prefix) {
  for (const pugi::xml_node& child : error.children()) {
    const std::string_view name = child.name();
    if (name.starts_with(prefix) && name != std::string(prefix) + "text") {
      const std::string_view condition = local_name(name);
      const bool known = is_stream_condition(condition) || is_stanza_condition(condition);
      return known ? std::string(condition) : "unknown";
    }
  }
  return "none";
}

// Case and white space: that a server is generous with them is no finding (the scenarios judge it).
std::string plain_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (!std::isspace(octet)) out += static_cast<char>(std::tolower(octet));
  }
  return out;
}

std::string known_type(const Element& element) {
  const std::string type = type_of(element);
  for (const char* known : {"get", "set", "result", "error", "chat", "normal", "headline",
                            "groupchat", "unavailable", "subscribe", "probe"}) {
    if (type == known) return type;
  }
  return type.empty() ? "" : "odd";
}

std::string shown(const Element& element) {
  std::string text = to_wire(element, "jabber:component:accept");
  if (text.size() > detail_bytes) text.resize(detail_bytes);
  return text;
}

}  // namespace

std::string class_of(const Element& element) {
  if (element.name() == "stream:error") {
    return "stream-error:" + condition_in(element.node(), "streams:");
  }
  if (!is_any_stanza(element)) {
    const std::string_view name = element.name();
    const bool known = name == "handshake" || name == "stream:features";
    return known ? std::string(local_name(name)) : "element";
  }
  const std::string type = known_type(element);
  std::string what(local_name(element.name()));
  if (!type.empty()) what += "-" + type;
  if (type == "error") what += ":" + condition_in(element.child("error"), "stanzas:");
  return what;
}

std::string class_of(const StreamEvent& event) {
  if (const auto* element = std::get_if<Element>(&event.body)) return class_of(*element);
  if (const auto* violation = std::get_if<Violation>(&event.body)) {
    return violation->our_limit ? "beyond-limits" : "violation:" + violation->condition;
  }
  if (std::holds_alternative<StreamHeader>(event.body)) return "header";
  return std::holds_alternative<StreamEnd>(event.body) ? "end" : "text";
}

void Judge::sent(std::string_view bytes) {
  sent_.feed(bytes);
  for (const Element& element : sent_.take()) remember(element);
  // A component decides by its own reading whether it was acknowledged.
  const bool word = bytes.find("handshake") != std::string_view::npos;
  if (parties_.role == Role::server && word) authenticated_ = true;
}

void Judge::remember(const Element& element) {
  if (kinds_.size() < most_kinds) kinds_.push_back(class_of(element));
  if (is_any_stanza(element)) memory_.add(element);
  if (local_name(element.name()) != "handshake" || handshakes_.size() >= most_handshakes) return;
  handshakes_.push_back(plain_digits(text_of(element)));
  if (parties_.role == Role::server) authenticated_ = true;
}

std::string Judge::stream_id() const {
  if (parties_.role == Role::component) return id_;
  return sent_.header() ? std::string(sent_.header()->attribute("id").value_or("")) : "";
}

std::vector<std::string> Judge::take_kinds() {
  std::vector<std::string> taken;
  std::swap(taken, kinds_);
  return taken;
}

std::optional<Complaint> Judge::take_complaint() {
  std::optional<Complaint> taken;
  std::swap(taken, complaint_);
  return taken;
}

// The first one: what follows is often only its consequence.
void Judge::complain(std::string oracle, std::string bucket, std::string detail) {
  // What is too large for us may be well-formed all the same.
  if (bucket.ends_with("-after-limit")) return;
  if (!complaint_) complaint_ = {std::move(oracle), std::move(bucket), std::move(detail)};
}

std::string Judge::after_violation() const {
  const auto shape = sent_.shape();
  if (shape == SentStream::Shape::broken) return "-after-" + sent_.condition();
  return shape == SentStream::Shape::ended ? "-after-our-end" : "";
}

void Judge::received(const StreamEvent& event) {
  if (const auto* header = std::get_if<StreamHeader>(&event.body)) {
    header_ = true;
    id_ = header->attribute("id").value_or("");
  } else if (const auto* violation = std::get_if<Violation>(&event.body)) {
    if (violation->our_limit) return;
    complain("reply_class", ended_ ? "reply_class-after-closing-tag" : "reply_class-is-no-xml",
             violation->condition + ": " + violation->what);
  } else if (std::holds_alternative<StreamEnd>(event.body)) {
    ended_ = true;
  } else if (const auto* element = std::get_if<Element>(&event.body)) {
    element_received(*element);
  }
}

void Judge::element_received(const Element& element) {
  if (error_) complain("reply_class", "reply_class-after-stream-error", shown(element));
  if (element.name() == "stream:error") {
    error_ = true;
    return;
  }
  handshake_ = handshake_ || element.name() == "handshake";
  if (parties_.role == Role::component && element.name() == "handshake") return acknowledged();
  if (!is_any_stanza(element)) return;
  if (!authenticated_) {
    complain("reply_class", "reply_class-stanza-before-authentication", shown(element));
  }
  const std::string type = type_of(element);
  const bool iq = local_name(element.name()) == "iq";
  if (type == "error" || (iq && type == "result")) {
    reply_received(element);
  } else if (parties_.echoes && element.name() == "message") {
    echo_received(element);
  }
}

// XEP-0114 3: only who knows the secret is acknowledged, and once.
void Judge::acknowledged() {
  ++acknowledgements_;
  authenticated_ = true;
  const auto right = std::ranges::count_if(handshakes_, [&](const std::string& digits) {
    return std::ranges::any_of(parties_.secrets, [&](const std::string& secret) {
      return handshake_digest(id_, secret) == digits;
    });
  });
  if (acknowledgements_ <= static_cast<std::size_t>(right)) return;
  complain("reply_class", "reply_class-handshake-without-digest" + after_violation(),
           std::to_string(acknowledgements_) + " acknowledgements of " + std::to_string(right) +
               " right handshakes");
}

// RFC 6120 8.2.3: an answer carries the id of its request.
void Judge::reply_received(const Element& stanza) {
  const auto id = stanza.attribute("id");
  if (!id || memory_.knows_id(*id)) return;
  complain("reply_class", "reply_class-to-nothing-sent" + after_violation(), shown(stanza));
}

void Judge::echo_received(const Element& message) {
  const std::string body = body_of(message);
  if (body.empty() || memory_.knows_body(body)) return;
  std::string bucket = "echo-not-sent";
  if (memory_.knows_id(message.attribute("id").value_or("?"))) bucket = "echo-changed";
  if (memory_.knows_words(body)) bucket = "echo-changed-white-space";
  complain("echo", bucket + after_violation(), shown(message));
}

void Judge::observed(const Element& element) {
  if (!is_any_stanza(element)) {
    if (element.name() != "stream:error") complain("echo", "echo-no-stanza", shown(element));
    return;
  }
  const std::string form = canonical(element);
  if (memory_.take(form)) return;
  const std::string type = type_of(element);
  const std::string_view id = element.attribute("id").value_or("");
  // An answer to what we sent in the observer's name: that may be allowed, and is not smuggling.
  if ((type == "error" || type == "result") && memory_.knows_id(id)) return;
  std::string bucket = "echo-not-sent";
  const SentMemory::Change change = memory_.change_of(element);
  if (change == SentMemory::Change::other) bucket = "echo-changed";
  if (change == SentMemory::Change::white_space) bucket = "echo-changed-white-space";
  if (memory_.was_taken(form)) bucket = "echo-twice";
  complain("echo", bucket + after_violation(), shown(element));
}

}  // namespace jcp::fuzz
