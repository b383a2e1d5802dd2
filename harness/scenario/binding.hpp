#pragma once
// What a program needs to know of the run in which it is played. With the transcript it is all
// that is needed to judge again (offline.hpp).

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "transcript.hpp"

namespace jcp {

struct Lease {
  std::string domain;
  std::string secret;
};

struct Timing {
  Micros round_trip = 1'000;   // of this target, measured
  Micros deadline = 150'000;   // of an expectation without within_ms
  Micros ceiling = 2'000'000;  // of preparations and of confirmations
  Micros connect = 2'000'000;  // for a connection to be made
  double scale = 1;            // of within_ms
};

struct Binding {
  std::string host;
  std::vector<Lease> leases;           // by slot
  std::map<std::string, bool> policy;  // flags of the profile that are known
  Timing timing;
  Micros settle = 0;    // after an establish in which we are the server
  bool canary = false;  // at the end each open stream is asked once more: alive() tells
  std::uint64_t seed = 0;
  // Events kept by all interpreters that run at the same time; nullptr: this one is alone.
  std::shared_ptr<std::size_t> events_of_all;
};

}  // namespace jcp
