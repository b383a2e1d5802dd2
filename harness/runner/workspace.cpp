#include "workspace.hpp"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "harness/net/listener.hpp"

namespace jcp {

namespace {

constexpr std::array<const char*, 4> passed_on = {"PATH", "LANG", "LC_ALL", "TZ"};

std::string first_match(const std::string& pattern) {
  glob_t found{};
  const bool any = glob(pattern.c_str(), 0, nullptr, &found) == 0 && found.gl_pathc > 0;
  const std::string path = any ? found.gl_pathv[0] : "";
  globfree(&found);
  return path;
}

// What to say when a file of the target is missing.
std::string hint_of(const Profile& profile) {
  std::string packages;
  for (const std::string& package : profile.packages) packages += " " + package;
  return packages.empty() ? "" : "; it is in the package" + packages;
}

// All that a process of ours learns of our environment, "NAME=value".
std::vector<std::string> passed_on_environment() {
  std::vector<std::string> environment;
  for (const char* name : passed_on) {
    if (const char* value = std::getenv(name))
      environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

// The folder that this program stands in.
std::string tool_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

}  // namespace

ScratchFolder::ScratchFolder() {
  path_ = (std::filesystem::temp_directory_path() / "jcpspec-XXXXXX").string();
  if (!mkdtemp(path_.data())) throw std::runtime_error("no scratch folder in " + path_);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Workspace::fill(const std::string& text) const {
  // From left to right, once: a value that looks like a placeholder is none.
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
    const auto value =
        end == std::string::npos ? values_.end() : values_.find(text.substr(at + 1, end - at - 1));
    if (value == values_.end()) {
      out += text[at++];
    } else {
      out += value->second;
      at = end + 1;
    }
  }
  return out;
}

std::string Workspace::value(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? "" : found->second;
}

std::string Workspace::prepare(const std::map<std::string, std::string>& values) {
  scratch_ = std::make_unique<ScratchFolder>();
  values_ = profile_.values;
  values_["scratch"] = scratch_->path();
  values_["host"] = profile_.host;
  values_["root"] = geteuid() == 0 ? "true" : "false";
  values_["tool"] = tool_folder();
  // A program of the project that the profile lies in.
  if (!profile_.file.empty()) {
    values_["profile"] = std::filesystem::absolute(profile_.file).parent_path().string();
  }
  for (const auto& [name, value] : values) values_[name] = value;
  for (const std::string& name : profile_.ports) {
    const unsigned short port = net::free_port();
    if (port == 0) return "no free port";
    values_[name] = std::to_string(port);
  }
  for (const auto& [name, globs] : profile_.paths) {
    std::string path;
    for (const std::string& pattern : globs) {
      if (path.empty()) path = first_match(fill(pattern));
    }
    if (path.empty()) return "nothing is found at " + fill(globs.front()) + hint_of(profile_);
    values_[name] = path;
  }
  const std::string program = fill(profile_.command.front());
  if (program.find('/') != std::string::npos && access(program.c_str(), X_OK) != 0) {
    return program + " is not installed" + hint_of(profile_);
  }
  return write_files();
}

std::string Workspace::write_files() const {
  for (const auto& [name, text] : profile_.files) {
    const std::filesystem::path path = std::filesystem::path(scratch_->path()) / name;
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    try {
      std::ofstream out(path, std::ios::binary);
      out << render(text, values_, profile_.domains);
      if (!out.flush()) return path.string() + " cannot be written";
    } catch (const std::invalid_argument& error) {
      return name + ": " + error.what();
    }
  }
  return {};
}

Job Workspace::job(std::vector<std::string> variables) const {
  Job job;
  for (const std::string& word : profile_.command) {
    // The one word that differs for root: Prosody refuses to run as root without it.
    if (word == "--root" && geteuid() != 0) continue;
    job.argv.push_back(fill(word));
  }
  job.environment = passed_on_environment();
  job.environment.push_back("HOME=" + scratch_->path());
  for (std::string& variable : variables) job.environment.push_back(std::move(variable));
  for (const auto& entry : profile_.environment) {
    const std::string name = entry.first + "=";
    std::erase_if(job.environment, [&](const auto& known) { return known.starts_with(name); });
    job.environment.push_back(name + fill(entry.second));
  }
  job.directory = scratch_->path();
  job.log = scratch_->path() + "/output.log";
  return job;
}

Job Workspace::version_job() const {
  Job version = job();
  version.argv.clear();
  for (const std::string& word : profile_.version_command) version.argv.push_back(fill(word));
  return version;
}

}  // namespace jcp
