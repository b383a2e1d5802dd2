// A table: what has happened on a stream, what the component sends next, how the server answers.
// "b" is an authenticated component that listens; "" means not a byte.

#include <gtest/gtest.h>

#include <ostream>

#include "mock-server/dialogue_test.hpp"

namespace jcp::mock {
namespace {

using namespace std::string_literals;

struct Case {
  std::string name;
  std::string before;  // script
  std::string sent;    // by a
  std::string answer;  // to a; "[error C]" is a stream error C, closing tag and FIN
  std::string at_b;    // what b hears of it
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::string stream_error(std::string_view condition) {
  return "<stream:error><" + std::string(condition) +
         " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>[fin]";
}

// Expands "[error C]" and takes the header with its chance id for "[header]".
std::string expanded(std::string text, const std::string& heard) {
  if (const auto at = text.find("[error "); at != std::string::npos) {
    const auto end = text.find(']', at);
    text.replace(at, end - at + 1, stream_error(text.substr(at + 7, end - at - 7)));
  }
  if (text.starts_with("[header]")) text.replace(0, 8, heard.substr(0, heard.find('>') + 1));
  return text;
}

class StateMachine : public testing::TestWithParam<Case> {};

TEST_P(StateMachine, Answers) {
  const Case& c = GetParam();
  Dialogue talk;
  talk.login("b");
  talk.connect("a");
  talk.run(c.before);
  talk.news("a");
  talk.news("b");
  if (c.sent == "[fin]" || c.sent == "[rst]") {
    talk.line(c.sent == "[fin]" ? "a fin" : "a rst");
  } else {
    talk.send("a", c.sent);
  }
  const std::string heard = talk.news("a");
  EXPECT_EQ(heard, expanded(c.answer, heard));
  EXPECT_EQ(talk.news("b"), c.at_b);
}

// The same, byte by byte (RFC 6120 13.12: the cuts of TCP say nothing).
class StateMachineBytewise : public testing::TestWithParam<Case> {};

TEST_P(StateMachineBytewise, Answers) {
  const Case& c = GetParam();
  Dialogue talk;
  talk.login("b");
  talk.connect("a");
  talk.run(c.before);
  talk.news("a");
  talk.news("b");
  for (char byte : c.sent) talk.send("a", std::string_view(&byte, 1));
  const std::string heard = talk.news("a");
  EXPECT_EQ(heard, expanded(c.answer, heard));
  EXPECT_EQ(talk.news("b"), c.at_b);
}

const std::string opened = "a send ${header}";
const std::string in = "a send ${header}\na send <handshake>${digest}</handshake>";
const std::string hello = "<message from='a.mcfly.fam' to='b.mcfly.fam'/>";

std::string header_with(const std::string& attributes) {
  return "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' " + attributes + ">";
}
std::string header_to(const std::string& to) {
  return header_with("xmlns='jabber:component:accept' to='" + to + "'");
}
std::string header_version(const std::string& version) {
  return header_with("xmlns='jabber:component:accept' to='a.mcfly.fam' version='" + version + "'");
}
std::string iq_error(const std::string& attributes, const std::string& type,
                     const std::string& condition) {
  return "<iq type='error' " + attributes + "><error type='" + type + "'><" + condition +
         " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
}

const Case opening_cases[] = {
    {"opening_header", "", header_to("a.mcfly.fam"), "[header]", ""},
    {"opening_header_in_upper_case", "", header_to("A.McFly.Fam"), "[header]", ""},
    {"opening_header_with_dot", "", header_to("a.mcfly.fam."), "[header]", ""},
    {"opening_declaration", "", "<?xml version='1.0' encoding='utf-8'?>" + header_to("a.mcfly.fam"),
     "[header]", ""},
    {"opening_blank_first", "", " \n" + header_to("a.mcfly.fam"), "[header]", ""},
    {"opening_version_1_0", "", header_version("1.0"), "[header]", ""},
    {"opening_version_0_9", "", header_version("0.9"), "[header]", ""},
    {"opening_version_2_0", "", header_version("2.0"), "[header][error unsupported-version]", ""},
    {"opening_version_garbage", "", header_version("abc"), "[header][error bad-format]", ""},
    {"opening_version_negative", "", header_version("-1.0"), "[header][error bad-format]", ""},
    {"opening_no_default_namespace", "", header_with("to='a.mcfly.fam'"), "[header]", ""},
    {"opening_content_namespace", "", header_with("xmlns='urn:bogus' to='a.mcfly.fam'"),
     "[header][error invalid-namespace]", ""},
    {"opening_connect_namespace", "",
     header_with("xmlns='jabber:component:connect' to='a.mcfly.fam'"),
     "[header][error invalid-namespace]", ""},
    {"opening_stream_namespace", "",
     "<stream:stream xmlns:stream='urn:bogus' xmlns='jabber:component:accept' to='a.mcfly.fam'>",
     "[header][error invalid-namespace]", ""},
    {"opening_content_is_stream_namespace", "",
     "<stream xmlns='http://etherx.jabber.org/streams' to='a.mcfly.fam'>",
     "[header][error invalid-namespace]", ""},
    {"opening_other_prefix", "",
     "<foo:stream xmlns:foo='http://etherx.jabber.org/streams' xmlns='jabber:component:accept' "
     "to='a.mcfly.fam'>",
     "[header][error bad-namespace-prefix]", ""},
    {"opening_unbound_prefix", "",
     "<stream:stream xmlns='jabber:component:accept' to='a.mcfly.fam'>",
     "[header][error bad-namespace-prefix]", ""},
    {"opening_other_root", "", "<stream:flood xmlns:stream='http://etherx.jabber.org/streams'>",
     "[header][error bad-format]", ""},
    {"opening_handshake_as_root", "", "<handshake>00</handshake>",
     "[header][error invalid-namespace]", ""},
    {"opening_no_to", "", header_with("xmlns='jabber:component:accept'"),
     "[header][error improper-addressing]", ""},
    {"opening_empty_to", "", header_to(""), "[header][error improper-addressing]", ""},
    {"opening_user_to", "", header_to("u@a.mcfly.fam"), "[header][error improper-addressing]", ""},
    {"opening_resource_to", "", header_to("a.mcfly.fam/r"), "[header][error improper-addressing]",
     ""},
    {"opening_unknown_to", "", header_to("x.mcfly.fam"), "[header][error host-unknown]", ""},
    {"opening_host_to", "", header_to("mcfly.fam"), "[header][error conflict]", ""},
    {"opening_self_closed", "",
     "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' "
     "xmlns='jabber:component:accept' to='a.mcfly.fam'/>",
     "[header]</stream:stream>[fin]", ""},
    {"opening_http", "", "GET / HTTP/1.0\r\n\r\n", "[header][error not-well-formed]", ""},
    {"opening_nul", "", std::string(3, '\0'), "[header][error unsupported-encoding]", ""},
    {"opening_doctype", "", "<!DOCTYPE x>", "[header][error restricted-xml]", ""},
    {"opening_other_encoding", "", "<?xml version='1.0' encoding='ISO-8859-1'?>",
     "[header][error unsupported-encoding]", ""},
    {"opening_byte_order_mark", "", "\xEF\xBB\xBF" + header_to("a.mcfly.fam"),
     "[header][error not-well-formed]", ""},
    {"opening_nothing_and_fin", "", "[fin]", "[fin]", ""},
};

const Case handshake_cases[] = {
    {"handshake_right", opened, "<handshake>${digest}</handshake>", "<handshake/>", ""},
    {"handshake_after_blanks", opened, " \n<handshake>${digest}</handshake>", "<handshake/>", ""},
    {"handshake_as_cdata", opened, "<handshake><![CDATA[${digest}]]></handshake>", "<handshake/>",
     ""},
    {"handshake_with_attributes", opened,
     "<handshake id='1' to='b.mcfly.fam'>${digest}</handshake>", "<handshake/>", ""},
    {"handshake_with_child", opened, "<handshake>${digest}<x xmlns='urn:y'/></handshake>",
     "[error not-authorized]", ""},
    {"handshake_with_blanks_inside", opened, "<handshake> ${digest} </handshake>",
     "[error not-authorized]", ""},
    {"handshake_too_long", opened, "<handshake>${digest}00</handshake>", "[error not-authorized]",
     ""},
    {"handshake_empty", opened, "<handshake/>", "[error not-authorized]", ""},
    {"handshake_wrong_and_a_message", opened, "<handshake>00</handshake>" + hello,
     "[error not-authorized]", ""},
    {"handshake_wrong_and_right", opened,
     "<handshake>0</handshake><handshake>${digest}</handshake>", "[error not-authorized]", ""},
    {"handshake_foreign_namespace", opened, "<handshake xmlns='urn:bogus'>${digest}</handshake>",
     "[error not-authorized]", ""},
    {"handshake_stanza_first", opened, hello, "[error not-authorized]", ""},
    {"handshake_unknown_element_first", opened, "<foo/>", "[error not-authorized]", ""},
    {"handshake_stream_error_first", opened, "<stream:error/>", "</stream:stream>[fin]", ""},
    {"handshake_closing_tag", opened, "</stream:stream>", "</stream:stream>[fin]", ""},
    {"handshake_second_header", opened, header_to("a.mcfly.fam"), "[error bad-format]", ""},
    {"handshake_fin", opened, "[fin]", "[fin]", ""},
    {"handshake_rst", opened, "[rst]", "", ""},
};

const Case stream_cases[] = {
    {"stream_second_handshake", in, "<handshake>junk</handshake>" + hello, "", hello},
    {"stream_second_header", in, hello + header_to("a.mcfly.fam") + hello, "[error bad-format]",
     hello},
    {"stream_unknown_element", in, "<foo/>", "[error unsupported-stanza-type]", ""},
    {"stream_features", in, "<stream:features/>", "[error unsupported-stanza-type]", ""},
    {"stream_starttls", in, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
     "[error unsupported-stanza-type]", ""},
    {"stream_stanza_of_a_client", in,
     "<message xmlns='jabber:client' from='a.mcfly.fam' to='b.mcfly.fam'/>",
     "[error unsupported-stanza-type]", ""},
    {"stream_upper_case", in, "<IQ/>", "[error unsupported-stanza-type]", ""},
    {"stream_prefixed_stanza", in,
     "<q:message xmlns:q='jabber:component:accept' from='a.mcfly.fam' to='b.mcfly.fam'/>", "",
     hello},
    {"stream_own_namespace", in,
     "<message xmlns='jabber:component:accept' from='a.mcfly.fam' to='b.mcfly.fam'/>", "", hello},
    {"stream_stray_text", in, "hello" + hello, "[error bad-format]", ""},
    {"stream_white_space", in, " \n\t ", "", ""},
    {"stream_nul", in, std::string(1, '\0'), "[error not-well-formed]", ""},
    {"stream_comment", in, "<!-- x -->" + hello, "[error restricted-xml]", ""},
    {"stream_instruction", in, "<?foo bar?>" + hello, "[error restricted-xml]", ""},
    {"stream_entity", in, "<message>&foo;</message>", "[error restricted-xml]", ""},
    {"stream_crossed_tags", in, "<message></iq>" + hello, "[error not-well-formed]", ""},
    {"stream_peers_error", in, "<stream:error/>" + hello, "</stream:stream>[fin]", ""},
    {"stream_closing_tag", in, hello + "</stream:stream>", "</stream:stream>[fin]", hello},
    {"stream_after_the_end", in, "</stream:stream>" + hello, "</stream:stream>[fin]", ""},
    {"stream_fin", in, "[fin]", "[fin]", ""},
    {"stream_half_a_stanza_and_fin", in + "\na send <message from='a.mcfly.fam' to='b.mcfly.fam'>",
     "[fin]", "[fin]", ""},
    {"stream_rst", in, "[rst]", "", ""},
    {"stream_nothing_after_an_error", in + "\na send <foo/>", hello, "", ""},
    {"stream_stream_elements_inside", in,
     "<message from='a.mcfly.fam' to='b.mcfly.fam'><stream:stream/><stream:error/></message>", "",
     "<message from='a.mcfly.fam' to='b.mcfly.fam'><stream:stream/><stream:error/></message>"},
};

const Case address_cases[] = {
    {"address_from_user", in, "<message from='U@a.mcfly.fam/R x' to='b.mcfly.fam'/>", "",
     "<message from='U@a.mcfly.fam/R x' to='b.mcfly.fam'/>"},
    {"address_from_upper_case", in, "<message from='A.McFly.Fam' to='b.mcfly.fam'/>", "",
     "<message from='A.McFly.Fam' to='b.mcfly.fam'/>"},
    {"address_from_missing", in, "<message to='b.mcfly.fam'/>", "[error improper-addressing]", ""},
    {"address_from_empty", in, "<message from='' to='b.mcfly.fam'/>", "[error improper-addressing]",
     ""},
    {"address_from_malformed", in, "<message from='@a.mcfly.fam' to='b.mcfly.fam'/>",
     "[error improper-addressing]", ""},
    {"address_from_foreign", in, "<message from='b.mcfly.fam' to='b.mcfly.fam'/>",
     "[error invalid-from]", ""},
    {"address_from_subdomain", in, "<message from='x.a.mcfly.fam' to='b.mcfly.fam'/>",
     "[error invalid-from]", ""},
    {"address_from_soft_hyphen", in, "<message from='a.mc\xC2\xAD"s + "fly.fam' to='b.mcfly.fam'/>",
     "[error invalid-from]", ""},
    {"address_from_prefixed", in,
     "<message xmlns:x='urn:x' x:from='a.mcfly.fam' to='b.mcfly.fam'/>",
     "[error improper-addressing]", ""},
    {"address_to_missing", in, "<message from='a.mcfly.fam'/>", "[error improper-addressing]", ""},
    {"address_to_empty", in, "<iq type='get' id='1' from='a.mcfly.fam' to=''/>",
     iq_error("id='1' from='mcfly.fam' to='a.mcfly.fam'", "modify", "jid-malformed"), ""},
    {"address_to_malformed_in_an_error", in, "<message type='error' from='a.mcfly.fam' to='@'/>",
     "", ""},
    {"address_to_of_1024_bytes", in,
     "<iq type='set' id='1' from='a.mcfly.fam' to='" + std::string(1024, 'x') + "@b.mcfly.fam'/>",
     iq_error("id='1' from='mcfly.fam' to='a.mcfly.fam'", "modify", "jid-malformed"), ""},
    {"address_to_of_1023_bytes", in,
     "<message from='a.mcfly.fam' to='" + std::string(1023, 'x') + "@b.mcfly.fam'/>", "",
     "<message from='a.mcfly.fam' to='" + std::string(1023, 'x') + "@b.mcfly.fam'/>"},
};

const std::string from_to_host = "from='a.mcfly.fam' to='mcfly.fam'";
const std::string from_host_to = "from='mcfly.fam' to='a.mcfly.fam'";

const Case stanza_cases[] = {
    {"stanza_iq_without_id", in,
     "<iq type='get' " + from_to_host + "><ping xmlns='urn:xmpp:ping'/></iq>",
     iq_error(from_host_to, "modify", "bad-request"), ""},
    {"stanza_iq_without_type", in,
     "<iq id='1' " + from_to_host + "><ping xmlns='urn:xmpp:ping'/></iq>",
     iq_error("id='1' " + from_host_to, "modify", "bad-request"), ""},
    {"stanza_iq_of_unknown_type", in, "<iq id='1' type='foo' " + from_to_host + "/>",
     iq_error("id='1' " + from_host_to, "modify", "bad-request"), ""},
    {"stanza_iq_without_child", in, "<iq id='1' type='get' " + from_to_host + ">text</iq>",
     iq_error("id='1' " + from_host_to, "modify", "bad-request"), ""},
    {"stanza_iq_with_two_children", in,
     "<iq id='1' type='set' " + from_to_host + "><a xmlns='urn:a'/><b xmlns='urn:b'/></iq>",
     iq_error("id='1' " + from_host_to, "modify", "bad-request"), ""},
    {"stanza_result", in, "<iq id='1' type='result' " + from_to_host + "/>", "", ""},
    {"stanza_error", in, "<iq id='1' type='error' " + from_to_host + "/>", "", ""},
    {"stanza_error_to_nobody", in, "<message type='error' from='a.mcfly.fam' to='x@c.mcfly.fam'/>",
     "", ""},
    {"stanza_ping", in,
     "<iq id='' type='get' " + from_to_host + "><ping xmlns='urn:xmpp:ping'/></iq>",
     "<iq type='result' id='' " + from_host_to + "/>", ""},
    {"stanza_unknown_request", in,
     "<iq id='1' type='get' " + from_to_host + "><x xmlns='urn:x'/></iq>",
     iq_error("id='1' " + from_host_to, "cancel", "service-unavailable"), ""},
    {"stanza_disco_items", in,
     "<iq id='1' type='get' " + from_to_host +
         "><query xmlns='http://jabber.org/protocol/disco#items'/></iq>",
     "<iq type='result' id='1' " + from_host_to +
         "><query xmlns='http://jabber.org/protocol/disco#items'><item jid='a.mcfly.fam'/>"
         "<item jid='b.mcfly.fam'/></query></iq>",
     ""},
    {"stanza_iq_to_nobody", in,
     "<iq id='1' type='get' from='a.mcfly.fam' to='u@mcfly.fam'><x xmlns='urn:x'/></iq>",
     iq_error("id='1' from='u@mcfly.fam' to='a.mcfly.fam'", "cancel", "service-unavailable"), ""},
    {"stanza_presence_to_nobody", in, "<presence from='a.mcfly.fam' to='u@mcfly.fam'/>", "", ""},
    {"stanza_iq_to_offline_component", in,
     "<iq id='1' type='get' from='a.mcfly.fam' to='c.mcfly.fam'><x xmlns='urn:x'/></iq>",
     iq_error("id='1' from='c.mcfly.fam' to='a.mcfly.fam'", "cancel", "service-unavailable"), ""},
    {"stanza_iq_to_remote_domain", in,
     "<iq id='1' type='get' from='a.mcfly.fam' to='x.invalid'><x xmlns='urn:x'/></iq>",
     iq_error("id='1' from='x.invalid' to='a.mcfly.fam'", "cancel", "remote-server-not-found"), ""},
    {"stanza_message_of_unknown_type", in,
     "<message type='foo' from='a.mcfly.fam' to='b.mcfly.fam'/>", "",
     "<message type='foo' from='a.mcfly.fam' to='b.mcfly.fam'/>"},
    {"stanza_two_in_one_write", in, hello + hello, "", hello + hello},
    {"stanza_to_itself", in, "<message from='a.mcfly.fam' to='u@a.mcfly.fam'/>",
     "<message from='a.mcfly.fam' to='u@a.mcfly.fam'/>", ""},
};

const Case name_cases[] = {
    {"name_conflict", "a2 login", "${header}", "[header]", ""},
    {"name_conflict_refuses_the_new", "a2 login\n" + opened, "<handshake>${digest}</handshake>",
     "[error conflict]", ""},
    {"name_wrong_digest_for_a_name_in_use", "a2 login\n" + opened, "<handshake>0</handshake>",
     "[error not-authorized]", ""},
    {"name_name_is_free_after_a_reset", "a2 login\na2 rst\n" + opened,
     "<handshake>${digest}</handshake>", "<handshake/>", ""},
    {"name_name_is_free_after_a_clean_end", "a2 login\na2 send </stream:stream>\n" + opened,
     "<handshake>${digest}</handshake>", "<handshake/>", ""},
};

std::string case_name(const testing::TestParamInfo<Case>& info) { return info.param.name; }

std::vector<Case> all_cases() {
  std::vector<Case> all;
  const auto add = [&all](const auto& table) {
    all.insert(all.end(), std::begin(table), std::end(table));
  };
  add(opening_cases);
  add(handshake_cases);
  add(stream_cases);
  add(address_cases);
  add(stanza_cases);
  add(name_cases);
  return all;
}

std::vector<Case> cases_of_plain_bytes() {
  std::vector<Case> cases = all_cases();
  std::erase_if(cases, [](const Case& c) {
    return c.sent.starts_with("[") || c.sent.find("${") != std::string::npos;
  });
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Table, StateMachine, testing::ValuesIn(all_cases()), case_name);
INSTANTIATE_TEST_SUITE_P(Table, StateMachineBytewise, testing::ValuesIn(cases_of_plain_bytes()),
                         case_name);

}  // namespace
}  // namespace jcp::mock
