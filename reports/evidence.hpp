#pragma once
// What every report for people says about one result.

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/run_result.hpp"
#include "redaction.hpp"

namespace jcp {

// What the writers need beside the results.
struct ReportContext {
  const Suite& suite;
  Redaction redaction;
};

bool is_red(Verdict verdict);  // fail, crash, hang, error

// "a reason, https://..." of an entry of the baseline.
std::string text_of(const KnownDeviation& known);

// For a shell: quoted where it has to be.
std::string quoted(const std::string& text);

// The command that plays this case again; of a standing rule the scenario that broke it, or all.
std::string replay_of(const ScenarioResult& result, const std::string& target_arguments);

// The rule in our words; "" when the suite does not know it.
std::string rule_of(const ScenarioResult& result, const Suite& suite);

bool breaks_a_rule(const ScenarioResult& result);  // one proof at least is unmet

// "XEP0114-3-50 MUST (XEP-0114 3): sentence", one for each unmet proof; when there is none, for
// each proof.
std::vector<std::string> rules_of(const ScenarioResult& result, const Suite& suite);

// The first departure; when a way was taken that is graded down, that way and the better ones.
std::optional<Divergence> divergence_of(const ScenarioResult& result, const Suite& suite);

// The step in the file, one line of JSON, and what the case puts into it; "" when there is none.
std::string step_json(const ScenarioResult& result, const std::string& pointer, const Suite& suite);

// One line an event; a line of its own stands where the first divergence was noticed. `most`:
// bytes of one event that are shown.
std::vector<std::string> event_lines(const std::vector<TranscriptEntry>& entries,
                                     const std::optional<Divergence>& divergence, std::size_t most);

// Where two dialogues of one scenario part: the first entry that says something else, ids and
// digests aside; nullopt: nowhere.
std::optional<std::size_t> first_difference(const std::vector<TranscriptEntry>& one,
                                            const std::vector<TranscriptEntry>& other);

// 1234567 microseconds -> "1.235"
std::string seconds(Micros time);

}  // namespace jcp
