// jcp_make_seeds OUT [--dictionary FILE]: writes OUT/TARGET/NAME for every seed there is, and the
// dictionary.
// jcp_make_seeds --compare CORPUS --dictionary FILE TARGET...: exit 1 when the committed corpus is
// not of today: a seed that is not generated, or with other bytes; a target without any; another
// dictionary.

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "seeds.hpp"

namespace jcp::fuzz {
namespace {

namespace fs = std::filesystem;

using Seeds = std::map<std::string, std::map<std::string, std::string>>;  // target, name, bytes

Seeds all_seeds() {
  Seeds seeds;
  const SeedWriter keep = [&](std::string_view target, std::string_view name,
                              std::string_view bytes) {
    const bool fresh =
        seeds[std::string(target)].emplace(std::string(name), std::string(bytes)).second;
    if (!fresh) throw std::logic_error("two seeds of the name " + std::string(name));
  };
  seeds_of_dialogues(keep);
  seeds_of_sessions(keep);
  seeds_of_wire(keep);
  seeds_of_patterns(keep);
  seeds_of_files(keep);
  seeds_of_texts(keep);
  return seeds;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error(path.string() + ": cannot be written");
}

class Comparison {
 public:
  explicit Comparison(fs::path corpus) : corpus_(std::move(corpus)) {}

  int run(const fs::path& dictionary_file, const std::vector<std::string>& targets) {
    const Seeds seeds = all_seeds();
    for (const std::string& target : targets) {
      const auto of_target = seeds.find(target);
      const fs::path folder = corpus_ / target;
      int count = 0;
      if (!fs::is_directory(folder))
        complain(folder, "there is no such folder");
      else {
        for (const auto& file : fs::directory_iterator(folder)) {
          ++count;
          if (of_target == seeds.end())
            complain(file.path(), "no seeds are generated for it");
          else
            compare(file.path(), of_target->second);
        }
      }
      if (count == 0) complain(folder, "a target without a seed");
    }
    if (read(dictionary_file) != dictionary())
      complain(dictionary_file, "is not what is generated");
    std::printf("%d differences\n", differences_);
    return differences_ == 0 ? 0 : 1;
  }

 private:
  void compare(const fs::path& file, const std::map<std::string, std::string>& generated) {
    const auto seed = generated.find(file.filename().string());
    if (seed == generated.end()) return complain(file, "is not generated any more");
    if (seed->second != read(file)) complain(file, "is generated with other bytes");
  }

  void complain(const fs::path& path, const char* what) {
    std::printf("%s: %s; run ci/refresh-corpus\n", path.c_str(), what);
    ++differences_;
  }

  fs::path corpus_;
  int differences_ = 0;
};

int make(const fs::path& folder, const std::string& dictionary_file) {
  std::size_t count = 0;
  for (const auto& [target, seeds] : all_seeds()) {
    fs::create_directories(folder / target);
    for (const auto& [name, bytes] : seeds) write(folder / target / name, bytes);
    count += seeds.size();
  }
  if (!dictionary_file.empty()) write(dictionary_file, dictionary());
  std::printf("%zu seeds\n", count);
  return 0;
}

int usage() {
  std::fputs(
      "jcp_make_seeds OUT [--dictionary FILE]\n"
      "jcp_make_seeds --compare CORPUS --dictionary FILE TARGET...\n",
      stderr);
  return 2;
}

int run(std::vector<std::string> arguments) {
  std::string dictionary_file, compared;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool option = arguments[i].starts_with("--");
    if (!option) {
      names.push_back(arguments[i]);
    } else if (i + 1 < arguments.size() && arguments[i] == "--dictionary") {
      dictionary_file = arguments[++i];
    } else if (i + 1 < arguments.size() && arguments[i] == "--compare") {
      compared = arguments[++i];
    } else {
      return usage();
    }
  }
  if (!compared.empty()) {
    if (names.empty() || dictionary_file.empty()) return usage();
    return Comparison(compared).run(dictionary_file, names);
  }
  return names.size() == 1 ? make(names[0], dictionary_file) : usage();
}

}  // namespace
}  // namespace jcp::fuzz

int main(int argc, char** argv) {
  try {
    return jcp::fuzz::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "jcp_make_seeds: %s\n", error.what());
    return 2;
  }
}
