#pragma once
// The component domains of a target, leased to scenarios.

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/interpreter.hpp"
#include "profile.hpp"

namespace jcp {

class DomainPool {
 public:
  explicit DomainPool(const std::vector<Domain>& domains);

  // Why this target can never run the program; "" when it can.
  std::string lacks(const Program& program) const;
  // One domain a slot of the program, or nullopt while too few are free.
  std::optional<std::vector<std::size_t>> acquire(const Program& program);
  // An ordinary domain that nobody has, to see whether the target serves.
  std::optional<std::size_t> acquire_spare();
  void release(std::size_t domain);
  // It stays in conflict: nobody gets it any more.
  void quarantine(std::size_t domain);

  bool distinct_secrets() const;  // no two ordinary domains share one
  std::vector<Lease> leases(const std::vector<std::size_t>& domains) const;
  std::size_t size() const { return entries_.size(); }

 private:
  enum class State { free, leased, quarantined };
  struct Entry {
    Domain domain;
    State state = State::free;
    std::uint64_t released = 0;  // the longest unused one is taken first
  };
  std::optional<std::size_t> pick(const std::string& kind,
                                  const std::vector<std::size_t>& taken) const;

  std::vector<Entry> entries_;
  std::uint64_t clock_ = 0;
};

}  // namespace jcp
