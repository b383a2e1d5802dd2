#include <algorithm>
#include <cstdio>
#include <set>

#include "commands.hpp"
#include "harness/scenario/json_file.hpp"
#include "suggestion.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

struct Evidence {
  std::vector<std::string> scenarios;  // keys and ids of standing rules
  std::set<std::string> quirks;
};

void add_quirks(const KilledBy& killed_by, const std::string& requirement, Evidence& evidence) {
  for (const auto& [quirk, ids] : killed_by) {
    if (std::ranges::find(ids, requirement) != ids.end()) evidence.quirks.insert(quirk);
  }
}

bool proves(const ScenarioCase& c, const std::string& requirement) {
  return std::ranges::any_of(c.programs, [&](const auto& entry) {
    return std::ranges::any_of(
        entry.second.proofs, [&](const Proof& proof) { return proof.requirement == requirement; });
  });
}

Evidence evidence_for(const Suite& suite, const std::string& requirement) {
  Evidence evidence;
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) {
      if (!proves(c, requirement)) continue;
      evidence.scenarios.push_back(scenario.key(c));
      add_quirks(c.killed_by, requirement, evidence);
    }
  }
  for (const AlwaysRule& rule : suite.always_rules()) {
    const bool any = std::ranges::any_of(
        rule.proofs, [&](const Proof& proof) { return proof.requirement == requirement; });
    if (!any) continue;
    evidence.scenarios.push_back(rule.id);
    add_quirks(rule.killed_by, requirement, evidence);
  }
  return evidence;
}

Json json_of(const Requirement& row) {
  Json json{{"id", row.id},         {"family", row.family},         {"level", row.level},
            {"side", row.side},     {"source", row.source},         {"sentence", row.sentence},
            {"strict", row.strict}, {"grade", to_string(row.grade)}};
  if (!row.grade_reason.empty()) json["grade_reason"] = row.grade_reason;
  if (!row.left_out.empty()) {
    json["left_out"] = {{"kind", row.left_out}, {"reason", row.left_out_reason}};
  }
  return json;
}

int explain_requirement(const Suite& suite, const Requirement& row, bool as_json) {
  const Evidence evidence = evidence_for(suite, row.id);
  if (as_json) {
    Json json = json_of(row);
    json["scenarios"] = evidence.scenarios;
    json["quirks"] = evidence.quirks;
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
  }
  std::printf("%s  %s, for the %s (%s, family %s)\n  %s\n", row.id.c_str(), row.level.c_str(),
              row.side == "both" ? "server and the component" : row.side.c_str(),
              row.source.c_str(), row.family.c_str(), row.sentence.c_str());
  std::printf("  not met: %s%s%s\n", std::string(to_string(row.grade)).c_str(),
              row.grade_reason.empty() ? "" : (", because " + row.grade_reason).c_str(),
              row.strict ? "; with --strict: fail" : "");
  if (!row.left_out.empty()) {
    std::printf("  left out (%s): %s\n", row.left_out.c_str(), row.left_out_reason.c_str());
  }
  for (const std::string& key : evidence.scenarios) std::printf("  proven by  %s\n", key.c_str());
  for (const std::string& quirk : evidence.quirks) std::printf("  broken by  %s\n", quirk.c_str());
  return 0;
}

std::set<std::string> proven_by(const Scenario& scenario) {
  std::set<std::string> ids;
  for (const ScenarioCase& c : scenario.cases) {
    for (const auto& [role, program] : c.programs) {
      for (const Proof& proof : program.proofs) ids.insert(proof.requirement);
    }
  }
  return ids;
}

int explain_rules(const Suite& suite, const std::string& id, const std::string& title,
                  const std::string& rule, const std::string& why,
                  const std::set<std::string>& requirements, bool as_json) {
  if (as_json) {
    Json json{{"id", id}, {"title", title}, {"rule", rule}, {"why", why}};
    json["requirements"] = Json::array();
    for (const std::string& name : requirements) {
      json["requirements"].push_back(json_of(*suite.catalogue().find(name)));
    }
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
  }
  std::printf("%s\n  %s\n  %s\n", id.c_str(), title.c_str(), rule.c_str());
  if (!why.empty()) std::printf("  why: %s\n", why.c_str());
  for (const std::string& name : requirements) {
    const Requirement& row = *suite.catalogue().find(name);
    std::printf("  %s  %s (%s): %s\n", row.id.c_str(), row.level.c_str(), row.source.c_str(),
                row.sentence.c_str());
  }
  return 0;
}

}  // namespace

int run(const ExplainOptions& options) {
  const Suite suite = load_suite(options.scenarios);
  if (const Requirement* row = suite.catalogue().find(options.id)) {
    return explain_requirement(suite, *row, options.json);
  }
  for (const AlwaysRule& rule : suite.always_rules()) {
    if (rule.id != options.id) continue;
    std::set<std::string> ids;
    for (const Proof& proof : rule.proofs) ids.insert(proof.requirement);
    return explain_rules(suite, rule.id, rule.title, rule.rule, "", ids, options.json);
  }
  if (options.id.find('/') == std::string::npos) {
    std::vector<std::string> ids;
    for (const Requirement& row : suite.catalogue().requirements()) ids.push_back(row.id);
    throw UserError("no requirement and no scenario \"" + options.id + "\"" +
                    suggestion(options.id, ids));
  }
  const Scenario& scenario = find_scenario(suite, options.id);
  return explain_rules(suite, scenario.id, scenario.title, scenario.rule, scenario.why,
                       proven_by(scenario), options.json);
}

}  // namespace jcp::cli
