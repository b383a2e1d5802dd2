#pragma once
// Filters of the tolerant reader that remember something from one read to the next.

#include <cstddef>
#include <string>
#include <vector>

namespace jcp::mock::lenient {

// Reads a connection whose first octets are UTF-16 as that.
class Utf16 {
 public:
  void decode(std::string& read, bool first);

 private:
  bool on_ = false;
  bool little_endian_ = false;
  std::string half_unit_;  // an odd octet
};

// A character that the end of a read cuts becomes U+FFFD.
class SplitCharacters {
 public:
  void replace(std::string& read);

 private:
  std::size_t cut_octets_ = 0;  // still to come of a character that was replaced
};

// Skips a DOCTYPE in the first read, and in those that it spans; references to its entities read as
// nothing.
class DoctypeSkipper {
 public:
  void skip(std::string& read, bool first);

 private:
  std::vector<std::string> entities_;
  std::string held_;  // a DOCTYPE that is not whole
};

}  // namespace jcp::mock::lenient
