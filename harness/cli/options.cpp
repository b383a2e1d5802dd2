// The one file that knows CLI11: every file that includes it costs ten seconds to compile.

#include "options.hpp"

#include <CLI/CLI.hpp>
#include <functional>

#include "build_info.hpp"
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

// One value an occurrence; without this CLI11 would swallow the ids that follow it.
CLI::Option* add_list(CLI::App* app, const std::string& name, std::vector<std::string>& values,
                      const std::string& what, const std::string& type) {
  return app->add_option(name, values, what)->allow_extra_args(false)->type_name(type);
}

CLI::Option* add_text(CLI::App* app, const std::string& name, std::string& value,
                      const std::string& what, const std::string& type) {
  return app->add_option(name, value, what)->type_name(type);
}

// What the user wrote, before it is checked.
struct Raw {
  std::vector<std::string> classes, reports;
  std::string fail_on;
  std::uint64_t seed = 0;
  CLI::Option* seed_option = nullptr;
};

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

void add_running(CLI::App* app, TestOptions& o, Raw& raw) {
  app->add_flag("--strict", o.strict, "Rules graded milder than their level fail again");
  add_text(app, "--fail-on", raw.fail_on, "What makes the run fail; default must",
           "must|should|may");
  add_text(app, "--baseline", o.baseline, "What is known to be wrong is not red", "FILE");
  add_text(app, "--write-baseline", o.write_baseline, "Writes one that knows all of this run",
           "FILE");
  app->add_option("--repeat", o.repeat, "Run everything N times")
      ->check(CLI::Range(1, 10'000))
      ->type_name("N");
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
}

void add_output(CLI::App* app, TestOptions& o, Raw& raw) {
  add_list(app, "--report", raw.reports, list_of(format_names()), "FORMAT=FILE");
  add_text(app, "--out", o.out, "All reports, into this folder", "DIR");
  app->add_flag("--show-transcript", o.show_transcript, "The whole dialogue of every scenario");
  app->add_flag("--no-redact", o.no_redact, "Secrets and digests stay readable in the reports");
  add_scenarios(app, o.scenarios);
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

TestOptions checked(TestOptions o, const Raw& raw) {
  o.filter.classes = classes_of(raw.classes, {"fast"});
  if (!raw.fail_on.empty()) o.fail_on = fail_on_of(raw.fail_on);
  if (*raw.seed_option) o.seed = raw.seed;
  for (const std::string& report : raw.reports) o.reports.push_back(report_of(report));
  if (!o.target.empty() + !o.connect.empty() + !o.launch.empty() > 1) {
    throw UserError("--target, --connect and --launch: one of them is enough");
  }
  if (o.launch.empty() && !o.features.empty()) throw UserError("--feature belongs to --launch");
  const bool belongs = !o.components.empty() || !o.host.empty() || !o.allow_remote.empty();
  if (o.connect.empty() && belongs) {
    throw UserError("--component, --host and --allow-remote belong to --connect HOST:PORT");
  }
  const std::pair<bool, const char*> gates[] = {{o.fail_on.has_value(), "--fail-on"},
                                                {!o.baseline.empty(), "--baseline"},
                                                {!o.write_baseline.empty(), "--write-baseline"}};
  for (const auto& [given, name] : gates) {
    if (!given || !o.target.empty() || !o.connect.empty() || !o.launch.empty()) continue;
    throw UserError(std::string(name) +
                    " needs a target: the built-in mock says nothing about a server");
  }
  return o;
}

// All subcommands and what they fill.
struct CommandLine {
  CLI::App app{"Conformance tests of XEP-0114, the Jabber Component Protocol", "jcpspec"};
  TestOptions test;
  Raw test_raw, list_raw, selftest_raw;
  ListOptions list;
  ShowOptions show;
  ExplainOptions explain;
  CheckOptions check;
  CoverageOptions coverage;
  DoctorOptions doctor;
  InitOptions init;
  SelftestOptions selftest;
  MockServerOptions mock_server;
  MockComponentOptions mock_component;
  std::vector<std::pair<CLI::App*, std::function<Command()>>> results;

  CommandLine() {
    app.set_version_flag("--version", build_info());
    app.footer(
        "Exit codes: 0 conforms, 1 does not, 2 usage, 3 target never came up, 4 target died,\n"
        "5 baseline stale, 6 our own error, 130 interrupted.");
    add_test();
    add_reading();
    add_maintaining();
    add_init();
    add_stand_ins();
  }

  CLI::App* add(const std::string& name, const std::string& what, std::function<Command()> result) {
    CLI::App* command = app.add_subcommand(name, what);
    results.emplace_back(command, std::move(result));
    return command;
  }

  void add_test() {
    CLI::App* command = add("test", "Judge a target", [this] { return checked(test, test_raw); });
    add_filter(command, test.filter, test_raw);
    add_target(command, test);
    add_running(command, test, test_raw);
    add_output(command, test, test_raw);
  }

  void add_reading() {
    CLI::App* command = add("list", "The scenarios there are", [this] {
      list.filter.classes = classes_of(list_raw.classes, {"fast", "slow", "destructive"});
      return list;
    });
    add_filter(command, list.filter, list_raw);
    add_scenarios(command, list.scenarios);
    command->add_flag("--json", list.json, "As JSON");

    command = add("show", "One scenario: its file and what is done", [this] { return show; });
    command->add_option("ID", show.id, "A scenario, ID or ID#CASE")->required()->type_name("");
    add_scenarios(command, show.scenarios);
    command->add_flag("--json", show.json, "As JSON");

    command =
        add("explain", "The rule behind a scenario or a requirement", [this] { return explain; });
    command->add_option("ID", explain.id, "A scenario or a requirement")->required()->type_name("");
    add_scenarios(command, explain.scenarios);
    command->add_flag("--json", explain.json, "As JSON");
  }

  void add_maintaining() {
    CLI::App* command = add("check", "Lint scenario files", [this] { return check; });
    command->add_option("PATHS", check.paths, "Files and folders; default: those in the binary")
        ->type_name("");

    command = add("coverage", "Which rules are proven, excused, open", [this] { return coverage; });
    add_scenarios(command, coverage.scenarios);
    add_list(command, "--family", coverage.families, "Only this family", "KEY");
    command->add_option("--side", coverage.side, "Only rules for this side")
        ->check(CLI::IsMember({"server", "component"}))
        ->type_name("server|component");
    command->add_flag("--require", coverage.require, "An open MUST row is an error");
    command->add_flag("--json", coverage.json, "As JSON");

    command = add("doctor", "What is missing on this machine", [this] { return doctor; });
    command->add_flag("--json", doctor.json, "As JSON");

    command = add("selftest", "Can every proof fail? Plays every quirk of the mock", [this] {
      selftest.filter.classes = classes_of(selftest_raw.classes, {"fast", "slow", "destructive"});
      return selftest;
    });
    add_filter(command, selftest.filter, selftest_raw);
    add_scenarios(command, selftest.scenarios);
    add_text(command, "--quirk", selftest.quirk, "Only this quirk", "NAME");
  }

  void add_init() {
    CLI::App* command = add("init", "A starter profile and CI file for your project", [this] {
      if (!init.like.empty() && !(init.command.empty() && init.features.empty())) {
        throw UserError("--like brings a command and features of its own");
      }
      return init;
    });
    command->add_option("DIR", init.folder, "The project's folder; default: this one")
        ->type_name("");
    command->add_option("--role", init.role, "What the project is; default server")
        ->check(CLI::IsMember({"server", "component"}))
        ->type_name("server|component");
    command->add_option("--ci", init.ci, "Where it is built; default github")
        ->check(CLI::IsMember({"github", "gitlab", "none"}))
        ->type_name("github|gitlab|none");
    add_text(command, "--command", init.command, "What starts it, as with `test --launch`",
             "COMMAND");
    add_list(command, "--feature", init.features, "What a component offers, e.g. echo", "NAME");
    add_text(command, "--like", init.like, "A copy of this shipped profile, to be changed", "NAME");
  }

  void add_stand_ins() {
    CLI::App* command = add("mock-server", "A correct server to develop components against",
                            [this] { return mock_server; });
    add_text(command, "--listen", mock_server.listen, "Where; default 127.0.0.1:5347", "HOST:PORT");
    add_text(command, "--host", mock_server.host,
             "The server's own domain; default: the parent of the first component's", "NAME");
    add_list(command, "--component", mock_server.components, "A domain it knows and its secret",
             "DOMAIN=SECRET|DOMAIN=@FILE")
        ->required();
    add_list(command, "--quirk", mock_server.quirks, "With this deliberate fault", "NAME");
    command->add_option("--seed", mock_server.seed, "Of the stream ids")->type_name("N");
    command->add_flag("--transcript", mock_server.transcript,
                      "Print what is said, as on a terminal");
    add_text(command, "--play", mock_server.play,
             "Act this scenario out to the component that dials in, instead of serving it",
             "ID[#CASE]");
    add_mock_component();
  }

  void add_mock_component() {
    MockComponentOptions& o = mock_component;
    CLI::App* command = add("mock-component", "A correct component to develop servers against",
                            [this] { return mock_component; });
    add_text(command, "--connect", o.connect,
             "The server; default: JCP_HOST and JCP_PORT, else 127.0.0.1:5347", "HOST:PORT");
    add_list(command, "--component", o.components,
             "Its domain and secret; default: JCP_DOMAIN and JCP_SECRET",
             "DOMAIN=SECRET|DOMAIN=@FILE");
    add_text(command, "--host", o.host, "The server's own domain; default: the parent of its own",
             "NAME");
    add_list(command, "--allow-remote", o.allow_remote, "Dial this host, not loopback", "HOST");
    add_list(command, "--quirk", o.quirks, "With this deliberate fault", "NAME");
    command->add_flag("--lawful", o.lawful, "Do differently what may be done differently");
    command->add_flag("--no-reconnect", o.no_reconnect, "Exit when the connection ends");
    command->add_option("--seed", o.seed, "Of the delays")->type_name("N");
  }

  std::vector<std::string> commands() const {
    std::vector<std::string> names;
    for (const auto& [command, result] : results) names.push_back(command->get_name());
    return names;
  }

  // The subcommand that the line names, or nullptr.
  const CLI::App* chosen() const {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? nullptr : chosen.front();
  }
};

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// The first argument that nobody wanted.
std::string unexpected(const CommandLine& line) {
  const std::vector<std::string> rest = line.app.remaining(true);
  const std::string wrong = rest.empty() ? "" : rest.front();
  const CLI::App* command = line.chosen();
  if (!command && !wrong.starts_with('-')) {
    return "no command \"" + wrong + "\"" + suggestion(wrong, line.commands());
  }
  const std::string name = wrong.substr(0, wrong.find('='));
  const std::string where = command ? " of `jcpspec " + command->get_name() + "`" : "";
  if (!wrong.starts_with('-')) return "\"" + wrong + "\" is one argument too many" + where;
  return "no option " + name + where +
         suggestion(name, option_names(command ? *command : line.app));
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App* command = line.chosen();
    return Text{(command ? command : &line.app)->help(), 0};
  } catch (const CLI::CallForVersion& version) {
    return Text{std::string(version.what()) + "\n", 0};
  } catch (const CLI::ExtrasError&) {
    throw UserError(unexpected(line));
  } catch (const CLI::ParseError& error) {
    throw UserError(first_line(error.what()));
  }
  for (const auto& [command, result] : line.results) {
    if (*command) return result();
  }
  return Text{line.app.help(), 2};
}

}  // namespace jcp::cli
