// One connection as the judge sees it, without a program around it.

#include "session.hpp"

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

const Resolver nothing = [](std::string_view) { return std::nullopt; };

Expectation element(const std::string& pattern) {
  Expectation e;
  e.kind = Expectation::Kind::element;
  e.patterns.emplace_back(pattern);
  return e;
}

Expectation of_kind(Expectation::Kind kind) {
  Expectation e;
  e.kind = kind;
  return e;
}

JudgeSession opened(Role role = Role::component) {
  JudgeSession session(0, role);
  session.state = JudgeSession::State::open;
  return session;
}

// Both handshakes seen.
JudgeSession authenticated() {
  JudgeSession session = opened();
  session.sent(header_of("to='c1.host.example'") + "<handshake>x</handshake>");
  session.received(header_of() + "<handshake/>", 1);
  return session;
}

TEST(Session, IsAuthenticatedWhenBothHandshakesWereSeen) {
  JudgeSession session = opened();
  session.sent(header_of());
  session.received(header_of(), 0);
  session.received("<handshake/>", 0);
  EXPECT_FALSE(session.authenticated());
  session.sent("<handshake>x</handshake>");
  EXPECT_TRUE(session.authenticated());
}

TEST(Session, AHandshakeOfAnotherNamespaceIsNone) {
  JudgeSession session = opened();
  session.sent(header_of() + "<handshake>x</handshake>");
  session.received(header_of() + "<handshake xmlns='urn:x'/>", 0);
  EXPECT_FALSE(session.authenticated());
}

TEST(Session, CanSendWhereAStanzaMayBegin) {
  EXPECT_TRUE(authenticated().can_send());
  EXPECT_FALSE(opened().can_send());
  const auto after_sending = [](const std::string& bytes) {
    JudgeSession session = authenticated();
    session.sent(bytes);
    return session.can_send();
  };
  EXPECT_TRUE(after_sending("<message/> "));
  EXPECT_FALSE(after_sending("<message>"));
  EXPECT_FALSE(after_sending("<a></b>"));
  EXPECT_FALSE(after_sending(closing_tag));
  const auto after_receiving = [](const std::string& bytes) {
    JudgeSession session = authenticated();
    session.received(bytes, 1);
    return session.can_send();
  };
  EXPECT_TRUE(after_receiving("<message/>"));
  EXPECT_FALSE(after_receiving(closing_tag));
  EXPECT_FALSE(after_receiving("<a></b>"));
  EXPECT_FALSE(after_receiving(stream_error("conflict")));
}

TEST(Session, CannotSendBehindAStreamErrorThatWasTaken) {
  JudgeSession session = authenticated();
  session.received(stream_error("conflict"), 1);
  session.take(of_kind(Expectation::Kind::stream_error), nothing);
  EXPECT_FALSE(session.can_send());
  EXPECT_TRUE(session.quiet());  // it is no news any more
}

TEST(Session, TheStreamIdIsThatOfTheServersHeader) {
  JudgeSession component = opened();
  EXPECT_FALSE(component.stream_id());
  component.sent(header_of("id='ours'"));
  EXPECT_FALSE(component.stream_id());
  component.received(header_of("id='&#x31;&amp;'"), 0);
  EXPECT_EQ(component.stream_id(), "1&");  // as parsed
  JudgeSession server = opened(Role::server);
  server.received(header_of("id='theirs'"), 0);
  EXPECT_FALSE(server.stream_id());
  server.sent(header_of("id='ours'"));
  EXPECT_EQ(server.stream_id(), "ours");
  JudgeSession without = opened();
  without.received(header_of(""), 0);
  EXPECT_EQ(without.stream_id(), "");
}

TEST(Session, StandsAsTheEventsSay) {
  using Kind = Expectation::Kind;
  JudgeSession session = opened();
  EXPECT_EQ(session.standing(element("<a/>"), nothing), Standing::pending);
  EXPECT_EQ(session.standing(of_kind(Kind::header), nothing), Standing::pending);
  session.received(header_of() + "<a/>", 0);
  EXPECT_EQ(session.standing(of_kind(Kind::header), nothing), Standing::met);
  EXPECT_EQ(session.standing(element("<a/>"), nothing), Standing::met);
  EXPECT_EQ(session.standing(of_kind(Kind::stream_error), nothing), Standing::pending);
  session.received(closing_tag, 0);
  EXPECT_EQ(session.standing(of_kind(Kind::stream_error), nothing), Standing::unmet);
  EXPECT_EQ(session.standing(of_kind(Kind::stream_end), nothing), Standing::met);
  EXPECT_EQ(session.standing(of_kind(Kind::disconnect), nothing), Standing::pending);
  session.ended(true);
  EXPECT_EQ(session.standing(of_kind(Kind::disconnect), nothing), Standing::met);
  session.take(element("<a/>"), nothing);
  EXPECT_EQ(session.standing(element("<a/>"), nothing), Standing::unmet);
}

TEST(Session, EndsOnlyOnce) {
  JudgeSession session = opened();
  session.ended(false);
  session.ended(true);
  EXPECT_FALSE(session.reset);
}

TEST(Session, AnAnswerIsAnIqAndAMarkerAMessage) {
  JudgeSession session = authenticated();
  session.received("<iq type='get' id='a'/><message id='a' type='error'/><presence id='a'/>", 1);
  EXPECT_FALSE(session.has_answer("a"));
  EXPECT_FALSE(session.has_marker("a"));
  session.received("<iq type='error' id='a'/><message id='a'/>", 1);
  EXPECT_TRUE(session.has_answer("a"));
  EXPECT_TRUE(session.has_marker("a"));
  session.take_answer("a");
  session.take_marker("a");
  EXPECT_FALSE(session.has_answer("a"));
  EXPECT_FALSE(session.has_marker("a"));
  EXPECT_FALSE(session.has_answer(""));
}

TEST(Session, ConditionsAreElementsOfTheirNamespace) {
  const auto condition = [](const std::string& children) {
    return condition_of(*Element::parse("<stream:error>" + children + "</stream:error>"));
  };
  const std::string ns = " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>";
  EXPECT_EQ(condition("<conflict" + ns), "conflict");
  EXPECT_EQ(condition("<text" + ns + "<conflict" + ns), "conflict");
  EXPECT_EQ(condition("<conflict xmlns='urn:x'/>"), "");
  EXPECT_EQ(condition(""), "");
}

TEST(Instead, IsTheNearestElementThenTheStreamEvents) {
  JudgeSession session = opened();
  EXPECT_EQ(session.instead(element("<iq id='1'/>"), nothing), "nothing");
  session.received(header_of() + "<iq id='2'/><message/>", 0);
  EXPECT_EQ(session.instead(element("<iq id='1'/>"), nothing),
            "<iq id='2'/> (iq/@id: expected 1, found 2)");
  session.received(stream_error("conflict") + closing_tag, 0);
  session.ended(false);
  EXPECT_EQ(session.instead(element("<presence/>"), nothing),
            "<iq id='2'/> (presence: expected presence, found iq), then stream error conflict, "
            "then closing tag, then end of the connection (FIN)");
}

TEST(Instead, IsShortenedBetweenCharacters) {
  JudgeSession session = opened();
  std::string umlauts;
  for (int i = 0; i < 400; ++i) umlauts += "\u00FC";
  session.received(header_of() + "<a b='" + umlauts + "'/>", 0);
  const std::string text = session.instead(element("<a c='1'/>"), nothing);
  EXPECT_LT(text.size(), 400u);
  EXPECT_NE(text.find("\u00FC …"), std::string::npos) << text;
}

}  // namespace
}  // namespace jcp::testing
