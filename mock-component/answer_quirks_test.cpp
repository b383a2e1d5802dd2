// Tables for quirks_test.cpp: answers and addresses.

#include "mock-component/core.hpp"
#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

std::string sent(const std::string& attributes, const std::string& payload = "") {
  return in("<message " + attributes + ">" + payload + "</message>");
}
std::string node_disco() {
  return "<query node='n' xmlns='http://jabber.org/protocol/disco#info'/>";
}

}  // namespace

const std::vector<Revelation> answer_quirks = {
    {Quirk::answers_requests_twice_over, in(get(ping)),
     pong + " from='c1.mcfly.fam' "
            "to='a@mcfly.fam/x'/><iq"},
    {Quirk::ignores_repeated_ids, in(get(disco) + get(ping)), "a@mcfly.fam/x'/>"},
    {Quirk::answers_results, in(iq("id='1' type='result'", "")), "service-unavailable"},
    {Quirk::answers_errors, in(iq("id='1' type='error'", stanza_error("gone"))),
     "service-unavailable"},
    {Quirk::echoes_errors, in(message("type='error'", stanza_error("gone"))), "<gone"},
    {Quirk::calls_unknown_requests_forbidden, in(get(unknown)), "<forbidden"},
    {Quirk::answers_unknown_requests_with_a_result, in(set(unknown)), "result"},
    {Quirk::ignores_unknown_requests, in(get(unknown)), "<iq"},
    {Quirk::answers_requests_with_two_payloads, in(get(ping + ping)), "bad-request"},
    {Quirk::answers_requests_without_payload, in(get("")), "bad-request"},
    {Quirk::loses_unknown_message_types, in(message("type='odd'")), "<message"},
    {Quirk::keeps_addresses_in_errors, in(set(unknown)), "from='a@mcfly.fam/x'"},
    {Quirk::forgets_id_in_errors, in(set(unknown)), "id='1'"},
    {Quirk::calls_errors_results, in(set(unknown)), "type='error'"},
    {Quirk::invents_error_types, in(get(unknown)), "fatal"},
    {Quirk::names_two_stanza_conditions, in(set(unknown)), "undefined-condition"},
    {Quirk::omits_stanza_condition, in(get(node_disco())), "item-not-found"},
    {Quirk::amplifies_errors, in(get(unknown)), "urn:x"},
    {Quirk::dies_of_unknown_stanza_conditions, in(message("type='error'", stanza_error("what"))),
     crash},
    {Quirk::dies_of_errors_without_condition, in(message("type='error'")), crash},
    {Quirk::dies_of_gone, in(message("type='error'", stanza_error("gone"))), crash},
    {Quirk::answers_requests_without_id, in(iq("type='get'", ping)), "<iq"},
    {Quirk::invents_iq_types, in(get(ping)), "pong"},
    {Quirk::mangles_unusual_ids, in(iq("id='a b' type='get'", ping)), "id='invalid'"},
    {Quirk::minds_unknown_attributes, in(message("mark='1'")), "bad-request"},
    {Quirk::dies_of_unknown_attributes, in(message("xmlns:a='urn:a' a:b='1'")), crash},
    {Quirk::calls_pings_forbidden, in(get(ping)), "<forbidden"},
    {Quirk::ignores_pings, in(get(ping)), pong},
    {Quirk::ignores_disco, in(get(disco)), "<query"},
    {Quirk::answers_disco_from_its_user, in(get(disco)), "disco@"},
    {Quirk::answers_disco_under_another_id, in(get(disco)), "id='1x'"},
    {Quirk::answers_disco_to_itself, in(get(disco)), "to='a@mcfly.fam/x'"},
    {Quirk::escapes_echoes_twice, in(body("&amp;")), "&amp;amp;"},
    {Quirk::echoes_text_unescaped, in(body("&lt;")), "<<"},
};

const std::vector<Revelation> address_quirks = {
    {Quirk::omits_from_of_echoes, in(body("a")), "from='c1.mcfly.fam'"},
    {Quirk::omits_to_of_echoes, in(body("a")), "to='a@mcfly.fam/x'"},
    {Quirk::omits_from_of_errors, in(get(unknown)), "from='c1.mcfly.fam'"},
    {Quirk::serves_its_bare_domain_only, sent("from='a@b' to='u@c1.mcfly.fam/r'"), "<message"},
    {Quirk::answers_for_foreign_domains, sent("from='a@b' to='evil.example'"), "<message"},
    {Quirk::dies_of_foreign_domains, sent("from='a@b' to='evil.example'"), crash},
    {Quirk::dies_of_missing_from, sent("to='c1.mcfly.fam'"), crash},
    {Quirk::dies_of_missing_to, sent("from='a@b'"), crash},
    {Quirk::answers_without_to, sent("to='c1.mcfly.fam'"), "<message"},
    {Quirk::dies_of_malformed_from, sent("from='@' to='c1.mcfly.fam'"), crash},
    {Quirk::echoes_malformed_from, sent("from='@' to='c1.mcfly.fam'"), "<message"},
    {Quirk::answers_last_first, in(body("a") + body("z")), "<body>a</body></message><message"},
    {Quirk::loses_stanzas_beyond_a_hundred, in(times(100, body("a")) + body("z")), "<body>z"},
};

}  // namespace jcp::mock::component
