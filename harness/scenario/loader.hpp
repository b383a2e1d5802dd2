#pragma once
// Scenario files -> scenarios.

#include <string>
#include <string_view>

#include "json_file.hpp"
#include "scenario.hpp"

namespace jcp {

struct LoadContext {
  const Catalogue& catalogue;
  const JsonSchema* schema = nullptr;  // nullptr: the text was checked when it was embedded
  const JsonSchema* always_schema = nullptr;
};

// `id` is the path below scenarios/ without ".json"; `file` its name in messages.
// Both throw UserError, "file:/json/pointer: sentence".
Scenario load_scenario(const std::string& id, std::string_view text, const std::string& file,
                       const LoadContext& context);
AlwaysRule load_always_rule(const std::string& id, std::string_view text, const std::string& file,
                            const LoadContext& context);

}  // namespace jcp
