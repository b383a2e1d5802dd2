#include "fence.hpp"

#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

std::string payload(Question question) {
  switch (question) {
    case Question::ping:
      return "<ping xmlns='urn:xmpp:ping'/>";
    case Question::disco:
      return "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    default:
      return "<query xmlns='urn:jcpspec:unknown'/>";  // RFC 6120 8.2.3: answered by an error
  }
}

std::string addressed(std::string_view name, std::string_view from, std::string_view to,
                      const std::string& id) {
  std::string text("<");
  text.append(name).append(" from='").append(escape_attribute(from));
  text.append("' to='").append(escape_attribute(to));
  return text.append("' id='").append(id).append("'");
}

}  // namespace

Fence::Fence(std::string_view nonce, std::uint64_t serial, Question question, std::string_view from,
             std::string_view to, std::string_view observer) {
  const std::string id = std::string(nonce) + "-" + std::to_string(serial);
  if (!observer.empty()) {
    marker_id_ = id + "m";
    text_ += addressed("message", from, observer, marker_id_) + "><body>jcpspec</body></message>";
  }
  if (question == Question::none) return;
  request_id_ = id + "q";
  text_ += addressed("iq", from, to, request_id_) + " type='get'>" + payload(question) + "</iq>";
}

bool Fence::takes_answer(const StreamEvent& event) {
  const auto* element = std::get_if<Element>(&event.body);
  if (!element || request_id_.empty() || element->name() != "iq") return false;
  if (element->attribute("id") != request_id_ || element->attribute("type") == "get") return false;
  answered_ = true;
  return true;
}

bool Fence::takes_marker(const Element& element) {
  if (marker_id_.empty() || element.name() != "message") return false;
  if (element.attribute("id") != marker_id_ || element.attribute("type") == "error") return false;
  marked_ = true;
  return true;
}

bool is_marker(const Element& element, std::string_view nonce) {
  const std::string_view id = element.attribute("id").value_or("");
  return element.name() == "message" && id.starts_with(nonce) && id.ends_with('m');
}

}  // namespace jcp::fuzz
