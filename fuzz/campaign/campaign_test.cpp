// What a campaign remembers and decides: the same seed and decisions make the same sessions; a
// journal survives a torn end; growth is told from noise.

#include "campaign.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fence.hpp"
#include "growth.hpp"
#include "harness/scenario/user_error.hpp"
#include "journal.hpp"
#include "log_watch.hpp"
#include "scaling.hpp"
#include "scheduler.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {
namespace {

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "jcpspec-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() override { std::filesystem::remove_all(path); }
  std::string file(const std::string& name) const { return path + "/" + name; }
  static void append(const std::string& path, std::string_view text) {
    std::ofstream(path, std::ios::app | std::ios::binary) << text;
  }
  std::string path;
};

std::vector<Session> first_sessions(std::uint64_t seed, int count, int novel_every) {
  Scheduler scheduler(seed, campaign_seeds(Role::component));
  std::vector<Session> sessions;
  for (int i = 1; i <= count; ++i) {
    sessions.push_back(scheduler.next());
    if (novel_every > 0 && i % novel_every == 0) scheduler.novel();
  }
  return sessions;
}

TEST(Scheduler, SeedAndDecisionsMakeTheSessions) {
  const auto once = first_sessions(7, 500, 5);
  EXPECT_EQ(once, first_sessions(7, 500, 5));
  EXPECT_NE(once, first_sessions(8, 500, 5));
  EXPECT_NE(once, first_sessions(7, 500, 6));
}

TEST(Scheduler, PlaysItsSeedsFirst) {
  const std::vector<Session> seeds = campaign_seeds(Role::server);
  Scheduler scheduler(1, seeds);
  for (const Session& seed : seeds) EXPECT_EQ(scheduler.next(), seed);
}

