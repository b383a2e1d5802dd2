// From results to what is wrong with the target.

#include <algorithm>

#include "printable.hpp"
#include "sarif.hpp"
#include "source_line.hpp"
#include "told.hpp"

namespace jcp {

namespace {

constexpr std::size_t message_bytes = 1000;
constexpr std::size_t property_bytes = 4000;

class Finder {
 public:
  Finder(const RunResult& run, const ReportContext& context) : run_(run), context_(context) {}

  std::vector<SarifFinding> all() {
    for (const ScenarioResult& result : run_.results) add(result);
    for (const ScenarioResult& result : run_.support) {
      if (is_told(result, run_)) add(result);
    }
    for (const Incident& incident : run_.incidents) add(incident);
    return std::move(findings_);
  }

 private:
  std::string shown(const std::string& text, std::size_t most = message_bytes) const {
    return shortened(printable(context_.redaction.apply(text)), most);
  }

  void add(const ScenarioResult& result) {
    // Nothing of what was not judged is to be believed, and an error is ours.
    if (result.verdict == Verdict::blocked || result.verdict == Verdict::error ||
        result.verdict == Verdict::skip) {
      return;
    }
    const std::size_t before = findings_.size();
    const bool died = result.verdict == Verdict::crash || result.verdict == Verdict::hang;
    if (died) add(result, "jcpspec-" + std::string(to_string(result.verdict)), Grade::fail, "");
    for (const ProofResult& proof : result.proofs) {
      const bool counts = proof.grade >= std::min(run_.fail_on, Grade::warn);
      const bool told = std::any_of(
          findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
          [&](const SarifFinding& finding) { return finding.rule == proof.requirement; });
      if (proof.outcome != Outcome::unmet || !counts || told) continue;
      add(result, proof.requirement, proof.grade, proof.step);
    }
    const bool untold = result.verdict == Verdict::fail && findings_.size() == before;
    if (untold) add(result, "jcpspec-fail", Grade::fail, "");
  }

  void add(const ScenarioResult& result, const std::string& rule, Grade grade,
           const std::string& step) {
    SarifFinding finding{.rule = rule, .grade = grade, .key = result.key(), .known = result.known};
    finding.message = shown(result.title) + ": " + found(result, step);
    locate(result.id, step, finding);
    const auto property = [&](const char* name, const std::string& value) {
      if (!value.empty()) finding.properties.emplace_back(name, value);
    };
    property("scenario", shown(result.key()));
    property("verdict", std::string(to_string(result.verdict)));
    property("step", shown(step));
    property("reason", shown(result.reason, property_bytes));
    if (const auto d = divergence_of(result, context_.suite)) {
      property("expected", shown(d->expected, property_bytes));
      property("actual", shown(d->actual, property_bytes));
    }
    if (result.unstable) property("unstable", "it came out differently when it ran again");
    property("replay", printable(replay_of(result, run_.target_arguments)));
    findings_.push_back(std::move(finding));
  }

  // The first divergence is that of one step; other unmet ones have their sentence only.
  std::string found(const ScenarioResult& result, const std::string& step) const {
    if (!result.reason.empty()) return shown(result.reason);
    const auto d = divergence_of(result, context_.suite);
    if (!d || d->actual.empty() || (!step.empty() && d->step != step)) return "the rule is not met";
    return (d->expected.empty() ? "" : "expected " + shown(d->expected) + ", ") + "found " +
           shown(d->actual);
  }

  void add(const Incident& incident) {
    const std::string suspect = incident.suspects.empty() ? "" : incident.suspects.front();
    SarifFinding finding{.rule = "jcpspec-incident", .key = incident.kind + " " + suspect};
    finding.message = shown(incident.kind) + ": " + shown(incident.what);
    locate(suspect.substr(0, suspect.find_first_of("#@")), "", finding);
    if (!incident.stderr_tail.empty()) {
      finding.properties.emplace_back("stderr", shown(incident.stderr_tail, property_bytes));
    }
    for (const std::string& key : incident.suspects) {
      finding.properties.emplace_back("suspect", shown(key));
    }
    findings_.push_back(std::move(finding));
  }

  // Only files that we ship: an id may have come from a file of somebody else.
  void locate(const std::string& id, const std::string& step, SarifFinding& finding) const {
    const auto& rules = context_.suite.always_rules();
    if (const Scenario* scenario = context_.suite.find(id)) {
      finding.file = "scenarios/" + scenario->id + ".json";
      finding.line = line_of(scenario->source, step);
    } else if (std::ranges::find(rules, id, &AlwaysRule::id) != rules.end()) {
      finding.file = "scenarios/" + id + ".json";
    }
  }

  const RunResult& run_;
  const ReportContext& context_;
  std::vector<SarifFinding> findings_;
};

}  // namespace

std::vector<SarifFinding> sarif_findings(const RunResult& run, const ReportContext& context) {
  return Finder(run, context).all();
}

}  // namespace jcp
