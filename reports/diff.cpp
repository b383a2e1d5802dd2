#include "diff.hpp"

#include <algorithm>
#include <map>

#include "printable.hpp"
#include "traits.hpp"

namespace jcp {

namespace {

std::set<std::string> unmet_of(const ScenarioResult& result) {
  std::set<std::string> unmet;
  for (const ProofResult& proof : result.proofs) {
    if (proof.outcome == Outcome::unmet) unmet.insert(proof.requirement);
  }
  return unmet;
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some) {
  std::set<std::string> rest;
  std::ranges::set_difference(all, some, std::inserter(rest, rest.end()));
  return rest;
}

std::vector<std::string> changed_traits(const ScenarioResult& before, const ScenarioResult& after) {
  std::vector<std::string> changes;
  for (const auto& [question, answer] : after.traits) {
    const auto at = before.traits.find(question);
    if (at == before.traits.end() || at->second == answer) continue;
    changes.push_back(question + ": " + at->second + " -> " + answer);
  }
  return changes;
}

bool red(const ScenarioResult& result, Grade fail_on) {
  return !result.known && (counts_against(result, fail_on) || result.verdict == Verdict::error);
}

Flip flip_of(const ScenarioResult& before, const ScenarioResult& after, Grade fail_on) {
  Flip flip{after.key(), std::string(to_string(before.verdict)),
            std::string(to_string(after.verdict))};
  const std::set<std::string> then = unmet_of(before), now = unmet_of(after);
  flip.newly_unmet = without(now, then);
  flip.met_again = without(then, now);
  flip.traits = changed_traits(before, after);
  flip.worse = red(after, fail_on) && (!red(before, fail_on) || after.verdict > before.verdict ||
                                       !flip.newly_unmet.empty());
  return flip;
}

bool is_one(const Flip& flip) {
  return flip.before != flip.after || !flip.newly_unmet.empty() || !flip.met_again.empty() ||
         !flip.traits.empty();
}

std::string list_of(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

}  // namespace

std::vector<Flip> flips_between(const RunResult& before, const RunResult& after) {
  std::map<std::string, const ScenarioResult*> then;
  for (const ScenarioResult& result : before.results) then.emplace(result.key(), &result);
  std::vector<Flip> flips;
  for (const ScenarioResult& result : after.results) {
    const auto at = then.find(result.key());
    if (at == then.end()) {
      Flip flip{result.key(), "", std::string(to_string(result.verdict))};
      flip.worse = red(result, after.fail_on);
      flips.push_back(std::move(flip));
      continue;
    }
    Flip flip = flip_of(*at->second, result, after.fail_on);
    if (is_one(flip)) flips.push_back(std::move(flip));
    then.erase(at);
  }
  for (const auto& [key, result] : then) {
    flips.push_back({key, std::string(to_string(result->verdict)), ""});
  }
  return flips;
}

std::string diff_text(const RunResult& before, const RunResult& after,
                      const std::vector<Flip>& flips) {
  std::string text = "before  " + printable(full_name(before)) + ", " + printable(before.started) +
                     "\nafter   " + printable(full_name(after)) + ", " + printable(after.started) +
                     "\n\n";
  for (const Flip& flip : flips) {
    text += std::string(flip.worse ? "worse  " : "       ") + printable(flip.key) + ": " +
            (flip.before.empty() ? "new" : flip.before) + " -> " +
            (flip.after.empty() ? "gone" : flip.after) + "\n";
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty()) text += std::string("         ") + name + " " + value + "\n";
    };
    add("unmet now:", list_of(flip.newly_unmet));
    add("met now:  ", list_of(flip.met_again));
    for (const std::string& trait : flip.traits) add("trait", printable(trait));
  }
  const auto worse = std::ranges::count_if(flips, &Flip::worse);
  return text + (flips.empty() ? "" : "\n") + std::to_string(flips.size()) + " cases differ, " +
         std::to_string(worse) + " of them for the worse\n";
}

}  // namespace jcp
