#include "printable.hpp"

#include <cstdint>
#include <cstdio>
#include <optional>

namespace jcp {

namespace {

struct Character {
  std::uint32_t code;
  std::size_t size;
};

// The well-formed character at `at`; nullopt: an octet that is part of none.
std::optional<Character> character_at(std::string_view text, std::size_t at) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = octet(0);
  if (first < 0x80) return Character{first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return std::nullopt;
  std::uint32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xC0) != 0x80) return std::nullopt;
    code = (code << 6) | (octet(i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  return Character{code, size};
}

bool misleading(std::uint32_t code) {
  const auto within = [code](std::uint32_t low, std::uint32_t high) {
    return code >= low && code <= high;
  };
  return code < 0x20 || within(0x7F, 0x9F) || code == 0xAD ||  // controls, soft hyphen
         within(0x200B, 0x200F) || within(0x2028, 0x202E) ||   // zero width, line ends, direction
         within(0x2060, 0x206F) || code == 0xFEFF ||           // invisible operators, isolates
         within(0xE000, 0xF8FF) || within(0xFDD0, 0xFDEF) ||   // private use, noncharacters
         (code & 0xFFFE) == 0xFFFE || code >= 0xE0000;         // noncharacters, tags, private use
}

template <typename... Values>
void append_formatted(std::string& text, const char* format, Values... values) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, format, values...);
  text += buffer;
}

void append_escape(std::string& text, const Character& c) {
  switch (c.code) {
    case '\n':
      text += "\\n";
      break;
    case '\t':
      text += "\\t";
      break;
    case '\r':
      text += "\\r";
      break;
    default:
      if (c.size == 1) {
        append_formatted(text, "\\x%02X", static_cast<unsigned>(c.code));
      } else {
        append_formatted(text, "\\u{%X}", static_cast<unsigned>(c.code));
      }
  }
}

std::size_t start_of_character(const std::string& text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const auto c = character_at(bytes, at);
    if (!c) {
      append_formatted(text, "\\x%02X",
                       static_cast<unsigned>(static_cast<unsigned char>(bytes[at])));
      ++at;
      continue;
    }
    if (misleading(c->code)) {
      append_escape(text, *c);
    } else if (c->code == '\\') {
      text += "\\\\";
    } else {
      text += bytes.substr(at, c->size);
    }
    at += c->size;
  }
  return text;
}

std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t head = start_of_character(text, most * 2 / 3);
  const std::size_t tail = start_of_character(text, text.size() - most / 3);
  return text.substr(0, head) + " [... " + std::to_string(tail - head) + " bytes ...] " +
         text.substr(tail);
}

}  // namespace jcp
