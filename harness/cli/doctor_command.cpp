#include <sys/utsname.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "commands.hpp"
#include "harness/runner/profile.hpp"
#include "harness/scenario/json_file.hpp"

namespace jcp::cli {

namespace {

struct Check {
  std::string name;
  bool present;
  std::string what;  // what it is for; where it was found
};

// The full path of a program, or "".
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "";
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string file = std::string(rest.substr(0, colon)) + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Check check_target(const std::string& name) {
  const Profile profile = load_profile(name);
  const std::string found =
      profile.managed() ? find_program(profile.command.front()) : std::string();
  const std::string how = profile.packages.empty()
                              ? std::string()
                              : "; install it with: apt-get install " + joined(profile.packages);
  // A runtime may be there without the server that runs on it.
  const auto exists = [](const std::string& package) {
    return std::filesystem::exists("/var/lib/dpkg/info/" + package + ".list");
  };
  bool installed = true;
  if (std::filesystem::exists("/var/lib/dpkg/info")) {
    for (const std::string& package : profile.packages) installed = installed && exists(package);
  }
  const bool present = !found.empty() && installed;
  return {"target " + name, present, present ? found : "cannot be started" + how};
}

std::vector<Check> checks() {
  std::vector<Check> all;
  for (const std::string& name : embedded_profiles()) all.push_back(check_target(name));
  std::error_code error;
  const std::filesystem::path scratch = std::filesystem::temp_directory_path(error);
  const bool writable = !error && ::access(scratch.c_str(), W_OK | X_OK) == 0;
  all.push_back({"scratch folder", writable,
                 scratch.string() + (writable ? "" : " cannot be written; set TMPDIR")});
  const std::string tshark = find_program("tshark");
  all.push_back({"tshark", !tshark.empty(),
                 tshark.empty() ? "only for looking at captures; apt-get install tshark" : tshark});
  return all;
}

std::string system_name() {
  utsname name{};
  if (::uname(&name) != 0) return "unknown";
  return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

}  // namespace

int run(const DoctorOptions& options) {
  const std::vector<Check> all = checks();
  const std::size_t files = embedded_scenarios().size();
  if (options.json) {
    Json json{{"version", JCP_VERSION}, {"system", system_name()}, {"scenario_files", files}};
    json["checks"] = Json::array();
    for (const Check& check : all) {
      json["checks"].push_back(
          {{"name", check.name}, {"present", check.present}, {"what", check.what}});
    }
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
  }
  std::printf("jcpspec %s on %s, %zu scenario files inside\n", JCP_VERSION, system_name().c_str(),
              files);
  std::printf("ok       %-26s is built in: jcpspec test\n", "target mock");
  for (const Check& check : all) {
    std::printf("%-8s %-26s %s\n", check.present ? "ok" : "missing", check.name.c_str(),
                check.what.c_str());
  }
  return 0;
}

}  // namespace jcp::cli
