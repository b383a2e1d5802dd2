#include "rounds.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace jcp::cli {

std::vector<CaseRef> shuffled(std::vector<CaseRef> cases, std::uint64_t seed) {
  // std::shuffle may differ between standard libraries, and a seed has to mean the same everywhere.
  std::mt19937_64 chance(seed);
  for (std::size_t left = cases.size(); left > 1; --left) {
    std::swap(cases[left - 1], cases[chance() % left]);
  }
  return cases;
}

std::vector<CaseRef> shard_of(const std::vector<CaseRef>& cases, const Shard& shard) {
  std::vector<CaseRef> mine;
  for (auto at = static_cast<std::size_t>(shard.number - 1); at < cases.size();
       at += static_cast<std::size_t>(shard.of)) {
    mine.push_back(cases[at]);
  }
  return mine;
}

void sort_results(RunResult& run, const std::vector<CaseRef>& cases) {
  std::map<std::string, std::size_t> order;
  for (const CaseRef& ref : cases) order.emplace(ref.key(), order.size());
  const auto place = [&](const ScenarioResult& result) {
    const auto at = order.find(result.key());
    return at == order.end() ? order.size() : at->second;
  };
  std::ranges::stable_sort(run.results, {}, place);
}

namespace {

using Counts = std::map<std::string_view, int>;  // verdict -> rounds

std::string in_words(const Counts& counts) {
  std::string text;
  for (const auto& [verdict, count] : counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(verdict);
  }
  return text;
}

std::vector<ScenarioResult> merged(std::vector<std::vector<ScenarioResult>> rounds) {
  std::vector<ScenarioResult> worst;
  std::map<std::string, std::size_t> place;
  std::map<std::string, Counts> counts;
  for (std::vector<ScenarioResult>& round : rounds) {
    for (ScenarioResult& result : round) {
      const std::string key = result.key();
      ++counts[key][to_string(result.verdict)];
      const auto [at, fresh] = place.emplace(key, worst.size());
      if (fresh) {
        worst.push_back(std::move(result));
      } else if (ScenarioResult& kept = worst[at->second]; result.verdict > kept.verdict) {
        const Micros before = kept.duration_us;
        kept = std::move(result);
        kept.duration_us += before;
      } else {
        kept.duration_us += result.duration_us;
        kept.unstable = kept.unstable || result.unstable;
      }
    }
  }
  for (ScenarioResult& result : worst) {
    const Counts& verdicts = counts[result.key()];
    if (verdicts.size() < 2) continue;
    result.unstable = true;
    result.reason +=
        (result.reason.empty() ? "" : "; ") + ("over the rounds: " + in_words(verdicts));
  }
  return worst;
}

}  // namespace

RunResult merge_rounds(const Suite& suite, Role role, std::vector<RunResult> rounds) {
  if (rounds.size() == 1) return std::move(rounds.front());
  std::vector<std::vector<ScenarioResult>> results, support;
  RunResult run = rounds.front();
  run.incidents.clear();
  run.duration_us = 0;
  for (RunResult& round : rounds) {
    run.duration_us += round.duration_us;
    run.interrupted = run.interrupted || round.interrupted;
    run.never_ready = run.never_ready || round.never_ready;
    for (Incident& incident : round.incidents) run.incidents.push_back(std::move(incident));
    results.push_back(std::move(round.results));
    support.push_back(std::move(round.support));
  }
  run.results = merged(std::move(results));
  run.support = merged(std::move(support));
  run.requirements = requirements_of(suite, role, run);
  return run;
}

}  // namespace jcp::cli
