// Every quirk does something: for each a dialogue in which the server says to one component a thing
// that the correct server does not say, or leaves out what it says. Both servers have the same
// seed, so every other octet can be compared.

#include "mock-server/quirks.hpp"

#include <gtest/gtest.h>

#include <set>

#include "mock-server/dialogue_test.hpp"
#include "mock-server/quirks_test.hpp"

namespace jcp::mock {
namespace {

std::vector<Revelation> all_revelations() {
  std::vector<Revelation> all;
  for (const auto* table : {&opening_quirks, &handshake_quirks, &stream_quirks, &address_quirks,
                            &routing_quirks, &answer_quirks}) {
    all.insert(all.end(), table->begin(), table->end());
  }
  return all;
}

Dialogue talk_with(QuirkSet quirks, const std::string& script) {
  ServerConfig config = test_config();
  config.quirks = quirks;
  Dialogue talk(std::move(config));
  talk.run(script);
  return talk;
}

class EveryQuirk : public testing::TestWithParam<Revelation> {};

TEST_P(EveryQuirk, ShowsItself) {
  const auto& [quirk, script, who, fragment] = GetParam();
  Dialogue correct = talk_with({}, script);
  Dialogue faulty = talk_with({quirk}, script);
  EXPECT_NE(correct.everything(), faulty.everything());
  if (fragment.empty()) return;
  const auto says = [&who = who, &fragment = fragment](Dialogue& talk) {
    return talk.heard(who).find(fragment) != std::string::npos;
  };
  EXPECT_NE(says(correct), says(faulty)) << "correct:\n"
                                         << correct.everything() << "faulty:\n"
                                         << faulty.everything();
}

std::string quirk_name(const testing::TestParamInfo<Revelation>& info) {
  std::string name(entry_of(info.param.quirk).name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryQuirk, testing::ValuesIn(all_revelations()), quirk_name);

TEST(Quirks, EveryNameIsInTheTableAbove) {
  std::set<std::string_view> shown;
  for (const Revelation& revelation : all_revelations()) {
    EXPECT_TRUE(shown.insert(entry_of(revelation.quirk).name).second);
  }
  for (const QuirkEntry& entry : quirk_entries()) {
    if (entry.kind == QuirkKind::fuzz) continue;  // faults_test.cpp
    EXPECT_TRUE(shown.contains(entry.name)) << entry.name;
  }
}

TEST(Quirks, NamesAreFound) {
  EXPECT_EQ(find_quirk("omits-stream-id"), Quirk::omits_stream_id);
  EXPECT_EQ(find_quirk("accepts-utf-16"), Quirk::accepts_utf_16);
  EXPECT_EQ(find_quirk("nonsense"), std::nullopt);
}

// What nearly every scenario does. A narrow quirk that shows here would turn the whole suite red.
TEST(Quirks, NarrowOnesLeaveADialogueByTheBookAlone) {
  const std::string script = "a login\nb login\na send " +
                             message("from='a.mcfly.fam' id='m'", "<body>hello</body>") +
                             "\na send " + to_host("id='1' type='get'", ping) + "\na send " +
                             to_host("id='2' type='get'", disco) + "\na send </stream:stream>";
  // These are about what is in every dialogue, and change nothing that a by-the-book peer minds.
  const std::set<std::string_view> expected = {
      "acknowledges-with-text",    "answers-requests-twice",  "counts-stream-ids",
      "delivers-messages-twice",   "forbids-pings",           "declares-server-namespace",
      "header-from-names-another", "offers-features-unasked", "omits-closing-tag-in-answer",
      "omits-header-from",         "omits-stream-id"};
  const std::string correct = talk_with({}, script).everything();
  std::set<std::string_view> showing;
  for (std::size_t i = 0; i < quirk_count; ++i) {
    const auto quirk = static_cast<Quirk>(i);
    if (entry_of(quirk).kind == QuirkKind::broad) continue;
    if (talk_with({quirk}, script).everything() != correct) showing.insert(entry_of(quirk).name);
  }
  EXPECT_EQ(showing, expected);
}

}  // namespace
}  // namespace jcp::mock
