#pragma once
// What a target uses while cases go by.

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "growth.hpp"
#include "harness/scenario/usage.hpp"
#include "subject.hpp"

namespace jcp::fuzz {

// So much more after so many plays is a leak, not noise.
std::uint64_t leak_of(const std::string& oracle, std::uint64_t plays);

class Vitals {
 public:
  // The oracle that has a suspicion.
  std::optional<std::string> add(const Usage& usage);
  void clear();  // another process

 private:
  Growth memory_{48 * 1024 * 1024}, descriptors_{32}, threads_{16};
};

// Whether it wants a processor all the time although nobody asks it anything. Nothing may be asked
// meanwhile; quick when it does not.
boost::asio::awaitable<bool> spins(Subject& subject);

}  // namespace jcp::fuzz
