#include "mock-server/lenient.hpp"

#include <algorithm>

#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

using namespace lenient;

constexpr std::size_t npos = std::string::npos;
constexpr std::string_view white_space = " \t\r\n";

// first: the beginning of a connection. inside: between two elements of an open stream. open: a
// read of an authenticated stream. stanza: one that begins with a stanza.
enum class When { first, inside, open, stanza };

struct Filter {
  Quirk quirk;
  When when;
  void (*apply)(std::string& read);
};

template <TagFilter filter>
void tags(std::string& read) {
  filter_tags(read, filter);
}

void declare(std::string& read, std::string_view attribute, std::string_view value) {
  if (!read.starts_with("<?xml")) return;
  const std::size_t end = read.find("?>");
  const std::size_t at = read.find(std::string(attribute) + "=");
  if (end == npos || at > end) return;
  const std::size_t begin = at + attribute.size() + 2;
  const std::size_t stop = read.find(read[begin - 1], begin);
  if (stop < end) read.replace(begin, stop - begin, value);
}

std::string declared_encoding(std::string_view read) {
  if (!read.starts_with("<?xml")) return "";
  const std::size_t at = read.substr(0, read.find("?>")).find("encoding=");
  if (at == npos || at + 10 > read.size()) return "";
  const std::size_t begin = at + 10;
  return std::string(read.substr(begin, read.find(read[begin - 1], begin) - begin));
}

void refuse_other_case(std::string& read) {
  const std::string encoding = declared_encoding(read);
  std::string upper = encoding;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper == "UTF-8" && encoding != upper) declare(read, "encoding", "other");
}

void remove_leading(std::string& read, std::string_view begin, std::string_view end,
                    std::string_view target_not) {
  while (read.starts_with(begin)) {
    if (!target_not.empty() && read.substr(begin.size()).starts_with(target_not)) return;
    const std::size_t stop = read.find(end, begin.size());
    if (stop == npos) return;
    read.erase(0, stop + end.size());
  }
}

// Behind the first octet.
void remove_inner(std::string& read, std::string_view begin, std::string_view end,
                  std::string_view target_not) {
  std::string rest = read.substr(1);
  remove_spans(rest, begin, end, target_not);
  read.replace(1, npos, rest);
}

bool begins_with_stanza(std::string_view read) {
  return read.starts_with("<message") || read.starts_with("<iq") || read.starts_with("<presence");
}

void skip_first_element(std::string& read) { read.erase(0, first_element(read)); }

void skip_space_before_declaration(std::string& read) {
  const std::size_t begin = read.find_first_not_of(white_space);
  if (begin != npos && std::string_view(read).substr(begin).starts_with("<?xml")) {
    read.erase(0, begin);
  }
}

void refuse_space_before_header(std::string& read) {
  const std::size_t begin = read.find_first_not_of(white_space);
  const bool declaration =
      begin != npos && std::string_view(read).substr(begin).starts_with("<?xml");
  if (begin != 0 && !declaration) read.insert(0, "?");
}

void drop_mid_stream_declaration(std::string& read) {
  if (read.starts_with("<?xml ") && read.find("<stream") == npos) {
    remove_leading(read, "<?xml ", "?>", "");
  }
}

void drop_ill_formed_name(std::string& read) {
  if (read.size() < 2 || read[0] != '<') return;
  if (std::string_view("0123456789-.: >").find(read[1]) != npos) read.clear();
}

void escape_cdata_end(std::string& read) {
  if (read.find("<![CDATA[") == npos) replace_all(read, "]]>", "]]&gt;");
}

void decode_in_cdata(std::string& read) {
  for (std::size_t at = 0; (at = read.find("<![CDATA[", at)) != npos; ++at) {
    std::string section = read.substr(at, read.find("]]>", at) - at);
    const std::size_t size = section.size();
    replace_all(section, "&lt;", "<");
    read.replace(at, size, section);
  }
}

std::size_t end_of_doctype(std::string_view read, std::size_t begin) {
  int brackets = 0;
  char quote = 0;
  for (std::size_t i = begin; i < read.size(); ++i) {
    const char c = read[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '[' || c == ']') {
      brackets += c == '[' ? 1 : -1;
    } else if (c == '>' && brackets <= 0) {
      return i + 1;
    }
  }
  return npos;
}

struct Entity {
  std::string name;
  std::string value;
};

// The general entities a document type declaration declares with a literal value.
std::vector<Entity> entities_of(std::string_view doctype) {
  constexpr std::string_view mark = "<!ENTITY ";
  std::vector<Entity> entities;
  for (std::size_t at = 0; (at = doctype.find(mark, at)) != npos;) {
    at += mark.size();
    const std::size_t name_end = doctype.find(' ', at);
    if (name_end == npos) break;
    Entity entity{std::string(doctype.substr(at, name_end - at)), ""};
    const std::size_t quote = doctype.find_first_of("'\"", name_end);
    if (quote != npos) {
      entity.value = doctype.substr(quote + 1, doctype.find(doctype[quote], quote + 1) - quote - 1);
    }
    entities.push_back(std::move(entity));
  }
  return entities;
}

