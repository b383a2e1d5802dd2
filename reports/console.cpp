#include "console.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "paint.hpp"
#include "printable.hpp"
#include "traits.hpp"

namespace jcp {

namespace {

constexpr std::size_t event_bytes = 600;  // of one event in a report of a red
constexpr std::size_t whole = 1024 * 1024;
constexpr std::size_t actual_bytes = 1000;
constexpr std::size_t step_bytes = 800;

class Report {
 public:
  Report(const RunResult& run, const ReportContext& context, const ConsoleOptions& options)
      : run_(run), context_(context), options_(options), paint_(options.colour) {}

  std::string text() {
    for (const ScenarioResult& result : run_.results) each(result);
    for (const ScenarioResult& result : run_.support) {
      if (is_red(result.verdict) && !result.known) red(result, " (a twin that was not selected)");
    }
    warnings();
    known();
    grouped(Verdict::blocked);
    grouped(Verdict::skip);
    traits();
    incidents();
    stale();
    summary();
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text + "\n"; }

  void field(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    std::string padded = name;
    padded.resize(10, ' ');
    line("  " + paint_.dim(padded) + value);
  }

  void lines_of(const std::string& name, const std::string& text) {
    const std::string readable = context_.redaction.apply(text);
    for (std::size_t at = 0; at < readable.size();) {
      const std::size_t end = std::min(readable.find('\n', at), readable.size());
      field(at == 0 ? name : "", printable(readable.substr(at, end - at)));
      at = end + 1;
    }
  }

  std::string shown(const std::string& text) const {
    return shortened(printable(context_.redaction.apply(text)), actual_bytes);
  }

  void each(const ScenarioResult& result) {
    if (is_red(result.verdict) && !result.known) return red(result, "");
    if (!options_.transcripts) return;
    heading(result, "");
    events(result);
    line("");
  }

  void heading(const ScenarioResult& result, const std::string& addition) {
    line(paint_.verdict(result.verdict) + "  " + paint_.bold(printable(result.key())) + addition +
         (result.unstable ? "  UNSTABLE: it came out differently when it ran again" : ""));
  }

  void red(const ScenarioResult& result, const std::string& addition) {
    heading(result, addition);
    field("", printable(result.title));
    field("rule", printable(rule_of(result, context_.suite)));
    const char* relation = breaks_a_rule(result) ? "breaks" : "about";
    for (const std::string& rule : rules_of(result, context_.suite)) {
      field(relation, printable(rule));
    }
    field("reason", shown(result.reason));
    if (const auto d = divergence_of(result, context_.suite)) {
      const std::string step = step_json(result, d->step, context_.suite);
      field("step", d->step + (step.empty() ? "" : "  " + shortened(printable(step), step_bytes)));
      field("expected", shown(d->expected));
      field("actual", shown(d->actual));
    }
    events(result);
    field("replay", replay_of(result, run_.target_arguments));
    line("");
  }

  void events(const ScenarioResult& result) {
    const auto entries = context_.redaction.apply(result.transcript.entries());
    const std::size_t most = options_.transcripts ? whole : event_bytes;
    const auto divergence = divergence_of(result, context_.suite);
    for (const std::string& event : event_lines(entries, divergence, most)) {
      line("    " + event);
    }
    if (result.transcript.cut()) line("    (more was received than is kept)");
    if (!result.unstable || result.first_transcript.empty()) return;
    line(result.rounds.empty() ? "    the first run, before it was confirmed:"
                               : "    a round that came out differently:");
    const auto first = context_.redaction.apply(result.first_transcript);
    const auto parting = first_difference(first, entries);
    std::size_t at = 0;
    for (const std::string& event : event_lines(first, {}, most)) {
      if (parting == at++) line("      ^^^ from here on the two dialogues differ");
      line("    " + event);
    }
  }

  void warnings() {
    bool any = false;
    for (const ScenarioResult& result : run_.results) {
      if (result.verdict != Verdict::warn || result.known) continue;
      any = true;
      heading(result, "");
      for (const std::string& rule : rules_of(result, context_.suite)) {
        field("departs", printable(rule));
      }
      const auto d = divergence_of(result, context_.suite);
      if (d && !d->actual.empty()) {
        field("actual",
              shown(d->actual) + (d->expected.empty() ? "" : "; expected " + shown(d->expected)));
      }
    }
    if (any) line("");
  }

