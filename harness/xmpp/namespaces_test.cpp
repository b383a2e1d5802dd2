// Canonical names: the table is a contract (docs/SCENARIOS.md, scenario files with XPath).

#include "namespaces.hpp"

#include <gtest/gtest.h>

#include <set>

namespace jcp::ns {
namespace {

TEST(Namespaces, table_is_as_documented) {
  EXPECT_EQ(canonical_prefix("jabber:component:accept"), "");
  EXPECT_EQ(canonical_prefix(""), "none");
  EXPECT_EQ(canonical_prefix("http://etherx.jabber.org/streams"), "stream");
  EXPECT_EQ(canonical_prefix("urn:ietf:params:xml:ns:xmpp-streams"), "streams");
  EXPECT_EQ(canonical_prefix("urn:ietf:params:xml:ns:xmpp-stanzas"), "stanzas");
  EXPECT_EQ(canonical_prefix("jabber:client"), "client");
  EXPECT_EQ(canonical_prefix("jabber:server"), "server");
  EXPECT_EQ(canonical_prefix("http://jabber.org/protocol/disco#info"), "disco");
  EXPECT_EQ(canonical_prefix("http://jabber.org/protocol/disco#items"), "items");
  EXPECT_EQ(canonical_prefix("urn:xmpp:ping"), "ping");
  EXPECT_EQ(canonical_prefix("jabber:iq:version"), "version");
  EXPECT_EQ(canonical_prefix("http://www.w3.org/XML/1998/namespace"), "xml");
  EXPECT_EQ(canonical_prefix("jabber:component:connect"), "connect");
}

// FNV-1a 64 of the name: stays the same between versions, results files quote it.
TEST(Namespaces, others_are_hashed) {
  EXPECT_EQ(canonical_prefix("a"), "xaf63dc4c8601ec8c");
  EXPECT_EQ(canonical_prefix("foobar"), "x85944171f73967e8");
}

TEST(Namespaces, only_the_exact_name_counts) {
  std::set<std::string> prefixes;
  for (const char* uri :
       {"jabber:component:accept", "jabber:component:accept ", "JABBER:component:accept",
        "jabber:component:accept/", "urn:xmpp:ping", "urn:xmpp:ping#", "urn:xmpp:Ping", ""}) {
    EXPECT_TRUE(prefixes.insert(canonical_prefix(uri)).second) << uri;
  }
}

TEST(Namespaces, known_ones_are_found_again) {
  for (const auto uri : {accept, connect, stream, stream_errors, stanza_errors, client, server,
                         disco_info, disco_items, ping, version, xml}) {
    EXPECT_EQ(known_namespace(canonical_prefix(uri)), uri);
  }
  EXPECT_EQ(known_namespace("none"), "");
  EXPECT_EQ(known_namespace(canonical_prefix("urn:other")), "");
  EXPECT_EQ(known_namespace("accept"), accept);
}

TEST(Namespaces, elements_and_attributes_are_named_differently) {
  EXPECT_EQ(canonical_element(accept, "message"), "message");
  EXPECT_EQ(canonical_element("", "message"), "none:message");
  EXPECT_EQ(canonical_element(stream, "error"), "stream:error");
  EXPECT_EQ(canonical_attribute("", "to"), "to");
  EXPECT_EQ(canonical_attribute(accept, "to"), "accept:to");
  EXPECT_EQ(canonical_attribute(xml, "lang"), "xml:lang");
}

}  // namespace
}  // namespace jcp::ns
