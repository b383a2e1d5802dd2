#include "markdown.hpp"

#include <algorithm>
#include <map>

#include "console.hpp"
#include "markdown_table.hpp"
#include "markup.hpp"
#include "printable.hpp"
#include "told.hpp"

namespace jcp {

namespace {

constexpr std::size_t cell_bytes = 400;
constexpr std::size_t field_bytes = 1000;
constexpr std::size_t event_bytes = 600;
constexpr std::size_t most_events = 200;

std::string_view outcome_of(int exit_code) {
  switch (exit_code) {
    case 0:
      return "in order";
    case 1:
      return "does not conform";
    case 2:
      return "nothing was judged";
    case 3:
      return "never came up";
    case 4:
      return "crashed or hung";
    case 5:
      return "the baseline is stale";
    case 130:
      return "interrupted";
    default:
      return "a mistake of jcpspec";
  }
}

// The beginning and the end.
void clip(std::vector<std::string>& lines) {
  if (lines.size() <= most_events) return;
  const std::size_t more = lines.size() - most_events;
  const auto middle = lines.begin() + most_events * 2 / 3;
  lines.erase(middle, middle + static_cast<std::ptrdiff_t>(more));
  lines.insert(lines.begin() + most_events * 2 / 3, "[... " + std::to_string(more) + " lines ...]");
}

class Writer {
 public:
  Writer(const RunResult& run, const ReportContext& context, std::size_t most)
      : run_(run), context_(context), most_(most), rows_budget_(most / 3) {}

  std::string text() {
    const std::string before = head() + reds();
    const std::string after = warnings() + grouped(Verdict::blocked) + grouped(Verdict::skip) +
                              known() + stale() + incidents() + traits();
    const std::size_t used =
        before.size() + after.size() + 200;  // the line that says what is missing
    return before + evidence(most_ > used ? most_ - used : 0) + after;
  }

 private:
  std::string shown(const std::string& text, std::size_t most = cell_bytes) const {
    return shortened(printable(context_.redaction.apply(text)), most);
  }
  // A value of a target in a cell; "" stays "".
  std::string code(const std::string& text) const {
    return text.empty() ? "" : code_markdown(shown(text));
  }
  // Our own words, or what our user wrote.
  std::string words(const std::string& text) const { return escaped_markdown(shown(text)); }

  std::string head() const {
    const Totals t = totals_of(run_.results);
    std::string text = "## XEP-0114: " + code(run_.target_name) + ": " +
                       std::string(outcome_of(run_.exit_code)) + "\n\n" +
                       code_markdown(shortened(summary_line(run_), field_bytes)) + "\n\n";
    text += markdown_row(
        {"selected", "pass", "warn", "fail", "crash", "hang", "blocked", "skip", "error"});
    text += markdown_row(Cells(9, "---:"));
    Cells counts;
    for (const int count :
         {t.selected, t.pass, t.warn, t.fail, t.crash, t.hang, t.blocked, t.skip, t.error}) {
      counts.push_back(std::to_string(count));
    }
    text += markdown_row(counts) + "\n";
    const auto unstable = std::ranges::count_if(run_.results, &ScenarioResult::unstable);
    if (unstable > 0)
      text += "Unstable, it came out differently when it ran again: " + std::to_string(unstable) +
              "\n\n";
    if (run_.interrupted) text += "**Interrupted: the rest was not run.**\n\n";
    return text;
  }

  bool is_support(const ScenarioResult& result) const {
    return std::ranges::any_of(run_.support,
                               [&](const ScenarioResult& other) { return &other == &result; });
  }

  std::vector<const ScenarioResult*> red_ones() const {
    std::vector<const ScenarioResult*> red;
    for (const ScenarioResult* result : told_results(run_)) {
      if (reddens(*result, run_) && result->verdict != Verdict::blocked) red.push_back(result);
    }
    return red;
  }

  // "X-1, X-2"
  std::string requirements_of(const ScenarioResult& result) const {
    std::string ids;
    for (const ProofResult& proof : result.proofs) {
      if (proof.outcome != Outcome::unmet || ids.find(proof.requirement) != std::string::npos)
        continue;
      ids += (ids.empty() ? "" : ", ") + proof.requirement;
    }
    return ids;
  }

  std::string found(const ScenarioResult& result) const {
    if (!result.reason.empty()) return code(result.reason);
    const auto d = divergence_of(result, context_.suite);
    return d ? code(d->actual) : "";
  }

  std::string reds() {
    MarkdownTable table("Not in order", {"verdict", "scenario", "breaks", "found"}, rows_budget_);
    for (const ScenarioResult* result : red_ones()) {
      table.add(
          {std::string(to_string(result->verdict)),
           code(result->key()) + (is_support(*result) ? " (a twin that was not selected)" : ""),
           code(requirements_of(*result)), found(*result)});
    }
    return table.text();
  }

  // What stands behind the rows of reds(), as long as there is room.
  std::string evidence(std::size_t room) const {
    std::string text;
    std::size_t left_out = 0;
    for (const ScenarioResult* result : red_ones()) {
      const std::string one = left_out > 0 ? "" : details(*result);
      if (one.empty() || text.size() + one.size() > room) {
        ++left_out;
      } else {
        text += one;
      }
    }
    if (left_out > 0) {
      text += "**The evidence of the last " + std::to_string(left_out) +
              " is left out: too much for a summary. The result file has it.**\n\n";
    }
    return text;
  }

