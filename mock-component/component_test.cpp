// The component in time: its first bytes, how it ends, when it comes back; the lawful mode; and
// whatever bytes there are, it neither throws nor speaks behind its closing tag.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "mock-component/quirks_test.hpp"

namespace jcp::mock::component {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string heard(ComponentConfig config, const std::string& script) {
  Dialogue talk(std::move(config));
  talk.run(script);
  return talk.heard();
}
std::string heard(const std::string& script) { return heard(test_config(), script); }

// When the connections number 2, 3, ... were asked for, in seconds.
std::vector<double> dials(const std::string& text) {
  std::vector<double> times;
  const std::string mark = "[connect ";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; ++at) {
    times.push_back(std::stod(text.substr(at + mark.size())));
  }
  times.erase(times.begin());
  return times;
}

TEST(MockComponent, SaysTheseBytes) {
  EXPECT_EQ(heard(in(get(disco)) + "\nserver </stream:stream>\nfin"),
            "[connect 0.000]"
            "<stream:stream xmlns='jabber:component:accept' "
            "xmlns:stream='http://etherx.jabber.org/streams' to='c1.mcfly.fam'>"
            "<handshake>2734d2662e0a23c72ae0f4cfbfabf02dd27f66dc</handshake>"
            "<iq type='result' id='1' from='c1.mcfly.fam' to='a@mcfly.fam/x'>"
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
            "<identity category='component' type='generic' name='mock'/>"
            "<feature var='http://jabber.org/protocol/disco#info'/>"
            "<feature var='http://jabber.org/protocol/disco#items'/>"
            "<feature var='urn:xmpp:ping'/></query></iq>"
            "</stream:stream>[fin]");
}

// Computed with sha1sum.
TEST(MockComponent, HashesIdAndSecret) {
  ComponentConfig config = test_config();
  config.secret = "\xC3\xA9&";
  EXPECT_THAT(heard(config, first(header_with("id='&amp;&#10;'"))),
              HasSubstr("<handshake>9c7728f818dda473042e7f01f9e6d12be6c0ee30</handshake>"));
}

TEST(MockComponent, ComesBackLaterAndLater) {
  const std::vector<double> times =
      dials(heard("refused\nwait 3\nrefused\nwait 5\nrefused\nwait 9"));
  ASSERT_EQ(times.size(), 3);
  EXPECT_GE(times[0], 0.5);
  EXPECT_LE(times[0], 1);
  EXPECT_GE(times[1], 3 + 1);
  EXPECT_LE(times[1], 3 + 2);
  EXPECT_GE(times[2], 8 + 2);
  EXPECT_LE(times[2], 8 + 4);
}

TEST(MockComponent, StartsAgainFromTheFirstDelayAfterItWasReady) {
  const std::vector<double> times = dials(heard("refused\nwait 9\nlogin\nrst\nwait 1"));
  ASSERT_EQ(times.size(), 2);
  EXPECT_LE(times[1], 9 + 1);
}

TEST(MockComponent, TakesItsTimeAfterARefusal) {
  for (const std::string name : {"not-authorized", "conflict", "host-unknown", "see-other-host"}) {
    const std::vector<double> times =
        dials(heard(opened(stream_error(condition(name))) + "\nfin\nwait 60"));
    ASSERT_EQ(times.size(), 1) << name;
    EXPECT_GE(times[0], 20) << name;
  }
}

TEST(MockComponent, HasNothingStaleOnANewConnection) {
  Dialogue talk;
  talk.run(in(get(ping) + "<message") + "\nrst\nwait 1");
  talk.news();
  talk.run("connected\nserver " + header_with("id='other'") + "\nserver ${ack}");
  const std::string news = talk.news();
  EXPECT_THAT(news, Not(HasSubstr("<iq")));
  EXPECT_THAT(news, EndsWith("</handshake>"));
  talk.run("server " + get(ping));
  EXPECT_THAT(talk.news(), testing::StartsWith(pong));
}

TEST(MockComponent, EndsInGoodOrder) {
  EXPECT_THAT(heard("login\nstop\nfin"), EndsWith(end + "[exit]"));
  EXPECT_THAT(heard("login\nstop\nwait 6"), EndsWith(end + "[rst][exit]"));
  EXPECT_THAT(heard("stop"), EndsWith("[exit]"));
  EXPECT_THAT(heard("login\nfin\nstop"), EndsWith("[fin][exit]"));
  ComponentConfig config = test_config();
  config.reconnects = false;
  EXPECT_THAT(heard(config, "login\nserver </stream:stream>\nfin"), EndsWith(end + "[exit]"));
  EXPECT_THAT(heard(config, "refused"), EndsWith("[exit]"));
}

