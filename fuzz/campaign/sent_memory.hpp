#pragma once
// The stanzas that we sent lately, over all streams: what comes back is compared with them.

#include <cstddef>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "harness/xmpp/element.hpp"

namespace jcp::fuzz {

class SentMemory {
 public:
  // Ids are remembered longer than stanzas: an error may come from far.
  static constexpr std::size_t most_ids = 4096, most_stanzas = 512;

  void add(const Element& stanza);

  // Whatever became of the white space in it.
  bool knows_id(std::string_view id) const;
  // The same stanza (canonical.hpp), which is used up by that.
  bool take(const std::string& form);
  bool was_taken(const std::string& form) const;
  // What became of the one of that name and id, when it is not the same any more.
  enum class Change { unknown, white_space, other };
  Change change_of(const Element& stanza) const;
  // A message with this body was sent; or with one that differs in white space only.
  bool knows_body(const std::string& body) const;
  bool knows_words(const std::string& body) const;

 private:
  struct Stanza {
    std::string form, name, id, body;
    bool taken = false;
  };
  std::deque<Stanza> stanzas_;
  std::deque<std::string> ids_;
  std::multiset<std::string> known_ids_;
};

// Text of the direct child <body/>; "" when there is none.
std::string body_of(const Element& message);

}  // namespace jcp::fuzz
