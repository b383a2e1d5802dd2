// Tables for quirks_test.cpp: headers, the digest, the acknowledgement, stream errors.

#include "mock-component/core.hpp"
#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

std::string id(const std::string& value) { return first(header_with("id='" + value + "'")); }
const std::string accept = "xmlns='jabber:component:accept' ";
const std::string streams = "xmlns:stream='http://etherx.jabber.org/streams' ";
const std::string bare_root = "<stream:error " + streams + "/>";

}  // namespace

const std::vector<Revelation> header_quirks = {
    {Quirk::opens_in_client_namespace, "connected", "xmlns='jabber:client'"},
    {Quirk::opens_in_another_stream_namespace, "connected", "etherx.jabber.org/streams'"},
    {Quirk::addresses_header_to_the_server, "connected", "to='mcfly.fam'"},
    {Quirk::omits_to_of_its_header, "connected", "to="},
    {Quirk::sends_byte_order_mark, "connected", "\xEF\xBB\xBF"},
    {Quirk::shakes_hands_before_the_header, "connected", "<handshake>"},
    {Quirk::refuses_xml_declaration, first("<?xml version='1.0'?>${header}"), "not-well-formed"},
    {Quirk::refuses_blanks_behind_the_declaration, first("<?xml version='1.0'?>${LF} ${header}"),
     "not-well-formed"},
    {Quirk::refuses_blanks_before_the_header, first(" ${header}"), "<handshake>"},
    {Quirk::swallows_second_header, in("${header}" + get(ping)), pong},
    {Quirk::waits_behind_foreign_greeting, first("HTTP/1.1 200 OK"), end},
    {Quirk::takes_any_root_for_a_header, first("<stream:river id='1' " + accept + streams + ">"),
     "bad-format"},
    {Quirk::overlooks_root_namespace,
     first("<stream:stream id='1' " + accept + "xmlns:stream='urn:x'>"), "invalid-namespace"},
    {Quirk::overlooks_stream_namespace_as_content,
     first("<stream:stream id='1' xmlns='http://etherx.jabber.org/streams' " + streams + ">"),
     "<handshake>"},
    {Quirk::overlooks_content_namespace,
     first("<stream:stream id='1' xmlns='jabber:client' " + streams + ">"), "<handshake>"},
    {Quirk::skips_stanzas_ahead_of_the_header, first("<message/>${header}"), "<handshake>"},
    {Quirk::waits_behind_odd_prefix,
     first("<s:stream id='1' " + accept + "xmlns:s='http://etherx.jabber.org/streams'>"), end},
    {Quirk::needs_a_default_namespace, first("<stream:stream id='1' " + streams + ">"),
     "<handshake>"},
    {Quirk::needs_from_of_the_header, id("1"), "improper-addressing"},
    {Quirk::adopts_from_of_the_header,
     in_after(header_with("id='1' from='evil.example'"), get(ping)), "from='evil.example'"},
    {Quirk::waits_for_features_of_version_one, first(header_with("id='1' version='1.0'")),
     "<handshake>"},
    {Quirk::dies_of_features, opened("<stream:features/>"), crash},
    {Quirk::dies_of_standalone, first("<?xml version='1.0' standalone='no'?>${header}"), crash},
    {Quirk::dies_of_doctype, first("<!DOCTYPE x>${header}"), crash},
    {Quirk::dies_of_entity_bombs,
     first("<!DOCTYPE x [<!ENTITY a ''><!ENTITY b ''><!ENTITY c ''>]>${header}"), crash},
    {Quirk::dies_of_an_error_before_the_header, first(bare_root), crash},
    {Quirk::ignores_an_error_before_the_header, first(bare_root), end},
};

