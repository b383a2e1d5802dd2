#include "starter.hpp"

#include <algorithm>
#include <filesystem>

#include "harness/runner/profile.hpp"
#include "harness/scenario/json_file.hpp"
#include "scenarios/embedded.hpp"

namespace jcp::cli {

namespace {

const std::string folder = "jcpspec/";

std::string embedded(const std::string& path) { return std::string(find_embedded(path)->text); }

// The process starts in a scratch folder, so what is a file of the project is written as seen from
// the profile, that lies one folder below it.
std::string word_of(const std::string& word, const std::string& project) {
  const std::filesystem::path path(word);
  const bool program = word.starts_with("./") || word.starts_with("../");
  if (path.is_absolute() || word.starts_with('{') || word.starts_with('-')) return word;
  std::error_code error;
  if (!program && !std::filesystem::is_regular_file(std::filesystem::path(project) / path, error)) {
    return word;
  }
  return "{profile}/../" + path.lexically_normal().string();
}

// As files of ours are written: a level of objects and lists unfolded, what is below on one line.
std::string text_of(const Json& profile) {
  std::string text = "{\n";
  for (const auto& [key, value] : profile.items()) {
    text += text.size() > 2 ? ",\n" : "";
    text += "  " + Json(key).dump() + ": ";
    if (!value.is_array() || value.empty() || !value.front().is_object()) {
      text += value.dump();
      continue;
    }
    std::string rows;
    for (const Json& row : value) rows += (rows.empty() ? "\n    " : ",\n    ") + row.dump();
    text += "[" + rows + "\n  ]";
  }
  return text + "\n}\n";
}

// With what the options say of it.
std::string profile_text(const InitOptions& options) {
  const std::string text = embedded("ci/starter/" + options.role + ".json");
  if (options.command.empty() && options.features.empty()) return text;
  Json profile = parse_json(text, "target.json");
  if (!options.command.empty()) {
    const std::vector<std::string> words = words_of_command("--command", options.command);
    Json command = Json::array();
    for (const std::string& word : words) command.push_back(word_of(word, options.folder));
    profile["command"] = std::move(command);
  }
  if (!options.features.empty()) profile["features"] = options.features;
  return text_of(profile);
}

// A shipped profile and its templates, for a project that changes one of them.
std::vector<StarterFile> copy_of(const std::string& name) {
  const std::vector<std::string> names = embedded_profiles();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    std::string all;
    for (const std::string& known : names) all += (all.empty() ? "" : ", ") + known;
    throw UserError("--like " + name + ": no such profile; there are " + all);
  }
  const std::string text = embedded("targets/" + name + ".json");
  std::vector<StarterFile> files = {{folder + "target.json", text}};
  const Json templates = parse_json(text, name + ".json").value("files", Json::object());
  for (const auto& [ignored, below] : templates.items()) {
    const std::string path = below.get<std::string>();
    files.push_back({folder + path, embedded("targets/" + path)});
  }
  return files;
}

}  // namespace

std::vector<StarterFile> starter_files(const InitOptions& options) {
  std::vector<StarterFile> files;
  if (!options.like.empty()) {
    files = copy_of(options.like);
  } else {
    files.push_back({folder + "target.json", profile_text(options)});
    if (options.role == "server") {
      files.push_back({folder + "server.conf.in", embedded("ci/starter/server.conf.in")});
    }
  }
  if (options.ci == "github") {
    files.push_back({".github/workflows/jcpspec.yml", embedded("ci/starter/github.yml")});
  }
  if (options.ci == "gitlab") {
    files.push_back({folder + "gitlab-ci.yml",
                     embedded("ci/gitlab/jcpspec.yml") + embedded("ci/starter/gitlab-job.yml")});
  }
  return files;
}

}  // namespace jcp::cli
