#include "progress.hpp"

#include <algorithm>
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
  verdicts_.clear();
  if (!display_.terminal) {
    std::fprintf(stderr, "%s: %zu scenarios\n", target_.c_str(), selected);
  }
}

void Progress::finished(const ScenarioResult& result) {
  const std::string key = printable(result.key());
  const auto [at, fresh] = verdicts_.emplace(key, result.verdict);
  const bool news = fresh || at->second != result.verdict;
  at->second = result.verdict;
  if (news && is_red(result.verdict)) {
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
  const auto count = [this](auto predicate) {
    return std::ranges::count_if(verdicts_,
                                 [&](const auto& entry) { return predicate(entry.second); });
  };
  const auto red = count(is_red), warned = count([](Verdict v) { return v == Verdict::warn; });
  // Twins that were not selected run too.
  const std::size_t all = std::max(selected_, verdicts_.size());
  std::string line = target_ + "  " + std::to_string(verdicts_.size()) + "/" + std::to_string(all);
  if (red > 0) line += "  " + std::to_string(red) + " red";
  if (warned > 0) line += "  " + std::to_string(warned) + " warn";
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
