#pragma once
// Reads what a correct server or component says on one connection, and complains of what neither
// may do whatever it is told (RFC 6120 4.4, 4.9.1.1).

#include <optional>
#include <string_view>
#include <vector>

#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

class CorrectSpeaker {
 public:
  // One well-formed stream: a header first, nothing but its end behind a stream error, nothing at
  // all behind its end or the end of the connection. Returns what `bytes` completed.
  std::vector<StreamEvent> said(std::string_view bytes);
  // FIN, or RST. `excused`: the other side has ended first, so no closing tag is owed.
  void ended(bool reset, bool excused);

  const StreamHeader* header() const { return header_ ? &*header_ : nullptr; }
  bool has_ended() const { return fin_ || reset_; }

 private:
  void check(const StreamEvent& event);

  // Longer than what was sent, since everything may come back escaped.
  StreamParser parser_{{.element_bytes = 8 * 1024 * 1024, .token_bytes = 4 * 1024 * 1024}};
  std::optional<StreamHeader> header_;
  bool error_ = false, tag_ = false, fin_ = false, reset_ = false;
};

// The text of an element without that of its children.
std::string own_text(const Element& element);
bool has_children(const Element& element);

}  // namespace jcp::fuzz
