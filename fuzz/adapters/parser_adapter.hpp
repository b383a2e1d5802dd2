#pragma once
// Bring your own parser (README.md here): one function feeds a document to it and tells what it
// reported. Everything else, targets, corpus and dictionary, comes with one line of CMake.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/cut_plan.hpp"
#include "harness/xmpp/namespaces.hpp"

namespace jcp::fuzz {

struct ParserEvent {
  enum class Kind : std::uint8_t {
    opened,   // the tag of the root element: its name and attributes
    element,  // an element below the root is complete
    closed,   // the root is closed
    refused   // an error; nothing follows
  };
  Kind kind;
  // Of opened and element: one line a thing, `<name`, ` name=value` (sorted), `"text`, `>`; a line
  // feed and a backslash of the document are `\n` and `\\`. Of refused: the parser's own words.
  std::string text;

  friend bool operator==(const ParserEvent&, const ParserEvent&) = default;
};

// Takes what a parser reports, in document order, and makes events of it; all that it is given is
// copied. A parser that makes trees walks them. Names are canonical (ns::canonical_element,
// ns::canonical_attribute), never prefixes as written; declarations of namespaces are no
// attributes.
class EventRecorder {
 public:
  void open(std::string_view name);
  void attribute(std::string_view name, std::string_view value);  // of what was opened last
  // Pieces in a row are one text. What stands between stanzas or outside the root is no event.
  void text(std::string_view piece);
  void close();
  // Says that the parser gave up; what is recorded afterwards is dropped. At the end of the input
  // an unfinished document is no reason: a stream always is one.
  void refuse(std::string_view reason);

  bool refused() const { return refused_; }
  std::size_t depth() const { return depth_; }
  std::vector<ParserEvent> take();

 private:
  void finish_tag();
  void finish_text();

  std::vector<ParserEvent> events_;
  std::string event_, text_;
  std::vector<std::string> attributes_;
  std::size_t depth_ = 0;
  bool in_tag_ = false;
  bool refused_ = false;
};

// What a vendor writes. Gives every piece of `input` (CutPlan::each) to a fresh parser and, where
// the parser holds bytes back, tells it then that no more will come. It leaves nothing behind:
// no memory, no state. Any octets may come, in pieces of 1 octet and more; a piece is valid until
// the next one. The name is feed_NAME, NAME that of jcp_parser_adapter().
using Feed = void(const CutPlan& input, EventRecorder& events);

struct ParserAdapter {
  std::string_view name;
  Feed* feed;
  std::span<const std::string_view> known;  // ids of policy.hpp: not findings for this parser
};

// Those that were built in, ours first. The table is written by cmake/parser_adapter.cmake.
std::span<const ParserAdapter> parser_adapters();

// How many come with jcpspec; fewer are there where a library is missing.
inline constexpr std::size_t shipped_adapters = 6;

std::vector<ParserEvent> events_of(Feed* feed, const CutPlan& input);

}  // namespace jcp::fuzz
