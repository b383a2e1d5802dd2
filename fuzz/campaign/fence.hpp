#pragma once
// How we know that a case is over: behind its bytes, in the same write, go a message to the
// observer and a request. Both pass the same way as the case, so what has not come before them does
// not come.

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/xmpp/element.hpp"
#include "harness/xmpp/stream_parser.hpp"

namespace jcp::fuzz {

// What a target has shown to answer; found out by calibration.
enum class Question { none, ping, disco, unknown };

class Fence {
 public:
  Fence() = default;
  // `from`: ours; `to`: who answers the question; `observer`: "" for no marker.
  Fence(std::string_view nonce, std::uint64_t serial, Question question, std::string_view from,
        std::string_view to, std::string_view observer);

  const std::string& text() const { return text_; }
  // True: it is our own, not the target's doing.
  bool takes_answer(const StreamEvent& event);
  bool takes_marker(const Element& element);

  bool answered() const { return request_id_.empty() || answered_; }
  bool marked() const { return marker_id_.empty() || marked_; }
  bool passed() const { return answered() && marked(); }

 private:
  std::string text_, request_id_, marker_id_;
  bool answered_ = false, marked_ = false;
};

// A marker of any fence with this nonce: one that came late is nobody's stanza either.
bool is_marker(const Element& element, std::string_view nonce);

}  // namespace jcp::fuzz
