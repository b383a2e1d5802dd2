#include "mock-component/lenient.hpp"

#include <utility>

#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/lenient_prolog.hpp"

namespace jcp::mock::component {
namespace {

using namespace lenient;
using Quirk = ComponentQuirk;
using Filter = lenient::Filter<Quirk>;

constexpr Filter filters[] = {
    // Before the header.
    {Quirk::overlooks_byte_order_mark, When::first,
     [](std::string& read) {
       if (read.starts_with("\xEF\xBB\xBF")) read.erase(0, 3);
     }},
    {Quirk::overlooks_blanks_before_the_declaration, When::first, skip_space_before_declaration},
    {Quirk::refuses_blanks_before_the_header, When::first, refuse_space_before_header},
    {Quirk::overlooks_xml_version, When::first,
     [](std::string& read) { declare(read, "version", "1.0"); }},
    {Quirk::overlooks_declared_encoding, When::first,
     [](std::string& read) { declare(read, "encoding", "UTF-8"); }},
    {Quirk::minds_case_of_encoding_names, When::first, refuse_other_case},
    {Quirk::overlooks_comments_before_the_header, When::first,
     [](std::string& read) { remove_leading(read, "<!--", "-->", ""); }},
    {Quirk::overlooks_instructions_before_the_header, When::first,
     [](std::string& read) { remove_leading(read, "<?", "?>", "xml"); }},
    {Quirk::expands_entities_of_a_subset, When::first, expand_entities},
    {Quirk::overlooks_repeated_header_attributes, When::first, nullptr, drop_duplicate_attributes},
    {Quirk::skips_stanzas_ahead_of_the_header, When::first,
     [](std::string& read) {
       if (begins_with_stanza(read)) skip_first_element(read);
     }},
    // Names and namespaces.
    {Quirk::overlooks_unbound_prefixes, When::inside, nullptr, bind_prefixes},
    {Quirk::overlooks_equal_expanded_names, When::inside, nullptr, drop_equal_expanded_names},
    {Quirk::overlooks_reserved_prefixes, When::inside, nullptr, mend_reserved_prefixes},
    {Quirk::overlooks_undeclared_prefixes, When::inside, nullptr, mend_undeclared_prefixes},
    {Quirk::overlooks_two_colons, When::inside, nullptr, join_colons},
    {Quirk::overlooks_doctype_in_mid_stream, When::inside, drop_doctypes},
    // Markup.
    {Quirk::overlooks_crossed_tags, When::open, nullptr, drop_crossed_end_tag},
    {Quirk::overlooks_comments_between_stanzas, When::open,
     [](std::string& read) { remove_leading(read, "<!--", "-->", ""); }},
    {Quirk::overlooks_comments_in_stanzas, When::open,
     [](std::string& read) { remove_inner(read, "<!--", "-->", ""); }},
    {Quirk::overlooks_instructions_between_stanzas, When::open,
     [](std::string& read) { remove_leading(read, "<?", "?>", "xml"); }},
    {Quirk::overlooks_instructions_in_stanzas, When::open,
     [](std::string& read) { remove_inner(read, "<?", "?>", "xml"); }},
    {Quirk::overlooks_declaration_in_mid_stream, When::open, drop_mid_stream_declaration},
    {Quirk::overlooks_ill_formed_names, When::open, drop_ill_formed_name},
    {Quirk::overlooks_missing_quotes, When::stanza, quote_to},
    {Quirk::overlooks_repeated_attributes, When::stanza, drop_second_to},
    {Quirk::overlooks_less_than_in_attributes, When::stanza, escape_less_than},
    {Quirk::overlooks_cdata_end_in_text, When::stanza, escape_cdata_end},
    {Quirk::loses_cdata, When::stanza,
     [](std::string& read) { remove_spans(read, "<![CDATA[", "]]>"); }},
    {Quirk::decodes_inside_cdata, When::stanza, decode_in_cdata},
    {Quirk::overlooks_bare_markup, When::stanza, escape_bare_markup},
    {Quirk::overlooks_octets_in_names, When::stanza, underline_octets_in_names},
    // Characters and references.
    {Quirk::overlooks_undefined_entities, When::stanza, drop_undefined_entities},
    {Quirk::misreads_apos, When::stanza, drop_apos},
    {Quirk::misreads_decimal_references, When::stanza, question_decimal_references},
    {Quirk::misreads_references_beyond_16_bits, When::stanza, truncate_references},
    {Quirk::overlooks_forbidden_references, When::stanza, drop_forbidden_references},
    {Quirk::wraps_large_references, When::stanza, wrap_references},
    {Quirk::overlooks_control_characters, When::stanza, drop_controls},
    {Quirk::overlooks_nul, When::stanza, drop_nul},
    {Quirk::keeps_carriage_returns_of_text, When::stanza, return_references},
    {Quirk::mends_ill_formed_utf_8, When::stanza, replace_ill_formed},
    {Quirk::overlooks_overlong_forms, When::stanza, decode_overlong_forms},
    {Quirk::overlooks_surrogates, When::stanza, replace_surrogates},
    {Quirk::overlooks_code_points_beyond_unicode, When::stanza, replace_beyond_unicode},
    {Quirk::overlooks_lone_octets, When::stanza, replace_lone_octets},
    {Quirk::overlooks_truncated_characters, When::stanza, replace_truncated},
    {Quirk::swallows_markup_behind_lead_octets, When::stanza, swallow_after_leads},
    {Quirk::overlooks_noncharacters, When::stanza, drop_noncharacters},
    {Quirk::minds_lawful_noncharacters, When::stanza, forbid_noncharacters},
};

}  // namespace

std::string Lenient::rewrite(std::string_view bytes, const lenient::ReadPlace& place) {
  std::string read(bytes);
  if (quirk(Quirk::reads_utf_16)) utf16_.decode(read, place.first);
  if (quirk(Quirk::breaks_split_characters)) split_.replace(read);
  if (quirk(Quirk::overlooks_doctype)) doctype_.skip(read, place.first);
  const bool nul = !read.empty() && read.find_first_not_of('\0') == std::string::npos;
  if (nul && place.between_stanzas && quirk(Quirk::takes_nul_for_a_keepalive)) read.clear();
  if (quirk(Quirk::keeps_stale_prefixes)) keep_first_namespaces(read);
  open_ = filter_read<Quirk>(filters, quirks_, read, place, std::move(open_));
  return read;
}

// By text: that a prefix is only an abbreviation is what this fault has not understood.
void Lenient::keep_first_namespaces(std::string& read) {
  constexpr std::string_view mark = " xmlns:";
  for (std::size_t at = 0; (at = read.find(mark, at)) != std::string::npos;) {
    at += mark.size();
    const std::size_t equals = read.find('=', at);
    if (equals == std::string::npos || equals + 1 >= read.size()) return;
    const std::size_t end = read.find(read[equals + 1], equals + 2);
    if (end == std::string::npos) return;
    const std::string uri = read.substr(equals + 2, end - equals - 2);
    const auto [first, added] = first_namespaces_.emplace(read.substr(at, equals - at), uri);
    if (!added) read.replace(equals + 2, uri.size(), first->second);
  }
}

}  // namespace jcp::mock::component
