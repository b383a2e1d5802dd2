#include "lint_paths.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace jcp::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view catalogue = "requirements.json";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw UserError(file.string() + ": cannot be read");
  return text;
}

// The folder with requirements.json that `path` is or stands in.
std::optional<fs::path> tree_around(const fs::path& path) {
  std::error_code error;
  for (fs::path folder = fs::weakly_canonical(path, error);; folder = folder.parent_path()) {
    if (fs::exists(folder / catalogue, error)) return folder;
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

// Of a file outside every tree: from its server/, component/, both/ or always/ on.
std::string path_in_no_tree(const fs::path& file) {
  fs::path below;
  bool inside = false;
  for (const fs::path& part : file.lexically_normal()) {
    inside =
        inside || part == "server" || part == "component" || part == "both" || part == "always";
    if (inside) below /= part;
  }
  if (inside) return below.generic_string();
  throw UserError(file.string() + ": a scenario lies below server/, component/, both/ or always/");
}

std::vector<fs::path> files_below(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return {path};
  if (!fs::is_directory(path, error)) throw UserError(path + ": no such file or folder");
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json") {
      files.push_back(entry.path());
    }
  }
  if (error) throw UserError(path + ": " + error.message());
  std::ranges::sort(files);
  if (files.empty()) throw UserError(path + ": no scenario in it");
  return files;
}

}  // namespace

LintPaths lint_paths(const std::vector<std::string>& paths) {
  LintPaths result;
  if (paths.empty()) {
    result.files = embedded_scenarios();
    for (const auto& [path, text] : result.files) result.named[path] = "scenarios/" + path;
    return result;
  }
  const std::optional<fs::path> tree = tree_around(paths.front());
  result.files = tree ? scenarios_in(tree->string()) : embedded_scenarios();
  for (const std::string& path : paths) {
    if (tree_around(path) != tree) throw UserError(path + ": not of the same tree as the others");
    for (const fs::path& file : files_below(path)) {
      const std::string below = tree
                                    ? fs::canonical(file).lexically_relative(*tree).generic_string()
                                    : path_in_no_tree(file);
      result.files[below] = read(file);
      result.named[below] = file.string();
    }
  }
  return result;
}

}  // namespace jcp::cli
