// Golden bytes of whole connections: what a component reads from the first to the last octet. They
// guard the code that mock and judge share (harness/xmpp): the bytes are written out here by hand.

#include "mock-server/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/xmpp/digest.hpp"
#include "mock-server/dialogue_test.hpp"

namespace jcp::mock {
namespace {

TEST(Server, OneWholeConnection) {
  Dialogue talk;
  talk.login("b");
  talk.connect("a");
  talk.send("a",
            "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'>");
  EXPECT_EQ(talk.news("a"),
            "<stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' "
            "id='" +
                talk.stream_id("a") + "' from='a.mcfly.fam'>");
  EXPECT_EQ(talk.stream_id("a").size(), 32U);
  talk.send("a",
            "<handshake>" + handshake_digest(talk.stream_id("a"), "a-secret") + "</handshake>");
  EXPECT_EQ(talk.news("a"), "<handshake/>");
  talk.news("b");
  talk.send("a",
            "<message from='biff@a.mcfly.fam/x' to='doc@b.mcfly.fam' id='1'>"
            "<body>1.21 &lt; \"GW\" &amp; more</body><x xmlns='urn:x' a='&quot;'/></message>");
  EXPECT_EQ(talk.news("b"),
            "<message from='biff@a.mcfly.fam/x' to='doc@b.mcfly.fam' id='1'>"
            "<body>1.21 &lt; \"GW\" &amp; more</body><x xmlns='urn:x' a='&quot;'/></message>");
  EXPECT_EQ(talk.news("a"), "");
  talk.send("a", "</stream:stream>");
  EXPECT_EQ(talk.news("a"), "</stream:stream>[fin]");
  talk.line("a fin");
  EXPECT_EQ(talk.server().sessions().size(), 1U);
}

TEST(Server, AnUnknownNameIsRefusedInsideAWholeStream) {
  Dialogue talk;
  talk.run(
      "a connect\na send <stream:stream xmlns='jabber:component:accept' "
      "xmlns:stream='http://etherx.jabber.org/streams' to='gone.example'>");
  EXPECT_EQ(talk.heard("a"),
            "<stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' id='" +
                talk.stream_id("a") +
                "' from='mcfly.fam'><stream:error>"
                "<host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                "</stream:stream>[fin]");
}

TEST(Server, AStanzaErrorIsTheStanzaTurnedRound) {
  Dialogue talk;
  talk.login("a");
  talk.news("a");
  talk.send("a",
            "<iq type='get' id='&apos;' from='u@a.mcfly.fam' to='v@c.mcfly.fam/r'>"
            "<x xmlns='urn:x'/></iq>");
  EXPECT_EQ(talk.news("a"),
            "<iq type='error' id='&apos;' from='v@c.mcfly.fam/r' to='u@a.mcfly.fam'>"
            "<error type='cancel'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

TEST(Server, StreamIdsOfOneServerDiffer) {
  Dialogue talk;
  talk.run("a connect\na send ${header}\nb connect\nb send ${header}");
  EXPECT_NE(talk.stream_id("a"), talk.stream_id("b"));
}

TEST(Server, WhoNeverAuthenticatesIsLetGo) {
  Dialogue talk;
  talk.run("a connect\nb connect\nb send ${header}\nc login\n- wait 59");
  EXPECT_EQ(talk.heard("a"), "");
  talk.news("c");
  talk.line("- wait 1");
  EXPECT_THAT(talk.heard("a"), testing::EndsWith("</stream:stream>[fin]"));
  EXPECT_THAT(talk.heard("b"), testing::HasSubstr("<connection-timeout "));
  talk.line("- wait 3600");
  EXPECT_THAT(talk.heard("a"), testing::EndsWith("[fin][rst]"));
  EXPECT_EQ(talk.news("c"), "");
  EXPECT_EQ(talk.server().sessions().size(), 1U);
  EXPECT_EQ(talk.server().next_timer(), std::nullopt);
}

TEST(Server, StopSaysSystemShutdown) {
  Dialogue talk;
  talk.run("a login");
  talk.server().stop(1);
  std::string last;
  for (const Output& output : talk.server().take_outputs()) last += output.bytes;
  EXPECT_EQ(last,
            "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
            "</stream:error></stream:stream>");
}

TEST(Server, TheLawfulModeIsAnotherDress) {
  ServerConfig config = test_config();
  config.lawful = true;
  Dialogue talk(config);
  talk.connect("a");
  talk.send("a",
            "<stream:stream xmlns='jabber:component:accept' version='1.0' "
            "xmlns:stream='http://etherx.jabber.org/streams' to='a.mcfly.fam'>");
  EXPECT_EQ(talk.news("a"),
            "<?xml version=\"1.0\"?>\n<stream:stream xmlns=\"jabber:component:accept\" "
            "xmlns:stream=\"http://etherx.jabber.org/streams\" id=\"" +
                talk.stream_id("a") +
                "\" from=\"a.mcfly.fam\" xml:lang=\"en\" version=\"1.0\">\n "
                "<stream:features/>\n ");
  talk.send("a", "<handshake>${digest}</handshake>");
  EXPECT_EQ(talk.news("a"),
            "<handshake/>\n <iq type='get' id='who-are-you' from='mcfly.fam' to='a.mcfly.fam'>"
            "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>\n "
            "<presence from='mcfly.fam' to='a.mcfly.fam'/>\n ");
  talk.send("a", "<foo/>");
  EXPECT_EQ(talk.news("a"),
            "<stream:error><unsupported-stanza-type "
            "xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
            "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\" xml:lang=\"en\">No way, McFly"
            "</text><great-scott xmlns=\"urn:example:errors\"/></stream:error>\n "
            "</stream:stream>[fin]");
}

}  // namespace
}  // namespace jcp::mock
