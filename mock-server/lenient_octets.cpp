#include "mock-server/lenient_octets.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>

#include "mock-server/tree.hpp"

namespace jcp::mock::lenient {
namespace {

unsigned octet(char c) { return static_cast<unsigned char>(c); }

bool is_continuation(char c) { return (octet(c) & 0xC0U) == 0x80U; }

// How many octets a lead octet announces, itself included; 0: it is none.
std::size_t announced_by(char c) {
  if (octet(c) >= 0xC0 && octet(c) < 0xE0) return 2;
  if (octet(c) >= 0xE0 && octet(c) < 0xF0) return 3;
  return octet(c) >= 0xF0 && octet(c) < 0xF8 ? 4 : 0;
}

// A run of octets that belong together: one of ASCII, a lead with the continuations it has (no more
// than it announces), or one stray octet.
struct Sequence {
  std::string_view octets;
  std::size_t announced;  // 0: stray; 1: ASCII
  bool at_end;            // nothing follows it in this read

  bool complete() const { return octets.size() == announced; }
  unsigned lead() const { return octet(octets[0]); }
  unsigned second() const { return octets.size() > 1 ? octet(octets[1]) : 0; }
};

Sequence sequence_at(std::string_view read) {
  if (octet(read[0]) < 0x80) return {read.substr(0, 1), 1, read.size() == 1};
  const std::size_t announced = announced_by(read[0]);
  std::size_t size = 1;
  while (size < announced && size < read.size() && is_continuation(read[size])) ++size;
  return {read.substr(0, size), announced, read.size() == size};
}

std::uint32_t code_point(const Sequence& s) {
  std::uint32_t point = s.announced == 1 ? s.lead() : s.lead() & (0x7FU >> s.announced);
  for (char c : s.octets.substr(1)) point = point << 6U | (octet(c) & 0x3FU);
  return point;
}

bool overlong(const Sequence& s) {
  if (!s.complete()) return false;
  return s.lead() == 0xC0 || s.lead() == 0xC1 || (s.lead() == 0xE0 && s.second() < 0xA0) ||
         (s.lead() == 0xF0 && s.second() < 0x90);
}
bool surrogate(const Sequence& s) { return s.complete() && s.lead() == 0xED && s.second() >= 0xA0; }
bool beyond_unicode(const Sequence& s) {
  return s.complete() && ((s.lead() == 0xF4 && s.second() >= 0x90) || s.lead() >= 0xF5);
}
bool well_formed(const Sequence& s) {
  return s.complete() && !overlong(s) && !surrogate(s) && !beyond_unicode(s);
}

// Replaces the sequences for which `change` has something else.
void change_sequences(
    std::string& read,
    const std::function<std::optional<std::string>(const Sequence&, char next)>& change) {
  std::string out;
  for (std::string_view rest = read; !rest.empty();) {
    const Sequence sequence = sequence_at(rest);
    rest.remove_prefix(sequence.octets.size());
    const auto changed = change(sequence, rest.empty() ? '\0' : rest[0]);
    out += changed ? *changed : std::string(sequence.octets);
  }
  read = std::move(out);
}

void replace_sequences(std::string& read, bool (*wrong)(const Sequence&)) {
  change_sequences(read, [wrong](const Sequence& s, char) -> std::optional<std::string> {
    if (!wrong(s)) return std::nullopt;
    return std::string(replacement);
  });
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

// Replaces the references "&BODY;" for which `change` has something else.
void change_references(
    std::string& read,
    const std::function<std::optional<std::string>(std::string_view body)>& change) {
  for (std::size_t at = 0; (at = read.find('&', at)) != std::string::npos;) {
    const std::size_t end = read.find_first_of(";<>&'\" ", at + 1);
    if (end == std::string::npos) return;
    std::optional<std::string> changed;
    if (read[end] == ';') changed = change(std::string_view(read).substr(at + 1, end - at - 1));
    if (changed) {
      read.replace(at, end + 1 - at, *changed);
      at += changed->size();
    } else {
      at = end;
    }
  }
}

// "#65" and "#x41"; numbers beyond 64 bits are not understood.
std::optional<std::uint64_t> number_of(std::string_view body) {
  if (!body.starts_with('#')) return std::nullopt;
  body.remove_prefix(1);
  const int base = body.starts_with('x') ? 16 : 10;
  if (base == 16) body.remove_prefix(1);
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(body.data(), body.data() + body.size(), number, base);
  if (error != std::errc() || stop != body.data() + body.size()) return std::nullopt;
  return number;
}

// XML 1.0 2.2.
bool is_xml_char(std::uint64_t point) {
  if (point == 0x9 || point == 0xA || point == 0xD) return true;
  return (point >= 0x20 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0xFFFD) ||
         (point >= 0x10000 && point <= 0x10FFFF);
}

std::string reference_to(std::uint64_t point) { return "&#" + std::to_string(point) + ";"; }

}  // namespace

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t bits) { out += static_cast<char>(bits); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | point >> 6U);
  } else if (point < 0x10000) {
    put(0xE0U | point >> 12U);
    put(0x80U | (point >> 6U & 0x3FU));
  } else {
    put(0xF0U | point >> 18U);
    put(0x80U | (point >> 12U & 0x3FU));
    put(0x80U | (point >> 6U & 0x3FU));
  }
  put(0x80U | (point & 0x3FU));
}

