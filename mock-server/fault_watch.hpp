#pragma once
// What the faults for fuzz campaigns look at: an element, its octets, what came directly before it,
// and how it was cut.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/xmpp/element.hpp"

namespace jcp::mock {

class FaultWatch {
 public:
  // A read begins; `raw` is what earlier reads have brought of the element under way.
  void read_begins(std::string_view raw);
  // The next element, of which `raw` are the octets. All below is about this one.
  void element(const Element& element, std::string_view raw);

  bool repeats_id_of_iq() const;                    // as a presence
  bool behind_empty_body() const;                   // that of a message
  bool again_empty_body() const;                    // itself a message with one
  bool long_value_beside_cdata() const;             // a value of 40 octets or more
  bool error_around_iq_with_foreign_child() const;  // as an iq of type error
  bool reference_in_body_with_language() const;     // as a message
  bool presence_cut_in_reference() const;
  bool chat_cut_in_end_tag() const;
  // Of 2000 octets or more with twenty elements: its octets; else 0.
  std::size_t crowd() const;
  // The stanza that a CDATA section quotes as all of the body of a message behind a presence, with
  // the addresses of that message.
  std::optional<Element> quoted_stanza() const;
  // The same message without the last character of its body.
  Element shortened() const;

 private:
  struct Before {
    std::string name, id;
    bool empty_body = false;
  };
  std::optional<Element> element_;
  std::string raw_;
  Before before_, now_;
  int reads_ = 1, next_reads_ = 1;  // of this element, of the one under way
  bool in_reference_ = false, in_end_tag_ = false;
  bool next_in_reference_ = false, next_in_end_tag_ = false;
};

// Takes a time that grows with the square of `octets`, seconds at most; says how many rounds.
std::size_t burn(std::size_t octets);

// Memory that nobody gives back.
class Leak {
 public:
  void grow() { kept_.emplace_back(256 * 1024, 'x'); }

 private:
  std::vector<std::string> kept_;
};

}  // namespace jcp::mock
