#include "correct_speaker.hpp"

#include "fuzz/property.hpp"

namespace jcp::fuzz {

std::vector<StreamEvent> CorrectSpeaker::said(std::string_view bytes) {
  require(!fin_ && !reset_, "octets behind the end of the connection");
  std::vector<StreamEvent> events;
  parser_.feed(bytes, events);
  for (const StreamEvent& event : events) check(event);
  return events;
}

void CorrectSpeaker::check(const StreamEvent& event) {
  if (const auto* violation = std::get_if<Violation>(&event.body)) {
    violated("its output is no well-formed stream", violation->what);
  }
  require(!std::holds_alternative<StrayText>(event.body), "text between its stanzas");
  if (std::holds_alternative<StreamEnd>(event.body)) {
    tag_ = true;
  } else if (const auto* header = std::get_if<StreamHeader>(&event.body)) {
    require(header->prefix == "stream" && header->local_name == "stream", "an odd header");
    header_ = *header;
  } else if (const auto* element = std::get_if<Element>(&event.body)) {
    require(!error_, "an element behind its stream error");
    error_ = element->name() == "stream:error";
  }
}

void CorrectSpeaker::ended(bool reset, bool excused) {
  require(!reset_ && (reset || !fin_), "the connection ended twice");
  require(reset || excused || tag_ || !header_, "a FIN without the closing tag");
  (reset ? reset_ : fin_) = true;
}

std::string own_text(const Element& element) {
  std::string text;
  for (const pugi::xml_node& child : element.node().children()) text += child.value();
  return text;
}

bool has_children(const Element& element) {
  for (const pugi::xml_node& child : element.node().children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

}  // namespace jcp::fuzz
