// A pattern, an element and an XPath, a NUL between them. Whatever they are, comparing ends; the
// pattern that an element makes of itself matches it, even exactly; who matches exactly, matches.

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include "fuzz/bytes_in.hpp"
#include "fuzz/property.hpp"
#include "harness/xmpp/limits.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/pattern.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::size_t longest_input = 8 * 1024;
// XPath takes the nodes of the element to the power of its nested predicates.
constexpr std::size_t most_nodes = 24;

// Those of the dialogues that the seeds are from, and odd ones.
std::optional<std::string> value_of(std::string_view name) {
  if (name == "us") return "probe@c1.mcfly.fam";
  if (name == "service" || name == "host") return "mcfly.fam";
  if (name == "secret") return " '\"<&>]]> ";
  if (name == "sid") return "";
  return std::nullopt;
}

// Up to the next NUL, which goes, too.
std::string_view take_part(std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

// What our own user wrote is refused with one sentence, and with nothing else.
template <typename T, typename... More>
std::optional<T> compiled(std::string_view text, More... more) {
  try {
    return T(text, more...);
  } catch (const std::invalid_argument& refusal) {
    require(!std::string_view(refusal.what()).empty(), "a refusal without a sentence");
    return std::nullopt;
  }
}

// Nodes and depth, without recursion; whether a pattern could not write its namespaces.
struct Extent {
  std::size_t nodes = 0, depth = 0;
  bool dollar_in_namespace = false;
};

bool declares_dollar(pugi::xml_node node) {
  return std::ranges::any_of(node.attributes(), [](const pugi::xml_attribute& attribute) {
    return std::string_view(attribute.name()).starts_with("xmlns:") &&
           std::string_view(attribute.value()).find('$') != std::string_view::npos;
  });
}

Extent extent_of(pugi::xml_node root) {
  Extent extent;
  std::size_t depth = 1;
  for (pugi::xml_node node = root; node;) {
    ++extent.nodes;
    extent.depth = std::max(extent.depth, depth);
    extent.dollar_in_namespace = extent.dollar_in_namespace || declares_dollar(node);
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return extent;
}

std::string as_pattern(const Element& element) {
  std::string text;
  for (const char c : to_wire(element, ns::accept)) text += c == '$' ? "$$" : std::string(1, c);
  return text;
}

void matches_itself(const Element& element, const Extent& extent) {
  if (extent.depth > limits::pattern_depth || extent.dollar_in_namespace) return;
  const std::string text = as_pattern(element);
  for (const bool exact : {false, true}) {
    const auto own = compiled<Pattern>(text, exact);
    if (!own) violated("an element makes no pattern", text);
    require(own->variables().empty(), "a dollar became a variable");
    if (const auto difference = own->differs(element, value_of)) {
      violated("an element does not match itself", difference->where);
    }
  }
}

#ifdef JCP_PLANTED_FAULT
// A pattern with two variables that matches an element for which the XPath does not hold.
void planted_fault(const Pattern& pattern, const Element& element, const XPath& xpath) {
  if (pattern.variables().size() == 2 && pattern.matches(element, value_of) &&
      !xpath.holds(element, value_of)) {
    planted_fault_found();
  }
}
#endif

void compare(std::string_view pattern_text, const Element& element, std::string_view xpath_text) {
  const Extent extent = extent_of(element.node());
  matches_itself(element, extent);
  const auto loose = compiled<Pattern>(pattern_text, false);
  const auto exact = compiled<Pattern>(pattern_text, true);
  require(loose.has_value() == exact.has_value(), "exactness decides whether a pattern is one");
  if (loose && exact->matches(element, value_of)) {
    require(loose->matches(element, value_of), "an exact match is no match");
  }
  if (extent.nodes > most_nodes || xpath_text.size() > limits::xpath_characters) return;
  const auto xpath = compiled<XPath>(xpath_text);
  if (!xpath) return;
  xpath->string_of(element, value_of);
  const bool holds = xpath->holds(element, value_of);
  require(holds == xpath->holds(element, value_of), "an XPath holds now and then");
#ifdef JCP_PLANTED_FAULT
  if (loose) planted_fault(*loose, element, *xpath);
#endif
}

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace jcp::fuzz;
  if (size > longest_input) return 0;
  std::string_view rest = as_text(bytes, size);
  const std::string_view pattern = take_part(rest), xml = take_part(rest);
  if (const auto element = jcp::Element::parse(xml)) compare(pattern, *element, rest);
  return 0;
}
