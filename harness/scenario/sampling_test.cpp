// What the target uses, told by the test: growth from sample to sample, a busy processor, and what
// cannot be seen, which is never red.

#include <gtest/gtest.h>

#include "judge_test.hpp"

namespace jcp::testing {
namespace {

constexpr std::uint64_t kib = 1024;

std::string measured(const std::string& measure) {
  return R"([ { "establish": {} }, { "repeat": 8, "steps": [ { "send": "<a/>" },
      { "sample": { "every": 2 } } ] },
    { "expect": )" +
         measure + R"(, "proves": ["M1"] } ])";
}

const std::string memory = measured(R"({ "measure": "memory", "grows_kib": 10 })");

struct Sampled : Play {
  Sampled(const std::string& steps, const std::vector<Usage>& seen) : Play(steps) {
    uses = seen;
    begin().finish();
  }
};

std::vector<Usage> uses_of(std::uint64_t Usage::*what, const std::vector<std::uint64_t>& values) {
  std::vector<Usage> uses(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) uses[i].*what = values[i];
  return uses;
}

std::vector<Usage> resident(const std::vector<std::uint64_t>& values_kib) {
  std::vector<std::uint64_t> bytes;
  for (const std::uint64_t value : values_kib) bytes.push_back(value * kib);
  return uses_of(&Usage::rss_bytes, bytes);
}

TEST(Samples, AreTakenInEveryNthRound) {
  const Sampled play(memory, resident({1, 1, 1, 1}));
  EXPECT_EQ(play.count("sample"), 4);
  EXPECT_EQ(play.log()[4], "send component: <a/>");
  EXPECT_EQ(play.log()[5], "sample");
  EXPECT_EQ(play.verdict(), "pass");
}

TEST(Samples, ThatGrowFromOneToTheNextAreUnmet) {
  const Sampled play(memory, resident({100, 300, 310, 320}));
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
  ASSERT_TRUE(play.result().divergence);
  EXPECT_EQ(play.result().divergence->expected,
            "no growth of memory by 10 KiB from sample to sample");
  EXPECT_EQ(play.result().divergence->actual, "100, 300, 310, 320 KiB");
  EXPECT_FALSE(play.result().divergence->by_deadline);
}

TEST(Samples, ThatStayOrFallOnceAreMet) {
  EXPECT_EQ(Sampled(memory, resident({100, 300, 310, 319})).outcome("M1"), "met");
  EXPECT_EQ(Sampled(memory, resident({100, 300, 200, 900})).outcome("M1"), "met");
}

TEST(Samples, LookAtDescriptorsAndThreads) {
  const std::string descriptors = measured(R"({ "measure": "descriptors", "grows_by": 2 })");
  const std::string threads = measured(R"({ "measure": "threads", "grows_by": 2 })");
  const std::vector<std::uint64_t> growing = {5, 7, 9, 11};
  EXPECT_EQ(Sampled(descriptors, uses_of(&Usage::descriptors, growing)).outcome("M1"),
            "unmet fail");
  EXPECT_EQ(Sampled(descriptors, uses_of(&Usage::threads, growing)).outcome("M1"), "met");
  EXPECT_EQ(Sampled(threads, uses_of(&Usage::threads, growing)).outcome("M1"), "unmet fail");
}

TEST(Samples, ThatShowNothingAreNotObservable) {
  for (const auto& uses : {resident({}), resident({100, 200, 300})}) {
    const Sampled play(memory, uses);
    EXPECT_EQ(play.outcome("M1"), "not observable");
    EXPECT_EQ(play.verdict(), "pass");
    EXPECT_FALSE(play.result().divergence);
  }
}

TEST(Samples, ThatNobodyAnswersAreNotObservable) {
  Play play(R"([ { "connect": {} }, { "sample": {} }, { "wait": 1000 }, { "sample": {} },
    { "expect": { "measure": "processor", "busy": 0.5 }, "proves": ["M1"] } ])");
  play.samples = false;
  play.begin().finish();
  EXPECT_EQ(play.outcome("M1"), "not observable");
}

