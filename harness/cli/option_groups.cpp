// The groups of options that commands share; with options.cpp the only file that knows CLI11: every
// file that includes it costs ten seconds to compile.

#include "option_groups.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "reports/formats.hpp"
#include "reports/result_file.hpp"
#include "suggestion.hpp"

namespace jcp::cli {

namespace {

const std::vector<std::string> classes = {"fast", "slow", "destructive", "all"};

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

ReportOption report_of(const std::string& text) {
  const std::size_t at = text.find('=');
  if (at == std::string::npos || at + 1 == text.size()) {
    throw UserError("--report " + text + ": write FORMAT=FILE");
  }
  ReportOption report{text.substr(0, at), text.substr(at + 1)};
  if (!find_format(report.format)) {
    throw UserError("--report " + text + ": no format " + report.format + "; there are " +
                    list_of(format_names()) + suggestion(report.format, format_names()));
  }
  return report;
}

Grade fail_on_of(const std::string& name) {
  if (const auto grade = fail_on_from(name)) return *grade;
  throw UserError("--fail-on " + name + ": write must, should or may");
}

Shard shard_of(const std::string& text) {
  Shard shard;
  char rest = 0;
  const bool read = std::sscanf(text.c_str(), "%4d/%4d%c", &shard.number, &shard.of, &rest) == 2;
  if (read && shard.number >= 1 && shard.number <= shard.of) return shard;
  throw UserError("--shard " + text + ": write I/N with 1 <= I <= N, as in 2/3");
}

// "90s", "10m", "1h"; without a unit: seconds.
std::int64_t duration_ms_of(const std::string& text) {
  constexpr std::int64_t longest_ms = 7LL * 24 * 60 * 60 * 1000;
  double number = 0;
  char unit = 's', rest = 0;
  const int read = std::sscanf(text.c_str(), "%lf%c%c", &number, &unit, &rest);
  const double ms = unit == 's' ? 1e3 : unit == 'm' ? 60e3 : unit == 'h' ? 3600e3 : 0;
  const double whole = number * ms;
  if ((read == 1 || read == 2) && whole >= 1 && whole <= static_cast<double>(longest_ms)) {
    return static_cast<std::int64_t>(whole);
  }
  throw UserError("--time " + text + ": write 90s, 10m or 1h; a week at most");
}

}  // namespace

// One value an occurrence; without this CLI11 would swallow the ids that follow it.
CLI::Option* add_list(CLI::App* app, const std::string& name, std::vector<std::string>& values,
                      const std::string& what, const std::string& type) {
  return app->add_option(name, values, what)->allow_extra_args(false)->type_name(type);
}

CLI::Option* add_text(CLI::App* app, const std::string& name, std::string& value,
                      const std::string& what, const std::string& type) {
  return app->add_option(name, value, what)->type_name(type);
}

void add_scenarios(CLI::App* app, std::string& folder) {
  add_text(app, "--scenarios", folder, "Scenarios of this folder instead of those in the binary",
           "DIR");
}

void add_ids(CLI::App* app, std::vector<std::string>& ids) {
  app->add_option("IDS", ids, "Scenarios: ids, ID#CASE or globs; default: all")->type_name("");
}

void add_filter(CLI::App* app, Filter& filter, Raw& raw) {
  add_ids(app, filter.ids);
  add_list(app, "--only", filter.only, "Only those that match this glob", "GLOB");
  add_list(app, "--skip", filter.skip, "Not those that match this glob", "GLOB");
  add_list(app, "--family", filter.families, "Only those that prove a rule of this family", "KEY");
  add_list(app, "--class", raw.classes, list_of(classes) + "; default fast", "CLASS");
}

std::vector<std::string> classes_of(const std::vector<std::string>& given,
                                    const std::vector<std::string>& otherwise) {
  std::vector<std::string> chosen;
  for (const std::string& name : given) {
    if (std::find(classes.begin(), classes.end(), name) == classes.end()) {
      throw UserError("--class " + name + ": no such class; there are " + list_of(classes));
    }
    if (name == "all") return {"fast", "slow", "destructive"};
    chosen.push_back(name);
  }
  return chosen.empty() ? otherwise : chosen;
}

void add_target(CLI::App* app, TestOptions& o) {
  add_text(app, "--target", o.target, "Profile: a name or a file; default: the built-in mock",
           "NAME|FILE");
  add_text(app, "--connect", o.connect, "A server that runs already", "HOST:PORT");
  add_text(app, "--launch", o.launch,
           "A component: the command that starts it; {host} {port} {domain} {secret} are filled in",
           "COMMAND");
  add_list(app, "--feature", o.features, "With --launch: what the component offers, e.g. echo",
           "NAME");
  add_list(app, "--component", o.components, "With --connect: a domain it knows and its secret",
           "DOMAIN=SECRET|DOMAIN=@FILE");
  add_text(app, "--host", o.host, "With --connect: the server's own domain", "NAME");
  add_list(app, "--allow-remote", o.allow_remote, "With --connect: HOST may be not this machine",
           "HOST");
}

void add_judging(CLI::App* app, JudgingOptions& o, Raw& raw) {
  add_text(app, "--fail-on", raw.fail_on, "What makes the run fail; default must",
           "must|should|may");
  add_text(app, "--baseline", o.baseline, "What is known to be wrong is not red", "FILE");
}

void add_running(CLI::App* app, TestOptions& o, Raw& raw) {
  app->add_flag("--strict", o.strict, "Rules graded milder than their level fail again");
  add_judging(app, o.judging, raw);
  add_text(app, "--write-baseline", o.write_baseline, "Writes one that knows all of this run",
           "FILE");
  app->add_option("--repeat", o.repeat, "Run everything N times")
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
  add_text(app, "--shard", raw.shard, "Only the I-th of N parts; `report merge` joins them", "I/N");
  app->add_flag("--shuffle", o.shuffle, "In another order each time");
  raw.seed_option = app->add_option("--seed", raw.seed, "Of every chance")
                        ->check(CLI::NonNegativeNumber)
                        ->type_name("N");
  app->add_option("--jobs", o.jobs, "Scenarios at a time")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  app->add_option("--time-scale", o.time_scale, "Factor on every deadline")
      ->check(CLI::Range(0.1, 100.0))
      ->type_name("X");
  app->add_flag("--fail-fast", o.fail_fast, "Stop after the first failure");
  app->add_flag("--no-deadlines", o.no_deadlines, "For a target that stands in a debugger");
  app->add_flag("--no-redact", o.no_redact, "Secrets and digests stay readable in the reports");
}

void add_fuzzing(CLI::App* app, FuzzOptions& o, Raw& raw) {
  add_text(app, "--time", raw.time, "How long, as in 90s, 10m, 1h; default 10m", "DURATION");
  raw.runs_option = app->add_option("--runs", raw.runs, "So many cases instead")
                        ->check(CLI::PositiveNumber)
                        ->type_name("N");
  raw.seed_option = app->add_option("--seed", raw.seed, "Of every chance; default 1")
                        ->check(CLI::NonNegativeNumber)
                        ->type_name("N");
  add_text(app, "--out", o.folder, "Of the results; default jcpspec-fuzz", "DIR");
  app->add_flag("--no-guidance", o.no_guidance,
                "What is new changes nothing: the seed alone makes the cases");
  add_text(app, "--resume", o.resume, "Go on with the campaign of this folder", "DIR");
  add_text(app, "--replay", o.replay, "Play the cases of this journal again", "JOURNAL");
  app->add_option("--max-findings", o.max_findings, "End after so many; default 100")
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
  app->add_option("--budget", o.budget, "Plays to make a finding small; default 300")
      ->check(CLI::Range(0, 100'000))
      ->type_name("N");
}

void add_output(CLI::App* app, OutputOptions& o, Raw& raw) {
  add_list(app, "--report", raw.reports, list_of(format_names()), "FORMAT=FILE");
  add_text(app, "--out", o.folder, "All reports, into this folder", "DIR");
  app->add_flag("--show-transcript", o.show_transcript, "The whole dialogue of every scenario");
}

JudgingOptions checked(JudgingOptions o, const Raw& raw) {
  if (!raw.fail_on.empty()) o.fail_on = fail_on_of(raw.fail_on);
  return o;
}

OutputOptions checked(OutputOptions o, const Raw& raw) {
  for (const std::string& report : raw.reports) o.reports.push_back(report_of(report));
  return o;
}

TestOptions checked(TestOptions o, const Raw& raw) {
  o.filter.classes = classes_of(raw.classes, {"fast"});
  o.judging = checked(o.judging, raw);
  o.output = checked(o.output, raw);
  if (*raw.seed_option) o.seed = raw.seed;
  if (!raw.shard.empty()) o.shard = shard_of(raw.shard);
  if (o.shard && !o.write_baseline.empty()) {
    throw UserError("--write-baseline: a shard knows too little; write it from `report merge`");
  }
  if (!o.target.empty() + !o.connect.empty() + !o.launch.empty() > 1) {
    throw UserError("--target, --connect and --launch: one of them is enough");
  }
  if (o.launch.empty() && !o.features.empty()) throw UserError("--feature belongs to --launch");
  const bool belongs = !o.components.empty() || !o.host.empty() || !o.allow_remote.empty();
  if (o.connect.empty() && belongs) {
    throw UserError("--component, --host and --allow-remote belong to --connect HOST:PORT");
  }
  const std::pair<bool, const char*> gates[] = {{o.judging.fail_on.has_value(), "--fail-on"},
                                                {!o.judging.baseline.empty(), "--baseline"},
                                                {o.shard.has_value(), "--shard"},
                                                {!o.write_baseline.empty(), "--write-baseline"}};
  for (const auto& [given, name] : gates) {
    if (!given || !o.target.empty() || !o.connect.empty() || !o.launch.empty()) continue;
    throw UserError(std::string(name) +
                    " needs a target: the built-in mock says nothing about a server");
  }
  return o;
}

FuzzOptions checked(FuzzOptions o, const Raw& raw) {
  o.on = checked(o.on, raw);
  if (!raw.time.empty()) o.time_ms = duration_ms_of(raw.time);
  if (*raw.runs_option) o.runs = raw.runs;
  if (o.time_ms && o.runs) throw UserError("--time and --runs: one of them is enough");
  const bool again = !o.resume.empty() || !o.replay.empty();
  if (!o.resume.empty() && !o.replay.empty()) {
    throw UserError("--resume and --replay: one of them is enough");
  }
  if (again && (o.on.seed || o.no_guidance)) {
    throw UserError("--seed and --no-guidance are those of the journal");
  }
  if (!o.replay.empty() && (o.time_ms || o.runs)) {
    throw UserError("--replay ends where its journal ends");
  }
  if (!o.resume.empty() && !o.folder.empty()) {
    throw UserError("--out: the results go into the folder that is resumed");
  }
  if (!o.time_ms && !o.runs) o.time_ms = 10 * 60'000;
  if (!o.resume.empty()) o.folder = o.resume;
  if (o.folder.empty()) o.folder = "jcpspec-fuzz";
  return o;
}

}  // namespace jcp::cli
