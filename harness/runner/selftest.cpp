#include "selftest.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "mock_target.hpp"

namespace jcp {

namespace {

struct State {
  Verdict verdict = Verdict::skip;
  std::map<std::string, Outcome> outcomes;  // by requirement, the worst
};
using States = std::map<std::string, State>;  // by key
using Expected = std::map<std::string, std::map<std::string, std::set<std::string>>>;

// unmet before not reached before not observable before met.
int badness(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return 0;
    case Outcome::not_observable:
      return 1;
    case Outcome::not_reached:
      return 2;
    case Outcome::unmet:
      break;
  }
  return 3;
}

States states_of(const RunResult& run) {
  States states;
  for (const ScenarioResult& result : run.results) {
    State& state = states[result.key()];
    state.verdict = result.verdict;
    for (const ProofResult& proof : result.proofs) {
      const auto [at, fresh] = state.outcomes.emplace(proof.requirement, proof.outcome);
      if (!fresh && badness(proof.outcome) > badness(at->second)) at->second = proof.outcome;
    }
  }
  return states;
}

// A part of the suite need not hold the scenario in which a quirk breaks a standing rule.
bool whole(const Suite& suite, Role role, const std::vector<CaseRef>& cases) {
  std::size_t all = 0;
  for (const Scenario& scenario : suite.scenarios()) {
    all += static_cast<std::size_t>(std::ranges::count_if(
        scenario.cases, [&](const ScenarioCase& which) { return which.program(role) != nullptr; }));
  }
  return cases.size() == all;
}

// A quirk of the mock that plays against us in `role`.
const mock::QuirkEntry* entry_in(Role role, const std::string& name) {
  if (role == Role::component) {
    const auto quirk = mock::find_quirk(name);
    return quirk ? &mock::entry_of(*quirk) : nullptr;
  }
  const auto quirk = mock::find_component_quirk(name);
  return quirk ? &mock::entry_of(*quirk) : nullptr;
}

// Of the other mock: no business of this half.
bool of_other_side(Role role, const std::string& name) {
  return !entry_in(role, name) &&
         entry_in(role == Role::component ? Role::server : Role::component, name);
}

// quirk -> key -> requirements it has to break.
Expected expected_of(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                     const States& clean) {
  Expected expected;
  for (const CaseRef& ref : cases) {
    const auto state = clean.find(ref.key());
    for (const auto& [quirk, requirements] : ref.which->killed_by) {
      if (of_other_side(role, quirk)) continue;
      auto& wanted = expected[quirk];
      for (const std::string& id : requirements) {
        // A top-level entry speaks of the cases that prove the requirement.
        if (state != clean.end() && state->second.outcomes.contains(id)) {
          wanted[ref.key()].insert(id);
        }
      }
    }
  }
  for (const AlwaysRule& rule : suite.always_rules()) {
    if (!clean.contains(rule.id)) continue;
    for (const auto& [quirk, ids] : rule.killed_by) {
      if (of_other_side(role, quirk)) continue;
      expected[quirk][rule.id].insert(ids.begin(), ids.end());
    }
  }
  return expected;
}

class Matrix {
 public:
  Matrix(const Suite& suite, Role role, const std::vector<CaseRef>& cases)
      : suite_(suite), role_(role), cases_(cases), whole_(whole(suite, role, cases)) {}

  SelftestReport run(const std::string& only_quirk) {
    const States clean = play({});
    check_clean(clean);
    check_lawful(clean);
    const Expected expected = expected_of(suite_, role_, cases_, clean);
    check_coverage(clean, expected);
    for (const auto& [quirk, wanted] : expected) {
      if (!only_quirk.empty() && quirk != only_quirk) continue;
      check_quirk(quirk, wanted, clean);
    }
    if (!only_quirk.empty() && !expected.contains(only_quirk) && entry_in(role_, only_quirk)) {
      find("no scenario names the quirk " + only_quirk);
    }
    count_synonyms();
    return std::move(report_);
  }

 private:
  States play(const MockOptions& options) {
    report_.runs += static_cast<int>(cases_.size());
    States states = states_of(run_all_on_mock(suite_, role_, cases_, options));
    if (!whole_) {
      for (const AlwaysRule& rule : suite_.always_rules()) states.erase(rule.id);
    }
    return states;
  }

  void find(const std::string& sentence) { report_.findings.push_back(sentence); }

