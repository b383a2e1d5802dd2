#include "report_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "harness/scenario/user_error.hpp"

namespace jcp {

ReportFile::ReportFile(std::string path) : path_(std::move(path)) {
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) throw UserError(path_ + ": " + std::strerror(errno));
}

ReportFile::~ReportFile() {
  if (fd_ >= 0) ::close(fd_);
}

ReportFile::ReportFile(ReportFile&& other) noexcept
    : path_(std::move(other.path_)),
      error_(std::move(other.error_)),
      fd_(std::exchange(other.fd_, -1)) {}

void ReportFile::begin() {
  struct stat status {};
  // A device or a pipe has nothing to empty.
  if (::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode) && ::ftruncate(fd_, 0) != 0) failed();
}

void ReportFile::append(std::string_view text) {
  while (!text.empty() && error_.empty()) {
    const ssize_t written = ::write(fd_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void ReportFile::close() {
  // Some file systems report a full disk only here.
  if (fd_ >= 0 && ::close(std::exchange(fd_, -1)) != 0) failed();
}

void ReportFile::discard() {
  struct stat status {};
  const bool empty = ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 0;
  if (empty) ::unlink(path_.c_str());
  close();
}

void ReportFile::failed() {
  if (error_.empty()) error_ = path_ + ": " + std::strerror(errno);
}

}  // namespace jcp
