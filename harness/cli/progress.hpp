#pragma once
// A run as it goes on: one line that changes on a terminal, lines about what went wrong elsewhere.

#include <chrono>
#include <map>
#include <string>

#include "harness/scenario/run_observer.hpp"

namespace jcp::cli {

class Progress : public RunObserver {
 public:
  struct Display {
    bool terminal = false;
    bool colour = false;
    std::size_t width = 80;
  };
  Progress(std::string target, Display display);
  ~Progress() override;

  void started(std::size_t selected) override;
  void finished(const ScenarioResult& result) override;
  void note(const std::string& line) override;

 private:
  void draw(const std::string& key);
  void erase();

  std::string target_;
  Display display_;
  std::size_t selected_ = 0;
  std::map<std::string, Verdict> verdicts_;  // a confirmation comes under the same key again
  bool drawn_ = false;
  std::chrono::steady_clock::time_point drawn_at_;
};

}  // namespace jcp::cli
