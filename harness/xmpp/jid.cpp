#include "jid.hpp"

#include <cstdint>

#include "limits.hpp"

namespace jcp {
namespace {

constexpr auto npos = std::string_view::npos;

// Length of the UTF-8 sequence that begins with `lead`; 0: none does.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// The code point `text` begins with; nullopt: invalid UTF-8 (RFC 3629: overlong, surrogate, beyond
// U+10FFFF). Takes it off `text`.
std::optional<std::uint32_t> next_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) return std::nullopt;
  std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    point = point << 6U | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point < 0xE000;
  if (overlong || surrogate || point > 0x10FFFF) return std::nullopt;
  text.remove_prefix(length);
  return point;
}

bool is_control(std::uint32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

bool is_part(std::string_view part, std::string_view forbidden) {
  if (part.empty() || part.size() > limits::jid_part_bytes) return false;
  if (part.find_first_of(forbidden) != npos) return false;
  while (!part.empty()) {
    const auto point = next_code_point(part);
    if (!point || is_control(*point)) return false;
  }
  return true;
}

std::string folded(std::string_view part) {
  std::string out(part);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::optional<Jid> Jid::parse(std::string_view text) {
  Jid jid;
  // RFC 7622 3.2: the resource is cut off first, so it may contain any '@' and '/'.
  if (const auto slash = text.find('/'); slash != npos) {
    const auto resource = text.substr(slash + 1);
    if (!is_part(resource, "")) return std::nullopt;
    jid.resource_ = resource;
    text = text.substr(0, slash);
  }
  if (const auto at = text.find('@'); at != npos) {
    const auto local = text.substr(0, at);
    // RFC 7622 3.3.1; white space is not in the IdentifierClass.
    if (!is_part(local, "\"&'/:<>@ ")) return std::nullopt;
    jid.local_ = folded(local);
    text = text.substr(at + 1);
  }
  if (text.ends_with('.')) text.remove_suffix(1);
  // RFC 7622 3.2: one final dot goes; a second one would end an empty label.
  if (text.ends_with('.') || !is_part(text, "\"&'/<>@ ")) return std::nullopt;
  jid.domain_ = folded(text);
  return jid;
}

std::string Jid::bare() const { return local_.empty() ? domain_ : local_ + '@' + domain_; }

std::string Jid::full() const { return resource_.empty() ? bare() : bare() + '/' + resource_; }

}  // namespace jcp
