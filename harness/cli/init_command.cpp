#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "commands.hpp"
#include "starter.hpp"

namespace jcp::cli {

namespace {

// False: there is one already, and it stays as it is. "x": what appears meanwhile, or a link to
// somewhere else, is not written to either.
bool write_new(const std::filesystem::path& path, const std::string& text) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"),
                                                       &std::fclose);
  if (!file && errno == EEXIST) return false;
  const bool written = file && std::fputs(text.c_str(), file.get()) >= 0;
  if (!written || std::fclose(file.release()) != 0) {
    throw UserError(path.string() + " cannot be written: " + std::strerror(errno));
  }
  return true;
}

void say_what_is_next(const InitOptions& options) {
  const std::string target = (std::filesystem::path(options.folder) / "jcpspec/target.json");
  if (options.command.empty() && options.like.empty()) {
    std::printf("\nSay in %s how your %s starts (docs/TARGETS.md), then:\n", target.c_str(),
                options.role.c_str());
  } else {
    std::printf("\nNow:\n");
  }
  std::printf("  jcpspec test --target %s\n", target.c_str());
  if (options.ci == "github") {
    std::printf(
        "The workflow wants to know where jcpspec is: set the repository's variable\n"
        "JCPSPEC_REPOSITORY to OWNER/NAME.\n");
  }
  if (options.ci == "gitlab") {
    std::printf(
        "Put into .gitlab-ci.yml, and set the variable JCPSPEC_REPOSITORY:\n"
        "  include: {local: /jcpspec/gitlab-ci.yml}\n");
  }
}

}  // namespace

int run(const InitOptions& options) {
  std::error_code error;
  if (!std::filesystem::is_directory(options.folder, error)) {
    throw UserError(options.folder + ": no such folder");
  }
  for (const StarterFile& file : starter_files(options)) {
    const std::filesystem::path path = std::filesystem::path(options.folder) / file.path;
    const bool written = write_new(path, file.text);
    std::printf("%-8s %s\n", written ? "written" : "kept", path.lexically_normal().c_str());
  }
  say_what_is_next(options);
  return 0;
}

}  // namespace jcp::cli