const std::vector<Revelation> digest_quirks = {
    {Quirk::hashes_id_as_written, id("a&amp;b"), ""},
    {Quirk::keeps_white_space_of_ids, id("a${LF}b"), ""},
    {Quirk::reads_references_as_blanks, id("a&#10;b"), ""},
    {Quirk::hashes_as_latin_1, id("\xC3\xA9"), ""},
    {Quirk::cuts_long_ids, id(times(256, "x")), ""},
    {Quirk::waits_behind_long_ids, id(times(1001, "x")), "<handshake>"},
    {Quirk::refuses_one_character_ids, id("x"), "bad-format"},
    {Quirk::hashes_secret_first, id("abc"), ""},
    {Quirk::sends_upper_case_digest, id("abc"), ""},
    {Quirk::sends_padded_digest, id("abc"), "<handshake>\n"},
    {Quirk::sends_base64_digest, id("abc"), "=</handshake>"},
    {Quirk::sends_empty_handshake, id("abc"), "<handshake></handshake>"},
    {Quirk::hashes_undefined_for_a_missing_id, first(header_with("")), "<handshake>"},
    {Quirk::is_ready_without_an_id, first(header_with("")) + "\nserver " + get(ping), pong},
    {Quirk::takes_ids_for_format_strings, id("%n"), crash},
    {Quirk::reuses_its_first_digest, id("1") + "\nfin\nwait 5\n" + id("2"), ""},
    {Quirk::offers_its_secret_to_plain, opened("<stream:features><x/></stream:features>"), "PLAIN"},
    {Quirk::sends_secret_for_an_empty_id, id(""), "<handshake>88"},
};

const std::vector<Revelation> ack_quirks = {
    {Quirk::takes_any_handshake_for_an_ack,
     opened("<handshake xmlns='urn:x'/>") + "\nserver " + get(ping), pong},
    {Quirk::takes_any_element_for_an_ack, opened("<ok/>") + "\nserver " + get(ping), pong},
    {Quirk::dies_of_a_filled_ack, opened("<handshake>ok</handshake>"), crash},
    {Quirk::needs_a_plain_ack,
     opened("<a:handshake xmlns:a='jabber:component:accept'/>") + "\nserver " + get(ping), pong},
    {Quirk::speaks_before_the_ack, first("${header}"), "<presence"},
    {Quirk::answers_before_the_ack, opened(get(ping)), pong},
    {Quirk::waits_for_an_ack_for_ever, first("${header}") + "\nwait 11", "connection-timeout"},
    {Quirk::trusts_an_unasked_ack, first("${header}${ack}") + "\nserver " + get(ping), pong},
    {Quirk::loses_stanzas_behind_the_ack, opened(ack + get(ping)), pong},
    {Quirk::ignores_not_authorized, opened(stream_error(condition("not-authorized"))), end},
    {Quirk::keeps_socket_after_a_bare_close, first("${header}") + "\nfin", "[fin]"},
    {Quirk::dies_of_a_bare_close, first("${header}") + "\nfin", crash},
    {Quirk::ignores_errors_at_header_time,
     first("${header}" + stream_error(condition("host-unknown"))), end},
    {Quirk::dies_of_errors_at_header_time, first("${header}" + stream_error(condition("conflict"))),
     crash},
};