TEST(Scheduler, EverySessionIsWithinItsBounds) {
  for (const Session& session : first_sessions(3, 2'000, 3)) {
    EXPECT_TRUE(within_bounds(session));
    for (const Action& action : session) EXPECT_EQ(action.actor, 0);
  }
}

TEST(Scheduler, HashIsOfAllSessions) {
  Scheduler one(1, campaign_seeds(Role::component)), other(1, campaign_seeds(Role::component));
  EXPECT_EQ(one.hash(), other.hash());
  for (int i = 0; i < 300; ++i) one.next();
  for (int i = 0; i < 299; ++i) other.next();
  EXPECT_NE(one.hash(), other.hash());
  other.next();
  EXPECT_EQ(one.hash(), other.hash());
}

TEST(Seeds, AreSessionsOfBothRoles) {
  for (const Role role : {Role::component, Role::server}) {
    for (const Session& seed : campaign_seeds(role)) {
      EXPECT_TRUE(within_bounds(seed));
      EXPECT_EQ(decode(encode(seed)), seed);
    }
  }
}

JournalHead some_head() {
  JournalHead head;
  head.version = "1";
  head.target = "t";
  head.role = "component";
  head.seed = 0xffff'ffff'ffff'ffff;
  head.guided = false;
  head.seeds = "s";
  return head;
}

TEST_F(Folder, JournalKeepsWhatWasWritten) {
  {
    Journal journal(file("j"), some_head());
    journal.novel({3, "a/\xC3\xA4", {8, 17}});
    journal.finding({3, "crash", "crash-sigsegv", "d\xFF", 2, 3});
    journal.checkpoint({4, "h", 1.5, 0, 2, 1});
    journal.novel({5, "never counts", {}});
    ASSERT_EQ(journal.error(), "");
  }
  append(file("j"), "{\"case\": 6, \"nov");
  const JournalRecord record = read_journal(file("j"));
  EXPECT_EQ(record.head, some_head());
  ASSERT_EQ(record.novel.size(), 1U);
  EXPECT_EQ(record.novel[0], (JournalNovelty{3, "a/\xC3\xA4", {8, 17}}));
  ASSERT_EQ(record.findings.size(), 1U);
  EXPECT_EQ(record.findings[0].bucket, "crash-sigsegv");
  EXPECT_EQ(record.findings[0].confirmed, 2);
  ASSERT_EQ(record.checkpoints.size(), 1U);
  EXPECT_EQ(record.checkpoints[0].cases, 4U);
}

TEST_F(Folder, JournalGoesOnBehindItsLastCheckpoint) {
  { Journal(file("j"), some_head()).checkpoint({4, "h", 1, 0, 0, 0}); }
  append(file("j"), "{\"case\": 5, \"novel\": \"lost\"}\n{\"torn");
  { Journal(file("j"), read_journal(file("j")).bytes).checkpoint({9, "i", 2, 0, 0, 0}); }
  const JournalRecord record = read_journal(file("j"));
  EXPECT_TRUE(record.novel.empty());
  ASSERT_EQ(record.checkpoints.size(), 2U);
  EXPECT_EQ(record.checkpoints[1].hash, "i");
}

TEST_F(Folder, WhatIsNoJournalIsRefused) {
  EXPECT_THROW(read_journal(file("none")), UserError);
  append(file("empty"), "");
  EXPECT_THROW(read_journal(file("empty")), UserError);
  append(file("other"), "{\"journal\": 99}\n");
  EXPECT_THROW(read_journal(file("other")), UserError);
  append(file("text"), "hello\n");
  EXPECT_THROW(read_journal(file("text")), UserError);
}

TEST_F(Folder, LogIsReadOnceAndInWholeLines) {
  LogWatch watch(path);
  EXPECT_FALSE(watch.look());
  append(file("a.log"), "all is well\n");
  LogWatch later(path);
  EXPECT_FALSE(later.look());
  append(file("a.log"), "==1==ERROR: AddressSanitizer: heap-use");
  EXPECT_FALSE(later.look());
  append(file("a.log"), "-after-free on address 0x602\n");
  const auto line = later.look();
  ASSERT_TRUE(line);
  EXPECT_NE(line->find("heap-use-after-free"), std::string::npos);
  EXPECT_FALSE(later.look());
}

TEST(LogBucket, IsTheSameForOtherAddresses) {
  const std::string one = log_bucket("==17==ERROR: AddressSanitizer: SEGV on address 0x0001");
  EXPECT_EQ(one, log_bucket("==2345==ERROR: AddressSanitizer: SEGV on address 0xfe02"));
  EXPECT_NE(one, log_bucket("==17==ERROR: AddressSanitizer: heap-use-after-free"));
  EXPECT_EQ(one.rfind("log-", 0), 0U);
}

bool suspicious(std::uint64_t (*value)(std::uint64_t)) {
  Growth growth(10);
  for (std::uint64_t i = 0; i < 500; ++i) growth.add(value(i));
  return growth.suspicious();
}

TEST(Growth, IsWhatGoesOn) {
  EXPECT_TRUE(suspicious([](std::uint64_t i) { return 100 + i; }));
  EXPECT_TRUE(suspicious([](std::uint64_t i) { return 100 + i / 4 + i % 3; }));
  EXPECT_FALSE(suspicious([](std::uint64_t) -> std::uint64_t { return 100; }));
  EXPECT_FALSE(suspicious([](std::uint64_t i) { return 100 + i % 50; }));      // a saw
  EXPECT_FALSE(suspicious([](std::uint64_t i) { return i < 20 ? i : 200; }));  // a cache
  EXPECT_FALSE(suspicious([](std::uint64_t i) { return 100 + i / 100; }));     // next to nothing
}

Session one_send(const std::string& text) { return {Action{Action::Kind::send, 0, 0, text}}; }

TEST(Scaling, RepeatsWhatIsLargest) {
  const std::string run(100, 'a');
  const auto longer = scaled(one_send("<m b='" + run + "'/>"), Scaling::longest_run, 4);
  ASSERT_TRUE(longer);
  EXPECT_EQ((*longer)[0].text, "<m b='" + std::string(400, 'a') + "'/>");
  std::string children;
  for (int i = 0; i < 20; ++i) children += "<c/>";
  const auto more = scaled(one_send("<m>" + children + "</m>"), Scaling::content, 2);
  ASSERT_TRUE(more);
  EXPECT_EQ((*more)[0].text, "<m>" + children + children + "</m>");
  EXPECT_FALSE(scaled(one_send("<m/>"), Scaling::content, 2));
  EXPECT_FALSE(
      scaled(one_send("<m b='" + std::string(100'000, 'a') + "'/>"), Scaling::longest_run, 4));
}

TEST(Scaling, TellsQuadraticFromLinear) {
  EXPECT_TRUE(grows_faster(50'000, 200'000, 800'000));
  EXPECT_FALSE(grows_faster(200'000, 400'000, 800'000));
  EXPECT_FALSE(grows_faster(1'000, 4'000, 16'000));  // too short to measure
  EXPECT_FALSE(grows_faster(0, 200'000, 800'000));   // no answer
}

TEST(Fence, TakesItsOwnAndNothingElse) {
  Fence fence("n", 5, Question::ping, "c1.mcfly.fam", "mcfly.fam", "c2.mcfly.fam");
  const auto event = [](std::string_view xml) { return StreamEvent{0, 0, *Element::parse(xml)}; };
  EXPECT_FALSE(fence.passed());
  EXPECT_FALSE(fence.takes_answer(event("<iq type='result' id='n-4q'/>")));
  EXPECT_FALSE(fence.takes_answer(event("<iq type='get' id='n-5q'/>")));
  EXPECT_TRUE(fence.takes_answer(event("<iq type='error' id='n-5q'/>")));
  EXPECT_FALSE(fence.passed());
  EXPECT_FALSE(fence.takes_marker(*Element::parse("<message type='error' id='n-5m'/>")));
  EXPECT_TRUE(fence.takes_marker(*Element::parse("<message id='n-5m'/>")));
  EXPECT_TRUE(fence.passed());
  EXPECT_TRUE(Fence("n", 6, Question::none, "a", "b", "").passed());
}

TEST(CampaignResult, TheWorstReasonIsTheExitCode) {
  CampaignResult result;
  EXPECT_EQ(result.exit_code(), 0);
  CampaignFinding finding;
  finding.oracle = "echo";
  result.findings.push_back(finding);
  EXPECT_EQ(result.exit_code(), 0);  // never shown again
  result.findings[0].confirmed = 1;
  EXPECT_EQ(result.exit_code(), 1);
  result.findings[0].oracle = "hang";
  EXPECT_EQ(result.exit_code(), 4);
  result.never_ready = "x";
  EXPECT_EQ(result.exit_code(), 3);
  result.own_error = "x";
  EXPECT_EQ(result.exit_code(), 6);
  result.interrupted = true;
  EXPECT_EQ(result.exit_code(), 130);
}

}  // namespace
}  // namespace jcp::fuzz
