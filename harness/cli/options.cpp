// The command line: which commands there are. CLI11 is known here and in option_groups.cpp only.

#include "options.hpp"

#include <CLI/CLI.hpp>
#include <functional>

#include "build_info.hpp"
#include "option_groups.hpp"
#include "suggestion.hpp"

namespace jcp::cli {

namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 conforms, 1 does not, 2 usage, 3 target never came up, 4 target died,\n"
    "5 baseline stale, 6 our own error, 130 interrupted.";

constexpr const char* fuzz_exit_codes =
    "Exit codes: 0 nothing found, 1 findings, 2 usage, 3 target never came up, 4 crash or hang,\n"
    "6 our own error, 130 interrupted.";

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
  ReplayOptions replay;
  JudgeOptions judge;
  MergeOptions merge;
  ConvertOptions convert;
  DiffOptions diff;
  MatrixOptions matrix;
  TraitsOptions traits;
  FuzzOptions fuzz;
  ImportOptions imported;
  Raw replay_raw, judge_raw, merge_raw, convert_raw, fuzz_raw;
  CLI::App* report = nullptr;
  std::vector<std::pair<CLI::App*, std::function<Command()>>> results;

  CommandLine() {
    app.set_version_flag("--version", build_info());
    app.footer(exit_codes);
    add_test();
    add_fuzz();
    add_again();
    add_reports();
    add_reading();
    add_maintaining();
    add_init();
    add_stand_ins();
  }

  CLI::App* add(const std::string& name, const std::string& what, std::function<Command()> result) {
    return add_to(&app, name, what, std::move(result));
  }

  CLI::App* add_to(CLI::App* parent, const std::string& name, const std::string& what,
                   std::function<Command()> result) {
    CLI::App* command = parent->add_subcommand(name, what);
    command->footer("");
    results.emplace_back(command, std::move(result));
    return command;
  }

  void add_test() {
    CLI::App* command = add("test", "Judge a target", [this] { return checked(test, test_raw); });
    command->footer(exit_codes);
    add_filter(command, test.filter, test_raw);
    add_target(command, test);
    add_running(command, test, test_raw);
    add_output(command, test.output, test_raw);
    add_scenarios(command, test.scenarios);
  }

  void add_fuzz() {
    CLI::App* command = add("fuzz", "A campaign against a live target, with what nobody would send",
                            [this] { return checked(fuzz, fuzz_raw); });
    command->footer(fuzz_exit_codes);
    add_target(command, fuzz.on);
    add_fuzzing(command, fuzz, fuzz_raw);

    command = add_to(command, "import", "What an in-process target left behind, as a scenario",
                     [this] { return imported; });
    command->add_option("FILE", imported.file, "crash-..., or a file of a corpus")
        ->required()
        ->type_name("");
    command->add_option("--role", imported.role, "What the target is; default server")
        ->check(CLI::IsMember({"server", "component"}))
        ->type_name("ROLE");
    add_text(command, "--out", imported.folder, "Of scenarios; default here", "DIR");
  }

  void add_again() {
    CLI::App* command = add("replay", "What was red in a saved run, again on a target", [this] {
      replay.test = checked(replay.test, replay_raw);
      return replay;
    });
    add_saved(command, "FILE", replay.file);
    add_filter(command, replay.test.filter, replay_raw);
    add_target(command, replay.test);
    add_running(command, replay.test, replay_raw);
    add_output(command, replay.test.output, replay_raw);
    add_scenarios(command, replay.test.scenarios);

    command = add("judge", "A saved run judged again, without its target", [this] {
      judge.judging = checked(judge.judging, judge_raw);
      judge.output = checked(judge.output, judge_raw);
      return judge;
    });
    add_saved(command, "FILE", judge.file);
    add_ids(command, judge.ids);
    add_judging(command, judge.judging, judge_raw);
    add_output(command, judge.output, judge_raw);
    add_scenarios(command, judge.scenarios);
  }

  void add_saved(CLI::App* command, const std::string& name, std::string& file) {
    command->add_option(name, file, "A saved result: json or jsonl")->required()->type_name("");
  }

