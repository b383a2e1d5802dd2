#include "sarif.hpp"

#include <algorithm>

#include "harness/scenario/json_file.hpp"
#include "harness/xmpp/digest.hpp"
#include "printable.hpp"
#include "source_url.hpp"
#include "told.hpp"
#include "utc.hpp"

namespace jcp {

namespace {

struct OwnRule {
  std::string_view id, sentence;
};
constexpr OwnRule own_rules[] = {
    {"jcpspec-crash", "The target does not end, whatever is sent to it."},
    {"jcpspec-hang", "The target goes on serving, whatever is sent to it."},
    {"jcpspec-fail", "The target does as the scenario says."},
    {"jcpspec-incident", "The target lives through the run."},
};

std::string_view level_of(Grade grade) {
  return grade == Grade::fail ? "error" : grade == Grade::warn ? "warning" : "note";
}

// 3.11.5 and 3.11.6 of SARIF: neither a placeholder nor a link can come out of a target's text.
std::string plain(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool placeholder = text[i] == '{' && next >= '0' && next <= '9';
    if (placeholder || (text[i] == ']' && next == '(')) result += ' ';
  }
  return result;
}

// Compilers differ about a braced list of one.
Json list_of(Json only) {
  Json list = Json::array();
  list.push_back(std::move(only));
  return list;
}

Json message(const std::string& text) { return {{"text", plain(text)}}; }

class Log {
 public:
  Log(const RunResult& run, const ReportContext& context) : run_(run), context_(context) {}

  void add(const SarifFinding& finding) {
    Json properties = Json::object();
    for (const auto& [name, value] : finding.properties) {
      if (name == "suspect") {
        properties["suspects"].push_back(value);
      } else {
        properties[name] = value;
      }
    }
    Json result{{"ruleId", finding.rule},
                {"ruleIndex", rule_index(finding.rule)},
                {"kind", "fail"},
                {"level", level_of(finding.grade)},
                {"message", message(finding.message)}};
    // GitHub takes no log with a result that is nowhere.
    const std::string file = finding.file.empty() ? "scenarios/requirements.json" : finding.file;
    Json where{{"artifactLocation", {{"uri", file}}},
               {"region", {{"startLine", std::max(finding.line, 1)}}}};
    result["locations"] = list_of({{"physicalLocation", std::move(where)}});
    const std::string print = fingerprint(finding);
    // The one that GitHub knows an alert by, and the one that says what it is.
    result["partialFingerprints"] = {{"primaryLocationLineHash", print + ":1"},
                                     {"targetScenarioRule/v1", print}};
    if (finding.known) {
      const std::string why = printable(context_.redaction.apply(text_of(*finding.known)));
      result["suppressions"] =
          list_of({{"kind", "external"}, {"status", "accepted"}, {"justification", why}});
    }
    if (!properties.empty()) result["properties"] = std::move(properties);
    results_.push_back(std::move(result));
  }

  std::string text() const {
    const std::string version = run_.tool_version.empty() ? JCP_VERSION : run_.tool_version;
    Json tool{
        {"driver", {{"name", "jcpspec"}, {"version", printable(version)}, {"rules", rules_}}}};
    const std::string target = printable(run_.target_name);
    Json run{{"tool", std::move(tool)},
             {"automationDetails", {{"id", "jcpspec/" + target + "/"}}},
             {"invocations", list_of(invocation())},
             {"columnKind", "utf16CodeUnits"},
             {"results", results_},
             {"properties", properties()}};
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", list_of(std::move(run))}};
    return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

 private:
  // Neither time nor chance, neither domains nor versions are in it.
  std::string fingerprint(const SarifFinding& finding) const {
    return hex(sha1(run_.target_name + '\0' + finding.key + '\0' + finding.rule)).substr(0, 32);
  }

  std::size_t rule_index(const std::string& id) {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (rules_[i]["id"] == id) return i;
    }
    rules_.push_back(rule(id));
    return rules_.size() - 1;
  }

