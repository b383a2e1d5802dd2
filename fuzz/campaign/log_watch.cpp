#include "log_watch.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

#include "harness/runner/process_exit.hpp"

namespace jcp::fuzz {

namespace {

constexpr std::size_t bytes_a_look = 256 * 1024;
constexpr unsigned looks_between_listings = 64;

}  // namespace

std::optional<std::string> LogWatch::look() {
  if (folder_.empty()) return std::nullopt;
  if (looks_++ % looks_between_listings == 0) {
    std::error_code error;
    std::filesystem::directory_iterator entry(folder_, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
      if (entry->path().extension() == ".log") seen_.try_emplace(entry->path().string(), 0);
    }
  }
  std::optional<std::string> found;
  for (auto& [path, seen] : seen_) {
    struct stat now {};
    if (::stat(path.c_str(), &now) != 0) continue;
    const auto size = static_cast<std::uint64_t>(now.st_size);
    seen = std::min(seen, size);  // it was begun anew
    if (size == seen) continue;
    std::string text(std::min<std::uint64_t>(size - seen, bytes_a_look), '\0');
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(seen));
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    // Whole lines: what is being written comes next time.
    text.resize(text.rfind('\n') + 1);
    const bool stuck = text.empty() && size - seen >= bytes_a_look;
    seen += stuck ? bytes_a_look : text.size();
    if (!found) found = unhandled_exception(text);
  }
  return found;
}

std::string log_bucket(std::string_view line) {
  constexpr std::size_t most = 48;
  std::string out = "log";
  bool in_number = false;
  for (const char c : line) {
    const auto octet = static_cast<unsigned char>(c);
    // Addresses and numbers differ each time, and so do words with digits in them.
    if (std::isdigit(octet)) in_number = true;
    if (std::isalpha(octet) && !in_number) {
      if (out == "log") out += '-';
      out += static_cast<char>(std::tolower(octet));
    } else if (!std::isalnum(octet)) {
      in_number = false;
      if (!out.ends_with('-')) out += '-';
    }
    if (out.size() >= most) break;
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace jcp::fuzz
