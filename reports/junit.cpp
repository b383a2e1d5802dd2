#include "junit.hpp"

#include <pugixml.hpp>
#include <sstream>

#include "printable.hpp"

namespace jcp {

namespace {

constexpr std::size_t event_bytes = 600;
constexpr std::size_t message_bytes = 500;

// "server/xep0114/3/wrong-digest#upper" -> class "server.xep0114.3", name "wrong-digest#upper":
// dots are what readers of this format group by.
std::string class_of(const std::string& id) {
  std::string folder = id.substr(0, id.rfind('/'));
  for (char& c : folder) {
    if (c == '.') c = '_';
    if (c == '/') c = '.';
  }
  return folder;
}

std::string name_of(const ScenarioResult& result) {
  const std::string key = result.key();
  return key.substr(key.find_last_of('/', result.id.size()) + 1);
}

class Writer {
 public:
  Writer(const RunResult& run, const ReportContext& context) : run_(run), context_(context) {}

  std::string text() {
    pugi::xml_node suite = document_.append_child("testsuite");
    set(suite, "name", "jcpspec." + run_.target_name);
    set(suite, "time", seconds(run_.duration_us));
    pugi::xml_node tests = suite.append_child("properties");
    property(tests, "target", run_.target_name);
    property(tests, "target.version", run_.target_version);
    property(tests, "seed", std::to_string(run_.seed));
    property(tests, "exit_code", std::to_string(run_.exit_code));
    for (const ScenarioResult& result : run_.results) add(suite, result);
    for (const ScenarioResult& result : run_.support) {
      if (is_red(result.verdict)) add(suite, result);
    }
    for (const StaleEntry& stale : run_.stale) add(suite, stale);
    set(suite, "tests", std::to_string(cases_));
    set(suite, "errors", std::to_string(errors_));
    set(suite, "skipped", std::to_string(skipped_));
    set(suite, "failures", std::to_string(failures_));
    std::ostringstream out;
    document_.save(out, " ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
  }

 private:
  // Control characters cannot stand in XML 1.0 at all, escaped or not.
  void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name) = printable(value).c_str();
  }

  void property(pugi::xml_node properties, const char* name, const std::string& value) {
    pugi::xml_node property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
  }

  void add(pugi::xml_node suite, const ScenarioResult& result) {
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "name", name_of(result));
    set(test, "classname", class_of(result.id));
    set(test, "time", seconds(result.duration_us));
    ++cases_;
    if (result.verdict == Verdict::skip) {
      ++skipped_;
      set(test.append_child("skipped"), "message", shown(result.reason));
    } else if (result.known) {
      ++skipped_;
      set(test.append_child("skipped"), "message",
          "known " + std::string(to_string(result.verdict)) + ": " + text_of(*result.known));
    } else if (result.verdict == Verdict::error) {
      ++errors_;
      outcome(test.append_child("error"), result, "error");
    } else if (is_red(result.verdict) || result.verdict == Verdict::blocked) {
      ++failures_;
      outcome(test.append_child("failure"), result, std::string(to_string(result.verdict)));
    } else if (counts_against(result, run_.fail_on)) {
      ++failures_;
      outcome(test.append_child("failure"), result,
              result.verdict == Verdict::warn ? "warn" : "info");
    } else if (result.verdict == Verdict::warn) {
      test.append_child("system-out").text() = story(result).c_str();
    }
  }

  void add(pugi::xml_node suite, const StaleEntry& stale) {
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "name", stale.id);
    set(test, "classname", "baseline");
    set(test, "time", seconds(0));
    ++cases_;
    ++failures_;
    pugi::xml_node failure = test.append_child("failure");
    set(failure, "message", "stale: " + stale.why);
    set(failure, "type", "stale");
  }

  void outcome(pugi::xml_node node, const ScenarioResult& result, const std::string& type) {
    const std::optional<Divergence> d = divergence_of(result, context_.suite);
    const bool told = !result.reason.empty() || !d;
    set(node, "message",
        result.title + ": " +
            (told ? shown(result.reason)
                  : "expected " + shown(d->expected) + ", found " + shown(d->actual)));
    set(node, "type", type);
    node.text() = story(result).c_str();
  }

  std::string shown(const std::string& text) const {
    return shortened(context_.redaction.apply(text), message_bytes);
  }

  // Lines of printable text.
  std::string story(const ScenarioResult& result) const {
    std::string text =
        "\n" + printable(result.title) + "\n" + printable(rule_of(result, context_.suite)) + "\n";
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty()) text += std::string(name) + ": " + printable(value) + "\n";
    };
    for (const std::string& rule : rules_of(result, context_.suite)) add("rule", rule);
    add("verdict", std::string(to_string(result.verdict)) + (result.unstable ? ", unstable" : ""));
    add("reason", context_.redaction.apply(result.reason));
    const auto d = divergence_of(result, context_.suite);
    if (d) {
      add("step", d->step + " " + step_json(result, d->step, context_.suite));
      add("expected", context_.redaction.apply(d->expected));
      add("actual", context_.redaction.apply(d->actual));
    }
    const auto entries = context_.redaction.apply(result.transcript.entries());
    for (const std::string& line : event_lines(entries, d, event_bytes)) {
      text += line + "\n";
    }
    add("replay", replay_of(result, run_.target_arguments));
    return text;
  }

  const RunResult& run_;
  const ReportContext& context_;
  pugi::xml_document document_;
  int cases_ = 0, errors_ = 0, skipped_ = 0, failures_ = 0;
};

}  // namespace

std::string junit_file(const RunResult& run, const ReportContext& context) {
  return Writer(run, context).text();
}

}  // namespace jcp
