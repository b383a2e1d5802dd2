// The commands that only read, called as main calls them.

#include "commands.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "harness/scenario/json_file.hpp"
#include "program_text.hpp"
#include "suite_source.hpp"

namespace jcp::cli {
namespace {

using testing::HasSubstr;

constexpr const char* accepted = "server/xep0114/3/handshake-accepted";

struct Output {
  int exit_code;
  std::string text;
};

template <typename Options>
Output output_of(const Options& options) {
  testing::internal::CaptureStdout();
  const int exit_code = run(options);
  std::fflush(stdout);
  return {exit_code, testing::internal::GetCapturedStdout()};
}

std::string complaint(const std::function<void()>& call) {
  try {
    call();
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(std::filesystem::path(testing::TempDir()) / ("cli-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& below, const std::string& text) const {
    const std::filesystem::path file = path_ / below;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(Commands, List) {
  ListOptions options;
  options.filter.ids = {accepted};
  const Output output = output_of(options);
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_THAT(output.text, HasSubstr(accepted));
  options.json = true;
  const Json json = parse_json(output_of(options).text, "list");
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0]["id"], accepted);
  EXPECT_FALSE(json[0]["proves"].empty());
}

TEST(Commands, ListKnowsBothRoles) {
  ListOptions options;
  options.filter.classes = {"fast", "slow", "destructive"};
  options.filter.ids = {"both/*", "server/*"};
  EXPECT_THAT(output_of(options).text, HasSubstr("both/"));
}

TEST(Commands, ShowPrintsFileAndProgram) {
  ShowOptions options;
  options.id = accepted;
  const Output output = output_of(options);
  EXPECT_THAT(output.text, HasSubstr("\"title\""));
  EXPECT_THAT(output.text, HasSubstr("we are the component:"));
  EXPECT_THAT(output.text, HasSubstr("connect"));
  options.json = true;
  const Json json = parse_json(output_of(options).text, "show");
  EXPECT_EQ(json["scenario"]["title"].get<std::string>(), load_suite("").find(accepted)->title);
  EXPECT_FALSE(json["programs"][0]["operations"].empty());
}

TEST(Commands, EveryProgramCanBePrinted) {
  const Suite suite = load_suite("");
  for (const Scenario& scenario : suite.scenarios()) {
    for (const ScenarioCase& c : scenario.cases) {
      for (const auto& [role, program] : c.programs) {
        EXPECT_EQ(program_text(program).size(), program.operations.size()) << scenario.key(c);
      }
    }
  }
}

TEST(Commands, ExplainARequirementAndAScenario) {
  ExplainOptions options;
  options.id = "XEP0114-3-50";
  const std::string text = output_of(options).text;
  EXPECT_THAT(text, HasSubstr("XEP0114-3-50  MUST, for the server"));
  EXPECT_THAT(text, HasSubstr("proven by  server/"));
  EXPECT_THAT(text, HasSubstr("broken by  "));
  options.id = accepted;
  EXPECT_THAT(output_of(options).text, HasSubstr("XEP0114-3-"));
  options.json = true;
  EXPECT_FALSE(parse_json(output_of(options).text, "explain")["requirements"].empty());
}

TEST(Commands, ExplainAStandingRule) {
  const Suite suite = load_suite("");
  ASSERT_FALSE(suite.always_rules().empty());
  ExplainOptions options;
  options.id = suite.always_rules().front().id;
  EXPECT_THAT(output_of(options).text, HasSubstr(suite.always_rules().front().title));
}

TEST(Commands, UnknownIdsGetASuggestion) {
  EXPECT_THAT(complaint([] {
                run(ExplainOptions{"", "XEP0114-3-5O", false});
              }),
              HasSubstr("did you mean \"XEP0114-3-5"));
  EXPECT_THAT(complaint([] {
                run(ShowOptions{"", "server/xep0114/3/handshake-acepted", false});
              }),
              HasSubstr("did you mean \"server/xep0114/3/handshake-accepted\"?"));
  EXPECT_THAT(complaint([] {
                run(ShowOptions{"", std::string(accepted) + "#no-case", false});
              }),
              HasSubstr("names no scenario"));
  EXPECT_THAT(complaint([] {
                run(CoverageOptions{"", {"OPNE"}, "", false, false});
              }),
              HasSubstr("did you mean \"OPEN\"?"));
}

TEST(Commands, Coverage) {
  CoverageOptions options;
  options.families = {"OPEN"};
  options.side = "server";
  EXPECT_THAT(output_of(options).text, HasSubstr("Stream opening"));
  options.json = true;
  const Json json = parse_json(output_of(options).text, "coverage");
  ASSERT_FALSE(json.empty());
  for (const Json& row : json) EXPECT_EQ(row["family"], "OPEN");
}

TEST(Commands, CoverageCanBeRequired) {
  const TemporaryFolder folder;
  folder.write("requirements.json", R"({"families": [{"key": "A", "title": "A"}], "requirements": [
    {"id": "S-1", "family": "A", "level": "MUST", "side": "server", "source": "1", "sentence": "One."},
    {"id": "C-1", "family": "A", "level": "MAY", "side": "component", "source": "1", "sentence": "Two."}]})");
  CoverageOptions options;
  options.scenarios = folder.path();
  EXPECT_EQ(output_of(options).exit_code, 0);
  options.require = true;
  EXPECT_EQ(output_of(options).exit_code, 1);
  options.side = "component";
  EXPECT_EQ(output_of(options).exit_code, 0);
}

TEST(Commands, DoctorNeverFails) {
  DoctorOptions options;
  const Output output = output_of(options);
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_THAT(output.text, HasSubstr("target mock"));
  EXPECT_THAT(output.text, HasSubstr("target prosody"));
  options.json = true;
  EXPECT_TRUE(parse_json(output_of(options).text, "doctor").contains("checks"));
}

TEST(Commands, ScenariosOfAFolder) {
  const TemporaryFolder folder;
  folder.write("server/mine/1/is-here.json", R"({
    "title": "One of mine is here", "rule": "It is here.", "killed_by": {},
    "steps": [{ "establish": {}, "proves": ["XEP0114-3-50"] }] })");
  ListOptions options;
  options.scenarios = folder.path();
  options.filter.classes = {"fast"};
  const std::string text = output_of(options).text;
  EXPECT_THAT(text, HasSubstr("server/mine/1/is-here"));
  EXPECT_THAT(text, HasSubstr("1 case,"));
  options.scenarios = "/no/such/folder";
  EXPECT_THAT(complaint([&] { run(options); }), HasSubstr("no such folder"));
}

TEST(Commands, StrictTurnsMarkedRowsBackIntoFail) {
  const TemporaryFolder folder;
  folder.write("requirements.json", R"({"families": [{"key": "A", "title": "A"}], "requirements": [
    {"id": "S-1", "family": "A", "level": "MUST", "side": "server", "source": "1", "sentence": "One.",
     "grade": "warn", "grade_reason": "Mild.", "strict": true},
    {"id": "S-2", "family": "A", "level": "MUST", "side": "server", "source": "1", "sentence": "Two.",
     "grade": "warn", "grade_reason": "Mild."}]})");
  const Suite mild = load_suite(folder.path()), strict = load_suite(folder.path(), true);
  EXPECT_EQ(mild.catalogue().find("S-1")->grade, Grade::warn);
  EXPECT_EQ(strict.catalogue().find("S-1")->grade, Grade::fail);
  EXPECT_EQ(strict.catalogue().find("S-2")->grade, Grade::warn);
}

