#include "mock-server/lenient.hpp"

#include <algorithm>

#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/lenient_prolog.hpp"
#include "mock-server/tree.hpp"

namespace jcp::mock {
namespace {

using namespace lenient;

constexpr std::size_t npos = std::string::npos;

// first: the beginning of a connection. inside: between two elements of an open stream. open: a
// read of an authenticated stream. stanza: one that begins with a stanza.
enum class When { first, inside, open, stanza };

struct Filter {
  Quirk quirk;
  When when;
  void (*apply)(std::string& read);
  TagFilter tags = nullptr;  // instead of `apply`
};

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
    {Quirk::tolerates_repeated_attributes_in_the_header, When::first, nullptr,
     drop_duplicate_attributes},
    {Quirk::ignores_handshake_before_header, When::first,
     [](std::string& read) {
       if (read.starts_with("<handshake")) skip_first_element(read);
     }},
    {Quirk::skips_stanzas_before_the_header, When::first,
     [](std::string& read) {
       if (begins_with_stanza(read)) skip_first_element(read);
     }},
    // Names and namespaces.
    {Quirk::tolerates_unbound_prefixes, When::inside, nullptr, bind_prefixes},
    {Quirk::tolerates_equal_expanded_names, When::inside, nullptr, drop_equal_expanded_names},
    {Quirk::tolerates_reserved_prefixes, When::inside, nullptr, mend_reserved_prefixes},
    {Quirk::tolerates_undeclared_prefixes, When::inside, nullptr, mend_undeclared_prefixes},
    {Quirk::tolerates_two_colons, When::inside, nullptr, join_colons},
    {Quirk::takes_last_duplicate_attribute, When::stanza, nullptr, mark_duplicate_attributes},
    {Quirk::skips_mid_stream_doctype, When::inside, drop_doctypes},
    // Markup.
    {Quirk::tolerates_crossed_tags, When::open, nullptr, drop_crossed_end_tag},
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
  if (place.between_stanzas) open_.resize(std::min<std::size_t>(open_.size(), 1));
  for (const Filter& filter : filters) {
    if (read.empty()) break;
    if (!quirk(filter.quirk) || !applies(filter.when, read, place)) continue;
    if (filter.tags) {
      filter_tags(read, open_, filter.tags);
    } else {
      filter.apply(read);
    }
  }
  open_ = filter_tags(read, std::move(open_), lenient::keep);
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
