#include <algorithm>
#include <functional>
#include <pugixml.hpp>
#include <set>

#include "effects.hpp"

namespace jcp::fuzz {

namespace {

std::string_view attribute_name(std::string_view line) {
  return line.substr(1, line.find('=') - 1);
}

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

// Where the prefix of an element, or no prefix, was bound to its namespace.
enum class Bound {
  outside,  // of the stanza: by the stream, or by definition
  around,   // by an element around it: no prefix
  here      // or by an element around it: a prefix
};

struct Tag {
  Bound bound = Bound::outside;
  std::string uri;         // as written; of one bound here or around
  bool of_stream = false;  // its prefix is "stream"
};

Tag tag_of(pugi::xml_node element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  const bool prefixed = colon != std::string_view::npos;
  const std::string declaration =
      prefixed ? "xmlns:" + std::string(name.substr(0, colon)) : "xmlns";
  Tag tag{.of_stream = name.starts_with("stream:")};
  for (pugi::xml_node at = element; at; at = at.parent()) {
    const pugi::xml_attribute found = at.attribute(declaration.c_str());
    if (!found) continue;
    tag.bound = prefixed || at == element ? Bound::here : Bound::around;
    tag.uri = found.value();
    break;
  }
  return tag;
}

std::vector<Tag> tags_of(std::string_view octets) {
  struct Walker : pugi::xml_tree_walker {
    std::vector<Tag> found;
    bool for_each(pugi::xml_node& node) override {
      if (node.type() == pugi::node_element) found.push_back(tag_of(node));
      return true;
    }
  } walker;
  pugi::xml_document tree;
  tree.load_buffer(octets.data(), octets.size(), pugi::parse_escapes, pugi::encoding_utf8);
  tree.traverse(walker);
  return std::move(walker.found);
}

std::vector<std::string*> names(Lines& lines) {
  std::vector<std::string*> found;
  for (std::string& line : lines) {
    if (line.front() == '<') found.push_back(&line);
  }
  return found;
}

// Theirs, where it is the name that `wrong` gives a tag of that local name, is given ours.
template <typename Wrong>
void restore(Lines& ours, Lines& theirs, std::string_view octets, Wrong wrong) {
  const std::vector<Tag> tags = tags_of(octets);
  const auto a = names(ours), b = names(theirs);
  if (a.size() != b.size() || a.size() != tags.size()) return;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto local = without_prefix(std::string_view(*a[i]).substr(1));
    if (*b[i] == "<" + wrong(tags[i], std::string(local))) *b[i] = *a[i];
  }
}

void inherit(Lines& ours, Lines& theirs, std::string_view octets, Bound from) {
  restore(ours, theirs, octets, [&](const Tag& tag, const std::string& local) {
    return tag.bound == from ? "none:" + local : "";
  });
}

}  // namespace

void free_stream_prefix(Lines& ours, Lines& theirs, const Written& written) {
  restore(ours, theirs, written.octets, [&](const Tag& tag, const std::string& local) {
    return tag.of_stream ? "stream:" + local : "";
  });
}

void normalise_names(Lines& ours, Lines& theirs, const Written& written) {
  restore(ours, theirs, written.octets, [&](const Tag& tag, const std::string& local) {
    return ns::canonical_element(tag.uri, local);
  });
}

void forget_root_namespace(Lines& a, Lines& b, const Written&) {
  for (Lines* lines : {&a, &b}) {
    if (lines->empty() || lines->back() == ">") continue;  // an element below the root
    lines->front() = "<" + std::string(without_prefix(lines->front().substr(1)));
  }
}

void forget_content_namespace(Lines& ours, Lines& theirs, const Written& written) {
  inherit(ours, theirs, written.octets, Bound::outside);
}

void forget_inherited_namespaces(Lines& ours, Lines& theirs, const Written& written) {
  inherit(ours, theirs, written.octets, Bound::around);
}

// What is qualified by one of the two, and what has the same local name as that.
void forget_attribute_namespaces(Lines& a, Lines& b, const Written&) {
  std::set<std::string, std::less<>> qualified;
  for (Lines* lines : {&a, &b}) {
    for (const std::string& line : *lines) {
      if (line.front() != ' ' || attribute_name(line).find(':') == std::string_view::npos) continue;
      qualified.emplace(without_prefix(attribute_name(line)));
    }
  }
  for (Lines* lines : {&a, &b}) {
    std::erase_if(*lines, [&](const std::string& line) {
      return line.front() == ' ' && qualified.contains(without_prefix(attribute_name(line)));
    });
  }
}

}  // namespace jcp::fuzz
