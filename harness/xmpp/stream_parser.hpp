#pragma once
// Bytes of one stream -> headers, elements, violations. Strict: what RFC 6120 section 11 forbids
// is a violation with the condition the RFC names, found before anything is expanded.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "element.hpp"
#include "limits.hpp"

namespace jcp {

struct Attribute {
  std::string name;  // canonical
  std::string value;
};

// The opening tag of the root element, whatever it is called (RFC 6120 4.7).
struct StreamHeader {
  std::string local_name;  // "stream" in a lawful header
  std::string prefix;      // as written: "stream" in nearly every header
  std::string stream_ns;   // namespace of the root element
  std::string content_ns;  // default namespace declared on it; "" when none
  std::vector<Attribute> attributes;
  bool xml_declaration = false;
  bool byte_order_mark = false;  // U+FEFF stood before it (RFC 6120 11.6)

  // Value of an attribute by canonical name ("id", "xml:lang"); nullopt when absent.
  std::optional<std::string_view> attribute(std::string_view name) const;
};

// Character data directly below the root that is not white space (RFC 6120 11.7).
struct StrayText {
  std::string text;
};

struct StreamEnd {};

struct Violation {
  std::string condition;   // a stream error condition of RFC 6120 4.9.3
  std::string what;        // one sentence for people
  bool our_limit = false;  // one of our bounds was hit: says nothing about the peer
};

struct StreamEvent {
  std::uint64_t begin = 0;  // offsets in the bytes of this stream: [begin, end)
  std::uint64_t end = 0;
  std::variant<StreamHeader, Element, StrayText, StreamEnd, Violation> body;
};

struct ParserLimits {
  std::size_t element_bytes = limits::element_bytes;
  std::size_t element_depth = limits::element_depth;
  std::size_t token_bytes = limits::token_bytes;
};

// After a Violation, and after a StreamEnd followed by anything but white space (which is itself
// a violation), nothing more is reported. Events do not depend on how the bytes are cut.
class StreamParser {
 public:
  explicit StreamParser(ParserLimits limits = {});
  ~StreamParser();
  StreamParser(StreamParser&&) noexcept;
  StreamParser& operator=(StreamParser&&) noexcept;

  // Appends to `events` what `bytes` complete.
  void feed(std::string_view bytes, std::vector<StreamEvent>& events);

  bool failed() const;       // a Violation was reported
  bool ended() const;        // the root was closed
  bool inside_root() const;  // header seen, not ended, not failed
  // Between two elements directly below the root: the place where a stanza may begin.
  bool between_stanzas() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jcp
