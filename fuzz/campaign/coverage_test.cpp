// A target's counters: octets of a file in, what is new in them out, whatever the target does to
// the file. That a real target counts is harness/cli/fuzz_coverage_test.py.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "edge_memory.hpp"
#include "scheduler.hpp"
#include "seeds.hpp"
#include "shared_counters.hpp"

namespace jcp::fuzz {
namespace {

using Hits = std::vector<EdgeMemory::Hit>;

std::string counters_of(std::initializer_list<std::pair<std::size_t, int>> counts) {
  std::string counters(EdgeMemory::most_edges, '\0');
  for (const auto& [edge, times] : counts) counters[edge] = static_cast<char>(times);
  return counters;
}

TEST(EdgeMemory, LearnsEdgesAndAboutHowOften) {
  EdgeMemory memory;
  EXPECT_EQ(memory.learn(counters_of({})), Hits());
  EXPECT_EQ(memory.learn(counters_of({{5, 1}, {65'535, 1}})), (Hits{40, 8 * 65'535}));
  EXPECT_EQ(memory.learn(counters_of({{5, 1}, {65'535, 1}})), Hits());
  EXPECT_EQ(memory.learn(counters_of({{5, 2}})), Hits{41});
  EXPECT_EQ(memory.learn(counters_of({{5, 4}})), Hits{43});
  EXPECT_EQ(memory.learn(counters_of({{5, 7}})), Hits());
  EXPECT_EQ(memory.learn(counters_of({{5, 255}})), Hits{47});
  EXPECT_EQ(memory.edges(), 2U);
}

TEST(EdgeMemory, RemembersWhatAnotherLearned) {
  EdgeMemory memory;
  memory.remember({40, 47, 8 * EdgeMemory::most_edges, 0xffff'ffff});
  EXPECT_EQ(memory.edges(), 1U);
  EXPECT_EQ(memory.learn(counters_of({{5, 1}, {6, 1}})), Hits{48});
}

TEST(EdgeMemory, TakesCountersOfAnySize) {
  EdgeMemory memory;
  EXPECT_EQ(memory.learn(""), Hits());
  EXPECT_EQ(memory.learn("\1\1\1"), (Hits{0, 8, 16}));
  EXPECT_EQ(memory.learn(std::string(2 * EdgeMemory::most_edges, '\1')).size(),
            EdgeMemory::most_edges - 3);
}

Session one_message(const std::string& id) {
  return {{.kind = Action::Kind::send, .text = "<message id='" + id + "'/>"}};
}

// How many of a hundred sessions are made of the first one, when all were new.
int made_of_the_first(bool deep) {
  constexpr int seeds = 8;
  std::vector<Session> all = {one_message("first")};
  while (all.size() < seeds) all.push_back(one_message("other"));
  Scheduler scheduler(1, all);
  for (int i = 0; i < seeds; ++i) {
    scheduler.next();
    scheduler.novel(deep && i == 0);
  }
  int count = 0;
  for (int i = 0; i < 100; ++i)
    count += encode(scheduler.next()).find("first") != std::string::npos;
  return count;
}

TEST(Scheduler, GoesOnMostOfAllFromWhatTookANewEdge) {
  EXPECT_GT(made_of_the_first(true), 2 * made_of_the_first(false));
}

TEST(SharedCounters, ReadWhatTheTargetWrote) {
  SharedCounters counters;
  EXPECT_EQ(counters.read(), counters_of({}));
  std::fstream(counters.path()).seekp(7) << "\3";
  EXPECT_EQ(counters.read(), counters_of({{7, 3}}));
  counters.clear();
  EXPECT_EQ(counters.read(), counters_of({}));
}

TEST(SharedCounters, StandWhateverTheTargetDoesToTheFile) {
  SharedCounters counters;
  std::filesystem::resize_file(counters.path(), 3);
  EXPECT_EQ(counters.read().size(), 3U);
  std::filesystem::resize_file(counters.path(), 9 * EdgeMemory::most_edges);
  EXPECT_EQ(counters.read().size(), EdgeMemory::most_edges);
  std::filesystem::remove(counters.path());
  counters.clear();
  EXPECT_EQ(counters.read(), counters_of({}));
}

}  // namespace
}  // namespace jcp::fuzz
