#pragma once
// A folder that a report of many files goes to: made before the run, so that a wrong path is known
// at once.

#include <string>
#include <string_view>

namespace jcp {

class ReportFolder {
 public:
  // Creates it and what is above it. Throws UserError, also when it is a link or nothing can be
  // made in it.
  explicit ReportFolder(std::string path);
  ~ReportFolder();
  ReportFolder(ReportFolder&& other) noexcept;
  ReportFolder(const ReportFolder&) = delete;
  ReportFolder& operator=(const ReportFolder&) = delete;
  ReportFolder& operator=(ReportFolder&&) = delete;

  // A new file takes the place of whatever has this name: a link there is replaced, never followed.
  // `name` has no folder in it.
  void write(const std::string& name, std::string_view bytes);

  // "" while everything was written, else what went wrong first, one sentence.
  const std::string& error() const { return error_; }

 private:
  void failed(const std::string& name, int error);

  std::string path_;
  std::string error_;
  int fd_ = -1;
};

}  // namespace jcp
