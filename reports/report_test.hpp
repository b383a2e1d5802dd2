#pragma once
// A small suite and a run with one result of every kind, full of what breaks report writers:
// control characters, "]]>", octets that are no UTF-8, characters that reorder text, long lines.
//
// Golden files stand in reports/golden. JCPSPEC_UPDATE_GOLDEN=1 writes them anew: read the diff.

#include <gtest/gtest.h>

#include <string>

#include "evidence.hpp"

namespace jcp::test {

const Suite& small_suite();
RunResult one_of_each();
// With a baseline: one result is known, two entries are stale.
RunResult one_with_a_baseline();
ReportContext context_of(Redaction redaction = {});

std::string read_file(const std::string& path);
std::string source_path(const std::string& below);  // of this project
void expect_golden(const std::string& name, const std::string& text);

// Every occurrence.
std::string replaced(std::string text, const std::string& from, const std::string& to);

inline const std::string secret = "88mph & <flux>";
inline const std::string digest = "8ede38f2e7d06e4252bb01b513798847f290d2a8";

}  // namespace jcp::test
