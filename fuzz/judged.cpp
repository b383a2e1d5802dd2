#include "judged.hpp"

#include <algorithm>
#include <utility>

namespace jcp::fuzz {

namespace {

constexpr char mark = '\xFF';
constexpr std::size_t head = 3;  // octets after a mark

unsigned octet(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

void append(std::string& out, unsigned value, int octets) {
  for (int i = octets - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

Happening head_of(std::string_view bytes) {
  Happening happening;
  happening.session =
      static_cast<std::uint8_t>(std::min(octet(bytes, 0) >> 2U, unsigned{most_session}));
  happening.kind = static_cast<Happening::Kind>(octet(bytes, 0) & 3U);
  happening.after_100us = static_cast<std::uint16_t>(octet(bytes, 1) << 8U | octet(bytes, 2));
  return happening;
}

// Takes the text up to the next mark that is not doubled.
std::string take_text(std::string_view& rest) {
  std::string text;
  while (!rest.empty()) {
    const bool doubled = rest.starts_with("\xFF\xFF");
    if (rest.front() == mark && !doubled) break;
    text += rest.front();
    rest.remove_prefix(doubled ? 2 : 1);
  }
  return text;
}

}  // namespace

std::string encode(const Judged& judged) {
  std::string out;
  append(out, judged.program, 4);
  for (const Happening& happening : judged.happenings) {
    out += mark;
    append(out, happening.session * 4U + static_cast<unsigned>(happening.kind), 1);
    append(out, happening.after_100us, 2);
    for (const char c : happening.bytes) {
      if (c == mark) out += mark;
      out += c;
    }
  }
  return out;
}

Judged decode_judged(std::string_view bytes) {
  Judged judged;
  for (std::size_t i = 0; i < 4; ++i) judged.program = judged.program << 8U | octet(bytes, i);
  bytes.remove_prefix(std::min<std::size_t>(4, bytes.size()));
  bytes.remove_prefix(std::min(bytes.find(mark), bytes.size()));
  while (!bytes.empty()) {
    bytes.remove_prefix(1);
    Happening happening = head_of(bytes);
    bytes.remove_prefix(std::min(head, bytes.size()));
    std::string text = take_text(bytes);
    if (happening.kind == Happening::Kind::bytes) happening.bytes = std::move(text);
    judged.happenings.push_back(std::move(happening));
  }
  return judged;
}

std::uint32_t hash_of(std::string_view name) {
  std::uint32_t value = 2166136261U;  // FNV-1a
  for (const char c : name) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

}  // namespace jcp::fuzz
