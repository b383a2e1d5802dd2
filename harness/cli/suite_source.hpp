#pragma once
// Where the scenarios of a command come from.

#include <string>

#include "harness/scenario/suite.hpp"

namespace jcp::cli {

// Of `folder`, or those of the binary when it is "". `strict`: rows that are marked so fail.
Suite load_suite(const std::string& folder, bool strict = false);

// Throws UserError, with the nearest name, when an id of the filter that is no glob names nothing.
void check_ids(const Suite& suite, const std::vector<std::string>& ids);

// "ID" or "ID#CASE"; throws UserError.
const Scenario& find_scenario(const Suite& suite, const std::string& id_or_key);

}  // namespace jcp::cli
