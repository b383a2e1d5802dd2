#include "pattern.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "limits.hpp"

namespace jcp {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::size_t shown_bytes = 300;  // of a value in a Difference

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

// A value for people: the beginning of a long one, cut between characters.
std::string shown(std::string_view value) {
  if (value.size() <= shown_bytes) return std::string(value);
  std::size_t size = shown_bytes;
  while (size > 0 && (static_cast<unsigned char>(value[size]) & 0xC0U) == 0x80U) --size;
  return std::string(value.substr(0, size)) + "...";
}

// A canonical name for people: "disco:query" as it is, "{urn:example}x" instead of a hash.
std::string shown_name(const Element& element, std::string_view name) {
  constexpr std::size_t hashed_prefix = 17;
  const auto colon = name.find(':');
  if (colon != hashed_prefix) return std::string(name);
  const auto uri = element.namespace_of(name.substr(0, colon));
  return "{" + std::string(uri) + "}" + std::string(name.substr(colon + 1));
}

bool is_declaration(std::string_view attribute) { return attribute.starts_with("xmlns:"); }

// Directly in `node`, not in its children.
std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata) text += child.value();
  }
  return std::string(trimmed(text));
}

struct PatternAttribute {
  std::string name;
  std::string shown;
  ValuePattern value;
};

struct PatternNode {
  std::string name;
  std::string shown;
  std::vector<PatternAttribute> attributes;
  std::optional<ValuePattern> text;
  std::vector<PatternNode> children;
};

// Namespace names are compared as they stand: there, what looks like a variable would be none.
void refuse_dollar(std::string_view uri) {
  if (uri.find('$') == std::string_view::npos) return;
  throw std::invalid_argument("a \"$\" in the namespace name \"" + std::string(uri) + "\"");
}

PatternNode compile(const Element& element, pugi::xml_node node, std::size_t depth) {
  if (depth > limits::pattern_depth) {
    throw std::invalid_argument("the pattern is nested deeper than " +
                                std::to_string(limits::pattern_depth) + " elements");
  }
  PatternNode out;
  out.name = node.name();
  out.shown = shown_name(element, out.name);
  for (const auto& attribute : node.attributes()) {
    const std::string name = attribute.name();
    if (is_declaration(name)) {
      refuse_dollar(attribute.value());
      continue;
    }
    out.attributes.push_back({name, shown_name(element, name), ValuePattern(attribute.value())});
  }
  if (const auto text = text_of(node); !text.empty()) out.text.emplace(text);
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    out.children.push_back(compile(element, child, depth + 1));
  }
  return out;
}

