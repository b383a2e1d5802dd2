#pragma once
// One case acted out to a component that dials in by itself, whoever started it.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "harness/scenario/result.hpp"
#include "harness/scenario/suite.hpp"
#include "profile.hpp"

namespace jcp {

struct VisitOptions {
  Profile profile;  // where we listen (address, port), our host, the component's domains
  std::chrono::milliseconds patience{3'600'000};      // for the component to come
  std::function<void(const std::string&)> listening;  // where; called when it can come
};

// Listens, plays, closes. A case that needs more domains than there are is skipped. Throws
// UserError when the port cannot be had. SIGINT and SIGTERM end it: nullopt.
std::optional<ScenarioResult> play_to_visitor(const CaseRef& ref, const VisitOptions& options);

}  // namespace jcp
