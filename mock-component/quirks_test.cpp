// Every quirk does something: for each a dialogue in which the component says what the correct one
// does not say, or leaves out what it says. Both have the same seed.

#include "mock-component/quirks_test.hpp"

#include <gtest/gtest.h>

#include <set>

#include "mock-component/core.hpp"

namespace jcp::mock::component {
namespace {

std::vector<Revelation> all_revelations() {
  std::vector<Revelation> all;
  for (const auto* table :
       {&header_quirks, &digest_quirks, &ack_quirks, &error_quirks, &xml_quirks, &encoding_quirks,
        &namespace_quirks, &answer_quirks, &address_quirks, &ending_quirks, &size_quirks}) {
    all.insert(all.end(), table->begin(), table->end());
  }
  return all;
}

std::string talk_with(ComponentQuirkSet quirks, const std::string& script) {
  ComponentConfig config = test_config();
  config.quirks = quirks;
  Dialogue talk(std::move(config));
  talk.run(script);
  return talk.heard();
}

class EveryComponentQuirk : public testing::TestWithParam<Revelation> {};

TEST_P(EveryComponentQuirk, ShowsItself) {
  const auto& [quirk, script, fragment] = GetParam();
  const std::string correct = talk_with({}, script);
  const std::string faulty = talk_with({quirk}, script);
  EXPECT_NE(correct, faulty);
  const auto says = [&fragment = fragment](const std::string& heard) {
    return heard.find(fragment) != std::string::npos;
  };
  if (fragment.empty()) return;
  EXPECT_NE(says(correct), says(faulty)) << "correct:\n" << correct << "\nfaulty:\n" << faulty;
}

std::string quirk_name(const testing::TestParamInfo<Revelation>& info) {
  std::string name(entry_of(info.param.quirk).name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryComponentQuirk, testing::ValuesIn(all_revelations()),
                         quirk_name);

TEST(ComponentQuirks, EveryNameIsInTheTableAbove) {
  std::set<std::string_view> shown;
  for (const Revelation& revelation : all_revelations()) {
    EXPECT_TRUE(shown.insert(entry_of(revelation.quirk).name).second);
  }
  for (const QuirkEntry& entry : component_quirk_entries()) {
    if (entry.kind == QuirkKind::fuzz) continue;  // faults_test.cpp
    EXPECT_TRUE(shown.contains(entry.name)) << entry.name;
  }
}

TEST(ComponentQuirks, NamesAreFound) {
  EXPECT_EQ(find_component_quirk("hashes-id-as-written"), Quirk::hashes_id_as_written);
  EXPECT_EQ(find_component_quirk("nonsense"), std::nullopt);
}

// What nearly every scenario does. A narrow quirk that shows here would turn the whole suite red.
TEST(ComponentQuirks, NarrowOnesLeaveADialogueByTheBookAlone) {
  const std::string script =
      in(get(disco)) + "\nserver " + body("hello") + "\nserver </stream:stream>";
  // These are about what is in every dialogue, and change nothing that a by-the-book peer minds.
  const std::set<std::string_view> expected = {"answers-the-closing-tag-by-fin-alone",
                                               "ignores-the-closing-tag",
                                               "omits-from-of-echoes",
                                               "omits-to-of-echoes",
                                               "opens-in-client-namespace",
                                               "speaks-before-the-ack",
                                               "speaks-behind-its-closing-tag",
                                               "echoes-payload-without-namespace"};
  const std::string correct = talk_with({}, script);
  std::set<std::string_view> showing;
  for (std::size_t i = 0; i < component_quirk_count; ++i) {
    const auto quirk = static_cast<Quirk>(i);
    if (entry_of(quirk).kind == QuirkKind::broad) continue;
    if (talk_with({quirk}, script) != correct) showing.insert(entry_of(quirk).name);
  }
  EXPECT_EQ(showing, expected);
}

}  // namespace
}  // namespace jcp::mock::component
