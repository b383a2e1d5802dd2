#pragma once
// A file that a report goes to: opened before the run, so that a wrong path is known at once.

#include <string>
#include <string_view>

namespace jcp {

class ReportFile {
 public:
  // Creates it when it is missing, leaves what is in it alone. Throws UserError.
  explicit ReportFile(std::string path);
  ~ReportFile();
  ReportFile(ReportFile&& other) noexcept;
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;
  ReportFile& operator=(ReportFile&&) = delete;

  // Empties it: the first thing to do.
  void begin();
  void append(std::string_view text);
  void close();
  // Nothing will be written: an empty file, made by the constructor, is removed.
  void discard();

  // "" while everything was written, else what went wrong first, one sentence.
  const std::string& error() const { return error_; }

 private:
  void failed();

  std::string path_;
  std::string error_;
  int fd_ = -1;
};

}  // namespace jcp
