// Choosing among scenarios: ids, globs, families, classes, and the twins that come with them.

#include "suite.hpp"

#include <filesystem>
#include <fstream>

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

std::string steps(const std::string& proof) {
  return R"([ { "connect": {} }, { "expect": "disconnect", "proves": [")" + proof + R"("] } ])";
}

FileSet small() {
  FileSet files = embedded_scenarios();
  std::erase_if(files, [](const auto& file) { return file.first.find('/') != std::string::npos; });
  files["requirements.json"] = catalogue_text();
  files["server/a/positive.json"] =
      file_of(steps("M1"), R"("cases": { "x": {}, "y": {} }, "aliases": ["server/old/positive"],)");
  files["server/a/negative.json"] =
      file_of(steps("S1"), R"("twin": "server/a/positive", "cases": { "x": {}, "z": {} },)");
  files["server/b/renamed.json"] = file_of(steps("S1"), R"("twin": "server/old/positive",)");
  files["server/b/slow.json"] = file_of(steps("M1"), R"("class": "slow",)");
  files["component/a/theirs.json"] = file_of(steps("M3"));
  files["both/a/shared.json"] = file_of(steps("M2"));
  return files;
}

std::string keys(const std::vector<CaseRef>& cases) {
  std::string text;
  for (const CaseRef& ref : cases) text += (text.empty() ? "" : " ") + ref.key();
  return text;
}

std::string selected(const Filter& filter, Role role = Role::component) {
  const Suite suite(small());
  try {
    return keys(select(suite, role, filter));
  } catch (const UserError& error) {
    return error.what();
  }
}

Filter ids(std::vector<std::string> list) {
  Filter filter;
  filter.ids = std::move(list);
  return filter;
}

TEST(Glob, MatchesTheWholeText) {
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("a*c", "abbc"));
  EXPECT_TRUE(glob_matches("a*b*c", "axbxbc"));
  EXPECT_TRUE(glob_matches("?*", "x"));
  EXPECT_TRUE(glob_matches("a**", "a"));
  EXPECT_FALSE(glob_matches("?", ""));
  EXPECT_FALSE(glob_matches("a", "ab"));
  EXPECT_FALSE(glob_matches("*b", "ba"));
  EXPECT_TRUE(glob_matches("*/3/*", "server/xep0114/3/x"));
  EXPECT_TRUE(glob_matches("a*", "a*b"));
  const std::string many(200, 'a');
  EXPECT_FALSE(glob_matches("*a*a*a*a*a*a*a*b", many));
}

TEST(Select, GivesTheFastCasesOfTheRoleSortedById) {
  EXPECT_EQ(selected({}),
            "both/a/shared server/a/negative#x server/a/negative#z server/a/positive#x "
            "server/a/positive#y server/b/renamed");
  EXPECT_EQ(selected({}, Role::server), "both/a/shared component/a/theirs");
}

TEST(Select, ByIdCaseGlobOrFormerId) {
  EXPECT_EQ(selected(ids({"server/a/positive#y"})), "server/a/positive#y");
  EXPECT_EQ(selected(ids({"server/a/positive"})), "server/a/positive#x server/a/positive#y");
  EXPECT_EQ(selected(ids({"*negative*", "both/*"})),
            "both/a/shared server/a/negative#x server/a/negative#z");
  EXPECT_EQ(selected(ids({"server/old/positive"})), "server/a/positive#x server/a/positive#y");
  EXPECT_EQ(selected(ids({"server/b/slow"})), "server/b/slow");  // who names it wants it
}

TEST(Select, NarrowsByOnlySkipFamilyAndClass) {
  Filter filter;
  filter.only = {"server/*", "*a/*"};
  filter.skip = {"*#x"};
  EXPECT_EQ(selected(filter), "server/a/negative#z server/a/positive#y");
  Filter families;
  families.families = {"TWO"};
  EXPECT_EQ(selected(families), "server/a/negative#x server/a/negative#z server/b/renamed");
  Filter slow;
  slow.classes = {"slow"};
  EXPECT_EQ(selected(slow), "server/b/slow");
}