  std::string details(const ScenarioResult& result) const {
    std::string text = "<details><summary>" + std::string(to_string(result.verdict)) + " " +
                       code(result.key()) + "</summary>\n\n";
    const auto item = [&](const char* name, const std::string& value) {
      if (!value.empty()) text += "- " + std::string(name) + " " + value + "\n";
    };
    item("scenario:", words(result.title));
    item("rule:", words(rule_of(result, context_.suite)));
    const char* relation = breaks_a_rule(result) ? "breaks" : "about";
    for (const std::string& rule : rules_of(result, context_.suite)) item(relation, words(rule));
    item("reason:", code(result.reason));
    const auto d = divergence_of(result, context_.suite);
    if (d) {
      const std::string step = step_json(result, d->step, context_.suite);
      item("step:", code(d->step + (step.empty() ? "" : " " + step)));
      item("expected:", code_of_field(d->expected));
      item("actual:", code_of_field(d->actual));
    }
    if (result.unstable) item("unstable:", "it came out differently when it ran again");
    text += "\n" + dialogue(result.transcript.entries(), d);
    if (result.transcript.cut()) text += "More was received than is kept.\n\n";
    if (result.unstable && !result.first_transcript.empty()) {
      text += "The first run, before it was confirmed:\n\n" + dialogue(result.first_transcript, {});
    }
    text += fenced({printable(replay_of(result, run_.target_arguments))}, "sh") + "\n";
    return text + "</details>\n\n";
  }

  std::string code_of_field(const std::string& text) const {
    return text.empty() ? "" : code_markdown(shown(text, field_bytes));
  }

  std::string dialogue(const std::vector<TranscriptEntry>& entries,
                       const std::optional<Divergence>& divergence) const {
    std::vector<std::string> lines =
        event_lines(context_.redaction.apply(entries), divergence, event_bytes);
    clip(lines);
    return lines.empty() ? "" : fenced(lines, "text") + "\n";
  }

  std::string warnings() {
    MarkdownTable table("Warnings", {"scenario", "departs from", "found", "expected"},
                        rows_budget_);
    for (const ScenarioResult& result : run_.results) {
      if (result.verdict != Verdict::warn || result.known || reddens(result, run_)) continue;
      std::string rules;
      for (const std::string& rule : rules_of(result, context_.suite))
        rules += (rules.empty() ? "" : "<br>") + words(rule);
      const Divergence d = divergence_of(result, context_.suite).value_or(Divergence{});
      table.add({code(result.key()), rules, code(d.actual), code(d.expected)});
    }
    return table.text();
  }

  std::string grouped(Verdict verdict) {
    MarkdownTable table(verdict == Verdict::skip ? "Skipped" : "Blocked", {"scenario", "why"},
                        rows_budget_);
    for (const ScenarioResult* result : told_results(run_)) {
      if (result->verdict != verdict || result->known) continue;
      const std::string& why = result->reason.empty() ? result->blocked_by : result->reason;
      table.add({code(result->key()), why.empty() ? "no reason given" : code(why)});
    }
    return table.text();
  }

  std::string known() {
    MarkdownTable table("Known to the baseline", {"verdict", "scenario", "reason", "see"},
                        rows_budget_);
    for (const ScenarioResult* result : told_results(run_)) {
      if (!result->known) continue;
      const std::string& url = result->known->url;
      const std::string& reason = result->known->reason;
      table.add({std::string(to_string(result->verdict)), code(result->key()),
                 reason.empty() ? "no reason given" : code(reason),
                 url.empty() ? "" : link_markdown(shown(url))});
    }
    return table.text();
  }

  std::string stale() {
    MarkdownTable table("Stale entries of the baseline", {"entry", "why"}, rows_budget_);
    for (const StaleEntry& entry : run_.stale) table.add({code(entry.id), words(entry.why)});
    return table.text();
  }

  std::string incidents() {
    MarkdownTable table("Incidents", {"what", "at", "which", "suspects", "stderr"}, rows_budget_);
    for (const Incident& incident : run_.incidents) {
      std::string suspects;
      for (const std::string& suspect : incident.suspects)
        suspects += (suspects.empty() ? "" : "<br>") + code(suspect);
      table.add({code(incident.kind), seconds(incident.t_us) + " s", code(incident.what), suspects,
                 code(incident.stderr_tail)});
    }
    return table.text();
  }

  std::string traits() {
    std::map<std::string, std::map<std::string, int>> answers;
    for (const ScenarioResult& result : run_.results) {
      for (const auto& [question, answer] : result.traits) ++answers[question][answer];
    }
    MarkdownTable table("Traits, which the text leaves open", {"question", "answers"},
                        rows_budget_);
    for (const auto& [question, counts] : answers) {
      std::string row;
      for (const auto& [answer, count] : counts) {
        row += (row.empty() ? "" : ", ") + code(answer) +
               (count > 1 ? " x" + std::to_string(count) : "");
      }
      table.add({code(question), row});
    }
    return table.text();
  }

  const RunResult& run_;
  const ReportContext& context_;
  std::size_t most_;
  std::size_t rows_budget_;
};

}  // namespace

std::string markdown_file(const RunResult& run, const ReportContext& context, std::size_t most) {
  return Writer(run, context, most).text();
}

std::string markdown_report(const RunResult& run, const ReportContext& context) {
  return markdown_file(run, context);
}

}  // namespace jcp
