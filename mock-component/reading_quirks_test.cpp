// Tables for quirks_test.cpp: XML, encodings, namespaces, sizes and cuts.

#include "mock-component/core.hpp"
#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

const std::string accept = "jabber:component:accept";
const std::string end_of = "</stream:stream>";
const std::string nested_get =
    "<iq xmlns='jabber:component:accept' " + addresses + "id='1' type='get'>" + ping + "</iq>";
const std::string hello = "<message " + addresses;
std::string then_ping(const std::string& bytes) { return in(bytes) + "\nserver " + get(ping); }
std::string ready_after(const std::string& prolog) { return first(prolog + "${header}"); }
std::string nested(int depth) { return message("", times(depth, "<a>") + times(depth, "</a>")); }
std::string numbered(int count, const std::string& name, const std::string& value) {
  std::string out;
  for (int i = 0; i < count; ++i) out += " " + name + std::to_string(i) + "='" + value + "'";
  return out;
}

}  // namespace

const std::vector<Revelation> xml_quirks = {
    {Quirk::overlooks_comments_between_stanzas, then_ping("<!-- -->"), pong},
    {Quirk::overlooks_comments_in_stanzas, in(body("a<!-- -->b")), "<body>ab"},
    {Quirk::overlooks_comments_before_the_header, ready_after("<!-- -->"), "<handshake>"},
    {Quirk::overlooks_instructions_between_stanzas, then_ping("<?a b?>"), pong},
    {Quirk::overlooks_instructions_in_stanzas, in(body("a<?a b?>b")), "<body>ab"},
    {Quirk::overlooks_instructions_before_the_header, ready_after("<?a b?>"), "<handshake>"},
    {Quirk::overlooks_doctype, ready_after("<!DOCTYPE x SYSTEM 'http://127.0.0.1/x'>"),
     "<handshake>"},
    {Quirk::overlooks_doctype_in_mid_stream, then_ping("<!DOCTYPE x>"), pong},
    {Quirk::expands_entities_of_a_subset,
     first("<!DOCTYPE x [<!ENTITY a 'b'>]>" + header_with("id='&a;'")), "<handshake>"},
    {Quirk::overlooks_undefined_entities, in(body("a&b;c")), "<body>ac"},
    {Quirk::misreads_apos, in(body("a&apos;c")), "<body>ac"},
    {Quirk::misreads_decimal_references, in(body("a&#65;c")), "<body>a?c"},
    {Quirk::misreads_references_beyond_16_bits, in(body("&#x1F600;")), "\xF0\x9F\x98\x80"},
    {Quirk::loses_cdata, in(body("a<![CDATA[b]]>c")), "<body>ac"},
    {Quirk::decodes_inside_cdata, in(body("<![CDATA[&lt;]]>")), "<body>&lt;</body>"},
    {Quirk::overlooks_crossed_tags, then_ping("<message></body></message>"), pong},
    {Quirk::overlooks_missing_quotes, in("<message from='a@b' to=c1.mcfly.fam></message>"),
     "to='a@b'"},
    {Quirk::overlooks_repeated_attributes,
     in("<message from='a@b' to='c1.mcfly.fam' to='x'></message>"), "to='a@b'"},
    {Quirk::overlooks_repeated_header_attributes, first(header_with("id='1' id='2'")),
     "<handshake>"},
    {Quirk::overlooks_less_than_in_attributes, in(message("id='a<b'")), "id='a&lt;b'"},
    {Quirk::overlooks_cdata_end_in_text, in(body("a]]>b")), end},
    {Quirk::overlooks_bare_markup, in(body("a&b")), "<body>a&amp;b"},
    {Quirk::overlooks_octets_in_names, in(message("", "<a${xC2} b=''/>")), end},
    {Quirk::answers_nested_requests, in(message("", "<x xmlns='urn:x'>" + nested_get + "</x>")),
     pong},
    {Quirk::overlooks_control_characters, in(body("a${x01}b")), "<body>ab"},
    {Quirk::overlooks_nul, in(body("a${x00}b")), "<body>ab"},
    {Quirk::overlooks_forbidden_references, in(body("a&#1;b")), "<body>ab"},
    {Quirk::wraps_large_references, in(body("a&#4294967361;b")), "<body>aAb"},
    {Quirk::overlooks_declaration_in_mid_stream, then_ping("<?xml version='1.0'?>"), pong},
    {Quirk::overlooks_blanks_before_the_declaration, ready_after(" <?xml version='1.0'?>"),
     "<handshake>"},
    {Quirk::answers_behind_the_closing_tag, in(end_of + get(ping)), pong},
    {Quirk::overlooks_stray_text, then_ping("text"), pong},
    {Quirk::overlooks_ill_formed_names, then_ping("<1/>"), pong},
    {Quirk::keeps_carriage_returns_of_text, in(body("a${CR}b")), "<body>a\nb"},
    {Quirk::writes_carriage_returns_raw, in(body("a&#13;b")), "a\rb"},
    {Quirk::overlooks_xml_version, ready_after("<?xml version='1.1'?>"), "<handshake>"},
    {Quirk::answers_truncated_stanzas, in(hello + "id='cut'><body>a") + "\nfin", "id='cut'"},
    {Quirk::resumes_behind_ill_formed_xml, in("<message></iq>" + get(ping)), pong},
};

