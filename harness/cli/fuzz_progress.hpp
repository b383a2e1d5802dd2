#pragma once
// A campaign as it goes on: one line that changes on a terminal, a line now and then elsewhere.

#include <chrono>
#include <string>

#include "fuzz/campaign/campaign.hpp"
#include "progress.hpp"

namespace jcp::cli {

class FuzzProgress : public fuzz::CampaignObserver {
 public:
  FuzzProgress(std::string target, Progress::Display display);
  ~FuzzProgress() override;

  void status(const fuzz::CampaignStatus& status) override;
  void note(const std::string& line) override;

 private:
  void erase();

  std::string target_;
  Progress::Display display_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point told_;
};

}  // namespace jcp::cli
