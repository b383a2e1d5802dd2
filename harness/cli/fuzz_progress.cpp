#include "fuzz_progress.hpp"

#include <cstdio>

#include "reports/printable.hpp"

namespace jcp::cli {

namespace {

constexpr std::chrono::seconds between_lines{10};  // where no terminal is
constexpr std::size_t note_bytes = 300;

std::string line_of(const std::string& target, const fuzz::CampaignStatus& status) {
  std::string line = target + "  " + std::to_string(status.cases) + " cases  " +
                     std::to_string(static_cast<long>(status.cases_a_second)) + "/s  " +
                     std::to_string(status.states) + " states";
  if (status.edges > 0) line += "  " + std::to_string(status.edges) + " edges";
  line += "  " + std::to_string(status.corpus) + " in corpus  " + std::to_string(status.findings) +
          " findings";
  if (status.left) line += "  " + std::to_string(status.left->count()) + " s left";
  return line;
}

}  // namespace

FuzzProgress::FuzzProgress(std::string target, Progress::Display display)
    : target_(printable(target)), display_(display), told_(std::chrono::steady_clock::now()) {}

FuzzProgress::~FuzzProgress() { erase(); }

void FuzzProgress::status(const fuzz::CampaignStatus& status) {
  std::string line = line_of(target_, status);
  const auto now = std::chrono::steady_clock::now();
  if (display_.terminal) {
    // A line that wraps could not be erased.
    if (line.size() >= display_.width) line.resize(display_.width - 1);
    std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
    drawn_ = true;
  } else if (now - told_ >= between_lines) {
    std::fprintf(stderr, "%s\n", line.c_str());
    told_ = now;
  }
  std::fflush(stderr);
}

void FuzzProgress::note(const std::string& line) {
  erase();
  std::fprintf(stderr, "%s\n", shortened(printable(line), note_bytes).c_str());
}

void FuzzProgress::erase() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace jcp::cli
