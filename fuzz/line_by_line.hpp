#pragma once

#include <string_view>

namespace jcp::fuzz {

// Calls `use(line)` for each line, without its end.
template <typename Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    use(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

}  // namespace jcp::fuzz