const std::vector<Revelation> error_quirks = {
    {Quirk::keeps_stream_after_errors, in(stream_error(condition("conflict"))), end},
    {Quirk::answers_stanzas_behind_an_error, in(stream_error(condition("conflict")) + get(ping)),
     pong},
    {Quirk::ignores_nothing_but_known_conditions, in(stream_error(condition("what"))), end},
    {Quirk::dies_of_an_empty_error, in("<stream:error/>"), crash},
    {Quirk::dies_of_error_text,
     in(stream_error(condition("reset") +
                     "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>t</text>")),
     crash},
    {Quirk::ignores_application_conditions, in(stream_error(condition("reset") + unknown)), end},
    {Quirk::ignores_host_gone, in(stream_error(condition("host-gone"))), end},
    {Quirk::ignores_internal_server_error, in(stream_error(condition("internal-server-error"))),
     end},
    {Quirk::ignores_remote_connection_failed,
     in(stream_error(condition("remote-connection-failed"))), end},
    {Quirk::ignores_reset, in(stream_error(condition("reset"))), end},
    {Quirk::ignores_resource_constraint, in(stream_error(condition("resource-constraint"))), end},
    {Quirk::ignores_see_other_host, in(stream_error(condition("see-other-host"))), end},
    {Quirk::ignores_system_shutdown, in(stream_error(condition("system-shutdown"))), end},
    {Quirk::ignores_undefined_condition, in(stream_error(condition("undefined-condition"))), end},
    {Quirk::ignores_unsupported_feature, in(stream_error(condition("unsupported-feature"))), end},
    {Quirk::goes_on_after_its_own_errors, in("<x/>") + "\nserver " + get(ping), pong},
    {Quirk::keeps_socket_after_its_own_errors, in("<x/>"), "[fin]"},
    {Quirk::closes_without_saying_why, in("<x/>"), "<stream:error>"},
    {Quirk::names_two_stream_conditions, in("<x/>"), "<bad-format"},
    {Quirk::misplaces_stream_conditions, in("<x/>"), "xmpp-stanzas"},
    {Quirk::calls_ill_formed_xml_restricted, in("<message></iq>"), "restricted-xml"},
    {Quirk::calls_ill_formed_xml_undefined, in("<message></iq>"), "undefined-condition"},
    {Quirk::misnames_unbound_prefixes, in("<message><a:b/></message>"), "undefined-condition"},
    {Quirk::misnames_restricted_xml, in("<!-- -->"), "undefined-condition"},
    {Quirk::misnames_other_octets, in(body("${xFF}")), "undefined-condition"},
    {Quirk::writes_comments, in("<x/>"), "<!--"},
    {Quirk::writes_ill_formed_xml, in("<x/>"), "<a></b>"},
    {Quirk::writes_other_octets, in("<x/>"), "\xFF"},
};

const std::vector<Revelation> ending_quirks = {
    {Quirk::ignores_the_closing_tag, in("</stream:stream>"), end},
    {Quirk::answers_the_closing_tag_by_fin_alone, in("</stream:stream>"), end},
    {Quirk::waits_for_the_servers_end, in("<x/>"), "[fin]"},
    {Quirk::speaks_behind_its_closing_tag, in("</stream:stream>"), "</stream:stream><presence"},
    {Quirk::keeps_socket_after_fin, "login\nfin", "[fin]"},
    {Quirk::dies_of_a_reset, in("<message>") + "\nrst", crash},
    {Quirk::ignores_the_closing_tag_before_the_ack, opened("</stream:stream>"), end},
    {Quirk::minds_blanks_between_stanzas, in("  "), "not-well-formed"},
    {Quirk::minds_tabs_and_line_ends, in("\t"), "not-well-formed"},
    {Quirk::takes_nul_for_a_keepalive, in("${x00}"), end},
    {Quirk::redials_at_once, "refused\nwait 1", ""},
    {Quirk::never_redials, "login\nfin\nwait 70", ""},
    {Quirk::repeats_its_last_answer, in(get(ping)) + "\nfin\nwait 5\nlogin", ""},
    {Quirk::redials_at_once_after_refusals,
     opened(stream_error(condition("not-authorized"))) + "\nfin\nwait 1", "[connect 0.001]"},
    {Quirk::redials_at_once_for_resources,
     in(stream_error(condition("resource-constraint"))) + "\nfin\nwait 1", "[connect 0.001]"},
    {Quirk::follows_any_other_host, in(stream_error(condition("see-other-host"))) + "\nfin\nwait 1",
     "[connect 0.001]"},
    {Quirk::stops_without_closing_tag, "login\nstop", end},
    {Quirk::ignores_being_stopped, "login\nstop", end},
    {Quirk::dies_of_its_20th_connection, times(20, "refused\nwait 70\n"), crash},
};

}  // namespace jcp::mock::component
