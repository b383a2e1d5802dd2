#include "utf8.hpp"

namespace jcp::fuzz {

std::size_t utf8_length(std::string_view text) {
  const auto octet = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto in = [&](std::size_t i, unsigned least, unsigned most) {
    return octet(i) >= least && octet(i) <= most;
  };
  const unsigned lead = octet(0);
  if (text.empty() || lead < 0x80) return text.empty() ? 0 : 1;
  const unsigned least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (in(0, 0xC2, 0xDF)) return in(1, 0x80, 0xBF) ? 2 : 0;
  if (in(0, 0xE0, 0xEF)) return in(1, least, most) && in(2, 0x80, 0xBF) ? 3 : 0;
  if (in(0, 0xF0, 0xF4)) {
    return in(1, least, most) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace jcp::fuzz
