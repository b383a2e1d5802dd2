#pragma once
// For tests of the judge: a scenario of a few steps, played by hand. The peer answers by the book
// as long as it is told to; everything else it says is written in the test. Time stands still
// unless the test lets it pass. The catalogue is made for this: M1, M2, M3 are MUST, S1, S2 SHOULD
// and P1 practice.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter.hpp"
#include "json_file.hpp"
#include "loader.hpp"
#include "suite.hpp"

namespace jcp::testing {

inline const std::string closing_tag = "</stream:stream>";

inline std::string stream_error(const std::string& condition) {
  return "<stream:error><" + condition +
         " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
}

// A server's header.
inline std::string header_of(const std::string& attributes = "from='c1.host.example' id='s1'") {
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' " +
         attributes + ">";
}

std::string catalogue_text();
const Catalogue& catalogue();
// The text of a scenario file; `more` are further fields, each with a comma behind it.
std::string file_of(std::string_view steps, std::string_view more = "");
// As `load_scenario` does with the shipped schema.
Scenario scenario_of(std::string_view text, const std::string& tree = "server");
// The message of the UserError that loading gives, or "".
std::string refusal_of(std::string_view text, const std::string& tree = "server");

struct Stage {
  std::string more;  // further fields of the scenario
  std::string tree = "server";
  Role role = Role::component;
  std::size_t which = 0;  // case
  Micros round_trip = 1'000;
  Micros settle = 0;
  double scale = 1;
  std::map<std::string, bool> policy;
};

class Play {
 public:
  explicit Play(std::string_view steps, const Stage& stage = {});

  // What the peer does of its own accord.
  bool connects = true;     // accepts a connection
  bool opens = true;        // answers header and handshake
  bool answers = true;      // answers disco#info
  bool routes = true;       // delivers markers of fences
  bool closes = true;       // answers our closing tag and our FIN with its own
  bool samples = true;      // is looked at when the judge asks
  std::vector<Usage> uses;  // what is seen there, in order; then nothing more

  Play& begin();  // up to the first wait
  // What the peer does at the test's word, on the last connection of the actor.
  Play& says(const std::string& actor, const std::string& bytes);
  Play& fin(const std::string& actor);
  Play& rst(const std::string& actor);
  Play& pass(std::int64_t ms);
  Play& finish();  // time passes until the scenario is over

  bool finished() const { return finished_; }
  Micros now() const { return now_; }
  Interpreter& judge() { return judge_; }
  ScenarioResult result() const { return judge_.result(); }
  std::string verdict() const { return std::string(to_string(result().verdict)); }
  // "met", "unmet warn", "not reached", "not observable"; "absent" when there is no such proof.
  std::string outcome(const std::string& requirement) const;
  std::string trait(const std::string& question) const;
  // What the judge did, one line each: "connect component", "send component: BYTES".
  const std::vector<std::string>& log() const { return log_; }
  std::string last_sent(const std::string& actor) const;
  bool did(const std::string& line) const;
  int count(std::string_view beginning) const;

 private:
  void run();
  void perform(const Action& action);
  void answer(SessionIndex session, const std::string& bytes);
  void tell(SessionIndex session, const std::string& bytes);
  void route(const std::string& bytes);
  std::string name_of(int actor) const;
  SessionIndex last_of(const std::string& actor) const;

  Scenario scenario_;
  const Program& program_;
  Binding binding_;
  Interpreter judge_;
  std::vector<int> actor_of_session_;
  std::set<SessionIndex> ended_;  // the peer has sent its closing tag there
  std::vector<std::string> log_;
  Micros now_ = 0;
  bool finished_ = false;
};

}  // namespace jcp::testing
