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

std::string in_words(const std::map<std::string, int>& rounds) {
  std::string text;
  for (const auto& [verdict, count] : rounds) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + verdict;
  }
  return text;
}

// Into `kept`: the worse of both, with the dialogue of the other when they differ.
void take(ScenarioResult& kept, ScenarioResult result) {
  if (result.verdict > kept.verdict) std::swap(kept, result);
  kept.duration_us += result.duration_us;
  kept.unstable = kept.unstable || result.unstable || kept.verdict != result.verdict;
  const bool other = kept.verdict != result.verdict && kept.first_transcript.empty();
  if (other) kept.first_transcript = result.transcript.entries();
}

std::vector<ScenarioResult> merged(std::vector<std::vector<ScenarioResult>> rounds) {
  std::vector<ScenarioResult> all;
  std::map<std::string, std::size_t> place;
  std::map<std::string, std::map<std::string, int>> counts;
  for (std::vector<ScenarioResult>& round : rounds) {
    for (ScenarioResult& result : round) {
      const auto [at, fresh] = place.emplace(result.key(), all.size());
      ++counts[at->first][std::string(to_string(result.verdict))];
      if (fresh) {
        all.push_back(std::move(result));
      } else {
        take(all[at->second], std::move(result));
      }
    }
  }
  for (ScenarioResult& result : all) {
    result.rounds = counts[result.key()];
    if (result.rounds.size() < 2) continue;
    result.reason +=
        (result.reason.empty() ? "" : "; ") + ("over the rounds: " + in_words(result.rounds));
  }
  return all;
}

}  // namespace

RunResult merge_rounds(const Suite& suite, Role role, std::vector<RunResult> rounds) {
  if (rounds.size() == 1) return std::move(rounds.front());
  std::vector<std::vector<ScenarioResult>> results, support;
  RunResult run = rounds.front();
  run.rounds = static_cast<int>(rounds.size());
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
