// Seeds of the session targets: the dialogues of the scenarios, the smaller ones.

#include <set>
#include <string>

#include "fuzz/dialogue.hpp"
#include "harness/scenario/suite.hpp"

namespace jcp::fuzz {

namespace {

using Write = std::function<void(std::string_view, std::string_view, std::string_view)>;

constexpr std::size_t longest_seed = 1'024;

std::string file_name(std::string key) {
  for (char& c : key) c = c == '/' || c == '#' ? '_' : c;
  return key;
}

void write_dialogues(const Suite& suite, Role role, std::string_view target, const Write& write) {
  std::set<std::string> known;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& one : scenario.cases) {
      const Program* program = one.program(role);
      const auto session = program ? dialogue_of(*program) : std::nullopt;
      if (!session) continue;
      const std::string bytes = encode(*session);
      if (bytes.size() <= longest_seed && known.insert(bytes).second) {
        write(target, file_name(scenario.key(one)), bytes);
      }
    }
  }
}

// What a network does to two that are correct.
void write_networks(const Write& write) {
  using Kind = Action::Kind;
  const Action connect{.kind = Kind::connect}, establish{.kind = Kind::establish};
  const Action await{.kind = Kind::await, .number = 2}, fin{.kind = Kind::fin};
  const Action to_server{.kind = Kind::await, .number = 0}, reset{.kind = Kind::rst};
  const Action to_component{.kind = Kind::await, .number = 1};
  const Action late{.kind = Kind::advance, .number = 11'000};
  const Action request{
      .kind = Kind::send,
      .actor = 1,
      .text =
          "<iq type='get' id='1' from='${us}' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>"};
  const Action message{.kind = Kind::send,
                       .number = 5,
                       .text = "<message from='${us}' to='${them}'><body>x</body></message>"};
  const Action handshake{.kind = Kind::send,
                         .text = "<handshake>${digest:wrong-secret}</handshake>"};
  const Action ack{.kind = Kind::send, .actor = 1, .text = "<handshake/>"};
  const Action bytewise{.kind = Kind::octets, .number = cut::bytewise, .text = " \n"};
  const std::pair<std::string_view, Session> networks[] = {
      {"clean", {establish, request, await}},
      {"message", {establish, message, await}},
      {"wrong-handshake-first", {connect, to_server, handshake, await}},
      {"acknowledged-by-others", {connect, to_server, ack, to_component, await}},
      {"reset", {establish, reset, establish}},
      {"half-closed", {establish, fin, await, establish}},
      {"late", {connect, late, await, establish}},
      {"piecemeal", {connect, bytewise, to_server, to_component, to_server, to_component}}};
  for (const auto& [name, session] : networks) write("harness", name, encode(session));
}

}  // namespace

void seeds_of_sessions(const Write& write) {
  const Suite suite(embedded_scenarios(), true);
  write_dialogues(suite, Role::component, "server_session", write);
  write_dialogues(suite, Role::server, "component_session", write);
  write_networks(write);
}

}  // namespace jcp::fuzz