constexpr const char* unsound = R"({
  "title": "It proves nothing", "rule": "It proves nothing.", "steps": [{ "establish": {} }] })";

TEST(Commands, CheckOneFileOutsideOfEveryTree) {
  const TemporaryFolder folder;
  const std::string file = folder.write("server/mine/1/is-here.json", unsound);
  const Output output = output_of(CheckOptions{{file}});
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(output.text, file + ":/: proves nothing\n");
}

TEST(Commands, CheckATreeOfItsOwn) {
  const TemporaryFolder folder;
  for (const auto& [path, text] : embedded_scenarios()) {
    if (path.find('/') == std::string::npos) folder.write(path, text);
  }
  folder.write("server/mine/1/is-here.json", unsound);
  const std::string other = folder.write("server/mine/1/is-there.json", unsound);
  EXPECT_THAT(output_of(CheckOptions{{folder.path()}}).text, HasSubstr("is-here.json:/: proves"));
  // Only what was asked for is told, the rest of the tree is known nevertheless.
  EXPECT_EQ(output_of(CheckOptions{{other}}).text, other + ":/: proves nothing\n");
}

TEST(Commands, CheckWhatIsNotThere) {
  EXPECT_THAT(complaint([] { run(CheckOptions{{"/no/such/file.json"}}); }),
              HasSubstr("no such file or folder"));
  const TemporaryFolder folder;
  EXPECT_THAT(complaint([&] { run(CheckOptions{{folder.path()}}); }),
              HasSubstr("no scenario in it"));
  const std::string lost = folder.write("lost.json", unsound);
  EXPECT_THAT(complaint([&] { run(CheckOptions{{lost}}); }), HasSubstr("a scenario lies below"));
}

}  // namespace
}  // namespace jcp::cli
