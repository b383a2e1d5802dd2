#include "progress.hpp"

#include <cstdio>

#include "reports/evidence.hpp"
#include "reports/paint.hpp"
#include "reports/printable.hpp"

namespace jcp::cli {

namespace {

constexpr std::chrono::milliseconds between_drawings{50};

}  // namespace

Progress::Progress(std::string target, Display display)
    : target_(printable(target)), display_(display) {}

Progress::~Progress() { erase(); }

void Progress::started(std::size_t selected) {
  selected_ = selected;
  done_ = red_ = warned_ = 0;
  if (!display_.terminal) {
    std::fprintf(stderr, "%s: %zu scenarios\n", target_.c_str(), selected);
  }
}

void Progress::finished(const ScenarioResult& result) {
  ++done_;
  const bool red = is_red(result.verdict);
  if (red) ++red_;
  if (result.verdict == Verdict::warn) ++warned_;
  const std::string key = printable(result.key());
  if (red) {
    erase();
    const std::string verdict = Paint(display_.colour).verdict(result.verdict);
    std::fprintf(stderr, "%s  %s\n", verdict.c_str(), key.c_str());
  }
  draw(key);
}

void Progress::note(const std::string& line) {
  erase();
  std::fprintf(stderr, "%s\n", printable(line).c_str());
}

void Progress::draw(const std::string& key) {
  const auto now = std::chrono::steady_clock::now();
  if (!display_.terminal || (drawn_ && now - drawn_at_ < between_drawings)) return;
  std::string line = target_ + "  " + std::to_string(done_) + "/" + std::to_string(selected_);
  if (red_ > 0) line += "  " + std::to_string(red_) + " red";
  if (warned_ > 0) line += "  " + std::to_string(warned_) + " warn";
  line += "  " + key;
  // A line that wraps could not be erased.
  if (line.size() >= display_.width) line.resize(display_.width - 1);
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
  drawn_ = true;
  drawn_at_ = now;
}

void Progress::erase() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace jcp::cli
