#include "report_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "harness/scenario/user_error.hpp"

namespace jcp {

ReportFolder::ReportFolder(std::string path) : path_(std::move(path)) {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) throw UserError(path_ + ": " + error.message());
  fd_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd_ < 0 || ::faccessat(fd_, ".", W_OK | X_OK, 0) != 0) {
    const int why = errno;
    if (fd_ >= 0) ::close(fd_);
    throw UserError(path_ + ": " + std::strerror(why));
  }
}

ReportFolder::~ReportFolder() {
  if (fd_ >= 0) ::close(fd_);
}

ReportFolder::ReportFolder(ReportFolder&& other) noexcept
    : path_(std::move(other.path_)),
      error_(std::move(other.error_)),
      fd_(std::exchange(other.fd_, -1)) {}

void ReportFolder::write(const std::string& name, std::string_view bytes) {
  if (!error_.empty()) return;
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos) {
    return failed(name, EINVAL);
  }
  if (::unlinkat(fd_, name.c_str(), 0) != 0 && errno != ENOENT) return failed(name, errno);
  const int file =
      ::openat(fd_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (file < 0) return failed(name, errno);
  while (!bytes.empty() && error_.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      failed(name, errno);
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  // Some file systems report a full disk only here.
  if (::close(file) != 0) failed(name, errno);
}

void ReportFolder::failed(const std::string& name, int error) {
  if (error_.empty()) error_ = path_ + "/" + name + ": " + std::strerror(error);
}

}  // namespace jcp
