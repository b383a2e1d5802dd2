#include <algorithm>
#include <cstdio>

#include "commands.hpp"
#include "harness/scenario/json_file.hpp"
#include "suite_source.hpp"

namespace jcp::cli {

namespace {

std::string proves_of(const ScenarioCase& c) {
  std::string text;
  std::vector<std::string> seen;
  for (const Proof& proof : c.programs.begin()->second.proofs) {
    if (std::ranges::find(seen, proof.requirement) != seen.end()) continue;
    seen.push_back(proof.requirement);
    text += (text.empty() ? "" : " ") + proof.requirement;
  }
  return text;
}

Json json_of(const CaseRef& ref) {
  Json requirements = Json::array();
  for (const Proof& proof : ref.which->programs.begin()->second.proofs) {
    if (std::ranges::find(requirements, Json(proof.requirement)) == requirements.end()) {
      requirements.push_back(proof.requirement);
    }
  }
  return {{"id", ref.scenario->id},       {"case", ref.which->name},
          {"title", ref.scenario->title}, {"class", ref.which->scenario_class},
          {"needs", ref.which->needs},    {"twin", ref.scenario->twin},
          {"proves", requirements}};
}

// Both of our roles; a both/ scenario once.
std::vector<CaseRef> selected(const Suite& suite, const Filter& filter) {
  std::vector<CaseRef> all;
  for (const Role role : {Role::component, Role::server}) {
    for (const CaseRef& ref : select(suite, role, filter)) {
      if (std::ranges::find(all, ref) == all.end()) all.push_back(ref);
    }
  }
  return all;
}

}  // namespace

int run(const ListOptions& options) {
  const Suite suite = load_suite(options.scenarios);
  check_ids(suite, options.filter.ids);
  const std::vector<CaseRef> cases = selected(suite, options.filter);
  if (options.json) {
    Json list = Json::array();
    for (const CaseRef& ref : cases) list.push_back(json_of(ref));
    std::printf("%s\n", list.dump(2).c_str());
    return 0;
  }
  for (const CaseRef& ref : cases) {
    std::printf("%-11s %s\n            %s\n            %s\n", ref.which->scenario_class.c_str(),
                ref.key().c_str(), ref.scenario->title.c_str(), proves_of(*ref.which).c_str());
  }
  std::printf("%zu case%s, %zu standing rules in every run\n", cases.size(),
              cases.size() == 1 ? "" : "s", suite.always_rules().size());
  return 0;
}

}  // namespace jcp::cli
