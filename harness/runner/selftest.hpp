#pragma once
// The quirk matrix: does every proof turn red when it should, and nothing else?

#include <string>
#include <vector>

#include "harness/scenario/suite.hpp"

namespace jcp {

struct SelftestReport {
  int cases = 0;
  int proofs = 0;    // (scenario, case, requirement)
  int quirks = 0;    // that some scenario names
  int distinct = 0;  // without synonyms: quirks that break the same set of proofs count once
  int runs = 0;      // dialogues played
  std::vector<std::string> findings;  // one sentence each; empty: the suite is exact
  std::vector<std::string> synonyms;  // groups of names
};

// Plays `cases`, in which we play `role`, against the correct mock, its lawful mode and under every
// quirk that one of the cases or standing rules names; standing rules are left out when the cases
// are a part of the suite. `only_quirk`: just this one ("" all).
SelftestReport selftest(const Suite& suite, Role role, const std::vector<CaseRef>& cases,
                        const std::string& only_quirk = {});

}  // namespace jcp
