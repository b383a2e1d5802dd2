#pragma once
// Finds a second stream header: to a parser it is only an element that never ends.

#include <string>
#include <string_view>

#include "harness/xmpp/markup_scanner.hpp"

namespace jcp::mock {

class HeaderWatch {
 public:
  // How many of `bytes` end with a tag that opens another stream inside this one; npos: none does.
  std::size_t find(std::string_view bytes);

  // The last element found to open has been closed by other means.
  void close_element() { --depth_; }

 private:
  bool opens_stream() const;
  void close_tag();

  MarkupScanner scanner_;
  std::string head_;  // how the tag under way begins
  char last_ = 0;     // its last byte but '>'
  std::size_t depth_ = 0;
};

}  // namespace jcp::mock
