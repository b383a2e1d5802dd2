#pragma once
// JUnit XML in the form of Maven's surefire, which Jenkins, GitLab and GitHub read
// (reports/schemas/junit.xsd).

#include <string>

#include "evidence.hpp"

namespace jcp {

// One suite; a case a result. Red and blocked ones are failures typed by their verdict, an error
// of ours is an error; what `run.fail_on` does not count passes with its story in system-out.
std::string junit_file(const RunResult& run, const ReportContext& context);

}  // namespace jcp