  void check_clean(const States& clean) {
    for (const auto& [key, state] : clean) {
      if (state.verdict == Verdict::skip) continue;
      ++report_.cases;
      if (state.verdict != Verdict::pass) {
        find(key + ": is " + std::string(to_string(state.verdict)) + " on the correct mock");
      }
      for (const auto& [id, outcome] : state.outcomes) {
        ++report_.proofs;
        if (outcome != Outcome::met) {
          find(key + ": " + id + " is " + std::string(to_string(outcome)) + " on the correct mock");
        }
      }
    }
  }

  void check_lawful(const States& clean) {
    MockOptions options;
    options.lawful = true;
    for (const auto& [key, state] : play(options)) {
      const auto before = clean.find(key);
      if (before == clean.end() || before->second.verdict == state.verdict) continue;
      find(key + ": is " + std::string(to_string(state.verdict)) + " in the lawful mode");
    }
  }

  void check_coverage(const States& clean, const Expected& expected) {
    std::map<std::string, std::set<std::string>> killed;
    for (const auto& [quirk, by_key] : expected) {
      for (const auto& [key, ids] : by_key) killed[key].insert(ids.begin(), ids.end());
    }
    for (const auto& [key, state] : clean) {
      for (const auto& [id, outcome] : state.outcomes) {
        if (!killed[key].contains(id)) find(key + ": no quirk is named for " + id);
      }
    }
  }

  void check_quirk(const std::string& name,
                   const std::map<std::string, std::set<std::string>>& wanted,
                   const States& clean) {
    const mock::QuirkEntry* entry = entry_in(role_, name);
    if (!entry) return find("the mock has no quirk " + name);
    ++report_.quirks;
    MockOptions options;
    if (role_ == Role::component) options.quirks.add(*mock::find_quirk(name));
    if (role_ == Role::server) options.component_quirks.add(*mock::find_component_quirk(name));
    const bool broad = entry->kind == mock::QuirkKind::broad;
    std::set<std::string> broken;
    for (const auto& [key, state] : play(options)) {
      const auto before = clean.find(key);
      const auto named = wanted.find(key);
      const std::set<std::string> none;
      compare(name, key, state, before->second, named == wanted.end() ? none : named->second, broad,
              broken);
    }
    broken_by_[broken].push_back(name);
  }

  void compare(const std::string& quirk, const std::string& key, const State& state,
               const State& before, const std::set<std::string>& wanted, bool broad,
               std::set<std::string>& broken) {
    const bool fatal = state.verdict == Verdict::crash || state.verdict == Verdict::hang;
    for (const auto& [id, was] : before.outcomes) {
      const auto now = state.outcomes.find(id);
      const Outcome outcome = now == state.outcomes.end() ? Outcome::not_reached : now->second;
      const bool killed = state.verdict != Verdict::blocked &&
                          (outcome == Outcome::unmet || (fatal && outcome != Outcome::met));
      if (killed) broken.insert(key + " " + id);
      if (wanted.contains(id) && !killed) {
        find(key + ": " + quirk + " should break " + id + ", it is " +
             std::string(to_string(outcome)) + " (" + std::string(to_string(state.verdict)) + ")");
      }
      if (broad || wanted.contains(id) || outcome == was) continue;
      if (!wanted.empty() && outcome == Outcome::not_reached) continue;
      find(key + ": " + quirk + " also changes " + id + " to " + std::string(to_string(outcome)));
    }
    if (!broad && wanted.empty() && state.verdict != before.verdict) {
      find(key + ": " + quirk + " changes the verdict to " + std::string(to_string(state.verdict)));
    }
  }

  void count_synonyms() {
    for (const auto& [broken, names] : broken_by_) {
      if (broken.empty()) continue;
      ++report_.distinct;
      if (names.size() < 2) continue;
      std::string group;
      for (const std::string& name : names) group += (group.empty() ? "" : ", ") + name;
      report_.synonyms.push_back(group);
    }
  }

  const Suite& suite_;
  Role role_;
  const std::vector<CaseRef>& cases_;
  bool whole_;  // standing rules are judged only then
  SelftestReport report_;
  std::map<std::set<std::string>, std::vector<std::string>> broken_by_;
};

}  // namespace

SelftestReport selftest(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                        const std::string& only_quirk) {
  return Matrix(suite, role, cases).run(only_quirk);
}

}  // namespace jcp
