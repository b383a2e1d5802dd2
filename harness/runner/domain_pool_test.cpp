// Domains leased to programs: enough of the right kind, the longest unused first, none twice.

#include "domain_pool.hpp"

#include <gtest/gtest.h>

namespace jcp {
namespace {

std::vector<Domain> domains() {
  return {{"a", "1", ""}, {"b", "2", ""}, {"odd", "3", "odd-secret"}};
}

// One actor a slot, of these kinds.
Program wanting(const std::vector<std::string>& kinds) {
  Program program;
  for (const std::string& kind : kinds) {
    program.actors.push_back({"actor" + std::to_string(program.slots), program.slots, kind});
    ++program.slots;
  }
  return program;
}

TEST(DomainPool, SaysWhatATargetLacks) {
  DomainPool pool(domains());
  EXPECT_EQ(pool.lacks(wanting({})), "");
  EXPECT_EQ(pool.lacks(wanting({"", "", "odd-secret"})), "");
  EXPECT_EQ(pool.lacks(wanting({"", "", ""})), "needs 3 component domains, there are 2");
  EXPECT_EQ(pool.lacks(wanting({"long-secret"})),
            "needs a component domain of the kind long-secret");
  EXPECT_EQ(pool.lacks(wanting({"odd-secret", "odd-secret"})),
            "needs a component domain of the kind odd-secret");
}

TEST(DomainPool, TheKindOfASlotIsThatOfAnyOfItsActors) {
  Program program = wanting({""});
  program.actors.push_back({"second", 0, "odd-secret"});
  program.actors.push_back({"user", -1, ""});
  DomainPool pool(domains());
  EXPECT_EQ(pool.acquire(program), std::vector<std::size_t>{2});
}

TEST(DomainPool, LeasesEachDomainOnceUntilItIsReleased) {
  DomainPool pool(domains());
  EXPECT_EQ(pool.acquire(wanting({"", ""})), (std::vector<std::size_t>{0, 1}));
  EXPECT_FALSE(pool.acquire(wanting({""})));
  pool.release(1);
  EXPECT_EQ(pool.acquire(wanting({""})), std::vector<std::size_t>{1});
}

TEST(DomainPool, TakesNothingWhenItCannotGiveEverything) {
  DomainPool pool(domains());
  ASSERT_TRUE(pool.acquire(wanting({""})));
  EXPECT_FALSE(pool.acquire(wanting({"", ""})));
  EXPECT_TRUE(pool.acquire(wanting({""})));
}

TEST(DomainPool, GivesTheLongestUnusedFirst) {
  DomainPool pool(domains());
  ASSERT_TRUE(pool.acquire(wanting({"", ""})));
  pool.release(1);
  pool.release(0);
  EXPECT_EQ(pool.acquire(wanting({""})), std::vector<std::size_t>{1});
}

TEST(DomainPool, QuarantinedDomainsAreGone) {
  DomainPool pool(domains());
  ASSERT_TRUE(pool.acquire(wanting({""})));
  pool.quarantine(0);
  pool.release(0);
  EXPECT_EQ(pool.acquire(wanting({""})), std::vector<std::size_t>{1});
  EXPECT_EQ(pool.lacks(wanting({"", ""})), "needs 2 component domains, there are 1");
}

TEST(DomainPool, HasASpareWhileAnOrdinaryOneIsFree) {
  DomainPool pool(domains());
  EXPECT_EQ(pool.acquire_spare(), 0u);
  EXPECT_EQ(pool.acquire_spare(), 1u);
  EXPECT_FALSE(pool.acquire_spare());
  pool.release(0);
  EXPECT_TRUE(pool.acquire(wanting({""})));
}

TEST(DomainPool, KnowsWhetherOrdinarySecretsAreDistinct) {
  EXPECT_TRUE(DomainPool(domains()).distinct_secrets());
  EXPECT_FALSE(DomainPool({{"a", "1", ""}, {"b", "1", ""}}).distinct_secrets());
  EXPECT_TRUE(DomainPool({{"a", "1", ""}, {"b", "1", "odd-secret"}}).distinct_secrets());
}

TEST(DomainPool, LeasesCarryNameAndSecret) {
  const DomainPool pool(domains());
  EXPECT_EQ(pool.size(), 3u);
  const std::vector<Lease> leases = pool.leases({2, 0});
  EXPECT_EQ(leases[0].domain + leases[0].secret + leases[1].domain + leases[1].secret, "odd3a1");
}

}  // namespace
}  // namespace jcp
