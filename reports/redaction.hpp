#pragma once
// What must not leave this machine in a report.

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/transcript.hpp"

namespace jcp {

// An id and its digest allow offline guessing of the secret, so both have to go.
class Redaction {
 public:
  Redaction() = default;  // hides nothing
  // `digests`: the contents of handshake elements too.
  explicit Redaction(std::vector<std::string> secrets, bool digests);

  bool hides() const { return digests_ || !secrets_.empty(); }

  std::string apply(std::string_view text) const;
  // What one actor sent or received may be cut anywhere, even within a digest.
  std::vector<TranscriptEntry> apply(const std::vector<TranscriptEntry>& entries) const;

 private:
  struct Range {
    std::size_t begin, end;
    std::string_view instead;
  };
  std::vector<Range> ranges_in(std::string_view text) const;

  std::vector<std::string> secrets_;
  bool digests_ = false;
};

}  // namespace jcp
