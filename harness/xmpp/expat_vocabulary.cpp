#include "expat_vocabulary.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

namespace jcp {
namespace {

// Cannot occur in any document, so no namespace name can forge one ("&#1;" is refused).
constexpr XML_Char separator = '\x01';

}  // namespace

Expat new_expat() {
  Expat expat(XML_ParserCreateNS("UTF-8", separator));
  if (!expat) throw std::bad_alloc();
  XML_SetReturnNSTriplet(expat.get(), 1);
#ifdef JCP_EXPAT_HAS_DEFERRAL
  // Debian's expat 2.5.0 waits for more bytes before it tries again: fragments would go silent.
  XML_SetReparseDeferralEnabled(expat.get(), XML_FALSE);
#endif
  return expat;
}

// "local", "uri|local" or "uri|local|prefix".
ExpandedName split(std::string_view name) {
  const auto first = name.find(separator);
  if (first == std::string_view::npos) return {"", name, ""};
  const auto rest = name.substr(first + 1);
  const auto second = rest.find(separator);
  if (second == std::string_view::npos) return {name.substr(0, first), rest, ""};
  return {name.substr(0, first), rest.substr(0, second), rest.substr(second + 1)};
}

Violation violation_of(XML_Error error) {
  const std::string said = XML_ErrorString(error);
  switch (error) {
    case XML_ERROR_UNDEFINED_ENTITY:
    case XML_ERROR_RECURSIVE_ENTITY_REF:
      return {"restricted-xml", "an entity reference other than the five predefined ones"};
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
      return {"unsupported-encoding", "the XML parser says: " + said};
    case XML_ERROR_UNBOUND_PREFIX:
      return {"bad-namespace-prefix", "a prefix that is bound to no namespace"};
    case XML_ERROR_NO_MEMORY:
      return {"resource-constraint", "the XML parser is out of memory", true};
    default:
      return {"not-well-formed", "the XML parser says: " + said};
  }
}

namespace {

// Octets of the sequence that `lead` begins; 0: none begins so.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

// How many octets at the end of `octets`, 0 to 3, are the beginning of a sequence that is longer.
std::size_t unfinished_character(std::string_view octets) {
  for (std::size_t count = 1; count <= 3 && count <= octets.size(); ++count) {
    const auto octet = static_cast<unsigned char>(octets[octets.size() - count]);
    if ((octet & 0xC0) != 0x80) return sequence_length(octet) > count ? count : 0;
  }
  return 0;
}

}  // namespace

bool begins_with_utf8(std::string_view octets) {
  if (octets.empty()) return false;
  const auto at = [&](std::size_t i) {
    return i < octets.size() ? static_cast<unsigned char>(octets[i]) : 0u;
  };
  const unsigned lead = at(0);
  const std::size_t length = sequence_length(static_cast<unsigned char>(lead));
  if (length == 0) return false;
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= octets.size()) return true;  // the rest has not come yet: nothing to object to
    if ((at(i) & 0xC0) != 0x80) return false;
  }
  // Overlong forms, surrogates, beyond U+10FFFF.
  return !(lead == 0xE0 && at(1) < 0xA0) && !(lead == 0xED && at(1) > 0x9F) &&
         !(lead == 0xF0 && at(1) < 0x90) && !(lead == 0xF4 && at(1) > 0x8F);
}

bool only_in_fifth_edition(std::string_view octets, char before) {
  using Range = std::pair<char32_t, char32_t>;
  constexpr Range names[] = {
      {0xB7, 0xB7},     {0xC0, 0xD6},     {0xD8, 0xF6},      {0xF8, 0x37D},    {0x37F, 0x1FFF},
      {0x200C, 0x200D}, {0x203F, 0x2040}, {0x2070, 0x218F},  {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
      {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};  // beyond ASCII
  const std::size_t length =
      octets.empty() ? 0 : sequence_length(static_cast<unsigned char>(octets.front()));
  const bool elsewhere = std::string_view("='\"&").find(before) != std::string_view::npos;
  if (elsewhere || length < 2 || length > octets.size() || !begins_with_utf8(octets)) return false;
  char32_t character = static_cast<unsigned char>(octets.front()) & (0x7FU >> length);
  for (const char octet : octets.substr(1, length - 1)) {
    character = character << 6 | (static_cast<unsigned char>(octet) & 0x3FU);
  }
  const bool in_names = std::ranges::any_of(names, [&](const Range& range) {
    return range.first <= character && character <= range.second;
  });
  const std::string named = "<a" + std::string(octets.substr(0, length)) + "/>";
  return in_names && XML_Parse(new_expat().get(), named.data(), static_cast<int>(named.size()),
                               XML_TRUE) != XML_STATUS_OK;
}

Violation not_utf8() { return {"unsupported-encoding", "octets that are not UTF-8"}; }

bool is_utf8(std::string_view encoding) {
  return std::ranges::equal(encoding, std::string_view("utf-8"), [](char given, char wanted) {
    return (given >= 'A' && given <= 'Z' ? given - 'A' + 'a' : given) == wanted;
  });
}

std::string_view WholeCharacters::take(std::string_view octets) {
  if (!held_.empty()) {
    joined_ = std::exchange(held_, {}).append(octets);
    octets = joined_;
  }
  held_ = octets.substr(octets.size() - unfinished_character(octets));
  return octets.substr(0, octets.size() - held_.size());
}

}  // namespace jcp
