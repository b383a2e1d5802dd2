#pragma once
// Input of the parser targets: a document, and how it is cut into reads.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace jcp::fuzz {

// The last octet n of an input counts the octets before it that are lengths of pieces (at most
// all there are); 0 stands for 256. They repeat until the document is used up; none: one piece.
class CutPlan {
 public:
  static constexpr std::size_t most = 32;  // lengths

  explicit CutPlan(std::string_view input);

  std::string_view document() const { return document_; }
  bool cuts() const { return !lengths_.empty(); }
  std::string_view lengths() const { return lengths_; }

  // Calls `read(piece)` for every piece, in order.
  template <typename Read>
  void each(Read read) const {
    if (!cuts()) return read(document_);
    std::string_view rest = document_;
    for (std::size_t i = 0; !rest.empty(); ++i) {
      const auto length = static_cast<unsigned char>(lengths_[i % lengths_.size()]);
      const std::string_view piece = rest.substr(0, length == 0 ? 256 : length);
      read(piece);
      rest.remove_prefix(piece.size());
    }
  }

 private:
  std::string_view document_, lengths_;
};

// The input of which `CutPlan` gives these back; at most CutPlan::most lengths.
std::string with_cuts(std::string_view document, std::string_view lengths);

}  // namespace jcp::fuzz
