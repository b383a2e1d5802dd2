// The judge is told dialogues; each complaint has a lawful neighbour that gives none.

#include "judge.hpp"

#include <gtest/gtest.h>

#include "canonical.hpp"
#include "harness/xmpp/digest.hpp"

namespace jcp::fuzz {
namespace {

constexpr const char* header =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='c1.mcfly.fam'>";
constexpr const char* answer =
    "<stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' from='c1.mcfly.fam' id='7'>";

class JudgeTest : public testing::Test {
 protected:
  JudgeTest() {
    parties.secrets = {"88mph"};
    parties.host = "mcfly.fam";
  }

  void hear(std::string_view bytes) {
    std::vector<StreamEvent> events;
    theirs.feed(bytes, events);
    for (const StreamEvent& event : events) judge.received(event);
  }

  void see(std::string_view xml) { judge.observed(*Element::parse(xml)); }

  void authenticate() {
    judge.sent(header);
    hear(answer);
    judge.sent("<handshake>" + handshake_digest("7", "88mph") + "</handshake>");
    hear("<handshake/>");
    ASSERT_EQ(bucket(), "");
  }

  std::string bucket() {
    const auto complaint = judge.take_complaint();
    return complaint ? complaint->bucket : "";
  }

  Parties parties;
  SentMemory memory;
  Judge judge{parties, memory};
  StreamParser theirs;
};

TEST_F(JudgeTest, AcknowledgesTheRightDigestOnly) {
  judge.sent(header);
  hear(answer);
  judge.sent("<handshake>" + handshake_digest("7", "other") + "</handshake>");
  hear("<handshake/>");
  EXPECT_EQ(bucket(), "reply_class-handshake-without-digest");
}

TEST_F(JudgeTest, AcknowledgesOnce) {
  authenticate();
  hear("<handshake/>");
  EXPECT_EQ(bucket(), "reply_class-handshake-without-digest");
}

TEST_F(JudgeTest, HandshakeBehindBrokenXmlIsNone) {
  judge.sent(header);
  hear(answer);
  judge.sent("<a></b><handshake>" + handshake_digest("7", "88mph") + "</handshake>");
  hear("<handshake/>");
  EXPECT_EQ(bucket(), "reply_class-handshake-without-digest-after-not-well-formed");
}

TEST_F(JudgeTest, NoStanzaBeforeAuthentication) {
  judge.sent(header);
  hear(answer);
  hear("<message id='1'/>");
  EXPECT_EQ(bucket(), "reply_class-stanza-before-authentication");
}

TEST_F(JudgeTest, ErrorsAndFeaturesMayComeAtAnyTime) {
  judge.sent(header);
  hear(answer);
  hear(
      "<stream:features/><stream:error><not-authorized "
      "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
  EXPECT_EQ(bucket(), "");
  EXPECT_TRUE(judge.error_received());
  EXPECT_TRUE(judge.end_received());
}

TEST_F(JudgeTest, NothingFollowsAStreamError) {
  authenticate();
  hear("<stream:error/><message id='1'/>");
  EXPECT_EQ(bucket(), "reply_class-after-stream-error");
}

TEST_F(JudgeTest, NothingFollowsTheEnd) {
  authenticate();
  hear("</stream:stream><message/>");
  EXPECT_EQ(bucket(), "reply_class-after-closing-tag");
}

TEST_F(JudgeTest, WhatComesIsXml) {
  authenticate();
  hear("<message><body>&nope;</body></message>");
  EXPECT_EQ(bucket(), "reply_class-is-no-xml");
}

TEST_F(JudgeTest, AnswersHaveARequest) {
  authenticate();
  judge.sent("<iq type='get' id='q1'><a xmlns='b'/></iq>");
  hear("<iq type='error' id='q1'/>");
  EXPECT_EQ(bucket(), "");
  hear("<iq type='result' id='q2'/>");
  EXPECT_EQ(bucket(), "reply_class-to-nothing-sent");
}

TEST_F(JudgeTest, AnswersBehindBrokenXmlAreNamedSo) {
  authenticate();
  judge.sent("<a></b><iq type='get' id='q1'/>");
  hear("<iq type='error' id='q1'/>");
  EXPECT_EQ(bucket(), "reply_class-to-nothing-sent-after-not-well-formed");
}

TEST_F(JudgeTest, RequestsOfTheirOwnAreAllowed) {
  authenticate();
  hear("<iq type='get' id='s1'><ping xmlns='urn:xmpp:ping'/></iq><message id='s2'/>");
  EXPECT_EQ(bucket(), "");
}

TEST_F(JudgeTest, ObserverSeesWhatWasSentAndOnlyThat) {
  authenticate();
  judge.sent("<message to='c2.mcfly.fam' id='m' a='1' b='2'><body>x&amp;</body></message>");
  // Addresses, language and delay are the server's to add; order and spelling say nothing.
  see("<message b='2' from='c1.mcfly.fam' to='C2.mcfly.fam' id='m' a='1' xml:lang='en'>"
      "<body>x&#38;</body><delay xmlns='urn:xmpp:delay' stamp='t'/></message>");
  EXPECT_EQ(bucket(), "");
  see("<message to='c2.mcfly.fam' id='other'/>");
  EXPECT_EQ(bucket(), "echo-not-sent");
}

TEST_F(JudgeTest, ObserverSeesNothingChanged) {
  authenticate();
  judge.sent("<message id='m'><body>a\nb</body></message>");
  see("<message id='m'><body>a b</body></message>");
  EXPECT_EQ(bucket(), "echo-changed-white-space");
  see("<message id='m'><body>a\nc</body></message>");
  EXPECT_EQ(bucket(), "echo-changed");
}

TEST_F(JudgeTest, ObserverSeesNothingTwice) {
  authenticate();
  judge.sent("<message id='m'><body>a</body></message>");
  see("<message id='m'><body>a</body></message>");
  see("<message id='m'><body>a</body></message>");
  EXPECT_EQ(bucket(), "echo-twice");
}

TEST_F(JudgeTest, ObserverSeesNothingFromBehindBrokenXml) {
  authenticate();
  judge.sent("<message id='a'><body>\xE2</body></message><message id='b'/>");
  see("<message id='b'/>");
  EXPECT_EQ(bucket(), "echo-not-sent-after-unsupported-encoding");
}

TEST_F(JudgeTest, ContentNamespacesOfTheThreeKindsOfStreamAreOne) {
  authenticate();
  judge.sent("<message xmlns='jabber:client' id='m'><body>x</body></message>");
  see("<message id='m'><body>x</body></message>");
  EXPECT_EQ(bucket(), "");
}

TEST_F(JudgeTest, AnswersToTheObserverAreNoSmuggling) {
  authenticate();
  judge.sent("<iq from='c2.mcfly.fam' to='mcfly.fam' type='get' id='q'/>");
  see("<iq from='mcfly.fam' to='c2.mcfly.fam' type='error' id='q'/>");
  EXPECT_EQ(bucket(), "");
}

class ComponentJudgeTest : public JudgeTest {
 protected:
  ComponentJudgeTest() {
    parties.role = Role::server;
    parties.echoes = true;
  }
};

TEST_F(ComponentJudgeTest, ComponentWaitsForItsAcknowledgement) {
  hear(header);
  judge.sent(answer);
  hear("<handshake>x</handshake>");
  EXPECT_EQ(bucket(), "");
  hear("<presence/>");
  EXPECT_EQ(bucket(), "reply_class-stanza-before-authentication");
}

TEST_F(ComponentJudgeTest, EchoHasTheBodyThatWasSent) {
  hear(header);
  judge.sent(answer);
  judge.sent("<handshake/><message id='m'><body>a&lt;b</body></message>");
  hear("<message id='new'><body>a&lt;b</body></message>");
  EXPECT_EQ(bucket(), "");
  hear("<message id='m'><body>a</body></message>");
  EXPECT_EQ(bucket(), "echo-changed");
}

TEST(Canonical, TellsWhatStandsApartFromWhatStandsTogether) {
  const auto form = [](std::string_view xml) { return canonical(*Element::parse(xml)); };
  EXPECT_NE(form("<message><a/><b/></message>"), form("<message><a><b/></a></message>"));
  EXPECT_NE(form("<message a='1 b=1:2'/>"), form("<message a='1' b='2'/>"));
  EXPECT_NE(form("<message><body>x</body></message>"), form("<message><body>y</body></message>"));
  EXPECT_EQ(form("<message x='1' y='2'/>"), form("<message y='2' x='1'></message>"));
}

TEST(SentStream, KnowsWhetherAStanzaMayFollow) {
  using Shape = SentStream::Shape;
  SentStream sent;
  EXPECT_EQ(sent.shape(), Shape::opening);
  sent.feed(header);
  EXPECT_EQ(sent.shape(), Shape::whole);
  sent.feed("<message><body>");
  EXPECT_EQ(sent.shape(), Shape::unfinished);
  sent.feed("</body></message>");
  EXPECT_EQ(sent.shape(), Shape::whole);
  SentStream broken;
  broken.feed(std::string(header) + "<a></b>");
  EXPECT_EQ(broken.shape(), Shape::broken);
  EXPECT_EQ(broken.condition(), "not-well-formed");
  sent.feed("</stream:stream>");
  EXPECT_EQ(sent.shape(), Shape::ended);
}

}  // namespace
}  // namespace jcp::fuzz
