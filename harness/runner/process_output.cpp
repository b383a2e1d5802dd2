#include "process_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace {

constexpr std::string_view log_full = "\n[jcpspec: more output is not kept]\n";

// The ending of what was searched that may be the beginning of `wanted`.
std::string last(std::string_view bytes, std::size_t count) {
  return std::string(bytes.substr(bytes.size() - std::min(bytes.size(), count)));
}

}  // namespace

ProcessOutput::ProcessOutput(const std::string& log, std::string ready)
    : log_left_(limits::process_log_bytes), ready_(std::move(ready)) {
  if (log.empty()) return;
  // A link in the scratch folder must not lead our writing elsewhere.
  log_ = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (log_ < 0) log_error_ = log + ": " + std::strerror(errno);
}

ProcessOutput::~ProcessOutput() {
  if (log_ >= 0) ::close(log_);
}

void ProcessOutput::append(std::string_view bytes) {
  write_log(bytes);
  look_for_ready(bytes);
  tail_.append(last(bytes, limits::process_output_tail_bytes));
  if (tail_.size() > 2 * limits::process_output_tail_bytes) tail_ = tail();
}

std::string ProcessOutput::tail() const { return last(tail_, limits::process_output_tail_bytes); }

void ProcessOutput::write_log(std::string_view bytes) {
  if (log_ < 0) return;
  std::string_view kept = bytes.substr(0, log_left_);
  log_left_ -= kept.size();
  const bool full = kept.size() < bytes.size();
  while (!kept.empty()) {
    const ssize_t count = ::write(log_, kept.data(), kept.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;  // a full disk must not stop us from reading
    kept.remove_prefix(static_cast<std::size_t>(count));
  }
  if (!full) return;
  [[maybe_unused]] const ssize_t ignored = ::write(log_, log_full.data(), log_full.size());
  ::close(log_);
  log_ = -1;
}

void ProcessOutput::look_for_ready(std::string_view bytes) {
  if (ready_seen_ || ready_.empty()) return;
  unmatched_.append(bytes);
  ready_seen_ = unmatched_.find(ready_) != std::string::npos;
  unmatched_ = last(unmatched_, ready_.size() - 1);
}

}  // namespace jcp
