// jcpspec fuzz import: what an in-process target left behind, as a scenario.

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "commands.hpp"
#include "fuzz/import.hpp"
#include "harness/scenario/user_error.hpp"

namespace jcp::cli {

namespace {

// Larger ones do not decode: they are octets to send, of which no more would be sent.
constexpr std::size_t most_bytes = 2 * fuzz::session_bytes;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(most_bytes + 1, '\0');
  if (std::filesystem::is_directory(path) || !in) throw UserError(path + ": cannot be read");
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > most_bytes) throw UserError(path + ": larger than an input can be");
  return bytes;
}

}  // namespace

int run(const ImportOptions& options) {
  const Role role = options.role == "component" ? Role::server : Role::component;
  const fuzz::Finding finding = fuzz::finding_in(options.file, read(options.file));
  const std::filesystem::path path =
      std::filesystem::path(options.folder) / fuzz::scenario_path(finding, role);
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  std::ofstream out(path, std::ios::binary);
  out << fuzz::scenario_of(finding, role);
  if (!out.flush()) throw UserError(path.string() + ": cannot be written");
  std::printf("%s\n", path.c_str());
  return 0;
}

}  // namespace jcp::cli