void expand_entities(std::string& read) {
  const std::size_t begin = read.find("<!DOCTYPE");
  if (begin == npos) return;
  const std::size_t end = end_of_doctype(read, begin);
  if (end == npos) return;
  const std::string doctype = read.substr(begin, end - begin);
  const std::vector<Entity> entities = entities_of(doctype);
  const bool external = doctype.find("SYSTEM") != npos || doctype.find("PUBLIC") != npos;
  if (entities.empty() || entities.size() > 2 || external || doctype.find('%') != npos) return;
  read.erase(begin, end - begin);
  // Twice: an entity may name the other one.
  for (int round = 0; round < 2; ++round) {
    for (const Entity& entity : entities) replace_all(read, "&" + entity.name + ";", entity.value);
  }
}

void drop_doctypes(std::string& read) {
  for (std::size_t at = 0; (at = read.find("<!DOCTYPE", at)) != npos;) {
    const std::size_t end = end_of_doctype(read, at);
    if (end == npos) return;
    read.erase(at, end - at);
  }
}

constexpr Filter filters[] = {
    // Before the header.
    {Quirk::skips_byte_order_mark, When::first,
     [](std::string& read) {
       if (read.starts_with("\xEF\xBB\xBF")) read.erase(0, 3);
     }},
    {Quirk::skips_white_space_before_the_declaration, When::first, skip_space_before_declaration},
    {Quirk::refuses_white_space_before_the_header, When::first, refuse_space_before_header},
    {Quirk::ignores_xml_version, When::first,
     [](std::string& read) { declare(read, "version", "1.0"); }},
    {Quirk::ignores_declared_encoding, When::first,
     [](std::string& read) { declare(read, "encoding", "UTF-8"); }},
    {Quirk::compares_encoding_names_by_case, When::first, refuse_other_case},
    {Quirk::ignores_comments_before_the_root, When::first,
     [](std::string& read) { remove_leading(read, "<!--", "-->", ""); }},
    {Quirk::ignores_processing_instructions_before_the_root, When::first,
     [](std::string& read) { remove_leading(read, "<?", "?>", "xml"); }},
    {Quirk::expands_declared_entities, When::first, expand_entities},
    {Quirk::tolerates_repeated_attributes_in_the_header, When::first,
     tags<drop_duplicate_attributes>},
    {Quirk::ignores_handshake_before_header, When::first,
     [](std::string& read) {
       if (read.starts_with("<handshake")) skip_first_element(read);
     }},
    {Quirk::skips_stanzas_before_the_header, When::first,
     [](std::string& read) {
       if (begins_with_stanza(read)) skip_first_element(read);
     }},
    // Names and namespaces.
    {Quirk::tolerates_unbound_prefixes, When::inside, tags<bind_prefixes>},
    {Quirk::tolerates_equal_expanded_names, When::inside, tags<drop_equal_expanded_names>},
    {Quirk::tolerates_reserved_prefixes, When::inside, tags<mend_reserved_prefixes>},
    {Quirk::tolerates_undeclared_prefixes, When::inside, tags<mend_undeclared_prefixes>},
    {Quirk::tolerates_two_colons, When::inside, tags<join_colons>},
    {Quirk::takes_last_duplicate_attribute, When::stanza, tags<mark_duplicate_attributes>},
    {Quirk::skips_mid_stream_doctype, When::inside, drop_doctypes},
    // Markup.
    {Quirk::tolerates_crossed_tags, When::open, tags<drop_crossed_end_tag>},
    {Quirk::ignores_comments_between_stanzas, When::open,
     [](std::string& read) { remove_leading(read, "<!--", "-->", ""); }},
    {Quirk::ignores_comments_in_stanzas, When::open,
     [](std::string& read) { remove_inner(read, "<!--", "-->", ""); }},
    {Quirk::ignores_processing_instructions_between_stanzas, When::open,
     [](std::string& read) { remove_leading(read, "<?", "?>", "xml"); }},
    {Quirk::ignores_processing_instructions_in_stanzas, When::open,
     [](std::string& read) { remove_inner(read, "<?", "?>", "xml"); }},
    {Quirk::tolerates_declaration_in_mid_stream, When::open, drop_mid_stream_declaration},
    {Quirk::tolerates_ill_formed_names, When::open, drop_ill_formed_name},
    {Quirk::tolerates_unquoted_attributes, When::stanza, quote_to},
    {Quirk::tolerates_repeated_attributes, When::stanza, drop_second_to},
    {Quirk::tolerates_less_than_in_attributes, When::stanza, escape_less_than},
    {Quirk::tolerates_cdata_end_in_text, When::stanza, escape_cdata_end},
    {Quirk::drops_cdata_text, When::stanza,
     [](std::string& read) { remove_spans(read, "<![CDATA[", "]]>"); }},
    {Quirk::decodes_references_in_cdata, When::stanza, decode_in_cdata},
    // Characters and references.
    {Quirk::ignores_undefined_entities, When::stanza, drop_undefined_entities},
    {Quirk::does_not_know_apos, When::stanza, drop_apos},
    {Quirk::reads_decimal_references_as_question_marks, When::stanza, question_decimal_references},
    {Quirk::truncates_references_to_16_bits, When::stanza, truncate_references},
    {Quirk::tolerates_forbidden_references, When::stanza, drop_forbidden_references},
    {Quirk::wraps_character_references, When::stanza, wrap_references},
    {Quirk::tolerates_control_characters, When::stanza, drop_controls},
    {Quirk::tolerates_nul, When::stanza, drop_nul},
    {Quirk::keeps_carriage_returns, When::stanza, return_references},
    {Quirk::repairs_ill_formed_utf8, When::stanza, replace_ill_formed},
    {Quirk::decodes_overlong_forms, When::stanza, decode_overlong_forms},
    {Quirk::accepts_encoded_surrogates, When::stanza, replace_surrogates},
    {Quirk::accepts_code_points_beyond_unicode, When::stanza, replace_beyond_unicode},
    {Quirk::accepts_lone_octets, When::stanza, replace_lone_octets},
    {Quirk::accepts_truncated_sequences, When::stanza, replace_truncated},
    {Quirk::swallows_after_lead_octets, When::stanza, swallow_after_leads},
    {Quirk::accepts_noncharacters, When::stanza, drop_noncharacters},
    {Quirk::refuses_noncharacters, When::stanza, forbid_noncharacters},
};

