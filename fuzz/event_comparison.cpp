#include "event_comparison.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace jcp::fuzz {

namespace {

bool same_node(pugi::xml_node a, pugi::xml_node b) {
  if (a.type() != b.type() || std::strcmp(a.name(), b.name()) != 0 ||
      std::strcmp(a.value(), b.value()) != 0) {
    return false;
  }
  const auto left = a.attributes(), right = b.attributes();
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](auto x, auto y) {
    return std::strcmp(x.name(), y.name()) == 0 && std::strcmp(x.value(), y.value()) == 0;
  });
}

// The nodes of an element in document order. No recursion: trees may be 4096 deep.
class Walk {
 public:
  explicit Walk(const Element& element) : node(element.node()) {}

  void advance() {
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      return;
    }
    for (; depth > 0 && !node.next_sibling(); --depth) node = node.parent();
    node = depth > 0 ? node.next_sibling() : pugi::xml_node();
  }

  pugi::xml_node node;
  int depth = 0;
};

struct SameBody {
  bool operator()(const StreamHeader& a, const StreamHeader& b) const {
    const auto fields = [](const StreamHeader& h) {
      return std::tie(h.local_name, h.prefix, h.stream_ns, h.content_ns, h.xml_declaration,
                      h.byte_order_mark);
    };
    return fields(a) == fields(b) &&
           std::equal(a.attributes.begin(), a.attributes.end(), b.attributes.begin(),
                      b.attributes.end(), [](const Attribute& x, const Attribute& y) {
                        return x.name == y.name && x.value == y.value;
                      });
  }
  bool operator()(const Element& a, const Element& b) const { return same(a, b); }
  bool operator()(const StrayText& a, const StrayText& b) const { return a.text == b.text; }
  bool operator()(StreamEnd, StreamEnd) const { return true; }
  bool operator()(const Violation& a, const Violation& b) const {
    return a.condition == b.condition && a.our_limit == b.our_limit;
  }
  template <typename A, typename B>
  bool operator()(const A&, const B&) const {
    return false;
  }
};

}  // namespace

bool same(const Element& a, const Element& b) {
  Walk left(a), right(b);
  while (left.node && right.node) {
    if (left.depth != right.depth || !same_node(left.node, right.node)) return false;
    left.advance();
    right.advance();
  }
  return !left.node && !right.node;
}

bool same(const StreamEvent& a, const StreamEvent& b) {
  return a.begin == b.begin && a.end == b.end && std::visit(SameBody(), a.body, b.body);
}

bool same(const std::vector<StreamEvent>& a, const std::vector<StreamEvent>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const StreamEvent& x, const StreamEvent& y) { return same(x, y); });
}

}  // namespace jcp::fuzz
