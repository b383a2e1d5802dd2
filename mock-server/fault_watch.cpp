#include "mock-server/fault_watch.hpp"

#include <algorithm>
#include <utility>

#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

constexpr std::size_t long_value = 40, crowd_octets = 2000, crowd_elements = 20;
constexpr std::size_t most_burnt = 30'000;
constexpr std::string_view cdata = "<![CDATA[";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

pugi::xml_node body_of(const Element& element) {
  return element.name() == "message" ? element.child("body") : pugi::xml_node();
}

bool has_empty_body(const Element& element) {
  const pugi::xml_node body = body_of(element);
  return body && !body.first_child();
}

}  // namespace

void FaultWatch::read_begins(std::string_view raw) {
  const std::size_t begin = raw.find('<');
  if (begin == std::string_view::npos) {
    next_reads_ = 1;
    next_in_reference_ = next_in_end_tag_ = false;
    return;
  }
  next_in_reference_ = next_in_end_tag_ = false;
  // One cut is all that is asked for; a long element may come in thousands of reads.
  if (++next_reads_ > 2) return;
  const std::size_t reference = raw.rfind('&'), tag = raw.rfind('<');
  next_in_reference_ = reference != std::string_view::npos && !contains(raw.substr(reference), ";");
  next_in_end_tag_ = raw.substr(tag).starts_with("</") && !contains(raw.substr(tag), ">");
}

void FaultWatch::element(const Element& element, std::string_view raw) {
  before_ = std::exchange(
      now_, {std::string(element.name()), std::string(element.attribute("id").value_or("")),
             has_empty_body(element)});
  element_ = element;
  raw_ = raw;
  reads_ = std::exchange(next_reads_, 1);
  in_reference_ = std::exchange(next_in_reference_, false);
  in_end_tag_ = std::exchange(next_in_end_tag_, false);
}

bool FaultWatch::repeats_id_of_iq() const {
  return now_.name == "presence" && before_.name == "iq" && !now_.id.empty() &&
         now_.id == before_.id;
}

bool FaultWatch::behind_empty_body() const { return before_.empty_body; }

bool FaultWatch::again_empty_body() const { return before_.empty_body && now_.empty_body; }

bool FaultWatch::long_value_beside_cdata() const {
  if (!is_stanza(*element_) || !contains(raw_, cdata)) return false;
  const auto long_one = [](const pugi::xml_attribute& attribute) {
    return !is_declaration(attribute) && std::string_view(attribute.value()).size() >= long_value;
  };
  return std::ranges::any_of(nodes_of(element_->node()), [&](const pugi::xml_node& node) {
    const auto attributes = node.attributes();
    return std::any_of(attributes.begin(), attributes.end(), long_one);
  });
}

bool FaultWatch::error_around_iq_with_foreign_child() const {
  if (element_->name() != "iq" || type_of(*element_) != "error") return false;
  const auto nodes = nodes_of(element_->node());
  return std::any_of(nodes.begin() + 1, nodes.end(), [](const pugi::xml_node& node) {
    if (local_of(node.name()) != "iq") return false;
    const auto children = node.children();
    return std::any_of(children.begin(), children.end(), [&](const pugi::xml_node& child) {
      return child.type() == pugi::node_element &&
             prefix_of(child.name()) != prefix_of(node.name());
    });
  });
}

bool FaultWatch::reference_in_body_with_language() const {
  const std::string_view text = body_of(*element_).child_value();
  return element_->attribute("xml:lang") && !text.empty() && contains(raw_, "&#");
}

bool FaultWatch::presence_cut_in_reference() const {
  return now_.name == "presence" && reads_ == 2 && in_reference_;
}

bool FaultWatch::chat_cut_in_end_tag() const {
  return now_.name == "message" && type_of(*element_) == "chat" && reads_ == 2 && in_end_tag_;
}

std::size_t FaultWatch::crowd() const {
  if (!is_stanza(*element_) || raw_.size() < crowd_octets) return 0;
  const auto is_element = [](const pugi::xml_node& n) { return n.type() == pugi::node_element; };
  const auto elements = std::ranges::count_if(nodes_of(element_->node()), is_element);
  return static_cast<std::size_t>(elements) > crowd_elements ? raw_.size() : 0;
}

std::optional<Element> FaultWatch::quoted_stanza() const {
  if (before_.name != "presence" || !contains(raw_, cdata)) return std::nullopt;
  const auto quoted = Element::parse(body_of(*element_).child_value());
  if (!quoted || !is_stanza(*quoted)) return std::nullopt;
  return edited(*quoted, [&](pugi::xml_node root) {
    for (const char* name : {"from", "to"}) {
      root.remove_attribute(name);
      set_value(root.append_attribute(name), std::string(element_->attribute(name).value_or("")));
    }
  });
}

Element FaultWatch::shortened() const {
  return edited(*element_, [](pugi::xml_node root) {
    const pugi::xml_node text = root.child("body").first_child();
    std::string value = text.value();
    // Not in the middle of a character.
    while (value.size() > 1 && (static_cast<unsigned char>(value.back()) & 0xC0U) == 0x80U) {
      value.pop_back();
    }
    value.pop_back();
    set_value(text, value);
  });
}

std::size_t burn(std::size_t octets) {
  const std::size_t n = std::min(octets, most_burnt);
  volatile std::size_t rounds = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) rounds = rounds + 1;
  }
  return rounds;
}

}  // namespace jcp::mock
