#include "mock-server/header_watch.hpp"

#include <algorithm>

namespace jcp::mock {
namespace {

constexpr std::string_view header_begin = "<stream:stream";

bool ends_name(char c) { return std::string_view(" \t\r\n/>").find(c) != std::string_view::npos; }

}  // namespace

std::size_t HeaderWatch::find(std::string_view bytes) {
  using Kind = MarkupScanner::Kind;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto [size, kind] = scanner_.next(bytes.substr(done));
    const std::string_view piece = bytes.substr(done, size);
    done += size;
    if (kind == Kind::text) continue;
    // One byte more than the longest name that matters.
    head_ += piece.substr(0, header_begin.size() + 1 - head_.size());
    if (kind != Kind::finished) {
      last_ = piece.back();
      continue;
    }
    if (size > 1) last_ = piece[size - 2];
    const bool second = opens_stream();
    close_tag();
    if (second) return done;
  }
  return std::string_view::npos;
}

bool HeaderWatch::opens_stream() const {
  return depth_ == 1 && head_.size() > header_begin.size() && head_.starts_with(header_begin) &&
         ends_name(head_.back());
}

void HeaderWatch::close_tag() {
  const bool tag = head_.size() > 1 && head_[0] == '<' && head_[1] != '!' && head_[1] != '?';
  if (tag && head_[1] == '/') {
    depth_ -= std::min<std::size_t>(depth_, 1);
  } else if (tag && last_ != '/') {
    ++depth_;
  }
  head_.clear();
}

}  // namespace jcp::mock