const std::vector<Revelation> encoding_quirks = {
    {Quirk::overlooks_declared_encoding, ready_after("<?xml version='1.0' encoding='ISO-8859-1'?>"),
     "<handshake>"},
    {Quirk::reads_utf_16, first(utf16(header_with("id='1'"))), "<handshake>"},
    {Quirk::minds_case_of_encoding_names, ready_after("<?xml version='1.0' encoding='utf-8'?>"),
     "<handshake>"},
    {Quirk::overlooks_byte_order_mark, ready_after("${xEF}${xBB}${xBF}"), "<handshake>"},
    {Quirk::loses_zero_width_no_break_space,
     in(body("a\xEF\xBB\xBF"
             "b")),
     "<body>ab"},
    {Quirk::overlooks_overlong_forms, in(body("${xC0}${xBC}")), "<body>&lt;"},
    {Quirk::overlooks_surrogates, in(body("${xED}${xA0}${x80}")), end},
    {Quirk::overlooks_code_points_beyond_unicode, in(body("${xF4}${x90}${x80}${x80}")), end},
    {Quirk::overlooks_lone_octets, in(body("${x80}")), end},
    {Quirk::overlooks_truncated_characters, in(body("${xC3}a")), end},
    {Quirk::swallows_markup_behind_lead_octets, in(body("${xEB}<b/>a")), end},
    {Quirk::breaks_split_characters,
     in(hello + "><body>${xC3}") + "\nserver ${xA9}</body></message>", "\xC3\xA9<"},
    {Quirk::overlooks_noncharacters, in(body("a${xEF}${xBF}${xBF}b")), "<body>ab"},
    {Quirk::minds_lawful_noncharacters, in(body("${xEF}${xB7}${x90}")), end},
    {Quirk::composes_text, in(body("e\xCC\x81")), "\xC3\xA9<"},
    {Quirk::mends_ill_formed_utf_8, in(body("${xFF}")), end},
};

const std::vector<Revelation> namespace_quirks = {
    {Quirk::overlooks_unbound_prefixes, in(message("", "<a:b/>")), end},
    {Quirk::overlooks_equal_expanded_names,
     in(message("", "<x xmlns:a='u' xmlns:b='u' a:c='1' b:c='2'/>")), end},
    {Quirk::overlooks_reserved_prefixes, in(message("", "<x xmlns:xml='urn:x'/>")), end},
    {Quirk::overlooks_undeclared_prefixes, in(message("", "<x xmlns:a=''/>")), end},
    {Quirk::overlooks_two_colons, in(message("", "<a:b:c xmlns:a='u'/>")), end},
    {Quirk::loses_stanzas_with_their_own_namespace,
     in(message("xmlns='" + accept + "'", "<body>a</body>")), "<body>"},
    {Quirk::loses_client_stanzas, in(message("xmlns='jabber:client'", "<body>a</body>")), "<body>"},
    {Quirk::dies_of_client_stanzas, in(message("xmlns='jabber:client'")), crash},
    {Quirk::takes_stanzas_of_any_namespace, in(message("xmlns='urn:x'", "<body>a</body>")),
     "<body>"},
    {Quirk::echoes_payload_without_namespace, in(body("a")), "xmlns=''"},
    {Quirk::loses_prefixed_stanzas, in("<a:message xmlns:a='" + accept + "' " + addresses + "/>"),
     "<message"},
    {Quirk::forgets_prefixes_of_the_header,
     in_after(header_with("id='1' xmlns:p='urn:p'"), message("", "<p:x/>")), "<message"},
    {Quirk::keeps_stale_prefixes,
     in(message("", "<p:x xmlns:p='urn:1'/>") + message("", "<p:x xmlns:p='urn:2'/>")), "urn:2"},
    {Quirk::folds_case_of_names, in("<IQ " + addresses + "id='1' type='get'>" + ping + "</IQ>"),
     pong},
    {Quirk::splits_names_at_separators,
     in("<z xmlns='" + accept + "${LF}message' " + addresses + "/>"), "<message"},
    {Quirk::obeys_nested_stream_elements, in(message("", "<stream:error/>")), end},
};

const std::vector<Revelation> size_quirks = {
    {Quirk::dies_of_deep_nesting, in(nested(600)), crash},
    {Quirk::hangs_on_deep_nesting, in(nested(600)), "<message"},
    {Quirk::dies_of_many_attributes, in(message(numbered(1001, "a", ""))), crash},
    {Quirk::dies_of_large_attributes, in(message("a='" + times(30'001, "x") + "'")), crash},
    {Quirk::dies_of_long_names, in(message("", "<" + times(1001, "x") + "/>")), crash},
    {Quirk::dies_of_many_namespaces, in(message(numbered(1001, "xmlns:a", "u"))), crash},
    {Quirk::waits_for_more_input, in(hello) + "\nserver id='1'/>", "<message"},
    {Quirk::goes_deaf_on_single_octets, "login\nsingle " + get(ping), pong},
    {Quirk::goes_deaf_on_many_pieces, "login\nsingle " + body(times(2001, "x")), "<message"},
    {Quirk::loses_split_stanzas, in(hello) + "\nserver id='1'/>", "<message"},
    {Quirk::reads_one_stanza_at_a_time, in(body("a") + body("z")), "<body>z"},
    {Quirk::refuses_stanzas_of_8192_octets, in(body(times(9000, "x"))), end},
    {Quirk::hangs_on_large_stanzas, in(body(times(300'000, "x"))), end},
};

}  // namespace jcp::mock::component
