// A table: what has happened on a stream, what the server sends next, how the component answers.
// Each row is played in one read and octet by octet (RFC 6120 13.12: the cuts of TCP say nothing).

#include <gtest/gtest.h>

#include <ostream>

#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

struct Case {
  std::string name;
  std::string before;  // script
  std::string sent;    // by the server
  std::string answer;  // "[error C]" is a stream error C, closing tag and FIN
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::string expanded(std::string text) {
  const auto at = text.find("[error ");
  if (at == std::string::npos) return text;
  const auto stop = text.find(']', at);
  const std::string name = text.substr(at + 7, stop - at - 7);
  return text.replace(at, stop - at + 1, stream_error(condition(name)) + end);
}

class ComponentStateMachine : public testing::TestWithParam<Case> {};

TEST_P(ComponentStateMachine, AnswersTheSameHoweverItIsCut) {
  for (const std::string verb : {"server ", "single "}) {
    Dialogue talk;
    talk.run(GetParam().before);
    talk.news();
    talk.run(verb + GetParam().sent);
    EXPECT_EQ(talk.news(), expanded(GetParam().answer)) << verb;
  }
}

const std::string connected = "connected";
const std::string shaking = first("${header}");
const std::string ready = "login";
// sha1("abc88mph")
const std::string handshake = "<handshake>2734d2662e0a23c72ae0f4cfbfabf02dd27f66dc</handshake>";
const std::string bad_header = "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' ";
const std::string back = "id='1' from='c1.mcfly.fam' to='a@mcfly.fam/x'";
const std::string pong_reply = "<iq type='result' " + back + "/>";

std::string error_reply(const std::string& type, const std::string& name) {
  return "<iq type='error' " + back + "><error type='" + type + "'><" + name +
         " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
}
std::string from_to(const std::string& from, const std::string& to) {
  return "<message from='" + from + "' to='" + to + "'/>";
}

const std::vector<Case> opening = {
    {"header", connected, "${header}", handshake},
    {"declaration_and_blanks", connected, "<?xml version='1.0'?>${LF}${header}", handshake},
    {"no_from", connected, header_with("id='abc'"), handshake},
    {"no_default_namespace", connected, bad_header + "id='abc'>", handshake},
    {"version_one", connected, header_with("id='abc' version='1.0'"), handshake},
    {"no_id", connected, header_with(""), "[error bad-format]"},
    {"empty_id", connected, header_with("id=''"), "[error bad-format]"},
    {"client_namespace", connected, bad_header + "id='1' xmlns='jabber:client'>",
     "[error invalid-namespace]"},
    {"other_root_namespace", connected,
     "<stream:stream id='1' xmlns='jabber:component:accept' xmlns:stream='urn:x'>",
     "[error invalid-namespace]"},
    {"other_root", connected, "<river id='1'/>", "[error invalid-namespace]"},
    {"greeting", connected, "HTTP/1.1 400 Bad Request", "[error not-well-formed]"},
    {"nul", connected, "${x00}", "[error unsupported-encoding]"},
    {"byte_order_mark", connected, "${xEF}${xBB}${xBF}${header}", "[error not-well-formed]"},
    {"doctype", connected, "<!DOCTYPE x>", "[error restricted-xml]"},
    {"ack_instead_of_header", connected, "<handshake xmlns='jabber:component:accept'/>",
     "[error invalid-namespace]"},
    {"error_instead_of_header", connected,
     "<stream:error xmlns:stream='http://etherx.jabber.org/streams'/>", end},
    {"bare_error_instead_of_header", connected, "<stream:error/>", "[error bad-namespace-prefix]"},
    {"header_and_error", connected, "${header}<stream:error/>", handshake + end},
};

const std::vector<Case> acknowledging = {
    {"features", shaking, "<stream:features/>", ""},
    {"stanza_before_ack", shaking, get(ping), ""},
    {"foreign_ack", shaking, "<handshake xmlns='urn:x'/>" + get(ping), ""},
    {"ack_and_stanza", shaking, "<handshake/>" + get(ping), pong_reply},
    {"filled_ack", shaking, "<handshake>ok</handshake>" + get(ping), pong_reply},
    {"prefixed_ack", shaking, "<a:handshake xmlns:a='jabber:component:accept'/>" + get(ping),
     pong_reply},
    {"not_authorized", shaking, stream_error(condition("not-authorized")) + "</stream:stream>",
     end},
    {"closing_tag_before_ack", shaking, "</stream:stream>", end},
    {"second_header_before_ack", shaking, "${header}", "[error bad-format]"},
};

const std::vector<Case> streaming = {
    {"blanks", ready, " \t${CR}${LF} ", ""},
    {"second_ack", ready, "<handshake/>", ""},
    {"nul_between", ready, "${x00}", "[error not-well-formed]"},
    {"text", ready, "text<a/>", "[error bad-format]"},
    {"second_header", ready, "${header}" + get(ping), "[error bad-format]"},
    {"unknown_element", ready, "<x/>", "[error unsupported-stanza-type]"},
    {"upper_case_stanza", ready, "<IQ/>", "[error unsupported-stanza-type]"},
    {"comment", ready, "<!-- -->", "[error restricted-xml]"},
    {"instruction", ready, "<?a b?>", "[error restricted-xml]"},
    {"crossed_tags_and_more", ready, "<message></iq>" + get(ping), "[error not-well-formed]"},
    {"unbound_prefix", ready, "<a:b/>", "[error bad-namespace-prefix]"},
    {"bad_utf_8", ready, body("${xC0}${xBC}"), "[error unsupported-encoding]"},
    {"answer_then_error", ready, get(ping) + "<!-- -->", pong_reply + "[error restricted-xml]"},
    {"error_then_stanza", ready, stream_error(condition("conflict")) + get(ping), end},
    {"empty_error", ready, "<stream:error/>", end},
    {"closing_tag", ready, get(ping) + "</stream:stream>" + get(ping), pong_reply + end},
    {"nested_stream_error", ready, message("", "<stream:error/>"),
     "<message from='c1.mcfly.fam' to='a@mcfly.fam/x'><stream:error/></message>"},
};

const std::vector<Case> answering = {
    {"ping", ready, get(ping), pong_reply},
    {"ping_in_client_namespace", ready, iq("xmlns='jabber:client' id='1' type='get'", ping),
     pong_reply},
    {"unknown_get", ready, get(unknown), error_reply("cancel", "service-unavailable")},
    {"unknown_set", ready, set(unknown), error_reply("cancel", "service-unavailable")},
    {"no_payload", ready, get(""), error_reply("modify", "bad-request")},
    {"two_payloads", ready, get(ping + ping), error_reply("modify", "bad-request")},
    {"unknown_type", ready, iq("id='1' type='ask'", ping), error_reply("modify", "bad-request")},
    {"no_type", ready, iq("id='1'", ping), error_reply("modify", "bad-request")},
    {"no_id", ready, iq("type='get'", ping), ""},
    {"result", ready, iq("id='1' type='result'", ""), ""},
    {"error", ready, iq("id='1' type='error'", ""), ""},
    {"presence", ready, "<presence " + addresses + "type='subscribe'/>", ""},
    {"unknown_node", ready, get("<query xmlns='http://jabber.org/protocol/disco#info' node='n'/>"),
     error_reply("cancel", "item-not-found")},
    {"items", ready, get("<query xmlns='http://jabber.org/protocol/disco#items'/>"),
     "<iq type='result' " + back + "><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"},
    {"message_error", ready, message("type='error'"), ""},
    {"headline", ready, message("type='headline'"), ""},
    {"unknown_message_type", ready, message("type='odd'"),
     "<message from='c1.mcfly.fam' to='a@mcfly.fam/x' type='odd'/>"},
    {"to_a_user", ready, from_to("a@b", "u@C1.mcfly.fam/r"), from_to("u@C1.mcfly.fam/r", "a@b")},
    {"no_from", ready, "<message to='c1.mcfly.fam'/>", ""},
    {"malformed_from", ready, from_to("@", "c1.mcfly.fam"), ""},
    {"no_to", ready, "<message from='a@b'/>", ""},
    {"foreign_to", ready, from_to("a@b", "evil.example"), ""},
    {"subdomain", ready, from_to("a@b", "x.c1.mcfly.fam"), ""},
    {"odd_id", ready, iq("id='&lt;&amp;&apos;&quot; &#10;' type='get'", ping),
     "<iq type='result' id='&lt;&amp;&apos;&quot; &#xA;' from='c1.mcfly.fam' "
     "to='a@mcfly.fam/x'/>"},
};

std::string case_name(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Opening, ComponentStateMachine, testing::ValuesIn(opening), case_name);
INSTANTIATE_TEST_SUITE_P(Acknowledging, ComponentStateMachine, testing::ValuesIn(acknowledging),
                         case_name);
INSTANTIATE_TEST_SUITE_P(Streaming, ComponentStateMachine, testing::ValuesIn(streaming), case_name);
INSTANTIATE_TEST_SUITE_P(Answering, ComponentStateMachine, testing::ValuesIn(answering), case_name);

}  // namespace
}  // namespace jcp::mock::component
