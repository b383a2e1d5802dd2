// Every quirk does something: for each a dialogue in which the server says to one component a thing
// that the correct server does not say, or leaves out what it says. Both servers have the same
// seed, so every other octet can be compared.

#include "mock-server/quirks.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <set>

#include "mock-server/dialogue_test.hpp"

namespace jcp::mock {
namespace {

struct Revelation {
  Quirk quirk;
  std::string script;
  // What `who` hears either only with or only without the quirk.
  std::string who;
  std::string fragment;
};

void PrintTo(const Revelation& r, std::ostream* out) { *out << entry_of(r.quirk).name; }

const std::string fin = "</stream:stream>[fin]";

// a has only connected, has had its header answered, is in (and b as well).
std::string first(const std::string& bytes) { return "a connect\na send " + bytes; }
std::string opened(const std::string& bytes) { return first("${header}") + "\na send " + bytes; }
std::string in(const std::string& bytes) { return "a login\nb login\na send " + bytes; }

std::string header(const std::string& attributes) {
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' " +
         attributes + ">";
}
std::string handshake(const std::string& text) { return "<handshake>" + text + "</handshake>"; }
std::string shaken(const std::string& header, const std::string& text) {
  return first(header) + "\na send " + handshake(text);
}

std::string message(const std::string& attributes, const std::string& content = "") {
  return "<message to='b.mcfly.fam' " + attributes + ">" + content + "</message>";
}
const std::string from_a = "from='a.mcfly.fam'";
const std::string plain = message(from_a + " id='1'");
std::string body(const std::string& text) { return message(from_a, "<body>" + text + "</body>"); }
std::string iq(const std::string& attributes, const std::string& payload) {
  return "<iq " + attributes + ">" + payload + "</iq>";
}
std::string to_host(const std::string& attributes, const std::string& payload) {
  return iq("from='a.mcfly.fam' to='mcfly.fam' " + attributes, payload);
}
const std::string ping = "<ping xmlns='urn:xmpp:ping'/>";
const std::string unknown = "<x xmlns='urn:x'/>";
const std::string disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
const std::string items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
const std::string error = "<stream:error>";
const std::string ack = "<handshake/>";

std::string times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// 100 streams that open, one after the other.
std::string many_streams() {
  std::string script;
  for (int i = 1; i <= 100; ++i) {
    const std::string name = "a" + std::to_string(i);
    script += name + " connect\n" + name + " send ${header}\n";
  }
  return script;
}

std::string utf16(std::string_view ascii) {
  std::string out = "${xFE}${xFF}";
  for (char c : ascii) out += "${x00}" + std::string(1, c);
  return out;
}

const std::vector<Revelation> opening_quirks = {
    {Quirk::sends_no_header, first("${header}"), "a", "<stream:stream"},
    {Quirk::omits_stream_id, first("${header}"), "a", " id="},
    {Quirk::omits_header_from, first("${header}"), "a", " from="},
    {Quirk::header_from_names_another, first("${header}"), "a", "from='b.mcfly.fam'"},
    {Quirk::echoes_any_content_namespace,
     first("<stream:stream xmlns='urn:bogus' xmlns:stream='http://etherx.jabber.org/streams' "
           "to='a.mcfly.fam'>\na send " +
           handshake("${digest}")),
     "a", ack},
    {Quirk::acknowledges_unknown_domain, shaken(header("to='x.example'"), "00"), "a", ack},
    {Quirk::acknowledges_server_host, shaken(header("to='mcfly.fam'"), "${with:b}"), "a", ack},
    {Quirk::bare_header_errors, first(header("to='x.example'")), "a", "<stream:stream"},
    {Quirk::accepts_any_stream_namespace,
     first("<stream:stream xmlns='jabber:component:accept' xmlns:stream='urn:s' "
           "to='a.mcfly.fam'>"),
     "a", error},
    {Quirk::misnames_stream_namespace,
     first("<stream:stream xmlns='jabber:component:accept' xmlns:stream='urn:s' "
           "to='a.mcfly.fam'>"),
     "a", "<undefined-condition"},
    {Quirk::ignores_odd_stream_prefix,
     first("<s:stream xmlns='jabber:component:accept' xmlns:s='http://etherx.jabber.org/streams' "
           "to='a.mcfly.fam'>"),
     "a", error},
    {Quirk::misnames_odd_stream_prefix,
     first("<s:stream xmlns='jabber:component:accept' xmlns:s='http://etherx.jabber.org/streams' "
           "to='a.mcfly.fam'>"),
     "a", "<invalid-xml"},
    {Quirk::misnames_unbound_stream_prefix,
     first("<stream:stream xmlns='jabber:component:accept' to='a.mcfly.fam'>"), "a",
     "<undefined-condition"},
    {Quirk::accepts_stream_namespace_as_content,
     shaken("<stream xmlns='http://etherx.jabber.org/streams' to='a.mcfly.fam'>", "${digest}"), "a",
     ack},
    {Quirk::ignores_header_without_content_namespace,
     first("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'>"), "a",
     "<stream:stream"},
    {Quirk::misnames_large_versions, first(header("to='a.mcfly.fam' version='17.3'")), "a",
     "<undefined-condition"},
    {Quirk::declares_another_encoding, first("${header}"), "a", "ISO-8859-1"},
    {Quirk::declares_server_namespace, first("${header}"), "a", "jabber:server"},
    {Quirk::bare_error_for_missing_to, first(header("")), "a", "<stream:stream"},
    {Quirk::omits_closing_tag_for_missing_to, first(header("")), "a", "</stream:stream>"},
    {Quirk::offers_features_unasked, first("${header}"), "a", "<stream:features/>"},
    {Quirk::offers_features_for_version_one, first(header("to='a.mcfly.fam' version='1.0'")), "a",
     "<stream:features/>"},
    {Quirk::requires_version, first("${header}"), "a", "<unsupported-version"},
    {Quirk::refuses_version_one, first(header("to='a.mcfly.fam' version='1.0'")), "a", error},
    {Quirk::echoes_version_two, first(header("to='a.mcfly.fam' version='2.0'")), "a",
     " version='2.0'"},
    {Quirk::refuses_version_two_as_bad_format, first(header("to='a.mcfly.fam' version='2.0'")), "a",
     "<bad-format"},
    {Quirk::swallows_garbage_version, first(header("to='a.mcfly.fam' version='x'")), "a",
     "<stream:stream"},
    {Quirk::accepts_missing_to, shaken(header(""), "0"), "a", ack},
    {Quirk::accepts_empty_to, shaken(header("to=''"), "0"), "a", ack},
    {Quirk::strips_to_of_header, first(header("to='u@a.mcfly.fam/r'")), "a", error},
    {Quirk::accepts_invalid_domain, shaken(header("to='a b@@'"), "0"), "a", ack},
    {Quirk::compares_header_name_by_octets, first(header("to='A.mcfly.fam'")), "a",
     "<host-unknown"},
    {Quirk::keeps_trailing_dot, first(header("to='a.mcfly.fam.'")), "a", "<host-unknown"},
    {Quirk::refuses_header_from, first(header("to='a.mcfly.fam' from='a.mcfly.fam'")), "a",
     "<invalid-from"},
    {Quirk::refuses_header_language, first(header("to='a.mcfly.fam' xml:lang='en'")), "a",
     "<bad-format"},
    {Quirk::swallows_header_with_long_language,
     first(header("to='a.mcfly.fam' xml:lang='${pad:256}'")), "a", "<stream:stream"},
    {Quirk::refuses_declaration_without_encoding, first("<?xml version='1.0'?>${header}"), "a",
     "<not-well-formed"},
    {Quirk::hangs_on_self_closed_header,
     first("<stream:stream xmlns='jabber:component:accept' "
           "xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'/>"),
     "a", fin},
    {Quirk::ignores_foreign_greeting, first("GET / HTTP/1.0"), "a", error},
    {Quirk::ignores_handshake_before_header, first("<handshake/>") + "\na send ${header}", "a",
     error},
    {Quirk::skips_stanzas_before_the_header, first("<iq/>") + "\na send ${header}", "a", error},
    {Quirk::echoes_domain_unescaped, first(header("to='&lt;x>'")), "a", "<x>"},
    {Quirk::skips_doctype,
     first("<!DOCTYPE x [<!ENTITY e 'f>'>]>${header}") + "\na send " + handshake("&e;${digest}"),
     "a", ack},
    {Quirk::expands_declared_entities,
     first("<!DOCTYPE x [<!ENTITY d 'a'><!ENTITY e '&d;.mcfly'>]>" + header("to='&e;.fam'")), "a",
     error},
    {Quirk::tolerates_repeated_attributes_in_the_header,
     first(header("to='a.mcfly.fam' to='b.mcfly.fam'")), "a", error},
    {Quirk::ignores_comments_before_the_root, first("<!-- x -->${header}"), "a", error},
    {Quirk::ignores_processing_instructions_before_the_root, first("<?x y?>${header}"), "a", error},
    {Quirk::skips_white_space_before_the_declaration, first(" <?xml version='1.0'?>${header}"), "a",
     error},
    {Quirk::refuses_white_space_before_the_header, first(" ${header}"), "a", error},
    {Quirk::accepts_any_root_name,
     first("<stream:flood xmlns='jabber:component:accept' "
           "xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'>"),
     "a", error},
    {Quirk::ignores_xml_version, first("<?xml version='1.1'?>${header}"), "a", error},
    {Quirk::hangs_on_standalone,
     shaken("<?xml version='1.0' standalone='yes'?>${header}", "${digest}"), "a", ack},
    {Quirk::ignores_declared_encoding, first("<?xml version='1.0' encoding='X'?>${header}"), "a",
     error},
    {Quirk::misnames_other_encodings, first("<?xml version='1.0' encoding='ISO-8859-1'?>${header}"),
     "a", "<undefined-condition"},
    {Quirk::compares_encoding_names_by_case,
     first("<?xml version='1.0' encoding='utf-8'?>${header}"), "a", "<unsupported-encoding"},
    {Quirk::accepts_utf_16, first(utf16(header("to='a.mcfly.fam'"))), "a", error},
    {Quirk::skips_byte_order_mark, first("${xEF}${xBB}${xBF}${header}"), "a", error},
};

const std::vector<Revelation> handshake_quirks = {
    {Quirk::never_acknowledges, opened(handshake("${digest}")), "a", ack},
    {Quirk::acknowledges_with_text, opened(handshake("${digest}")), "a", ">ok<"},
    {Quirk::accepts_any_digest, opened(handshake(std::string(40, '0'))), "a", ack},
    {Quirk::keeps_stream_after_failure, opened(handshake("0")), "a", fin},
    {Quirk::bare_close_on_failure, opened(handshake("0")), "a", error},
    {Quirk::closes_without_stream_error, opened(handshake("0")), "a", error},
    {Quirk::conflict_kills_both, in("<x/>\na connect") + "\nb2 login", "b", error},
    {Quirk::conflict_is_not_named, "a login\na2 login", "a2", "<conflict"},
    {Quirk::keeps_loser_of_conflict, "a login\na2 login", "a2", fin},
    {Quirk::handshake_attribute_sets_identity,
     opened("<handshake to='c.mcfly.fam'>${digest}</handshake>") +
         "\na send <message from='c.mcfly.fam' to='c.mcfly.fam'/>",
     "a", "<message"},
    {Quirk::handshake_from_sets_identity,
     opened("<handshake from='c.mcfly.fam'>${digest}</handshake>") +
         "\na send <message from='c.mcfly.fam' to='c.mcfly.fam'/>",
     "a", "<message"},
    {Quirk::refuses_handshake_attributes, opened("<handshake x='1'>${digest}</handshake>"), "a",
     ack},
    {Quirk::repeats_stream_ids, many_streams() + "a101 connect\na101 send ${header}", "a101", ""},
    {Quirk::counts_stream_ids, first("${header}"), "a", "id='0000000000000001'"},
    {Quirk::locks_out_after_failures,
     times(20, "a connect\na send ${header}\na send <handshake/>\n") + "a login", "a", ack},
    {Quirk::accepts_empty_secret, opened(handshake("${empty}")), "a", ack},
    {Quirk::ignores_cdata_in_handshake, opened("<handshake><![CDATA[${digest}]]></handshake>"), "a",
     ack},
    {Quirk::ignores_references_in_handshake,
     first("${header}") + "\na send <handshake>&#48;${digest}</handshake>", "a", ack},
    {Quirk::acknowledges_pipelined_handshake, first("${header}" + handshake("0")), "a", ack},
    {Quirk::refuses_space_before_handshake, opened(" " + handshake("${digest}")), "a", ack},
    {Quirk::hashes_escaped_secret, "d login", "d", ack},
    {Quirk::truncates_secret, "d login", "d", ack},
    {Quirk::hashes_secret_as_latin_1, "d login", "d", ack},
    {Quirk::registers_route_late, in(plain), "b", "<message"},
    {Quirk::accepts_empty_handshake, opened(ack), "a", ack},
    {Quirk::compares_digest_prefix, opened(handshake("${digest}ab")), "a", ack},
    {Quirk::accepts_plain_secret, opened(handshake("${secret}")), "a", ack},
    {Quirk::accepts_base64_digest, opened(handshake("${base64}")), "a", ack},
    {Quirk::accepts_upper_case_digest, opened(handshake("${upper}")), "a", ack},
    {Quirk::trims_handshake, opened(handshake(" ${digest} ")), "a", ack},
    {Quirk::swallows_handshake_with_child, opened(handshake("${digest}<x/>")), "a", error},
    {Quirk::accepts_handshake_in_any_namespace,
     opened("<handshake xmlns='urn:x'>${digest}</handshake>"), "a", ack},
    {Quirk::accepts_digest_of_earlier_stream,
     "a2 connect\na2 send ${header}\n" + opened(handshake("${of:a2}")), "a", ack},
    {Quirk::accepts_secret_of_any_component, opened(handshake("${with:b}")), "a", ack},
    {Quirk::looks_at_last_handshake, opened(handshake("0") + handshake("${digest}")), "a", ack},
    {Quirk::second_handshake_revokes, in("<handshake/>") + "\na send " + plain, "b", "<message"},
    {Quirk::reveals_digest, opened(handshake("0")), "a", "expected "},
    {Quirk::routes_behind_wrong_handshake, "b login\n" + opened(handshake("0") + plain), "b",
     "<message"},
    {Quirk::routes_before_handshake, "b login\n" + opened(plain), "b", "<message"},
    {Quirk::ignores_iqs_before_handshake, opened(to_host("id='1' type='get'", ping)), "a", error},
};

const std::vector<Revelation> stream_quirks = {
    {Quirk::ignores_second_header, in("${header}") + "\na send " + plain, "b", "<message"},
    {Quirk::ignores_stream_errors, in("<stream:error/>"), "a", fin},
    {Quirk::stops_without_stream_error, "a login\n- stop", "a", "<system-shutdown"},
    {Quirk::calls_crossed_tags_invalid_xml, in("<message></iq>"), "a", "<invalid-xml"},
    {Quirk::calls_crossed_tags_undefined, in("<message id='crossed'></iq>"), "a",
     "<undefined-condition"},
    {Quirk::ignores_unknown_elements, in("<foo xmlns='urn:x'/>"), "a", error},
    {Quirk::adds_second_stream_condition, in("<foo/>"), "a", "<bad-format"},
    {Quirk::sends_a_comment, in("<foo/>"), "a", "<!--"},
    {Quirk::sends_bad_utf_8, in("<foo/>"), "a", "\xFF"},
    {Quirk::sends_ill_formed_xml, in("<foo/>"), "a", "<a></b>"},
    {Quirk::crashes_on_legacy_elements, in("<xdb/>"), "b", "[rst]"},
    {Quirk::misnames_oversize_stanzas, in(message(from_a + " id='oversize'", "${pad:300000}")), "a",
     "<undefined-condition"},
    {Quirk::resumes_after_ill_formed_xml, in("<iq></a>" + plain), "b", "<message"},
    {Quirk::routes_after_closing_tag, in("</stream:stream>" + plain), "b", "<message"},
    {Quirk::routes_from_ended_streams, in("<foo/>") + "\na send " + plain, "b", "<message"},
    {Quirk::answers_after_stream_error,
     in(message("from='b.mcfly.fam'") + to_host("id='1' type='get'", disco)), "a", "<identity"},
    {Quirk::ignores_stray_text, in("hello" + plain), "b", "<message"},
    {Quirk::delivers_truncated_stanzas,
     in("<message from='a.mcfly.fam' to='b.mcfly.fam'>") + "\na fin", "b", "<message"},
    {Quirk::black_holes_after_loss,
     in("") + "\nb rst\na send " + iq(from_a + " to='b.mcfly.fam' id='1' type='get'", ping), "a",
     "<service-unavailable"},
    {Quirk::tolerates_crossed_tags, in("<message></iq>"), "a", fin},
    {Quirk::tolerates_unbound_prefixes, in(message(from_a, "<x:y z:a=''/>")), "b", "<message"},
    {Quirk::tolerates_equal_expanded_names,
     in(message(from_a, "<y xmlns:p='urn:p' xmlns:q='urn:p' p:a='' q:a=''/>")), "b", "<message"},
    {Quirk::tolerates_reserved_prefixes, in(message(from_a, "<y xmlns:xml='urn:x'/>")), "b",
     "<message"},
    {Quirk::tolerates_undeclared_prefixes, in(message(from_a, "<y xmlns:p=''/>")), "b", "<message"},
    {Quirk::tolerates_two_colons, in(message(from_a, "<a:b:c/>")), "b", "<message"},
    {Quirk::skips_mid_stream_doctype, in("<!DOCTYPE x [<!ENTITY a 'b'>]>" + plain), "b",
     "<message"},
    {Quirk::ignores_comments_in_stanzas, in(body("<!-- x -->")), "b", "<message"},
    {Quirk::ignores_comments_between_stanzas, in("<!-- x -->" + plain), "b", "<message"},
    {Quirk::ignores_processing_instructions_in_stanzas, in(body("<?x y?>")), "b", "<message"},
    {Quirk::ignores_processing_instructions_between_stanzas, in("<?x y?>" + plain), "b",
     "<message"},
    {Quirk::ignores_undefined_entities, in(body("&foo;")), "b", "<message"},
    {Quirk::does_not_know_apos, in(body("&apos;")), "b", "<body>'</body>"},
    {Quirk::reads_decimal_references_as_question_marks, in(body("&#65;")), "b", "<body>?</body>"},
    {Quirk::truncates_references_to_16_bits, in(body("&#x10041;")), "b", "<body>A</body>"},
    {Quirk::drops_cdata_text, in(body("<![CDATA[x]]>")), "b", "<body>x</body>"},
    {Quirk::decodes_references_in_cdata, in(body("<![CDATA[&lt;]]>")), "b", "<body>&lt;</body>"},
    {Quirk::tolerates_unquoted_attributes, in("<message from='a.mcfly.fam' to=b.mcfly.fam/>"), "b",
     "<message"},
    {Quirk::tolerates_repeated_attributes, in(message(from_a + " to='c.mcfly.fam'")), "b",
     "<message"},
    {Quirk::takes_last_duplicate_attribute, in(message(from_a + " from='b.mcfly.fam'")), "b",
     "<message"},
    {Quirk::tolerates_less_than_in_attributes, in(message(from_a + " id='<'")), "b", "<message"},
    {Quirk::tolerates_cdata_end_in_text, in(body("a]]>b")), "b", "<message"},
    {Quirk::tolerates_control_characters, in(body("${x01}")), "b", "<message"},
    {Quirk::tolerates_nul, in(body("${x00}")), "b", "<message"},
    {Quirk::tolerates_forbidden_references, in(body("&#1;")), "b", "<message"},
    {Quirk::wraps_character_references, in(body("&#4294967361;")), "b", "<body>A</body>"},
    {Quirk::tolerates_declaration_in_mid_stream, in("<?xml version='1.0'?>" + plain), "b",
     "<message"},
    {Quirk::tolerates_ill_formed_names, in("<1/>"), "a", fin},
    {Quirk::keeps_carriage_returns, in(body("a${x0D}b")), "b", "a&#xD;b"},
    {Quirk::repairs_ill_formed_utf8, in(body("${xC0}${xBC}")), "b", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {Quirk::decodes_overlong_forms, in(body("${xC0}${xBC}")), "b", "<body>&lt;</body>"},
    {Quirk::accepts_encoded_surrogates, in(body("${xED}${xA0}${x80}")), "b", "<message"},
    {Quirk::accepts_code_points_beyond_unicode, in(body("${xF4}${x90}${x80}${x80}")), "b",
     "<message"},
    {Quirk::accepts_lone_octets, in(body("${x80}")), "b", "<message"},
    {Quirk::accepts_truncated_sequences, in(body("${xC3}a")), "b",
     "\xEF\xBF\xBD"
     "a"},
    {Quirk::swallows_after_lead_octets, in(body("${xEB}<x>")), "b", "<message"},
    {Quirk::replaces_split_characters,
     in("<message from='a.mcfly.fam' to='b.mcfly.fam'>${xC3}") + "\na send ${xA9}</message>", "b",
     "\xEF\xBF\xBD"},
    {Quirk::accepts_noncharacters, in(body("${xEF}${xBF}${xBE}")), "b", "<message"},
    {Quirk::refuses_noncharacters, in(body("${xEF}${xB7}${x90}")), "b", "<message"},
};

const std::vector<Revelation> address_quirks = {
    {Quirk::delivers_foreign_from, in(message("from='x.example'")), "b", "<message"},
    {Quirk::delivers_missing_from, in(message("")), "b", "<message"},
    {Quirk::delivers_empty_from, in(message("from=''")), "b", "<message"},
    {Quirk::swallows_iq_without_to, in(iq(from_a + " id='1' type='get'", ping)), "a", error},
    {Quirk::loops_messages_without_to_back, in("<message from='a.mcfly.fam'/>"), "a", "<message"},
    {Quirk::delivers_host_from, in(message("from='u@mcfly.fam'")), "b", "<message"},
    {Quirk::delivers_subdomain_from, in(message("from='x.a.mcfly.fam'")), "b", "<message"},
    {Quirk::matches_from_by_suffix, in(message("from='evila.mcfly.fam'")), "b", "<message"},
    {Quirk::matches_from_by_prefix, in(message("from='a.mcfly.fam.evil'")), "b", "<message"},
    {Quirk::finds_own_domain_anywhere_in_from, in(message("from='evil/a.mcfly.fam'")), "b",
     "<message"},
    {Quirk::compares_from_case_sensitively, in(message("from='A.mcfly.fam'")), "b", "<message"},
    {Quirk::swallows_iq_with_malformed_to, in(iq(from_a + " to='@' id='1' type='get'", ping)), "a",
     "<jid-malformed"},
    {Quirk::delivers_malformed_from, in(message("from='@a.mcfly.fam'")), "b", "<message"},
    {Quirk::accepts_forbidden_localpart_characters, in(message("from='a b@a.mcfly.fam'")), "b",
     "<message"},
    {Quirk::splits_address_at_last_at, in(message("from='a@b@a.mcfly.fam'")), "b", "<message"},
    {Quirk::limits_jid_parts_to_1022, in(message("from='${pad:1023}@a.mcfly.fam'")), "b",
     "<message"},
    {Quirk::routes_overlong_jid_parts, in(message("from='${pad:1024}@a.mcfly.fam'")), "b",
     "<message"},
    {Quirk::counts_jid_parts_in_characters,
     in(message("from='${pad:1022}${xC3}${xA9}@a.mcfly.fam'")), "b", "<message"},
    {Quirk::stalls_on_non_ascii_from,
     in(message("from='${xC3}${xA9}@a.mcfly.fam'")) + "\na send " + plain, "b", "id='1'"},
    {Quirk::reads_prefixed_from, in(message("xmlns:x='urn:x' x:from='b.mcfly.fam'")), "b",
     "<message"},
    {Quirk::reads_attributes_case_insensitively, in(message("FROM='b.mcfly.fam'")), "b",
     "<message"},
    {Quirk::passes_confusable_domains, in(message("from='a.mcfly${xEF}${xBC}${x8E}fam'")), "b",
     "<message"},
    {Quirk::misnames_unaddressed_stanzas, in("<message/>"), "a", "<undefined-condition"},
    {Quirk::misnames_foreign_from_of_presence, in("<presence from='x.example' to='b.mcfly.fam'/>"),
     "a", "<undefined-condition"},
};

const std::vector<Revelation> routing_quirks = {
    {Quirk::never_routes, in(plain), "b", "<message"},
    {Quirk::strips_from_resource, in(message("from='u@a.mcfly.fam/r'")), "b", "/r'"},
    {Quirk::strips_from_localpart, in(message("from='u@a.mcfly.fam'")), "b", "u@"},
    {Quirk::strips_to_resource, in("<message from='a.mcfly.fam' to='b.mcfly.fam/r'/>"), "b", "/r'"},
    {Quirk::mangles_odd_resources, in("<message from='a.mcfly.fam' to='b.mcfly.fam/r s'/>"), "b",
     "/rs'"},
    {Quirk::swaps_every_tenth_message,
     in(times(9, body("x")) + plain + message(from_a + " id='2'")), "b",
     "id='2'/><message to='b.mcfly.fam' from='a.mcfly.fam' id='1'"},
    {Quirk::drops_stanzas_to_self, in("<message from='a.mcfly.fam' to='u@a.mcfly.fam'/>"), "a",
     "<message"},
    {Quirk::hides_components_from_disco_items, in(to_host("id='1' type='get'", items)), "a",
     "<item "},
    {Quirk::answers_full_jid_at_bare_domain,
     in(iq("from='u@a.mcfly.fam/r' to='mcfly.fam' id='1' type='get'", ping)), "a", "u@"},
    {Quirk::ignores_iq_to_unknown_user,
     in(iq(from_a + " to='u@mcfly.fam' id='1' type='get'", ping)), "a", "<iq"},
    {Quirk::bounces_unknown_user_as_gone, in("<message from='a.mcfly.fam' to='u@mcfly.fam'/>"), "a",
     "<gone"},
    {Quirk::drops_stanzas_to_remote_domains, in("<message from='a.mcfly.fam' to='x.invalid'/>"),
     "a", "<message"},
    {Quirk::collapses_white_space, in(body(" ")), "b", "<body> </body>"},
    {Quirk::drops_prefixed_attributes, in(message(from_a, "<y xmlns:p='urn:p' p:a='v'/>")), "b",
     ":a='v'"},
    {Quirk::drops_payload_language, in(message(from_a, "<body xml:lang='en'/>")), "b", "xml:lang"},
    {Quirk::flattens_payload_namespaces,
     in(message(from_a, "<x xmlns='urn:x'><y xmlns='urn:y'/></x>")), "b", "urn:y'/>"},
    {Quirk::loses_tail_text, in(body("a<x/>b")), "b", "b</body>"},
    {Quirk::drops_routed_errors, in(message(from_a + " type='error'")), "b", "<message"},
    {Quirk::copies_to_all_components, "c login\n" + in(plain), "c", "<message"},
    {Quirk::delivers_messages_twice, in(plain), "b", "id='1'/><message"},
    {Quirk::ignores_messages_to_offline, in("<message from='a.mcfly.fam' to='c.mcfly.fam'/>"), "a",
     "<message"},
    {Quirk::ignores_iq_to_offline, in(iq(from_a + " to='c.mcfly.fam' id='1' type='get'", ping)),
     "a", "<iq"},
    {Quirk::bounces_errors_from_offline,
     in("<message type='error' from='a.mcfly.fam' to='c.mcfly.fam'/>"), "a", "<message"},
    {Quirk::closes_on_presence_to_offline, in("<presence from='a.mcfly.fam' to='c.mcfly.fam'/>"),
     "a", error},
    {Quirk::leaks_secret_in_bounce, in(iq(from_a + " to='c.mcfly.fam' id='1' type='get'", ping)),
     "a", "c-secret"},
    {Quirk::bounces_messages_twice, in("<message from='a.mcfly.fam' to='c.mcfly.fam'/>"), "a",
     "</message><message"},
    {Quirk::splits_namespace_at_separator,
     in("<x xmlns='jabber:component:accept|message' from='a.mcfly.fam' to='b.mcfly.fam'/>"), "b",
     "<message"},
    {Quirk::acts_on_nested_stream_elements, in(message(from_a, "<stream:error/>")), "b", fin},
    {Quirk::escapes_markup_twice, in(body("&lt;/a")), "b", "&amp;lt;/a"},
    {Quirk::escapes_attribute_markup_twice, in(message(from_a + " id='&lt;/a'")), "b",
     "&amp;lt;/a"},
    {Quirk::writes_attribute_newlines_raw, in(message(from_a + " id='a&#10;b'")), "b", "a\nb"},
    {Quirk::unwraps_nested_stanzas,
     in(message(from_a, "<message from='x.example' to='a.mcfly.fam'/>")), "a", "<message"},
    {Quirk::ignores_explicit_stanza_namespace,
     in(message(from_a + " xmlns='jabber:component:accept'")), "b", "<message"},
    {Quirk::drops_prefixed_stanzas,
     in("<q:message xmlns:q='jabber:component:accept' from='a.mcfly.fam' to='b.mcfly.fam'/>"), "b",
     "<message"},
    {Quirk::drops_client_namespace_stanzas, in(message(from_a + " xmlns='jabber:client'")), "a",
     error},
    {Quirk::drops_server_namespace_stanzas, in(message(from_a + " xmlns='jabber:server'")), "a",
     error},
    {Quirk::routes_stanzas_of_any_namespace, in(message(from_a + " xmlns='urn:x'")), "b",
     "<message"},
    {Quirk::delivers_headlines_in_client_namespace, in(message(from_a + " type='headline'")), "b",
     "xmlns='jabber:client'"},
    {Quirk::delivers_headlines_without_namespace, in(message(from_a + " type='headline'")), "b",
     "xmlns=''"},
    {Quirk::delivers_thread_in_client_namespace, in(message(from_a, "<thread>x</thread>")), "b",
     "<thread xmlns='jabber:client'"},
    {Quirk::forgets_header_prefixes,
     "b login\n" + shaken(header("to='a.mcfly.fam' xmlns:z='urn:z'"), "${digest}") + "\na send " +
         message(from_a, "<z:y/>"),
     "b", "<y xmlns=''/>"},
    {Quirk::folds_element_names, in("<MESSAGE from='a.mcfly.fam' to='b.mcfly.fam'/>"), "b",
     "<message"},
    {Quirk::bounces_unknown_message_types, in(message(from_a + " type='x'")), "b", "<message"},
    {Quirk::drops_unknown_presence_types,
     in("<presence type='x' from='a.mcfly.fam' to='b.mcfly.fam'/>"), "a", "<bad-request"},
    {Quirk::forwards_carriage_returns_raw, in(body("a&#13;b")), "b", "a\rb"},
    {Quirk::strips_zero_width_no_break_space, in(body("a${xEF}${xBB}${xBF}b")), "b", ">ab<"},
    {Quirk::normalises_text, in(body("e${xCC}${x81}")), "b", "\xC3\xA9"},
};

const std::vector<Revelation> answer_quirks = {
    {Quirk::answers_iq_without_id, in(to_host("type='get'", ping)), "a", "type='result'"},
    {Quirk::answers_iq_without_type, in(to_host("id='1'", ping)), "a", "type='result'"},
    {Quirk::answers_iq_of_unknown_type, in(to_host("id='1' type='x'", ping)), "a", "type='result'"},
    {Quirk::answers_iq_without_child, in(to_host("id='1' type='get'", "")), "a", "type='result'"},
    {Quirk::answers_iq_with_two_children, in(to_host("id='1' type='get'", ping + ping)), "a",
     "type='result'"},
    {Quirk::answers_requests_twice, in(to_host("id='1' type='get'", ping)), "a",
     "to='a.mcfly.fam'/><iq"},
    {Quirk::answers_unasked_answers, in(to_host("id='1' type='result'", "")), "a", "<iq"},
    {Quirk::calls_unknown_payload_forbidden, in(to_host("id='1' type='get'", unknown)), "a",
     "<forbidden"},
    {Quirk::keeps_addresses_in_set_errors, in(to_host("id='1' type='set'", unknown)), "a",
     "from='a.mcfly.fam' to='mcfly.fam'"},
    {Quirk::adds_second_stanza_condition, in(to_host("id='1' type='set'", unknown)), "a",
     "<undefined-condition"},
    {Quirk::echoes_payload_twice, in(to_host("id='1' type='get'", unknown)), "a",
     unknown + unknown},
    {Quirk::mangles_odd_ids, in(to_host("id=' ' type='get'", ping)), "a", "id='invalid'"},
    {Quirk::refuses_foreign_attributes, in(message(from_a + " mark='1'")), "b", "<message"},
    {Quirk::forbids_pings, in(to_host("id='1' type='get'", ping)), "a", "<forbidden"},
    {Quirk::never_answers_disco, in(to_host("id='1' type='get'", disco)), "a", "<iq"},
};

std::vector<Revelation> all_revelations() {
  std::vector<Revelation> all;
  for (const auto* table : {&opening_quirks, &handshake_quirks, &stream_quirks, &address_quirks,
                            &routing_quirks, &answer_quirks}) {
    all.insert(all.end(), table->begin(), table->end());
  }
  return all;
}

Dialogue talk_with(QuirkSet quirks, const std::string& script) {
  ServerConfig config = test_config();
  config.quirks = quirks;
  Dialogue talk(std::move(config));
  talk.run(script);
  return talk;
}

class EveryQuirk : public testing::TestWithParam<Revelation> {};

TEST_P(EveryQuirk, ShowsItself) {
  const auto& [quirk, script, who, fragment] = GetParam();
  Dialogue correct = talk_with({}, script);
  Dialogue faulty = talk_with({quirk}, script);
  EXPECT_NE(correct.everything(), faulty.everything());
  if (fragment.empty()) return;
  const auto says = [&who = who, &fragment = fragment](Dialogue& talk) {
    return talk.heard(who).find(fragment) != std::string::npos;
  };
  EXPECT_NE(says(correct), says(faulty)) << "correct:\n"
                                         << correct.everything() << "faulty:\n"
                                         << faulty.everything();
}

std::string quirk_name(const testing::TestParamInfo<Revelation>& info) {
  std::string name(entry_of(info.param.quirk).name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryQuirk, testing::ValuesIn(all_revelations()), quirk_name);

TEST(Quirks, EveryNameIsInTheTableAbove) {
  std::set<std::string_view> shown;
  for (const Revelation& revelation : all_revelations()) {
    EXPECT_TRUE(shown.insert(entry_of(revelation.quirk).name).second);
  }
  for (const QuirkEntry& entry : quirk_entries()) {
    EXPECT_TRUE(shown.contains(entry.name)) << entry.name;
  }
}

TEST(Quirks, NamesAreFound) {
  EXPECT_EQ(find_quirk("omits-stream-id"), Quirk::omits_stream_id);
  EXPECT_EQ(find_quirk("accepts-utf-16"), Quirk::accepts_utf_16);
  EXPECT_EQ(find_quirk("nonsense"), std::nullopt);
}

// What nearly every scenario does. A narrow quirk that shows here would turn the whole suite red.
TEST(Quirks, NarrowOnesLeaveADialogueByTheBookAlone) {
  const std::string script = "a login\nb login\na send " +
                             message("from='a.mcfly.fam' id='m'", "<body>hello</body>") +
                             "\na send " + to_host("id='1' type='get'", ping) + "\na send " +
                             to_host("id='2' type='get'", disco) + "\na send </stream:stream>";
  // These are about what is in every dialogue, and change nothing that a by-the-book peer minds.
  const std::set<std::string_view> expected = {"acknowledges-with-text",
                                               "answers-requests-twice",
                                               "counts-stream-ids",
                                               "delivers-messages-twice",
                                               "forbids-pings",
                                               "declares-server-namespace",
                                               "header-from-names-another",
                                               "offers-features-unasked",
                                               "omits-header-from",
                                               "omits-stream-id"};
  const std::string correct = talk_with({}, script).everything();
  std::set<std::string_view> showing;
  for (std::size_t i = 0; i < quirk_count; ++i) {
    const auto quirk = static_cast<Quirk>(i);
    if (entry_of(quirk).broad) continue;
    if (talk_with({quirk}, script).everything() != correct) showing.insert(entry_of(quirk).name);
  }
  EXPECT_EQ(showing, expected);
}

}  // namespace
}  // namespace jcp::mock
