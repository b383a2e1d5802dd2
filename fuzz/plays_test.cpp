// The properties that the session targets look at can be violated: a server or component with a
// deliberate fault dies of the session that shows it, a correct one does not.

#include <gtest/gtest.h>

#include "component_play.hpp"
#include "harness_play.hpp"
#include "random_session_test.hpp"
#include "server_play.hpp"

namespace jcp::fuzz {
namespace {

using Kind = Action::Kind;
using mock::ComponentQuirk;
using mock::Quirk;

const Action connect{.kind = Kind::connect}, establish{.kind = Kind::establish};

Action send(std::string text) { return {.kind = Kind::send, .text = std::move(text)}; }

const std::string message = "<message from='${us}' to='${them}'/>";
const std::string ping =
    "<iq type='get' id='1' from='${us}' to='${them}'><ping xmlns='urn:xmpp:ping'/></iq>";

template <typename Play, typename... Quirks>
void play(const Session& session, Quirks... quirks) {
  Play play(quirks...);
  play.play(session);
  play.end();
}

struct Fault {
  Quirk quirk;
  Session session;
  const char* property;
};

TEST(ServerPlay, FindsEveryKindOfFault) {
  ::testing::GTEST_FLAG(death_test_style) = "fast";
  const std::string wrong = "<handshake>" + std::string(40, 'a') + "</handshake>";
  const Fault faults[] = {
      {Quirk::accepts_any_digest,
       {connect, send("${header}"), send(wrong)},
       "authenticated without the right digest"},
      {Quirk::routes_before_handshake,
       {connect, send("${header}"), send(message)},
       "a stanza that nobody sent"},
      {Quirk::routes_after_closing_tag,
       {establish, send("</stream:stream>" + message)},
       "a stanza that nobody sent"},
      {Quirk::unwraps_nested_stanzas,
       {establish, send("<message from='${us}' to='${them}'>" + message + "</message>")},
       "a stanza that nobody sent"},
      {Quirk::answers_requests_twice,
       {establish, send("<iq type='get' id='1' from='${us}' to='${service}'>"
                        "<ping xmlns='urn:xmpp:ping'/></iq>")},
       "a stanza that nobody sent"},
      {Quirk::second_handshake_revokes,
       {establish, send("<handshake/>")},
       "authenticated is who was acknowledged"},
      {Quirk::sends_ill_formed_xml,
       {establish, send("<x/>")},
       "its output is no well-formed stream"},
  };
  for (const auto& [quirk, session, property] : faults) {
    play<ServerPlay>(session);
    EXPECT_DEATH(play<ServerPlay>(session, mock::QuirkSet{quirk}), property);
  }
}

struct ComponentFault {
  ComponentQuirk quirk;
  Session session;
  const char* property;
};

TEST(ComponentPlay, FindsEveryKindOfFault) {
  const ComponentFault faults[] = {
      {ComponentQuirk::sends_upper_case_digest, {connect, send("${header}")}, "a wrong digest"},
      {ComponentQuirk::answers_before_the_ack,
       {connect, send("${header}"), send(ping)},
       "a stanza before it is acknowledged"},
      {ComponentQuirk::answers_requests_twice_over,
       {establish, send(ping)},
       "a stanza that nothing asked for"},
      {ComponentQuirk::takes_any_element_for_an_ack,
       {connect, send("${header}"), send("<x/>")},
       "ready without an acknowledgement"},
      {ComponentQuirk::speaks_behind_its_closing_tag,
       {establish, send("</stream:stream>")},
       "its output is no well-formed stream"},
      {ComponentQuirk::redials_at_once,
       {establish, {.kind = Kind::rst}, connect},
       "it connects again too soon"},
      {ComponentQuirk::writes_ill_formed_xml,
       {establish, send("<x/>")},
       "its output is no well-formed stream"},
  };
  for (const auto& [quirk, session, property] : faults) {
    play<ComponentPlay>(session);
    EXPECT_DEATH(play<ComponentPlay>(session, mock::ComponentQuirkSet{quirk}), property);
  }
}

TEST(HarnessPlay, FindsEveryKindOfFault) {
  const Action to_server{.kind = Kind::await, .number = 0};
  const Action to_component{.kind = Kind::await, .number = 1};
  const Session forged = {connect, to_server,
                          send("<handshake>" + std::string(40, 'a') + "</handshake>"), to_server};
  play<HarnessPlay>(forged);
  EXPECT_DEATH(play<HarnessPlay>(forged, mock::QuirkSet{Quirk::accepts_any_digest}),
               "authenticated without the right digest");
  Action other = send("<x/>");
  other.actor = 1;
  const Session misled = {connect, to_server, to_component, other, to_component};
  play<HarnessPlay>(misled);
  EXPECT_DEATH(
      play<HarnessPlay>(misled, mock::QuirkSet{},
                        mock::ComponentQuirkSet{ComponentQuirk::takes_any_element_for_an_ack}),
      "ready without an acknowledgement");
}

TEST(Plays, CorrectOnesStandWhateverIsPlayed) {
  Chance chance(1);
  for (int i = 0; i < 500; ++i) {
    const Session session = testing::random_session(chance);
    play<ServerPlay>(session);
    play<ComponentPlay>(session);
    play<HarnessPlay>(session);
  }
}

}  // namespace
}  // namespace jcp::fuzz
