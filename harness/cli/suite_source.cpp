#include "suite_source.hpp"

#include <algorithm>

#include "harness/scenario/json_file.hpp"
#include "suggestion.hpp"

namespace jcp::cli {

namespace {

// Marked rows get the grade fail, whatever milder one the catalogue gives them.
std::string strict_catalogue(const std::string& text) {
  Json catalogue = parse_json(text, "scenarios/requirements.json");
  for (Json& row : catalogue["requirements"]) {
    if (!row.value("strict", false)) continue;
    row["grade"] = "fail";
    row["grade_reason"] = "--strict";
  }
  return catalogue.dump();
}

std::vector<std::string> all_names(const Suite& suite) {
  std::vector<std::string> names;
  for (const Scenario& scenario : suite.scenarios()) {
    names.push_back(scenario.id);
    for (const ScenarioCase& c : scenario.cases) {
      if (!c.name.empty()) names.push_back(scenario.key(c));
    }
  }
  return names;
}

bool is_glob(const std::string& text) { return text.find_first_of("*?") != std::string::npos; }

// The case that an id like "server/x#case" names; its scenario exists. "" names them all.
bool has_case(const Scenario& scenario, const std::string& name) {
  return name.empty() ||
         std::ranges::any_of(scenario.cases, [&](const ScenarioCase& c) { return c.name == name; });
}

}  // namespace

Suite load_suite(const std::string& folder, bool strict) {
  FileSet files = folder.empty() ? embedded_scenarios() : scenarios_in(folder);
  if (strict) {
    if (const auto rows = files.find("requirements.json"); rows != files.end()) {
      rows->second = strict_catalogue(rows->second);
    }
  }
  return Suite(files, folder.empty());
}

const Scenario& find_scenario(const Suite& suite, const std::string& id_or_key) {
  const std::size_t at = id_or_key.find('#');
  const Scenario* scenario = suite.find(id_or_key.substr(0, at));
  if (scenario && has_case(*scenario, at == std::string::npos ? "" : id_or_key.substr(at + 1))) {
    return *scenario;
  }
  throw UserError("\"" + id_or_key + "\" names no scenario" +
                  suggestion(id_or_key, all_names(suite)));
}

void check_ids(const Suite& suite, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (!is_glob(id)) find_scenario(suite, id);
  }
}

}  // namespace jcp::cli
