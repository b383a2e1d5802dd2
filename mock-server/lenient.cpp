#include "mock-server/lenient.hpp"

#include <utility>

#include "mock-server/lenient_filter.hpp"
#include "mock-server/lenient_markup.hpp"
#include "mock-server/lenient_octets.hpp"
#include "mock-server/lenient_prolog.hpp"
#include "mock-server/lenient_spans.hpp"

namespace jcp::mock {
namespace {

using namespace lenient;

using Filter = lenient::Filter<Quirk>;

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
    {Quirk::tolerates_crossed_tags, When::stanza, nullptr, drop_crossed_end_tag},
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
    {Quirk::tolerates_bare_markup, When::stanza, escape_bare_markup},
    {Quirk::tolerates_octets_in_names, When::stanza, underline_octets_in_names},
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

}  // namespace

std::string Lenient::rewrite(std::string_view bytes, const lenient::ReadPlace& place) {
  std::string read(bytes);
  if (quirk(Quirk::accepts_utf_16)) utf16_.decode(read, place.first);
  if (quirk(Quirk::replaces_split_characters)) split_.replace(read);
  if (quirk(Quirk::skips_doctype)) doctype_.skip(read, place.first);
  open_ = filter_read<Quirk>(filters, quirks_, read, place, std::move(open_));
  return read;
}

}  // namespace jcp::mock
