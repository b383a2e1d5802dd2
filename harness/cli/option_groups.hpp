#pragma once
// The groups of options that commands share.

#include "options.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace jcp::cli {

// What the user wrote, before it is checked.
struct Raw {
  std::vector<std::string> classes, reports;
  std::string fail_on, shard, time;
  std::uint64_t runs = 0;
  CLI::Option* runs_option = nullptr;
  std::uint64_t seed = 0;
  CLI::Option* seed_option = nullptr;
};

// One value an occurrence.
CLI::Option* add_list(CLI::App* app, const std::string& name, std::vector<std::string>& values,
                      const std::string& what, const std::string& type);
CLI::Option* add_text(CLI::App* app, const std::string& name, std::string& value,
                      const std::string& what, const std::string& type);

void add_scenarios(CLI::App* app, std::string& folder);
void add_ids(CLI::App* app, std::vector<std::string>& ids);
void add_filter(CLI::App* app, Filter& filter, Raw& raw);
void add_target(CLI::App* app, TestOptions& options);
void add_judging(CLI::App* app, JudgingOptions& options, Raw& raw);
void add_running(CLI::App* app, TestOptions& options, Raw& raw);
void add_fuzzing(CLI::App* app, FuzzOptions& options, Raw& raw);
void add_output(CLI::App* app, OutputOptions& options, Raw& raw);

// The functions below throw UserError: one line that says what is wrong.
std::vector<std::string> classes_of(const std::vector<std::string>& given,
                                    const std::vector<std::string>& otherwise);
JudgingOptions checked(JudgingOptions options, const Raw& raw);
OutputOptions checked(OutputOptions options, const Raw& raw);
TestOptions checked(TestOptions options, const Raw& raw);
FuzzOptions checked(FuzzOptions options, const Raw& raw);

}  // namespace jcp::cli