TEST(Samples, TellHowBusyAProcessorWasBetweenTheLastTwo) {
  const auto outcome = [](std::uint64_t before, std::uint64_t after, std::uint64_t waited_ms) {
    Play play(R"([ { "connect": {} }, { "sample": {} }, { "sample": {} }, { "wait": 1000 },
      { "sample": {} },
      { "expect": { "measure": "processor", "busy": 0.5 }, "proves": ["M1"] } ])");
    play.uses = uses_of(&Usage::cpu_ticks, {0, before, after});
    play.uses.back().waited_ms = waited_ms;
    play.begin().finish();
    const auto divergence = play.result().divergence;
    return play.outcome("M1") + (divergence ? ": " + divergence->actual : "");
  };
  EXPECT_EQ(outcome(10, 60, 0), "met");
  EXPECT_EQ(outcome(10, 61, 0), "unmet fail: 0.51");
  EXPECT_EQ(outcome(90, 60, 0), "met");  // a process that went took its time along
  // A busy machine: who gets some of it, and wants all, spins; who only wakes up does not.
  EXPECT_EQ(outcome(10, 30, 500), "unmet fail: 0.70");
  EXPECT_EQ(outcome(10, 12, 900), "met");
}

TEST(Samples, AreInTheTranscript) {
  std::vector<std::string> texts;
  const ScenarioResult result = Sampled(memory, resident({4})).result();
  for (const TranscriptEntry& entry : result.transcript.entries()) {
    if (entry.event != TranscriptEvent::sampled) continue;
    EXPECT_EQ(entry.actor, "target");
    texts.push_back(entry.bytes);
  }
  EXPECT_EQ(texts, (std::vector<std::string>{
                       "memory 4 KiB, descriptors 0, threads 0, processor 0 ms, waited 0 ms",
                       "nothing", "nothing", "nothing"}));
}

TEST(Samples, ThatNobodyAskedForChangeNothing) {
  Play play(memory);
  play.judge().sampled(Usage{}, 0);
  play.uses = resident({100, 300, 310, 320});
  play.begin().finish();
  play.judge().sampled(Usage{}, play.now());
  EXPECT_EQ(play.outcome("M1"), "unmet fail");
}

TEST(Samples, HaveToBeEnoughToShowAnything) {
  const auto refused = [](const std::string& steps) { return refusal_of(file_of(steps)); };
  const std::string busy =
      R"({ "expect": { "measure": "processor", "busy": 0.5 }, "proves": ["M1"] } ])";
  EXPECT_EQ(refused(memory), "");
  EXPECT_EQ(refused(R"([ { "connect": {} }, { "sample": {} }, { "sample": {} }, )" + busy), "");
  EXPECT_EQ(refused(R"([ { "connect": {} }, { "sample": {} }, )" + busy),
            "x.json:/steps/2: processor needs 2 samples before it, there are 1");
  EXPECT_EQ(
      refused(R"([ { "connect": {} }, { "repeat": 9, "steps": [ { "sample": { "every": 3 } } ] },
      { "expect": { "measure": "memory", "grows_kib": 1 }, "proves": ["M1"] } ])"),
      "x.json:/steps/2: memory needs 4 samples before it, there are 3");
  EXPECT_EQ(refused(R"([ { "connect": {} }, { "sample": { "every": 3 } } ])"),
            "x.json:/steps/1: every: only inside a repeat");
  for (const char* measure :
       {R"({ "measure": "memory", "grows_by": 1 })", R"({ "measure": "threads", "busy": 1 })",
        R"({ "measure": "memory", "grows_kib": 0 })", R"({ "measure": "processor", "busy": 0 })"}) {
    EXPECT_NE(refused(measured(measure)), "") << measure;
  }
}

}  // namespace
}  // namespace jcp::testing
