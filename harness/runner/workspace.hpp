#pragma once
// Where one start of a target takes place: a scratch folder, free ports, its files rendered, and
// the job that the supervisor gets.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "profile.hpp"
#include "supervisor.hpp"

namespace jcp {

// A scratch folder below the system's folder for temporary files, mode 0700, gone with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Workspace {
 public:
  // `profile` must outlive it.
  explicit Workspace(const Profile& profile) : profile_(profile) {}

  // `values`: placeholders beside those of the profile. "" or why it cannot be started.
  std::string prepare(const std::map<std::string, std::string>& values);

  // `variables`: "NAME=value", further ones of its environment; the profile's own win.
  Job job(std::vector<std::string> variables = {}) const;

  // The same place for `version_command`.
  Job version_job() const;

  // Of a port or another placeholder; "" when there is none.
  std::string value(const std::string& name) const;

 private:
  std::string fill(const std::string& text) const;
  std::string write_files() const;

  const Profile& profile_;
  std::unique_ptr<ScratchFolder> scratch_;
  std::map<std::string, std::string> values_;
};

}  // namespace jcp