std::string latin_1(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto octet = static_cast<unsigned char>(utf8[i]);
    if (octet < 0x80) {
      out += utf8[i];
    } else if (octet < 0xC4 && octet >= 0xC2 && i + 1 < utf8.size()) {
      out +=
          static_cast<char>((octet & 3U) << 6U | (static_cast<unsigned char>(utf8[++i]) & 0x3FU));
    } else if (octet >= 0xC0) {
      out += '?';
    }
  }
  return out;
}

void replace_ill_formed(std::string& read) {
  change_sequences(read, [](const Sequence& s, char) -> std::optional<std::string> {
    // The rest of a character that the read has cut may still come.
    if (well_formed(s) || (s.announced > s.octets.size() && s.at_end)) return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < s.octets.size(); ++i) out += replacement;
    return out;
  });
}

void decode_overlong_forms(std::string& read) {
  change_sequences(read, [](const Sequence& s, char) -> std::optional<std::string> {
    if (!overlong(s)) return std::nullopt;
    const std::uint32_t point = code_point(s);
    if (point == 0) return std::string(replacement);
    if (std::string_view("<>&'\"").find(static_cast<char>(point)) != std::string_view::npos) {
      return reference_to(point);
    }
    std::string out;
    append_utf8(out, point);
    return out;
  });
}

void replace_surrogates(std::string& read) { replace_sequences(read, surrogate); }

void replace_beyond_unicode(std::string& read) { replace_sequences(read, beyond_unicode); }

void replace_lone_octets(std::string& read) {
  replace_sequences(read, [](const Sequence& s) { return s.announced == 0; });
}

void replace_truncated(std::string& read) {
  change_sequences(read, [](const Sequence& s, char next) -> std::optional<std::string> {
    const bool lead = s.lead() >= 0xC2 && s.lead() <= 0xF4;
    if (!lead || s.complete() || !is_letter(next)) return std::nullopt;
    return std::string(replacement);
  });
}

void swallow_after_leads(std::string& read) {
  std::string out;
  for (std::string_view rest = read; !rest.empty();) {
    const Sequence s = sequence_at(rest);
    const bool swallows = s.lead() >= 0xC2 && s.lead() <= 0xF4 && !s.complete() && !s.at_end;
    out += swallows ? replacement : s.octets;
    rest.remove_prefix(swallows ? std::min(s.announced, rest.size()) : s.octets.size());
  }
  read = std::move(out);
}

CutCharacter cut_character(std::string_view read) {
  for (std::size_t octets = 1; octets <= std::min<std::size_t>(3, read.size()); ++octets) {
    const char c = read[read.size() - octets];
    if (is_continuation(c)) continue;
    const std::size_t announced = announced_by(c);
    return announced > octets ? CutCharacter{octets, announced - octets} : CutCharacter{0, 0};
  }
  return {0, 0};
}

void drop_noncharacters(std::string& read) {
  replace_all(read, "\xEF\xBF\xBE", "");
  replace_all(read, "\xEF\xBF\xBF", "");
}

void forbid_noncharacters(std::string& read) {
  change_sequences(read, [](const Sequence& s, char) -> std::optional<std::string> {
    if (!well_formed(s)) return std::nullopt;
    const std::uint32_t point = code_point(s);
    const bool last_two = point >= 0x10000 && (point & 0xFFFEU) == 0xFFFEU;
    if (!last_two && (point < 0xFDD0 || point > 0xFDEF)) return std::nullopt;
    return "\x01";  // refused by every XML parser
  });
}

void drop_controls(std::string& read) {
  std::erase_if(read, [](char c) {
    return octet(c) < 0x20 && c != '\0' && c != '\t' && c != '\n' && c != '\r';
  });
}

void drop_nul(std::string& read) { std::erase(read, '\0'); }

void return_references(std::string& read) { replace_all(read, "\r", "&#13;"); }

void drop_undefined_entities(std::string& read) {
  change_references(read, [](std::string_view body) -> std::optional<std::string> {
    for (std::string_view known : {"lt", "gt", "amp", "apos", "quot"}) {
      if (body == known) return std::nullopt;
    }
    return is_name(body) ? std::optional<std::string>("") : std::nullopt;
  });
}

void drop_apos(std::string& read) {
  constexpr std::string_view apos = "&apos;";
  bool in_tag = false;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i] == '<') in_tag = true;
    if (read[i] == '>') in_tag = false;
    while (!in_tag && std::string_view(read).substr(i).starts_with(apos))
      read.erase(i, apos.size());
  }
}

void question_decimal_references(std::string& read) {
  change_references(read, [](std::string_view body) -> std::optional<std::string> {
    const auto number = number_of(body);
    const bool decimal = !body.starts_with("#x");
    if (!number || !decimal || *number < 33 || *number > 126) return std::nullopt;
    return "?";
  });
}

void truncate_references(std::string& read) {
  change_references(read, [](std::string_view body) -> std::optional<std::string> {
    const auto number = number_of(body);
    const bool hexadecimal = body.starts_with("#x");
    if (!number || !hexadecimal || *number <= 0xFFFF || *number > 0x10FFFF) return std::nullopt;
    return reference_to(*number & 0xFFFFU);
  });
}

void drop_forbidden_references(std::string& read) {
  change_references(read, [](std::string_view body) -> std::optional<std::string> {
    const auto number = number_of(body);
    if (!number || is_xml_char(*number) || *number > 0xFFFFFFFFU) return std::nullopt;
    return "";
  });
}

void wrap_references(std::string& read) {
  change_references(read, [](std::string_view body) -> std::optional<std::string> {
    const auto number = number_of(body);
    if (!number || *number <= 0xFFFFFFFFU) return std::nullopt;
    return reference_to(*number & 0xFFFFFFFFU);
  });
}

}  // namespace jcp::mock::lenient