  void known() {
    bool any = false;
    for (const auto* results : {&run_.results, &run_.support}) {
      for (const ScenarioResult& result : *results) {
        if (!result.known) continue;
        any = true;
        heading(result, "  known");
        field("because", shown(text_of(*result.known)));
        if (is_red(result.verdict)) field("replay", replay_of(result, run_.target_arguments));
      }
    }
    if (any) line("");
  }

  void stale() {
    for (const StaleEntry& entry : run_.stale) {
      line(paint_.bad("stale  ") + "  " + printable(entry.id) + ": the entry of the baseline " +
           entry.why);
    }
    if (!run_.stale.empty()) line("");
  }

  void grouped(Verdict verdict) {
    std::map<std::string, std::vector<std::string>> by_cause;
    for (const ScenarioResult& result : run_.results) {
      if (result.verdict != verdict || result.known) continue;
      const std::string cause = result.reason.empty() ? result.blocked_by : result.reason;
      by_cause[shown(cause)].push_back(result.key());
    }
    for (const auto& [cause, keys] : by_cause) {
      line(paint_.verdict(verdict) + "  " + std::to_string(keys.size()) + ": " +
           (cause.empty() ? "no reason given" : cause));
      for (const std::string& key : keys) line("           " + printable(key));
    }
    if (!by_cause.empty()) line("");
  }

  void traits() {
    const auto traits = traits_of(run_);
    if (traits.empty()) return;
    std::size_t width = 0;
    for (const auto& [question, answers] : traits) width = std::max(width, question.size());
    line("Traits: what the text leaves open, and what " + printable(run_.target_name) + " does");
    for (const auto& [question, answers] : traits) {
      std::string row = printable(question);
      row.resize(std::max(width, row.size()), ' ');
      line("  " + row + "  " + in_words(answers));
    }
    line("");
  }

  void incidents() {
    for (const Incident& incident : run_.incidents) {
      line(paint_.bad(printable(incident.kind)) + "  " + seconds(incident.t_us) +
           " s: " + shown(incident.what));
      for (const std::string& suspect : incident.suspects) field("suspect", printable(suspect));
      lines_of("stderr", incident.stderr_tail);
    }
    if (!run_.incidents.empty()) line("");
  }

  void summary() {
    std::map<std::string, int> requirements;
    for (const RequirementResult& row : run_.requirements) ++requirements[row.verdict];
    std::string rows;
    for (const auto& [verdict, count] : requirements) {
      rows += (rows.empty() ? "" : ", ") + std::to_string(count) + " " + verdict;
    }
    if (!rows.empty()) line("Requirements: " + rows);
    const auto unstable = std::ranges::count_if(run_.results, &ScenarioResult::unstable);
    if (unstable > 0 || run_.rounds > 1) {
      line("Unstable: " + std::to_string(unstable) + " of " + std::to_string(run_.results.size()) +
           (run_.rounds > 1 ? " in " + std::to_string(run_.rounds) + " rounds" : ""));
    }
    const auto known = std::ranges::count_if(
        run_.results, [](const ScenarioResult& result) { return result.known.has_value(); });
    if (known > 0) line("Known to the baseline: " + std::to_string(known));
    if (run_.interrupted) line("Interrupted: the rest was not run");
    line(paint_.bold(summary_line(run_)));
  }

  const RunResult& run_;
  const ReportContext& context_;
  const ConsoleOptions& options_;
  Paint paint_;
  std::string text_;
};

}  // namespace

std::string console_report(const RunResult& run, const ReportContext& context,
                           const ConsoleOptions& options) {
  return Report(run, context, options).text();
}

std::string summary_line(const RunResult& run) {
  const Totals t = totals_of(run.results);
  const std::pair<int, const char*> parts[] = {
      {t.pass, "pass"}, {t.warn, "warn"},       {t.fail, "fail"}, {t.crash, "crash"},
      {t.hang, "hang"}, {t.blocked, "blocked"}, {t.skip, "skip"}, {t.error, "error"}};
  std::string sum;
  int total = 0;
  for (const auto& [count, name] : parts) {
    total += count;
    if (count > 0) sum += (sum.empty() ? "" : " + ") + std::to_string(count) + " " + name;
  }
  if (total != t.selected) throw std::logic_error("the totals do not add up");
  return printable(full_name(run)) + ": " + std::to_string(t.selected) +
         " selected = " + (sum.empty() ? "nothing" : sum) + ", in " + seconds(run.duration_us) +
         " s, seed " + std::to_string(run.seed) + ", exit " + std::to_string(run.exit_code);
}

}  // namespace jcp