void collect(const ValuePattern& value, std::vector<std::string>& names) {
  const Template& text = value.text();
  if (text.is("any") || text.is("some") || text.is("none")) return;
  for (auto& name : text.variables()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

void collect(const PatternNode& node, std::vector<std::string>& names) {
  for (const auto& attribute : node.attributes) collect(attribute.value, names);
  if (node.text) collect(*node.text, names);
  for (const auto& child : node.children) collect(child, names);
}

// Each pair of a pattern node and an actual one is compared at most once: children are taken
// greedily, the first that fits, without going back. So a pattern that lists a general child
// before a special one of the same name may miss a match: list the special one first.
class Matcher {
 public:
  Matcher(const Element& actual, bool exact, const Resolver& resolve)
      : actual_(actual), exact_(exact), resolve_(resolve) {}

  std::optional<Difference> differs(const PatternNode& pattern, pugi::xml_node node,
                                    const std::string& where) const {
    if (pattern.name != node.name()) {
      return Difference{where, pattern.shown, shown_name(actual_, node.name())};
    }
    auto difference = attributes_differ(pattern, node, where);
    if (!difference) difference = text_differs(pattern, node, where);
    if (!difference) difference = children_differ(pattern, node, where);
    return difference;
  }

 private:
  std::optional<Difference> attributes_differ(const PatternNode& pattern, pugi::xml_node node,
                                              const std::string& where) const {
    for (const auto& [name, shown_as, value] : pattern.attributes) {
      const auto attribute = node.attribute(name.c_str());
      std::optional<std::string_view> actual;
      if (attribute) actual = attribute.value();
      if (auto difference = value.differs(actual, where + "/@" + shown_as, resolve_)) {
        return difference;
      }
    }
    return exact_ ? extra_attribute(pattern, node, where) : std::nullopt;
  }

  std::optional<Difference> extra_attribute(const PatternNode& pattern, pugi::xml_node node,
                                            const std::string& where) const {
    for (const auto& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      const auto listed = [name](const PatternAttribute& other) { return other.name == name; };
      if (is_declaration(name) || std::ranges::any_of(pattern.attributes, listed)) continue;
      return Difference{where + "/@" + shown_name(actual_, name), "absent",
                        shown(attribute.value())};
    }
    return std::nullopt;
  }

  std::optional<Difference> text_differs(const PatternNode& pattern, pugi::xml_node node,
                                         const std::string& where) const {
    if (!pattern.text && !exact_) return std::nullopt;
    const std::string text = text_of(node);
    const std::string place = where + "/text()";
    if (!pattern.text) {
      if (text.empty()) return std::nullopt;
      return Difference{place, "absent", shown(text)};
    }
    std::optional<std::string_view> actual = text;
    if (text.empty() && pattern.text->text().is("none")) actual.reset();
    const Resolver trimming = [this](std::string_view name) {
      auto value = resolve_(name);
      return value ? std::optional(std::string(trimmed(*value))) : std::nullopt;
    };
    const bool one_variable = pattern.text->text().variables().size() == 1;
    return pattern.text->differs(actual, place, one_variable ? trimming : resolve_);
  }

  std::optional<Difference> children_differ(const PatternNode& pattern, pugi::xml_node node,
                                            const std::string& where) const {
    if (pattern.children.empty() && !exact_) return std::nullopt;
    std::vector<pugi::xml_node> left;
    for (const auto& child : node.children()) {
      if (child.type() == pugi::node_element) left.push_back(child);
    }
    for (const auto& child : pattern.children) {
      if (auto difference = take_child(child, left, where + "/" + child.shown)) return difference;
    }
    const auto extra = std::ranges::find_if(left, [](pugi::xml_node child) { return !!child; });
    if (!exact_ || extra == left.end()) return std::nullopt;
    return Difference{where + "/" + shown_name(actual_, extra->name()), "absent", "present"};
  }

  // Takes the first of `left` that matches out of it.
  std::optional<Difference> take_child(const PatternNode& pattern,
                                       std::vector<pugi::xml_node>& left,
                                       const std::string& where) const {
    std::optional<Difference> nearest;
    for (auto& candidate : left) {
      if (!candidate || pattern.name != candidate.name()) continue;
      auto difference = differs(pattern, candidate, where);
      if (!difference) {
        candidate = {};
        return std::nullopt;
      }
      if (!nearest) nearest = std::move(difference);
    }
    return nearest ? nearest : Difference{where, "present", "absent"};
  }

  const Element& actual_;
  bool exact_;
  const Resolver& resolve_;
};

}  // namespace

ValuePattern::ValuePattern(std::string_view text)
    : text_(text),
      kind_(text_.is("any")    ? Kind::any
            : text_.is("some") ? Kind::some
            : text_.is("none") ? Kind::none
                               : Kind::text) {}

std::optional<Difference> ValuePattern::differs(std::optional<std::string_view> actual,
                                                std::string where, const Resolver& resolve) const {
  std::string expected;
  bool matches = actual.has_value();
  switch (kind_) {
    case Kind::any:
      expected = "present";
      break;
    case Kind::some:
      expected = "present and not empty";
      matches = actual && !actual->empty();
      break;
    case Kind::none:
      expected = "absent";
      matches = !actual;
      break;
    case Kind::text:
      expected = text_.fill(resolve);
      matches = actual == expected;
      break;
  }
  if (matches) return std::nullopt;
  return Difference{std::move(where), shown(expected), actual ? shown(*actual) : "absent"};
}

struct Pattern::Compiled {
  std::string text;
  Element element;
  bool exact;
  PatternNode root;
};

Pattern::Pattern(std::string_view xml, bool exact) {
  const auto element = Element::parse(xml);
  if (!element) {
    throw std::invalid_argument("\"" + shown(xml) + "\" is not one well-formed element");
  }
  compiled_ = std::make_shared<const Compiled>(
      Compiled{std::string(xml), *element, exact, compile(*element, element->node(), 1)});
}

std::optional<Difference> Pattern::differs(const Element& actual, const Resolver& resolve) const {
  const auto& root = compiled_->root;
  return Matcher(actual, compiled_->exact, resolve).differs(root, actual.node(), root.shown);
}

std::vector<std::string> Pattern::variables() const {
  std::vector<std::string> names;
  collect(compiled_->root, names);
  return names;
}

const std::string& Pattern::text() const { return compiled_->text; }

const Element& Pattern::element() const { return compiled_->element; }

}  // namespace jcp
