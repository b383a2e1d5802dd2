#include "mock_target.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "harness/xmpp/limits.hpp"
#include "made_up_domains.hpp"
#include "virtual_run.hpp"

namespace jcp {

namespace {

constexpr int domains = 12;

std::map<std::string, std::string> components() {
  std::map<std::string, std::string> all;
  for (const auto& [kind, lease] : special_leases()) all[lease.domain] = lease.secret;
  for (int i = 1; i <= domains; ++i) all[made_up_lease(i).domain] = made_up_lease(i).secret;
  return all;
}

Binding bind(const Program& program, std::uint64_t seed) {
  Binding binding;
  binding.host = made_up_host;
  binding.seed = seed;
  binding.leases = made_up_leases(program);
  return binding;
}

bool answers(const Suite& suite, mock::MockServer& server, Micros now) {
  const Program& probe = suite.probe(Role::component);
  Binding binding = bind(probe, 0);
  binding.leases[0] = made_up_lease(domains);
  Interpreter judge(probe, std::move(binding));
  run_virtually(judge, server, now);
  return judge.result().verdict == Verdict::pass;
}

std::string unavailable(const Program& program, const CaseRef& ref) {
  const bool server = program.role == Role::component;  // the mock
  if (program.slots >= domains) return "needs " + std::to_string(program.slots) + " domains";
  if (!server && program.slots > 1) return "needs a second component";
  std::set<std::string> kinds;
  for (const Actor& actor : program.actors) {
    if (actor.slot < 0) return "needs users";
    if (!actor.kind.empty() && !kinds.insert(actor.kind).second) {
      return "needs two domains of the kind " + actor.kind;
    }
  }
  static const std::set<std::string> of_component = {"echo", "ping", "reconnects"};
  for (const std::string& need : ref.which->needs) {
    if (need == "distinct_secrets" || (!server && of_component.contains(need))) continue;
    return "needs " + need;
  }
  return {};
}

ScenarioResult play_on_server(const Suite& suite, const CaseRef& ref, const Program& program,
                              const MockOptions& options, StandingRules& rules) {
  static const std::map<std::string, std::string> configured = components();
  mock::ServerConfig config;
  config.host = made_up_host;
  config.components = configured;
  config.quirks = options.quirks;
  config.lawful = options.lawful;
  config.seed = options.seed;
  mock::MockServer server(std::move(config));
  Interpreter judge(program, bind(program, options.seed));
  const Micros end = run_virtually(judge, server, 0);
  ScenarioResult result = judge.result();
  result.duration_us = end;
  rules.hear(ref, judge);
  if (server.crashed()) {
    result.verdict = Verdict::crash;
    result.reason = "the mock server died of its quirk";
  } else if ((!judge.ended_cleanly() || judge.ended_abruptly() || judge.establish_failed()) &&
             !answers(suite, server, end)) {
    result.verdict = Verdict::hang;
    result.reason = "a fresh session by the book is not served any more";
  }
  return result;
}

ScenarioResult play_on_component(const Suite&, const CaseRef& ref, const Program& program,
                                 const MockOptions& options, StandingRules& rules) {
  Binding binding = bind(program, options.seed);
  if (binding.leases.empty()) binding.leases.push_back(made_up_lease(1));
  binding.canary = true;
  binding.timing.ceiling = limits::component_close_ceiling_ms * 1'000;
  mock::ComponentConfig config;
  config.domain = binding.leases[0].domain;
  config.secret = binding.leases[0].secret;
  config.host = made_up_host;
  config.quirks = options.component_quirks;
  config.lawful = options.lawful;
  config.seed = options.seed;
  mock::MockComponent component(std::move(config));
  Interpreter judge(program, std::move(binding));
  const Micros end = run_virtually(judge, component, 0);
  ScenarioResult result = judge.result();
  result.duration_us = end;
  rules.hear(ref, judge);
  if (component.crashed()) {
    result.verdict = Verdict::crash;
    result.reason = "the mock component died of its quirk";
  } else if (!judge.alive()) {
    result.verdict = Verdict::hang;
    result.reason = "its connection is open, but a disco#info is not answered any more";
  }
  return result;
}

}  // namespace

ScenarioResult run_on_mock(const Suite& suite, Role role, const CaseRef& ref,
                           const MockOptions& options, StandingRules& rules) {
  const Program& program = *ref.which->program(role);
  ScenarioResult result;
  if (const std::string reason = unavailable(program, ref); !reason.empty()) {
    result.verdict = Verdict::skip;
    result.reason = reason;
  } else {
    const auto play = role == Role::component ? play_on_server : play_on_component;
    try {
      result = play(suite, ref, program, options, rules);
    } catch (const std::logic_error& error) {
      throw std::logic_error(ref.key() + ": " + error.what());
    }
  }
  result.id = ref.scenario->id;
  result.case_name = ref.which->name;
  result.title = ref.title();
  result.scenario_class = ref.which->scenario_class;
  return result;
}

RunResult run_all_on_mock(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                          const MockOptions& options) {
  RunResult run;
  run.target_name = role == Role::component ? "mock" : "mock-component";
  run.target_role = role == Role::component ? "server" : "component";
  run.seed = options.seed;
  StandingRules rules(suite, role);
  for (const CaseRef& ref : cases) {
    run.results.push_back(run_on_mock(suite, role, ref, options, rules));
  }
  for (const CaseRef& ref : missing_twins(suite, role, cases)) {
    run.support.push_back(run_on_mock(suite, role, ref, options, rules));
  }
  for (ScenarioResult& result : rules.results()) {
    run.results.push_back(std::move(result));
  }
  settle_twins(suite, run);
  run.requirements = requirements_of(suite, role, run);
  return run;
}

}  // namespace jcp
