// Every scenario of the suite is played by the mocks, in order and with faults, and its recording
// judged again: nothing may differ. Then recordings that are not whole, and scenarios that changed.

#include "harness/scenario/offline.hpp"

#include <gmock/gmock.h>

#include "mock_target.hpp"
#include "small_suite_test.hpp"

namespace jcp::testing {
namespace {

using ::testing::HasSubstr;

const Suite& all_scenarios() {
  static const Suite suite(embedded_scenarios(), true);
  return suite;
}

std::string in_words(const ScenarioResult& result) {
  std::string text(to_string(result.verdict));
  for (const ProofResult& proof : result.proofs) {
    text += "\n" + proof.requirement + " " + proof.step + " " +
            std::string(to_string(proof.outcome)) + " " + std::string(to_string(proof.grade));
  }
  for (const auto& [question, answer] : result.traits) text += "\n" + question + "=" + answer;
  if (const auto& d = result.divergence) {
    text += "\n" + d->step + ": " + d->expected + " / " + d->actual + " @" +
            std::to_string(d->transcript_index);
  }
  return text;
}

void expect_the_same_again(Role role, const MockOptions& options) {
  const Suite& suite = all_scenarios();
  Filter filter;
  filter.classes = {"fast"};
  int judged = 0;
  for (const CaseRef& ref : select(suite, role, filter)) {
    StandingRules rules(suite, role);
    const ScenarioResult saved = run_on_mock(suite, role, ref, options, rules);
    if (saved.verdict == Verdict::skip || saved.transcript.cut()) continue;
    const Rejudgement again(ref, role, saved);
    ASSERT_EQ(again.why_not(), "") << ref.key();
    EXPECT_EQ(in_words(again.result()), in_words(saved)) << ref.key();
    ++judged;
  }
  EXPECT_GT(judged, 150);
}

TEST(Offline, AServerIsJudgedTheSameAgain) { expect_the_same_again(Role::component, {}); }

TEST(Offline, AComponentIsJudgedTheSameAgain) { expect_the_same_again(Role::server, {}); }

TEST(Offline, FaultsAreSeenAgain) {
  MockOptions server, component;
  server.quirks.add(*mock::find_quirk("accepts-any-digest"));
  server.quirks.add(*mock::find_quirk("bare-close-on-failure"));
  expect_the_same_again(Role::component, server);
  component.component_quirks.add(*mock::find_component_quirk("sends-upper-case-digest"));
  expect_the_same_again(Role::server, component);
}

// One scenario is recorded, another judges the recording.
struct Changed {
  Changed(const std::string& before, const std::string& after)
      : recorded_by(suite_of({{"server/one", file_of(before)}})),
        judged_by(suite_of({{"server/one", file_of(after)}})) {
    StandingRules rules(recorded_by, Role::component);
    saved = run_on_mock(recorded_by, Role::component, all_of(recorded_by).at(0), {}, rules);
  }
  Rejudgement again() const { return {all_of(judged_by).at(0), Role::component, saved}; }

  Suite recorded_by, judged_by;
  ScenarioResult saved;
};

TEST(Offline, AChangedExpectationChangesTheVerdict) {
  std::string conflict = wrong_digest;
  conflict.replace(conflict.find("not-authorized"), 14, "conflict");
  const Changed changed(wrong_digest, conflict);
  ASSERT_EQ(changed.saved.verdict, Verdict::pass);
  const Rejudgement again = changed.again();
  ASSERT_EQ(again.why_not(), "");
  EXPECT_EQ(again.result().verdict, Verdict::warn);
  ASSERT_TRUE(again.result().divergence);
  EXPECT_THAT(again.result().divergence->expected, HasSubstr("conflict"));
}

TEST(Offline, WhatTheTargetUsedIsInTheRecording) {
  const std::string steps = R"([ { "establish": {} },
      { "repeat": 4, "steps": [ { "fence": "round-trip" }, { "sample": {} } ] },
      { "expect": { "measure": "threads", "grows_by": 2 }, "proves": ["M1"] } ])";
  Changed changed(steps, steps);
  EXPECT_EQ(in_words(changed.again().result()), in_words(changed.saved));
  EXPECT_THAT(in_words(changed.saved), HasSubstr("not observable"));
  auto entries = changed.saved.transcript.entries();
  Usage usage;
  for (TranscriptEntry& entry : entries) {
    usage.threads += 2;
    if (entry.event == TranscriptEvent::sampled) entry.bytes = to_text(usage);
  }
  changed.saved.transcript = Transcript(entries, false);
  EXPECT_THAT(in_words(changed.again().result()), HasSubstr("M1 /steps/2 unmet fail"));
}

TEST(Offline, WhatTheTargetWasNeverToldCannotBeJudged) {
  std::string upper = wrong_digest;
  upper.replace(upper.find("wrong-secret"), 12, "truncated");
  const Changed changed(wrong_digest, upper);
  EXPECT_THAT(changed.again().why_not(), HasSubstr("now sends"));
  EXPECT_EQ(changed.again().result().verdict, Verdict::pass);  // as it was saved
  EXPECT_EQ(changed.again().judge(), nullptr);
}

TEST(Offline, PartsOfARecordingAreNotJudged) {
  Changed changed(wrong_digest, wrong_digest);
  const auto entries = changed.saved.transcript.entries();
  changed.saved.transcript = Transcript(entries, true);
  EXPECT_THAT(changed.again().why_not(), HasSubstr("part"));
  changed.saved.transcript = Transcript(entries, false);
  changed.saved.binding->leases.clear();
  EXPECT_THAT(changed.again().why_not(), HasSubstr("domains"));
  changed.saved.binding.reset();
  EXPECT_THAT(changed.again().why_not(), HasSubstr("--no-redact"));
}

TEST(Offline, ARecordingThatLiesDoesNoHarm) {
  const Changed changed(wrong_digest, wrong_digest);
  const auto entries = changed.saved.transcript.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (const int session : {-1, 1, 1'000}) {
      auto lies = entries;
      lies[i].session = session;
      lies[i].t_us = 1'000'000'000'000;
      ScenarioResult saved = changed.saved;
      saved.transcript = Transcript(lies, false);
      const Rejudgement again(all_of(changed.judged_by).at(0), Role::component, saved);
      EXPECT_TRUE(again.judge() || !again.why_not().empty());
    }
    auto twice = entries;
    twice.insert(twice.end(), entries.begin(), entries.end());
    twice.erase(twice.begin() + static_cast<std::ptrdiff_t>(i));
    ScenarioResult saved = changed.saved;
    saved.transcript = Transcript(twice, false);
    EXPECT_NO_THROW(Rejudgement(all_of(changed.judged_by).at(0), Role::component, saved));
  }
}

}  // namespace
}  // namespace jcp::testing
