// Profiles are files of our users: the shipped ones are read as they are, and a sound small one is
// broken in one place at a time, which has to give one line with that place.

#include "profile.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "harness/scenario/json_file.hpp"
#include "workspace.hpp"

namespace jcp {
namespace {

Json sound() {
  return Json::parse(R"({"name": "mine", "host": "example", "address": "127.0.0.1", "port": 5347,
                         "components": [{"domain": "a.example", "secret": "s"}]})");
}

// The file lies in a folder of its own, so that templates can lie beside it.
class ProfileFile : public testing::Test {
 protected:
  ProfileFile() : folder_(std::filesystem::temp_directory_path() / "jcp-profile-test-XXXXXX") {
    std::string name = folder_.string();
    folder_ = mkdtemp(name.data());
  }
  ~ProfileFile() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return (folder_ / "mine.json").string(); }

  Profile load(const Json& json) {
    std::ofstream(path()) << json.dump();
    return load_profile(path());
  }

  // What the user is told, without the name of the file.
  std::string refusal(const Json& json) {
    try {
      load(json);
    } catch (const UserError& error) {
      const std::string line = error.what();
      EXPECT_TRUE(line.starts_with(path() + ":")) << line;
      return line.substr(std::min(line.size(), path().size() + 1));
    }
    return "none";
  }

  std::string refusal(const char* change) {
    Json json = sound();
    json.merge_patch(Json::parse(change));
    return refusal(json);
  }

  std::filesystem::path folder_;
};

TEST(Profiles, TheShippedOnesAreSound) {
  const std::vector<std::string> names = embedded_profiles();
  EXPECT_GE(names.size(), 3U);
  for (const std::string& name : names) {
    const Profile profile = load_profile(name);
    EXPECT_EQ(profile.name, name);
    EXPECT_TRUE(profile.managed()) << name;
    if (profile.role == "component") continue;
    EXPECT_GE(profile.domains.size(), 8U) << name;
    EXPECT_FALSE(profile.files.empty()) << name;
  }
}

TEST_F(ProfileFile, OfARunningServerNeedsNoCommand) {
  const Profile profile = load(sound());
  EXPECT_FALSE(profile.managed());
  EXPECT_EQ(profile.port, 5347);
  EXPECT_TRUE(profile.policy.empty());
}

TEST_F(ProfileFile, IsRefusedWithThePlace) {
  EXPECT_TRUE(refusal(R"({"before": []})").starts_with("/")) << refusal(R"({"before": []})");
  EXPECT_TRUE(refusal(R"({"role": "client"})").starts_with("/role:"));
  EXPECT_NE(refusal(R"({"role": "component"})"), "none");
  EXPECT_TRUE(refusal(R"({"stop": {"signal": "INT"}})").starts_with("/stop"));
  EXPECT_TRUE(refusal(R"({"port": 70000})").starts_with("/port:"));
  EXPECT_TRUE(refusal(R"({"command": "prosody"})").starts_with("/command:"));
  EXPECT_TRUE(refusal(R"({"policy": {"open_registration": "yes"}})")
                  .starts_with("/policy/open_registration:"));
  EXPECT_TRUE(refusal(R"({"components": [{"domain": "a"}]})").starts_with("/components/0"));
  EXPECT_EQ(refusal(R"({"port": null})"), "/: neither a command nor a port");
}

TEST_F(ProfileFile, OfAComponentHasACommandAndNothingOfAServer) {
  const Json component = Json::parse(
      R"({"name": "mine", "role": "component", "command": ["/bin/true"], "settle_ms": 7,
          "first_connect_ms": 900, "features": ["echo"]})");
  const Profile profile = load(component);
  EXPECT_EQ(profile.our_role(), Role::server);
  EXPECT_EQ(profile.settle_ms, 7);
  EXPECT_EQ(profile.first_connect_ms, 900);
  for (const char* change :
       {R"({"command": null})", R"({"ports": ["port"]})", R"({"host": "a.example"})",
        R"({"components": [{"domain": "a", "secret": "s"}]})", R"({"settle_ms": -1})"}) {
    Json changed = component;
    changed.merge_patch(Json::parse(change));
    EXPECT_NE(refusal(changed), "none") << change;
  }
  EXPECT_NE(refusal(R"({"settle_ms": 7})"), "none");  // no business of a server
}

TEST_F(ProfileFile, KeepsOneDomainOnce) {
  Json json = sound();
  json["components"].push_back(json["components"][0]);
  EXPECT_EQ(refusal(json), "/components: the domain a.example stands twice");
}

// Docs, section 5: only --connect, with --allow-remote, leaves this machine.
TEST_F(ProfileFile, IsForThisMachine) {
  EXPECT_TRUE(refusal(R"({"address": "192.0.2.1"})").starts_with("/address: 192.0.2.1 is not"));
}

