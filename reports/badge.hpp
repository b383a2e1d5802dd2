#pragma once
// A badge for a page: the JSON that the endpoint of shields.io reads
// (reports/schemas/badge.schema.json).

#include <string>

#include "evidence.hpp"

namespace jcp {

// "483 pass, 23 warn", or what is worst: "1 crash, 2 fail". Green exactly when `run.exit_code` is
// 0.
std::string badge_file(const RunResult& run, const ReportContext& context);

}  // namespace jcp
