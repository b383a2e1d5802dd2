#pragma once
// What came out of one scenario (case) on one target.

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "binding.hpp"
#include "requirement.hpp"
#include "transcript.hpp"

namespace jcp {

enum class Outcome { met, unmet, not_reached, not_observable };
std::string_view to_string(Outcome outcome);
std::optional<Outcome> outcome_from(std::string_view name);

// Best first, so that the worst of several is their maximum; skip is decided before the start.
enum class Verdict { skip, pass, warn, blocked, error, fail, hang, crash };
std::string_view to_string(Verdict verdict);
std::optional<Verdict> verdict_from(std::string_view name);

struct ProofResult {
  std::string requirement;
  std::string step;  // JSON pointer of the step, "/steps/4"
  Outcome outcome = Outcome::not_reached;
  Grade grade = Grade::fail;  // of an unmet one
};

// The first departure from what was expected.
struct Divergence {
  static constexpr std::size_t whole = std::numeric_limits<std::size_t>::max();

  std::string step;  // JSON pointer
  std::string expected;
  std::string actual;
  std::size_t transcript_index = 0;  // entries before it came before it; `whole`: all say so
  bool by_deadline = false;          // nothing but the passing of time says so
};

// What a baseline says about a result that is not in order.
struct KnownDeviation {
  std::string entry;  // its id: a key or a glob
  std::string reason, url;
};

struct ScenarioResult {
  std::string id;
  std::string case_name;
  std::string variant;
  std::string scenario_class = "fast";
  std::string title;
  Verdict verdict = Verdict::error;
  std::vector<ProofResult> proofs;
  std::map<std::string, std::string> traits;
  std::optional<Divergence> divergence;
  std::string reason;      // why skipped, blocked, errored, crashed; one sentence
  std::string blocked_by;  // key of the twin
  std::string seen_in;     // key of the scenario in which a standing rule was first broken
  bool withheld = false;   // the dialogue was left out of what is published
  bool unstable = false;
  std::map<std::string, int> rounds;    // verdict -> how often, when it was played repeatedly
  std::optional<KnownDeviation> known;  // by the baseline
  Transcript transcript;
  std::optional<Binding> binding;  // of one that was played
  // Of the run that a confirmation replaced; of a round that came out differently.
  std::vector<TranscriptEntry> first_transcript;
  Micros duration_us = 0;

  // "id#case@variant"
  std::string key() const;
};

// pass, warn, fail or blocked from the proofs and an unmet precondition. Crash, hang, error and
// skip are not for the judge to say.
Verdict verdict_of(const std::vector<ProofResult>& proofs, bool precondition_unmet);

}  // namespace jcp