TEST_F(ProfileFile, WritesNothingOutsideTheScratchFolder) {
  for (const char* name : {"../x", "/x", "a/../../x", ""}) {
    Json json = sound();
    json["files"][name] = "x.in";
    EXPECT_TRUE(refusal(json).starts_with("/files")) << name << ": " << refusal(json);
  }
}

TEST_F(ProfileFile, ReadsTemplatesBesideIt) {
  std::ofstream(folder_ / "mine.cfg.in") << "host={{host}}";
  Json json = sound();
  json["files"] = {{"mine.cfg", "mine.cfg.in"}};
  EXPECT_EQ(load(json).files.at("mine.cfg"), "host={{host}}");
}

TEST(Templates, QuoteForTheLanguage) {
  const std::map<std::string, std::string> values = {{"s", "a\"b\\c\nd\u00E9"}};
  EXPECT_EQ(render("x={{s:lua}} y={{s:yaml}}", values, {}),
            "x=\"a\\\"b\\\\c\\nd\u00E9\" y=\"a\\\"b\\\\c\\nd\u00E9\"");
  EXPECT_EQ(render("{{s}}", values, {}), values.at("s"));
}

TEST(Templates, RepeatForEveryDomain) {
  EXPECT_EQ(render("[{{#components}}{{n}}:{{domain}}={{secret:lua}};{{/components}}]", {{"n", "1"}},
                   {{"a", "x", ""}, {"b", "y", ""}}),
            "[1:a=\"x\";1:b=\"y\";]");
}

TEST(Templates, AreRefusedWhenBroken) {
  for (const char* text : {"{{", "{{unknown}}", "{{s:perl}}", "{{#components}}"}) {
    EXPECT_THROW(render(text, {{"s", "x"}}, {}), std::invalid_argument) << text;
  }
}

TEST(LaunchedProfiles, AreWordsWithoutAShell) {
  const Profile profile =
      profile_of_launch("python3  'my component.py' \"{domain}\" a'b c'd '' {secret};rm", {"echo"});
  EXPECT_EQ(profile.command, (std::vector<std::string>{"python3", "my component.py", "{domain}",
                                                       "ab cd", "", "{secret};rm"}));
  EXPECT_EQ(profile.name, "python3");
  EXPECT_EQ(profile.our_role(), Role::server);
  EXPECT_TRUE(profile.features.contains("echo"));
  EXPECT_TRUE(profile_of_launch("./run {port}", {}).command[0].starts_with("/"));
  // A file of this folder is found from the scratch folder, too; a name of no file stays.
  std::ofstream("launched-component.py") << "";
  const Profile script = profile_of_launch("python3 launched-component.py no-file.py", {});
  std::filesystem::remove("launched-component.py");
  EXPECT_EQ(script.command[0], "python3");
  EXPECT_TRUE(script.command[1].starts_with("/")) << script.command[1];
  EXPECT_EQ(script.command[2], "no-file.py");
  EXPECT_THROW(profile_of_launch("", {}), UserError);
  EXPECT_THROW(profile_of_launch("a 'b", {}), UserError);
}

TEST(Workspaces, FillPlaceholdersOnceAndTellTheComponentEverything) {
  Profile profile = profile_of_launch("/bin/sh {domain} {secret} {{port}} {nothing}", {});
  profile.environment = {{"JCP_PORT", "mine"}, {"WHERE", "{scratch}"}};
  Workspace workspace(profile);
  ASSERT_EQ(workspace.prepare({{"domain", "{secret}"}, {"secret", "{domain}"}, {"port", "1"}}), "");
  const Job job = workspace.job({"JCP_PORT=1", "JCP_HOST=h"});
  EXPECT_EQ(job.argv,
            (std::vector<std::string>{"/bin/sh", "{secret}", "{domain}", "{1}", "{nothing}"}));
  const auto has = [&](const std::string& variable) {
    return std::ranges::find(job.environment, variable) != job.environment.end();
  };
  EXPECT_TRUE(has("JCP_HOST=h"));
  EXPECT_TRUE(has("JCP_PORT=mine"));
  EXPECT_FALSE(has("JCP_PORT=1"));
  EXPECT_TRUE(has("WHERE=" + job.directory));
}

TEST(Workspaces, SayWhatIsMissing) {
  Profile profile = profile_of_launch("/nowhere/component", {});
  profile.packages = {"one", "two"};
  EXPECT_EQ(Workspace(profile).prepare({}),
            "/nowhere/component is not installed; it is in the package one two");
  profile = profile_of_launch("{program}", {});
  profile.paths["program"] = {"/nowhere/a*", "/nowhere/b"};
  EXPECT_EQ(Workspace(profile).prepare({}), "nothing is found at /nowhere/a*");
}

}  // namespace
}  // namespace jcp
