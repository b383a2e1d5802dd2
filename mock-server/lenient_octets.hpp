#pragma once
// Filters of the tolerant reader: octets and references. Each changes a read in place.

#include <cstdint>
#include <string>
#include <string_view>

namespace jcp::mock::lenient {

inline constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// Ill-formed UTF-8 (RFC 3629 3).
void replace_ill_formed(std::string& read);
void decode_overlong_forms(std::string& read);
void replace_surrogates(std::string& read);
void replace_beyond_unicode(std::string& read);
void replace_lone_octets(std::string& read);
void replace_truncated(std::string& read);
void swallow_after_leads(std::string& read);

// How many octets at the end of `read` begin a character whose rest is still to come, and how many
// octets that rest has.
struct CutCharacter {
  std::size_t octets;
  std::size_t missing;
};
CutCharacter cut_character(std::string_view read);

void drop_noncharacters(std::string& read);    // U+FFFE, U+FFFF
void forbid_noncharacters(std::string& read);  // the ones XML allows become an error
void drop_controls(std::string& read);
void drop_nul(std::string& read);
void return_references(std::string& read);  // U+000D

// References (XML 1.0 4.1).
void drop_undefined_entities(std::string& read);
void drop_apos(std::string& read);
void question_decimal_references(std::string& read);
void truncate_references(std::string& read);
void drop_forbidden_references(std::string& read);
void wrap_references(std::string& read);
// UTF-8 as Latin-1: characters beyond U+00FF become '?'.
std::string latin_1(std::string_view utf8);
void append_utf8(std::string& out, std::uint32_t point);

}  // namespace jcp::mock::lenient
