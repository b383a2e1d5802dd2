#pragma once
// The target of `jcpspec test`, whatever it is.

#include <functional>
#include <string>
#include <vector>

#include "harness/runner/profile.hpp"
#include "harness/scenario/run_observer.hpp"
#include "harness/scenario/run_result.hpp"
#include "options.hpp"
#include "reports/redaction.hpp"

namespace jcp::cli {

// Of all but the built-in mock. Throws UserError.
Profile profile_for(const TestOptions& options);

class TestTarget {
 public:
  // Throws UserError.
  explicit TestTarget(const TestOptions& options);

  const std::string& name() const { return name_; }
  Role our_role() const { return profile_.our_role(); }
  Redaction redaction() const;
  // For the replay command; never a secret.
  std::string arguments() const;
  // What is going to be started, for a profile that is not one of ours; else "".
  std::string announcement() const;

  using StopAfter = std::function<bool(const ScenarioResult&)>;
  RunResult run(const Suite& suite, const std::vector<CaseRef>& cases, std::uint64_t seed,
                StopAfter stop_after, RunObserver& observer) const;

 private:
  RunResult run_mock(const Suite& suite, const std::vector<CaseRef>& cases, std::uint64_t seed,
                     RunObserver& observer) const;

  const TestOptions& options_;
  std::string name_ = "mock";
  Profile profile_;  // not of the built-in mock
};

}  // namespace jcp::cli
