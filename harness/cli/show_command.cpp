#include <cstdio>

#include "commands.hpp"
#include "harness/scenario/json_file.hpp"
#include "program_text.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

const char* role_text(Role role) {
  return role == Role::component ? "we are the component" : "we are the server";
}

// The cases that `id` names: one with "#case", else all.
std::vector<const ScenarioCase*> cases_of(const Scenario& scenario, const std::string& id) {
  const std::size_t at = id.find('#');
  std::vector<const ScenarioCase*> cases;
  for (const ScenarioCase& c : scenario.cases) {
    if (at == std::string::npos || c.name == id.substr(at + 1)) cases.push_back(&c);
  }
  return cases;
}

int show_json(const Scenario& scenario, const std::vector<const ScenarioCase*>& cases) {
  Json json{{"id", scenario.id},
            {"file", scenario.file},
            {"scenario", parse_json(scenario.source, scenario.file)},
            {"programs", Json::array()}};
  for (const ScenarioCase* c : cases) {
    for (const auto& [role, program] : c->programs) {
      json["programs"].push_back({{"case", c->name},
                                  {"we_are", role == Role::component ? "component" : "server"},
                                  {"operations", program_text(program)}});
    }
  }
  std::printf("%s\n", json.dump(2).c_str());
  return 0;
}

}  // namespace

int run(const ShowOptions& options) {
  const Suite suite = load_suite(options.scenarios);
  for (const AlwaysRule& rule : suite.always_rules()) {
    if (rule.id != options.id) continue;
    std::printf("%s", rule.source.c_str());
    return 0;
  }
  const Scenario& scenario = find_scenario(suite, options.id);
  const auto cases = cases_of(scenario, options.id);
  if (options.json) return show_json(scenario, cases);
  std::printf("%s\n%s\n", scenario.file.c_str(), scenario.source.c_str());
  // The cases of a scenario do the same with other values: one is enough to see what.
  const ScenarioCase& first = *cases.front();
  for (const auto& [role, program] : first.programs) {
    std::printf("%s, %s:\n", scenario.key(first).c_str(), role_text(role));
    for (const std::string& line : program_text(program)) std::printf("  %s\n", line.c_str());
  }
  if (cases.size() > 1) {
    std::printf("%zu more cases: jcpspec show '%s#CASE'\n", cases.size() - 1, scenario.id.c_str());
  }
  return 0;
}

}  // namespace jcp::cli
