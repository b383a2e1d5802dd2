// The table of what targets do where the texts leave a choice.

#include "traits.hpp"

#include <gmock/gmock.h>

namespace jcp {
namespace {

using testing::HasSubstr;
using testing::Not;

RunResult target(const std::string& name,
                 const std::vector<std::map<std::string, std::string>>& traits) {
  RunResult run;
  run.target_name = name;
  for (const auto& seen : traits) {
    run.results.emplace_back().traits = seen;
  }
  return run;
}

const RunResult prosody =
    target("prosody", {{{"twice", "conflict"}, {"echo", "yes"}}, {{"twice", "conflict"}}});
const RunResult other = target("o|<b>*`\x1b", {{{"twice", "replaced"}, {"echo", "yes"}}});

TEST(Traits, AreCounted) {
  EXPECT_EQ(in_words(traits_of(prosody)["twice"]), "conflict x2");
  EXPECT_EQ(in_words({{"a", 1}, {"b", 2}}), "a, b x2");
}

TEST(Traits, ATableOfTargets) {
  EXPECT_EQ(traits_table({prosody, other}, false),
            "| trait | prosody | o\\|\\<b\\>\\*\\`\\\\x1B |\n"
            "| --- | --- | --- |\n"
            "| echo | yes | yes |\n"
            "| twice | conflict x2 | replaced |\n");
}

TEST(Traits, OnlyWhatDiffers) {
  const std::string table = traits_table({prosody, other}, true);
  EXPECT_THAT(table, HasSubstr("| twice |"));
  EXPECT_THAT(table, Not(HasSubstr("| echo |")));
  // One that was not asked does not disagree.
  EXPECT_THAT(traits_table({prosody, target("mute", {})}, true), Not(HasSubstr("| twice |")));
}

TEST(Traits, AVersionThatBeginsWithTheNameIsSaidOnce) {
  RunResult run = prosody;
  run.target_version = "prosody 0.12";
  EXPECT_EQ(full_name(run), "prosody 0.12");
  run.target_version = "0.12";
  EXPECT_EQ(full_name(run), "prosody 0.12");
}

}  // namespace
}  // namespace jcp
