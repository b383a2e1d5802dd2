#pragma once
// What the streams of one component share.

#include <string>
#include <string_view>
#include <vector>

#include "mock-component/component.hpp"
#include "mock-server/fault_watch.hpp"
#include "mock-server/random.hpp"

namespace jcp::mock::component {

using Quirk = ComponentQuirk;

struct Core {
  explicit Core(ComponentConfig config);

  bool quirk(Quirk quirk) const { return config.quirks.has(quirk); }

  ComponentConfig config;
  std::string domain;  // prepared
  std::vector<ComponentOutput> outputs;
  Micros now = 0;
  Random random;
  bool crashed = false;
  bool hung = false;      // a quirk: nothing is read or said any more
  bool spinning = false;  // a quirk: a timer is always due
  bool storming = false;  // a quirk: there is no delay between connections
  Leak leak;

  // What only quirks remember.
  std::string first_handshake;
  std::string last_answer;
  std::string last_request;  // sender and id
  std::string adopted_name;  // instead of `from`
};

// The lawful mode in dress: our own markup in the other quote style.
std::string dressed(std::string markup, const Core& core);

}  // namespace jcp::mock::component