  void add_saved(CLI::App* command, std::vector<std::string>& files) {
    command->add_option("FILES", files, "Saved results: json or jsonl")->required()->type_name("");
  }

  void add_reports() {
    report = app.add_subcommand("report", "Work on saved results");
    CLI::App* command = add_to(report, "merge", "Shards of a run as one", [this] {
      merge.judging = checked(merge.judging, merge_raw);
      merge.output = checked(merge.output, merge_raw);
      return merge;
    });
    add_saved(command, merge.files);
    add_text(command, "-o", merge.out, "The result file of all", "FILE");
    add_judging(command, merge.judging, merge_raw);
    add_text(command, "--write-baseline", merge.write_baseline,
             "Writes one that knows all of this run", "FILE");
    add_output(command, merge.output, merge_raw);
    add_scenarios(command, merge.scenarios);

    command = add_to(report, "convert", "Another format of a saved result", [this] {
      convert.output = checked(convert.output, convert_raw);
      return convert;
    });
    add_saved(command, "FILE", convert.file);
    command->add_flag("--publishable", convert.publishable,
                      "Without the dialogues of passes, crashes, hangs and taken identities");
    add_output(command, convert.output, convert_raw);
    add_scenarios(command, convert.scenarios);

    command =
        add_to(report, "diff", "What flipped between two saved results", [this] { return diff; });
    add_saved(command, "BEFORE", diff.before);
    add_saved(command, "AFTER", diff.after);
    add_comparing();
  }

  void add_comparing() {
    CLI::App* command = add_to(report, "matrix", "Many targets side by side, one HTML page",
                               [this] { return matrix; });
    add_saved(command, matrix.files);
    add_text(command, "-o", matrix.out, "The page", "FILE")->required();
    add_scenarios(command, matrix.scenarios);

    command = add_to(report, "traits", "What targets do where the texts leave a choice",
                     [this] { return traits; });
    add_saved(command, traits.files);
    add_text(command, "-o", traits.out, "The table, Markdown; default: standard output", "FILE");
    command->add_flag("--different", traits.different,
                      "Only questions that they answer differently");
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

  // Of the innermost command, by its whole name.
  std::string help() const {
    std::string before;
    for (const CLI::App* app_above = chosen()->get_parent(); app_above;
         app_above = app_above->get_parent()) {
      before = app_above->get_name() + (before.empty() ? "" : " ") + before;
    }
    return chosen()->help(before);
  }

  // The innermost command that the line names; the program when there is none.
  const CLI::App* chosen() const {
    const CLI::App* command = &app;
    for (auto below = command->get_subcommands(); !below.empty();
         below = command->get_subcommands()) {
      command = below.front();
    }
    return command;
  }
};

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

// The first argument that nobody wanted.
std::string unexpected(const CommandLine& line) {
  const std::vector<std::string> rest = line.app.remaining(true);
  const std::string wrong = rest.empty() ? "" : rest.front();
  const CLI::App* command = line.chosen();
  const std::vector<std::string> commands = command_names(*command);
  if (!commands.empty() && !wrong.starts_with('-')) {
    return "no command \"" + wrong + "\"" + suggestion(wrong, commands);
  }
  const std::string name = wrong.substr(0, wrong.find('='));
  const std::string where = command == &line.app ? "" : " of `jcpspec " + command->get_name() + "`";
  if (!wrong.starts_with('-')) return "\"" + wrong + "\" is one argument too many" + where;
  return "no option " + name + where + suggestion(name, option_names(*command));
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Text{line.help(), 0};
  } catch (const CLI::CallForVersion& version) {
    return Text{std::string(version.what()) + "\n", 0};
  } catch (const CLI::ExtrasError&) {
    throw UserError(unexpected(line));
  } catch (const CLI::ParseError& error) {
    throw UserError(first_line(error.what()));
  }
  for (const auto& [command, result] : line.results) {
    if (command == line.chosen()) return result();
  }
  return Text{line.help(), 2};
}

}  // namespace jcp::cli
