// One target: what became of it, how many of which verdict, and every result in a line.

#include <algorithm>
#include <functional>

#include "html_markup.hpp"
#include "html_reasons.hpp"
#include "html_sections.hpp"
#include "printable.hpp"

namespace jcp::html {

namespace {

using Results = std::vector<const ScenarioResult*>;

// Worst first.
constexpr Verdict order[] = {Verdict::crash,   Verdict::hang, Verdict::fail, Verdict::error,
                             Verdict::blocked, Verdict::warn, Verdict::skip, Verdict::pass};

std::string plural(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string tile(const Column& column, Verdict verdict) {
  const auto count = std::ranges::count(column.run.results, verdict, &ScenarioResult::verdict);
  const bool rare =
      verdict != Verdict::pass && verdict != Verdict::warn && verdict != Verdict::fail;
  if (count == 0 && rare) return {};
  const std::string name(to_string(verdict));
  return "<li><a class=\"tile" + std::string(count == 0 ? " none" : "") + "\" href=\"" +
         target_link(column.label) + "?v=" + name + "\" title=\"" + text(meaning_of(name)) +
         "\"><b>" + std::to_string(count) + "</b>" + badge(name) + "</a></li>\n";
}

std::string tiles(const Column& column) {
  std::string result = "<ul class=\"tiles\">\n";
  for (const Verdict verdict : order) result += tile(column, verdict);
  return result + "</ul>\n";
}

// The rules that are broken, before anything else.
std::string broken(const Column& column, const Suite& suite) {
  constexpr std::size_t most = 12;
  std::string lines;
  std::size_t count = 0;
  for (const RequirementResult& row : column.run.requirements) {
    if (!is_unkept(row, column.run)) continue;
    if (++count > most) continue;
    const Requirement* rule = suite.catalogue().find(row.id);
    lines += "<li><a href=\"" + evidence_link(column.label, row.id) + "\">" + text(row.id) +
             "</a> <span class=\"level\">" + text(row.level) + "</span> " +
             (rule ? prose(rule->sentence) : "") + "</li>\n";
  }
  if (count == 0) return {};
  if (count > most) {
    lines += "<li><a href=\"#/requirements?only=open\">and " + std::to_string(count - most) +
             " more</a></li>\n";
  }
  return "<div class=\"broken\"><h3>Not kept: " + plural(count, "requirement") + "</h3><ul>\n" +
         lines + "</ul></div>\n";
}

std::string heading(const Column& column, const Suite& suite) {
  const RunResult& run = column.run;
  std::string result = "<p class=\"kicker\">Jabber Component Protocol (XEP-0114) · " +
                       role_of(run) + "</p>\n<h2>" + text(run.target_name);
  if (!run.target_version.empty()) {
    result += " <span class=\"version\">" + text(version_of(run)) + "</span>";
  }
  result += "</h2>\n<p class=\"outcome" + std::string(run.exit_code == 0 ? " good" : " bad") +
            "\">" + outcome_sentence(run) + "</p>\n" + tiles(column) + broken(column, suite) +
            "<p class=\"meta\">" + plural(run.results.size(), "scenario") + " selected, " +
            text(date_of(run)) + ", in " + seconds(run.duration_us) + " s; seed " +
            std::to_string(run.seed) + "; jcpspec " +
            text(run.tool_version.empty() ? JCP_VERSION : run.tool_version) + "; exit code " +
            std::to_string(run.exit_code);
  if (run.strict) result += "; --strict";
  if (!run.shard.empty()) result += "; shard " + text(run.shard);
  result +=
      "</p>\n<p class=\"meta\">Run it again: <code class=\"command\">" +
      text("jcpspec test" + (run.target_arguments.empty() ? "" : " " + run.target_arguments)) +
      "</code></p>\n";
  return result;
}

std::string known_note(const KnownDeviation& known) {
  const bool web = known.url.starts_with("https://") || known.url.starts_with("http://");
  std::string url = text(known.url);
  // Whatever else an address may be is shown, not followed.
  if (web) url = "<a rel=\"noreferrer\" href=\"" + url + "\">" + url + "</a>";
  return "<p class=\"known\">Known: " +
         text(known.reason.empty() ? "no reason given" : known.reason) +
         (known.url.empty() ? "" : ", " + url) + "</p>";
}

std::string scenario_link(const std::string& key, const Column& column) {
  return "<a href=\"" + evidence_link(column.label, key) + "\">" + text(key) + "</a>";
}

std::string what_happened(const ScenarioResult& result, const Column& column,
                          const ReportContext& context) {
  std::string cell;
  const bool odd = result.verdict != Verdict::pass && result.verdict != Verdict::skip;
  const auto divergence = odd ? divergence_of(result, context.suite) : std::nullopt;
  const auto words_of = [&](const std::string& words) {
    return text(shortened(context.redaction.apply(words), 400));
  };
  const auto line = [&](const char* name, const std::string& html) {
    if (html.empty()) return;
    cell += "<div><dt>" + std::string(name) + "</dt><dd>" + html + "</dd></div>";
  };
  if (divergence) {
    const auto [question, answer] = answer_in(divergence->actual, result);
    const std::string label =
        question.empty() ? "" : "<span class=\"question\">" + words_of(question) + ":</span> ";
    if (!divergence->expected.empty()) line("expected", label + words_of(divergence->expected));
    if (!answer.empty()) line("actual", label + words_of(answer));
  }
  line("why", odd ? prose(why_a_warning(result, context.suite)) : "");
  const std::string& where = result.seen_in;
  if (!where.empty()) line("where", "first broken in " + scenario_link(where, column));
  if (!cell.empty()) cell = "<dl>" + cell + "</dl>";
  if (!result.reason.empty() && where.empty()) {
    cell += "<p>" + words_of(result.reason) + "</p>";
  }
  if (!result.blocked_by.empty()) {
    cell += "<p>See " + scenario_link(result.blocked_by, column) + "</p>";
  }
  return result.known ? cell + known_note(*result.known) : cell;
}

std::string info_word(const ScenarioResult& result) {
  if (!lacks_something_optional(result)) return {};
  return " <span class=\"also\" title=\"something optional was not done\">info</span>";
}

std::string row(const ScenarioResult& result, const Column& column, const ReportContext& context) {
  const std::string verdict(to_string(result.verdict));
  std::string tags;
  if (result.unstable) tags += " <span class=\"tag\">unstable</span>";
  if (result.known) tags += " <span class=\"tag\">known</span>";
  const bool standing = result.id.starts_with("always/");  // judged beside all others
  return "<tr data-v=\"" + verdict + "\"><td>" + badge(verdict) + info_word(result) +
         "</td><td><a class=\"go\" href=\"" + evidence_link(column.label, result.key()) + "\">" +
         text(result.title) + "</a>" + tags + "<span class=\"key\">" + text(result.key()) +
         "</span></td><td>" + what_happened(result, column, context) + "</td><td class=\"num\">" +
         (standing ? "" : seconds(result.duration_us) + " s") + "</td></tr>\n";
}

std::string group(const std::string& name, std::string_view meaning, bool open,
                  const Results& results, const Column& column, const ReportContext& context) {
  if (results.empty()) return {};
  const bool is_verdict = verdict_from(name).has_value();
  std::string result = "<details class=\"group\"" + std::string(open ? " open" : "") +
                       "><summary><h3>" + (is_verdict ? badge(name) : text(name)) +
                       " <span class=\"count\">" + std::to_string(results.size()) +
                       "</span></h3></summary>\n<p class=\"meaning\">" + text(meaning) +
                       "</p>\n<table class=\"results\"><thead><tr><th scope=\"col\">Verdict</th>"
                       "<th scope=\"col\">Scenario</th><th scope=\"col\">What happened</th>"
                       "<th scope=\"col\" class=\"num\">Time</th></tr></thead><tbody>\n";
  for (const ScenarioResult* one : results) result += row(*one, column, context);
  return result + "</tbody></table></details>\n";
}

Results chosen(const std::vector<ScenarioResult>& all,
               const std::function<bool(const ScenarioResult&)>& wanted) {
  Results results;
  for (const ScenarioResult& result : all) {
    if (wanted(result)) results.push_back(&result);
  }
  return results;
}

std::string groups(const Column& column, const ReportContext& context) {
  const auto& all = column.run.results;
  std::string result;
  for (const Verdict verdict : order) {
    if (verdict == Verdict::skip) {
      result += group("known",
                      "Not in order, but the baseline lists it with a reason: it does not make the "
                      "run red.",
                      true, chosen(all, [](const auto& one) { return one.known.has_value(); }),
                      column, context);
    }
    const std::string name(to_string(verdict));
    const bool open = verdict != Verdict::skip && verdict != Verdict::pass;
    result +=
        group(name, meaning_of(name), open,
              chosen(all, [&](const auto& one) { return one.verdict == verdict && !one.known; }),
              column, context);
  }
  return result + group("not selected",
                        "Not asked for, but what was asked for builds on them. Outside the counts.",
                        false, chosen(column.run.support, [](const auto&) { return true; }), column,
                        context);
}

std::string incident(const Incident& incident, const Column& column, const Redaction& redaction) {
  std::string result = "<li><b>" + text(incident.kind) + "</b> at " + seconds(incident.t_us) +
                       " s: " + text(redaction.apply(incident.what));
  for (std::size_t i = 0; i < incident.suspects.size(); ++i) {
    const std::string& key = incident.suspects[i];
    result += (i == 0 ? ". In flight: <a href=\"" : ", <a href=\"") +
              evidence_link(column.label, key) + "\">" + text(key) + "</a>";
  }
  const std::string tail = redaction.apply(incident.stderr_tail);
  if (tail.empty()) return result + "</li>\n";
  std::string lines;
  for (std::size_t at = 0; at < tail.size();) {
    const std::size_t end = std::min(tail.find('\n', at), tail.size());
    lines += text(std::string_view(tail).substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return result + "<p>The last lines of its standard error:</p><pre>" + lines + "</pre></li>\n";
}

std::string incidents(const Column& column, const Redaction& redaction) {
  if (column.run.incidents.empty()) return {};
  std::string result =
      "<section class=\"box bad\"><h3>Incidents</h3><p>The target died, went silent or never came "
      "up, and no scenario alone does it again.</p><ul>\n";
  for (const Incident& one : column.run.incidents) result += incident(one, column, redaction);
  return result + "</ul></section>\n";
}

std::string stale(const RunResult& run) {
  if (run.stale.empty()) return {};
  std::string result =
      "<section class=\"box\"><h3>Stale entries of the baseline</h3><p>What they excuse is not "
      "there any more: they have to go.</p><ul>\n";
  for (const StaleEntry& entry : run.stale) {
    result += "<li><code>" + text(entry.id) + "</code> " + text(entry.why) + "</li>\n";
  }
  return result + "</ul></section>\n";
}

}  // namespace

std::string outcome_of(const RunResult& run) {
  switch (run.exit_code) {
    case 0:
      return "✓ It conforms: nothing that counts is wrong.";
    case 1:
      return "✗ It does not conform.";
    case 2:
      return "○ Nothing was judged.";
    case 3:
      return "✗ The target never came up.";
    case 4:
      return "✸ The target crashed or hung.";
    case 5:
      return "! The baseline is stale: it excuses what is in order.";
    case 130:
      return "○ Interrupted: complete as far as it goes.";
    default:
      return "? jcpspec could not do its work.";
  }
}

std::string outcome_sentence(const RunResult& run) {
  const Coverage coverage = coverage_of(run);
  const std::string all = std::to_string(coverage.all), judged = std::to_string(coverage.judged);
  const std::string rest = std::to_string(coverage.all - coverage.judged);
  const std::string unkept = std::to_string(coverage.unkept) + " of " + judged +
                             " judged requirements " +
                             (coverage.unkept == 1 ? "is not kept" : "are not kept");
  if (run.exit_code == 0 && coverage.unkept > 0) {
    return "✓ Nothing but what the baseline knows is wrong: " + unkept + ".";
  }
  if (run.exit_code == 0) {
    return "✓ It conforms to XEP-0114: nothing that counts is wrong; " + judged + " of " + all +
           " requirements of this side were judged, " + rest + " not.";
  }
  if (run.exit_code != 1) return outcome_of(run);
  return "✗ It does not conform to XEP-0114" + (coverage.unkept > 0 ? ": " + unkept : "") + ".";
}

std::string role_of(const RunResult& run) {
  return run.target_role == "component" ? "component under test" : "server under test";
}

std::string version_of(const RunResult& run) {
  // "prosody 0.12.3" of prosody
  const bool repeated = run.target_version.starts_with(run.target_name + " ");
  return repeated ? run.target_version.substr(run.target_name.size() + 1) : run.target_version;
}

std::string date_of(const RunResult& run) {
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string& iso = run.started;  // 1955-11-12T22:04:00Z
  if (iso.size() < 16) return iso;
  const int month = (iso[5] - '0') * 10 + (iso[6] - '0');
  if (month < 1 || month > 12) return iso;
  return iso.substr(8, 2) + " " + months[month - 1] + " " + iso.substr(0, 4) + ", " +
         iso.substr(11, 5) + " UTC";
}

std::string target_section(const Column& column, const ReportContext& context) {
  return heading(column, context.suite) + incidents(column, context.redaction) + stale(column.run) +
         groups(column, context);
}

}  // namespace jcp::html