  Json rule(const std::string& id) const {
    if (const Requirement* row = context_.suite.catalogue().find(id)) {
      const std::string url = source_url(row->source);
      return {{"id", id},
              {"shortDescription", {{"text", plain(row->sentence)}}},
              {"help", {{"text", plain(row->source + ": " + row->sentence)}}},
              {"helpUri", url.empty() ? "https://xmpp.org/extensions/xep-0114.html" : url},
              {"defaultConfiguration", {{"level", level_of(row->grade)}}},
              {"properties",
               {{"level", row->level},
                {"family", row->family},
                {"source", row->source},
                {"tags", Json::array({row->level, row->family})}}}};
    }
    const auto own = std::ranges::find(own_rules, id, &OwnRule::id);
    const std::string_view sentence =
        own == std::end(own_rules) ? "The catalogue does not know this rule." : own->sentence;
    return {{"id", id}, {"shortDescription", {{"text", sentence}}}};
  }

  Json notification(const std::string& id, const char* level, const std::string& text) const {
    return {{"descriptor", {{"id", id}}},
            {"level", level},
            {"message", message(shortened(printable(context_.redaction.apply(text)), 1000))}};
  }

  // What kept us from judging, so that no finding is not taken for no fault.
  Json notifications() const {
    Json list = Json::array();
    if (run_.interrupted) {
      list.push_back(notification("interrupted", "error", "Interrupted: the rest was not run"));
    }
    if (run_.never_ready) {
      list.push_back(notification("never-ready", "error", "The target never came up"));
    }
    for (const ScenarioResult* result : told_results(run_)) {
      const bool error = result->verdict == Verdict::error;
      if (!error && result->verdict != Verdict::blocked) continue;
      const std::string& why = result->reason.empty() ? result->blocked_by : result->reason;
      list.push_back(notification(std::string(to_string(result->verdict)),
                                  error           ? "error"
                                  : result->known ? "note"
                                                  : "warning",
                                  result->key() + ": " + why));
    }
    return list;
  }

  Json invocation() const {
    const int code = run_.exit_code;
    const bool whole = code != 6 && code != 130 && code != 3 && code != 2;
    Json invocation{{"executionSuccessful", whole}, {"exitCode", code}};
    if (epoch_seconds(run_.started)) invocation["startTimeUtc"] = run_.started;
    invocation["toolExecutionNotifications"] = notifications();
    Json stale = Json::array();
    for (const StaleEntry& entry : run_.stale) {
      stale.push_back(notification("stale-baseline", "error",
                                   entry.id + ": the entry of the baseline " + entry.why));
    }
    invocation["toolConfigurationNotifications"] = std::move(stale);
    return invocation;
  }

  Json properties() const {
    const Totals t = totals_of(run_.results);
    return {{"target",
             {{"name", printable(run_.target_name)},
              {"role", printable(run_.target_role)},
              {"version", printable(run_.target_version)}}},
            {"seed", run_.seed},
            {"totals",
             {{"selected", t.selected},
              {"pass", t.pass},
              {"warn", t.warn},
              {"fail", t.fail},
              {"crash", t.crash},
              {"hang", t.hang},
              {"blocked", t.blocked},
              {"skip", t.skip},
              {"error", t.error}}}};
  }

  const RunResult& run_;
  const ReportContext& context_;
  Json rules_ = Json::array(), results_ = Json::array();
};

}  // namespace

std::string sarif_log(const RunResult& run, const ReportContext& context,
                      const std::vector<SarifFinding>& findings) {
  Log log(run, context);
  for (const SarifFinding& finding : findings) log.add(finding);
  return log.text();
}

std::string sarif_file(const RunResult& run, const ReportContext& context) {
  return sarif_log(run, context, sarif_findings(run, context));
}

}  // namespace jcp
