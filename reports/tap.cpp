#include "tap.hpp"

#include "console.hpp"
#include "printable.hpp"
#include "told.hpp"

namespace jcp {

namespace {

constexpr std::size_t name_bytes = 400;
constexpr std::size_t value_bytes = 1000;
constexpr std::size_t event_bytes = 300;
constexpr std::size_t most_events = 20;

// TAP 14: a `#` begins a directive, and a backslash escapes either.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '#' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// A double-quoted scalar of YAML. `text` is printable, so there is nothing else to escape.
std::string scalar(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

// A YAML diagnostic block; "" without fields.
class Diagnostic {
 public:
  void field(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    lines_ += "  " + name + ": " + scalar(shortened(value, value_bytes)) + "\n";
  }
  void list(const std::string& name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    lines_ += "  " + name + ":\n";
    for (const std::string& value : values) {
      lines_ += "    - " + scalar(shortened(value, value_bytes)) + "\n";
    }
  }
  std::string text() const { return lines_.empty() ? "" : "  ---\n" + lines_ + "  ...\n"; }

 private:
  std::string lines_;
};

class Writer {
 public:
  Writer(const RunResult& run, const ReportContext& context) : run_(run), context_(context) {}

  std::string text() {
    for (const ScenarioResult* result : told_results(run_)) add(*result);
    for (const StaleEntry& stale : run_.stale) add(stale);
    for (const Incident& incident : run_.incidents) add(incident);
    const bool bails = run_.interrupted || run_.never_ready;
    if (red_ == 0 && run_.exit_code != 0 && !bails) {
      point(false, "the run ends with exit code " + std::to_string(run_.exit_code), "", {});
    }
    std::string text = "TAP version 14\n1.." + std::to_string(points_) + "\n# " +
                       summary_line(run_) + "\n" + body_;
    if (run_.interrupted) {
      text += "Bail out! interrupted: the rest was not run\n";
    } else if (run_.never_ready) {
      text += "Bail out! the target never came up\n";
    }
    return text;
  }

 private:
  std::string shown(const std::string& text) const {
    return printable(context_.redaction.apply(text));
  }

  void point(bool ok, const std::string& name, const std::string& directive,
             const Diagnostic& diagnostic) {
    ++points_;
    if (!ok && directive.empty()) ++red_;
    std::string line = escaped(shortened(name, name_bytes));
    // What some readers take for the beginning of a subtest.
    if (line.ends_with("{")) line += "}";
    body_ += (ok ? "ok " : "not ok ") + std::to_string(points_) + " - " + line;
    if (!directive.empty()) body_ += " # " + directive;
    body_ += "\n" + diagnostic.text();
  }

  void add(const ScenarioResult& result) {
    const std::string name = printable(result.key()) + ": " + printable(result.title);
    if (result.verdict == Verdict::skip) {
      const std::string why = result.reason.empty() ? "no reason given" : shown(result.reason);
      point(true, name, "SKIP " + escaped(shortened(why, name_bytes)), {});
    } else if (result.known) {
      const std::string why = shown(text_of(*result.known));
      point(false, name, "TODO known: " + escaped(shortened(why, value_bytes)), story(result));
    } else if (reddens(result, run_)) {
      point(false, name, "", story(result));
    } else {
      point(true, name, "", result.verdict == Verdict::warn ? story(result) : Diagnostic());
    }
  }

  void add(const StaleEntry& stale) {
    Diagnostic diagnostic;
    diagnostic.field("verdict", "stale");
    diagnostic.field("reason", printable(stale.why));
    point(false, "baseline " + printable(stale.id) + ": the entry " + printable(stale.why), "",
          diagnostic);
  }

  void add(const Incident& incident) {
    Diagnostic diagnostic;
    diagnostic.field("verdict", printable(incident.kind));
    diagnostic.field("reason", shown(incident.what));
    diagnostic.field("at", seconds(incident.t_us));
    std::vector<std::string> suspects;
    for (const std::string& suspect : incident.suspects) suspects.push_back(printable(suspect));
    diagnostic.list("suspects", suspects);
    diagnostic.field("stderr", shown(incident.stderr_tail));
    point(false, "incident " + printable(incident.kind) + ": " + shown(incident.what), "",
          diagnostic);
  }

  Diagnostic story(const ScenarioResult& result) const {
    Diagnostic diagnostic;
    diagnostic.field("verdict", std::string(to_string(result.verdict)));
    if (result.unstable) diagnostic.field("unstable", "it came out differently when it ran again");
    diagnostic.field("rule", printable(rule_of(result, context_.suite)));
    std::vector<std::string> requirements;
    for (const std::string& rule : rules_of(result, context_.suite)) {
      requirements.push_back(printable(rule));
    }
    diagnostic.list("requirements", requirements);
    diagnostic.field("reason", shown(result.reason));
    diagnostic.field("blocked_by", printable(result.blocked_by));
    const std::optional<Divergence> d = divergence_of(result, context_.suite);
    if (d) {
      diagnostic.field("step", printable(d->step));
      diagnostic.field("expected", shown(d->expected));
      diagnostic.field("actual", shown(d->actual));
    }
    diagnostic.field("replay", printable(replay_of(result, run_.target_arguments)));
    const auto entries = context_.redaction.apply(result.transcript.entries());
    std::vector<std::string> events = event_lines(entries, d, event_bytes);
    if (events.size() > most_events) {
      const std::size_t more = events.size() - most_events;
      events.resize(most_events);
      events.push_back("[... " + std::to_string(more) + " more lines ...]");
    }
    diagnostic.list("dialogue", events);
    return diagnostic;
  }

  const RunResult& run_;
  const ReportContext& context_;
  std::string body_;
  int points_ = 0, red_ = 0;
};

}  // namespace

std::string tap_file(const RunResult& run, const ReportContext& context) {
  return Writer(run, context).text();
}

}  // namespace jcp
