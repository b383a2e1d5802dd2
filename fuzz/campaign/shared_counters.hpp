#pragma once
// The file in which a target counts its edges (fuzz/coverage). To us it is octets: it is read, not
// mapped, so that a target that cuts it off ends nobody but itself.

#include <string>

#include "harness/runner/workspace.hpp"

namespace jcp::fuzz {

class SharedCounters {
 public:
  static constexpr const char* variable = "JCP_COVERAGE";  // names the file to the target

  SharedCounters();  // all zero, in a scratch folder of its own
  ~SharedCounters();
  SharedCounters(const SharedCounters&) = delete;
  SharedCounters& operator=(const SharedCounters&) = delete;

  std::string path() const { return folder_.path() + "/counters"; }
  void clear();
  std::string read() const;  // an octet an edge

 private:
  ScratchFolder folder_;
  int file_;
};

}  // namespace jcp::fuzz