TEST(MockComponent, GivesUpOnASilentServer) {
  EXPECT_THAT(heard("connected\nwait 11"), EndsWith("<connection-timeout xmlns='urn:ietf:params:"
                                                    "xml:ns:xmpp-streams'/></stream:error>" +
                                                    end));
  EXPECT_THAT(heard(first("${header}") + "\nwait 11"), HasSubstr("<connection-timeout"));
  EXPECT_THAT(heard("login\nwait 600"), EndsWith("</handshake>"));
}

TEST(MockComponent, RefusesWhatIsTooLarge) {
  EXPECT_THAT(heard(in(body(times(10'000, "x")))), HasSubstr("<message"));
  EXPECT_THAT(heard(in(body(times(300'000, "x")))), EndsWith(end));
  EXPECT_THAT(heard(in(body(times(300'000, "x")))), HasSubstr("<policy-violation"));
  EXPECT_THAT(heard(first(header_with("id='" + times(65'536, "x") + "'"))),
              HasSubstr("</handshake>"));
}

TEST(MockComponent, IsAuthenticatedFromTheAcknowledgementToTheEnd) {
  Dialogue talk;
  talk.run("connected\nserver ${header}");
  EXPECT_FALSE(talk.component().authenticated());
  talk.run("server ${ack}");
  EXPECT_TRUE(talk.component().authenticated());
  talk.run("server </stream:stream>");
  EXPECT_FALSE(talk.component().authenticated());
}

TEST(MockComponent, DiesOfAQuirkAndSaysNothingMore) {
  ComponentConfig config = test_config();
  config.quirks = {ComponentQuirk::dies_of_features};
  Dialogue talk(config);
  talk.run(opened("<stream:features/>"));
  EXPECT_TRUE(talk.component().crashed());
  EXPECT_THAT(talk.heard(), EndsWith("[rst][crash]"));
  talk.news();
  talk.run("server ${ack}\nfin\nwait 100\nstop");
  EXPECT_EQ(talk.news(), "");
}

TEST(MockComponent, IsLawfulInOtherWays) {
  ComponentConfig config = test_config();
  config.lawful = true;
  config.host = "mcfly.fam";
  const std::string text =
      heard(config, in(get(unknown)) + "\nserver " + body("it's") + "\nserver <x/>\nfin");
  EXPECT_THAT(text, HasSubstr("<?xml version=\"1.0\"?>\n<stream:stream"));
  EXPECT_THAT(text, HasSubstr("id=\"who-are-you\""));
  EXPECT_THAT(text, HasSubstr("<feature-not-implemented"));
  EXPECT_THAT(text, HasSubstr("<body>it's</body>"));
  EXPECT_THAT(text, EndsWith("</stream:stream>[fin]"));
}

// Random pieces of XMPP and random octets: no exception, nothing behind the FIN of a connection.
TEST(MockComponent, SurvivesHostileInput) {
  const std::vector<std::string> pieces = {
      "${header}",    "<handshake/>", get(ping), body("a&lt;b"), "<stream:error>",
      "<message",     " to='a' ",     ">",       "</message>",   "<stream:features/>",
      "<![CDATA[",    "]]>",          "<!--",    "&#0;",         "<a xmlns:b='",
      "${xFF}${xFE}", "${x00}",       "'",       "<?xml ",       "</stream:stream>"};
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    ComponentConfig config = test_config();
    if (round % 2 == 1) {
      config.quirks.add(static_cast<ComponentQuirk>(random() % component_quirk_count));
    }
    config.lawful = round % 3 == 0;
    Dialogue talk(config);
    talk.run("connected");
    if (round % 4 != 0) talk.run("server ${header}\nserver ${ack}");
    for (int i = 0; i < 30; ++i) {
      std::string bytes;
      for (auto n = random() % 4; n > 0; --n) bytes += pieces[random() % pieces.size()];
      talk.run((random() % 5 == 0 ? "single " : "server ") + bytes);
    }
    const std::size_t fin = talk.heard().find("[fin]");
    if (fin == std::string::npos) continue;
    EXPECT_EQ(talk.heard().substr(fin), "[fin]");
  }
}

}  // namespace
}  // namespace jcp::mock::component
