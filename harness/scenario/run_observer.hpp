#pragma once
// Who wants to hear of a run while it goes on: the progress line, the JSONL file.

#include <cstddef>
#include <string>

#include "result.hpp"

namespace jcp {

class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void started(std::size_t selected) = 0;
  // Provisional: a confirmation or a twin may still change the verdict.
  virtual void finished(const ScenarioResult& result) = 0;
  virtual void note(const std::string& line) = 0;
};

}  // namespace jcp
