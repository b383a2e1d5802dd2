#pragma once
// In front of the strict parser: rewrites what it would refuse, for quirks that tolerate it. The
// parser stays the same for everybody; only what it gets to see differs. The filters look at one
// read at a time, so bytes that come one by one pass unchanged.

#include <string>
#include <string_view>
#include <vector>

#include "mock-server/lenient_markup.hpp"
#include "mock-server/quirks.hpp"

namespace jcp::mock {

// Where in its stream a read begins.
struct ReadPlace {
  bool first;            // nothing was given to the parser yet
  bool between_stanzas;  // directly below the root
  bool authenticated;
};

class Lenient {
 public:
  explicit Lenient(const QuirkSet& quirks) : quirks_(quirks) {}

  // What the parser is to see of `bytes`.
  std::string rewrite(std::string_view bytes, const ReadPlace& place);

 private:
  bool quirk(Quirk quirk) const { return quirks_.has(quirk); }
  void decode_utf16(std::string& read, bool first);
  void skip_doctype(std::string& read, bool first);
  void replace_split_characters(std::string& read);

  QuirkSet quirks_;
  std::vector<lenient::Tag> open_;  // the header, then the elements inside each other
  bool utf16_ = false;
  bool little_endian_ = false;
  std::string half_unit_;              // an odd octet of UTF-16
  std::vector<std::string> entities_;  // declared in a DOCTYPE that was skipped
  std::size_t cut_octets_ = 0;         // still to come of a character that was replaced
};

}  // namespace jcp::mock
