#pragma once
// What expat says, in our words. For stream_parser.cpp only: expat stays inside this library.

#include <expat.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "stream_parser.hpp"

namespace jcp {

struct FreeExpat {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Expat = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeExpat>;

// Namespace-aware, UTF-8 whatever the document says, trying again at every byte.
Expat new_expat();

struct ExpandedName {
  std::string_view uri, local, prefix;
};

// `name` as such a parser reports it.
ExpandedName split(std::string_view name);

// The condition RFC 6120 4.9.3 names for what expat refuses.
Violation violation_of(XML_Error error);

// Whether `octets` begin with a UTF-8 sequence (RFC 3629 section 3) or the beginning of one.
bool begins_with_utf8(std::string_view octets);
// Whether the character that `octets` begin with may stand in a name (XML 2.3 [4a]), behind what
// stands `before` it, and expat takes it in none: it knows the names of XML's Fourth Edition,
// RFC 6120 refers to the Fifth.
bool only_in_fifth_edition(std::string_view octets, char before);
// RFC 6120 4.9.3.22: octets that are not UTF-8 are a matter of the encoding.
Violation not_utf8();
// Whether an encoding declaration names UTF-8, in whatever case.
bool is_utf8(std::string_view encoding);

// Reads of octets -> pieces that end with whole characters.
class WholeCharacters {
 public:
  // What was held back and `octets`, but for the beginning of a character at the end. Lives as long
  // as `octets`, and until the next call.
  std::string_view take(std::string_view octets);
  const std::string& held() const { return held_; }  // 0 to 3 octets

 private:
  std::string held_, joined_;
};

}  // namespace jcp