TEST(Select, RefusesWhatNamesNothing) {
  EXPECT_EQ(selected(ids({"server/nonsense"})),
            "\"server/nonsense\" names no scenario; see `jcpspec list`");
  EXPECT_EQ(selected(ids({"compnent/*"})), "\"compnent/*\" names no scenario; see `jcpspec list`");
  EXPECT_EQ(selected(ids({"component/*"})), "");  // of the other role: nothing, and no mistake
  Filter filter;
  filter.skip = {"nonsense*"};
  EXPECT_EQ(selected(filter), "\"nonsense*\" names no scenario; see `jcpspec list`");
  filter = {};
  filter.families = {"THREE"};
  EXPECT_TRUE(selected(filter).starts_with("\"THREE\" is no family"));
}

TEST(Twins, ComeAlongOnceWithTheSameCaseOrAll) {
  const Suite suite(small());
  const auto twins = [&](std::vector<std::string> list) {
    const auto cases = select(suite, Role::component, ids(std::move(list)));
    return keys(missing_twins(suite, Role::component, cases));
  };
  EXPECT_EQ(twins({"server/a/negative#x"}), "server/a/positive#x");
  EXPECT_EQ(twins({"server/a/negative#z"}), "server/a/positive#x server/a/positive#y");
  EXPECT_EQ(twins({"server/a/negative"}), "server/a/positive#x server/a/positive#y");
  EXPECT_EQ(twins({"server/a/negative#x", "server/a/positive#x"}), "");
  EXPECT_EQ(twins({"server/b/renamed"}),
            "server/a/positive#x server/a/positive#y");  // by its former id
  EXPECT_EQ(twins({"server/a/positive"}), "");
}

TEST(Suite, FindsByIdOrAlias) {
  const Suite suite(small());
  EXPECT_EQ(suite.find("server/old/positive")->id, "server/a/positive");
  EXPECT_EQ(suite.find("server/a/nonsense"), nullptr);
}

TEST(Suite, TitlesAreThoseOfTheCaseOrTheScenario) {
  FileSet files = small();
  files["server/c/titled.json"] =
      file_of(steps("M1"), R"("cases": { "x": { "title": "A title of its own" }, "y": {} },)");
  const Suite suite(files);
  const auto cases = select(suite, Role::component, ids({"server/c/*"}));
  EXPECT_EQ(cases[0].title(), "A title of its own");
  EXPECT_EQ(cases[1].title(), "A title for tests");
}

TEST(Suite, RefusesTheFirstBrokenFile) {
  FileSet files = small();
  files["server/c/broken.json"] = "{";
  try {
    Suite{files};
    ADD_FAILURE() << "was read";
  } catch (const UserError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("scenarios/server/c/broken.json:1:2: "));
  }
  EXPECT_THROW(Suite(FileSet{}), UserError);
}

TEST(Suite, ThatIsShippedFitsItsSchemas) {
  const Suite suite(embedded_scenarios(), false);
  EXPECT_GT(suite.scenarios().size(), 200u);
  EXPECT_FALSE(suite.always_rules().empty());
}

TEST(Suite, HasAProbeForEachRole) {
  const Suite suite(small());
  for (const Role role : {Role::component, Role::server}) {
    EXPECT_EQ(suite.probe(role).role, role);
    EXPECT_EQ(suite.probe(role).slots, 1);
    EXPECT_TRUE(suite.probe(role).proofs.empty());
  }
}

TEST(ScenariosIn, ReadsAFolderAndTakesTheRestFromTheBinary) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(::testing::TempDir()) / "jcp-suite-test";
  fs::remove_all(folder);
  fs::create_directories(folder / "server/a.json");  // a folder, whatever it is called
  std::ofstream(folder / "server/b.json") << "{}";
  std::ofstream(folder / "notes.txt") << "x";
  fs::create_symlink("nowhere", folder / "gone.json");
  const FileSet files = scenarios_in(folder.string() + "/");
  EXPECT_EQ(files.at("server/b.json"), "{}");
  EXPECT_EQ(files.size(), 4u);  // with the catalogue and two schemas
  EXPECT_TRUE(files.contains("requirements.json"));
  fs::remove_all(folder);
  EXPECT_THROW(scenarios_in(folder.string()), UserError);
}

}  // namespace
}  // namespace jcp::testing