bool applies(When when, std::string_view read, const ReadPlace& place) {
  switch (when) {
    case When::first:
      return place.first;
    case When::inside:
      return place.between_stanzas;
    case When::open:
      return place.authenticated;
    case When::stanza:
      return place.authenticated && begins_with_stanza(read);
  }
  return false;
}

}  // namespace

std::string Lenient::rewrite(std::string_view bytes, const ReadPlace& place) {
  std::string read(bytes);
  if (quirk(Quirk::accepts_utf_16)) decode_utf16(read, place.first);
  if (quirk(Quirk::replaces_split_characters)) replace_split_characters(read);
  if (quirk(Quirk::skips_doctype)) skip_doctype(read, place.first);
  for (const Filter& filter : filters) {
    if (read.empty()) break;
    if (quirk(filter.quirk) && applies(filter.when, read, place)) filter.apply(read);
  }
  return read;
}

void Lenient::decode_utf16(std::string& read, bool first) {
  using namespace std::string_view_literals;
  if (first && !utf16_) {
    const std::string_view begin = std::string_view(read).substr(0, 2);
    little_endian_ = begin == "\xFF\xFE"sv || begin == "<\0"sv;
    utf16_ = little_endian_ || begin == "\xFE\xFF"sv || begin == "\0<"sv;
  }
  if (!utf16_) return;
  half_unit_ += read;
  std::string out;
  std::size_t at = 0;
  for (; at + 2 <= half_unit_.size(); at += 2) {
    const auto one = static_cast<unsigned char>(half_unit_[at]);
    const auto two = static_cast<unsigned char>(half_unit_[at + 1]);
    const std::uint32_t unit = little_endian_ ? two * 256U + one : one * 256U + two;
    // Characters outside the first plane do not occur in what is tested.
    if (unit != 0xFEFF) append_utf8(out, unit);
  }
  half_unit_.erase(0, at);
  read = std::move(out);
}

void Lenient::replace_split_characters(std::string& read) {
  const std::size_t rest = std::min(cut_octets_, read.size());
  read.erase(0, rest);
  cut_octets_ -= rest;
  const CutCharacter cut = cut_character(read);
  if (cut.missing == 0) return;
  read.replace(read.size() - cut.octets, cut.octets, replacement);
  cut_octets_ = cut.missing;
}

void Lenient::skip_doctype(std::string& read, bool first) {
  if (first) {
    const std::size_t begin = read.find("<!DOCTYPE");
    const std::size_t end = begin == npos ? npos : end_of_doctype(read, begin);
    if (end != npos) {
      for (const Entity& entity : entities_of(std::string_view(read).substr(begin, end - begin))) {
        entities_.push_back("&" + entity.name + ";");
      }
      read.erase(begin, end - begin);
    }
  }
  for (const std::string& reference : entities_) replace_all(read, reference, "");
}

}  // namespace jcp::mock
