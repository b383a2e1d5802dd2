#pragma once
// What the command line says, as plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/scenario/suite.hpp"

namespace jcp::cli {

struct ReportOption {
  std::string format;  // one of reports/formats.hpp
  std::string file;
};

// Where the results go.
struct OutputOptions {
  std::vector<ReportOption> reports;
  std::string folder;            // all formats, into it
  bool show_transcript = false;  // on the screen
};

// What makes a run red.
struct JudgingOptions {
  std::optional<Grade> fail_on;
  std::string baseline;  // a file
};

struct Shard {
  int number = 1, of = 1;
};

struct TestOptions {
  std::string target;  // a name or a file; "" with `connect`: built from the options below
  std::string connect;
  std::string launch;                 // a command that starts a component
  std::vector<std::string> features;  // that it offers
  std::vector<std::string> components;
  std::string host;
  std::vector<std::string> allow_remote;
  std::string scenarios;  // a folder; "" = those of the binary
  Filter filter;
  bool strict = false;
  JudgingOptions judging;
  std::string write_baseline;  // a file
  int repeat = 1;
  std::optional<Shard> shard;
  bool shuffle = false;
  std::optional<std::uint64_t> seed;
  int jobs = 0;  // 0: as many as the target has domains for
  OutputOptions output;
  double time_scale = 1;
  bool fail_fast = false;
  bool no_redact = false;
  bool no_deadlines = false;

  bool built_in() const {
    return connect.empty() && launch.empty() &&
           (target.empty() || target == "mock" || target == "mock-component");
  }
};

struct ListOptions {
  std::string scenarios;
  Filter filter;
  bool json = false;
};
struct ShowOptions {
  std::string scenarios;
  std::string id;
  bool json = false;
};
struct ExplainOptions {
  std::string scenarios;
  std::string id;
  bool json = false;
};
struct CheckOptions {
  std::vector<std::string> paths;  // files and folders; empty: the scenarios of the binary
};
struct CoverageOptions {
  std::string scenarios;
  std::vector<std::string> families;
  std::string side;  // server, component or "" = both
  bool require = false;
  bool json = false;
};
struct DoctorOptions {
  bool json = false;
};
struct InitOptions {
  std::string folder = ".";           // of the project
  std::string role = "server";        // what the project is
  std::string ci = "github";          // or gitlab, none
  std::string command;                // that starts it
  std::vector<std::string> features;  // of a component
  std::string like;                   // a shipped profile to copy
};
struct SelftestOptions {
  std::string scenarios;
  Filter filter;
  std::string quirk;
};
// A saved run again, on an explicit target.
struct ReplayOptions {
  std::string file;
  TestOptions test;
};
// A campaign of the fuzzer.
struct FuzzOptions {
  TestOptions on;                       // the target, and the seed
  std::optional<std::int64_t> time_ms;  // neither: ten minutes
  std::optional<std::uint64_t> runs;    // cases
  std::string folder;                   // of the results
  std::string resume;                   // such a folder, to go on with
  std::string replay;                   // a journal, to play again
  bool no_guidance = false;
  std::size_t max_findings = 100;
  std::uint64_t budget = 300;  // plays to make one finding small
};
// An input of an in-process target, to be a scenario.
struct ImportOptions {
  std::string file;
  std::string role = "server";  // what the target is
  std::string folder = ".";     // of scenarios
};
// A saved run judged again, offline.
struct JudgeOptions {
  std::string file, scenarios;
  std::vector<std::string> ids;
  JudgingOptions judging;
  OutputOptions output;
};
struct MergeOptions {
  std::vector<std::string> files;
  std::string out, scenarios;
  std::string write_baseline;
  JudgingOptions judging;
  OutputOptions output;
};
struct ConvertOptions {
  std::string file, scenarios;
  bool publishable = false;
  OutputOptions output;
};
struct DiffOptions {
  std::string before, after;
};
struct MatrixOptions {
  std::vector<std::string> files;
  std::string out, scenarios;
};
struct TraitsOptions {
  std::vector<std::string> files;
  std::string out;  // "": standard output
  bool different = false;
};
struct MockServerOptions {
  std::string listen = "127.0.0.1:5347";
  std::string host;
  std::vector<std::string> components;
  std::vector<std::string> quirks;
  std::uint64_t seed = 1;
  bool transcript = false;  // also where standard output is no terminal
  std::string play;         // a scenario to act out instead of serving
};
struct MockComponentOptions {
  std::string connect;                  // "": JCP_HOST and JCP_PORT, or 127.0.0.1:5347
  std::vector<std::string> components;  // one; empty: JCP_DOMAIN and JCP_SECRET
  std::string host;
  std::vector<std::string> allow_remote;
  std::vector<std::string> quirks;
  bool lawful = false;
  bool no_reconnect = false;
  std::uint64_t seed = 1;
};
// Help and version: printed, nothing else to do.
struct Text {
  std::string text;
  int exit_code = 0;
};

using Command =
    std::variant<TestOptions, ListOptions, ShowOptions, ExplainOptions, CheckOptions,
                 CoverageOptions, DoctorOptions, InitOptions, SelftestOptions, MockServerOptions,
                 MockComponentOptions, ReplayOptions, JudgeOptions, MergeOptions, ConvertOptions,
                 DiffOptions, MatrixOptions, TraitsOptions, FuzzOptions, ImportOptions, Text>;

// Throws UserError: one line that says what is wrong.
Command parse_command_line(int argc, const char* const* argv);

}  // namespace jcp::cli
