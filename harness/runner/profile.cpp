#include "profile.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "harness/scenario/json_file.hpp"
#include "scenarios/embedded.hpp"

namespace jcp {

namespace {

constexpr std::string_view folder = "targets/";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw UserError(path + ": cannot be read");
  return text;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

const JsonSchema& schema() {
  static const JsonSchema compiled(
      parse_json(find_embedded("targets/schema.json")->text, "targets/schema.json"));
  return compiled;
}

std::vector<std::string> strings(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>{});
}

std::map<std::string, std::string> string_map(const Json& json, const char* key) {
  return json.value(key, std::map<std::string, std::string>{});
}

void require_inside(const std::string& name, const std::string& file) {
  const std::filesystem::path path(name);
  const bool up = std::ranges::find(path, "..") != path.end();
  if (path.is_absolute() || up || name.empty()) {
    throw UserError(file, "/files", "\"" + name + "\" does not stay inside the scratch folder");
  }
}

void read_domains(const Json& json, const std::string& file, Profile& profile) {
  const Json components = json.value("components", Json::array());
  for (const Json& item : components) {
    Domain domain{item.at("domain"), item.at("secret"), item.value("kind", "")};
    const auto same = std::ranges::find(profile.domains, domain.name, &Domain::name);
    if (same != profile.domains.end()) {
      throw UserError(file, "/components", "the domain " + domain.name + " stands twice");
    }
    profile.domains.push_back(std::move(domain));
  }
  if (profile.domains.empty()) throw UserError(file, "/components", "no component domain");
}

Profile parse_profile(std::string_view text, const std::string& file,
                      const std::function<std::string(const std::string&)>& template_text) {
  const Json json = parse_json(text, file);
  schema().require(json, file);
  Profile profile;
  profile.file = file;
  try {
    profile.name = json.at("name").get<std::string>();
    profile.role = json.value("role", "server");
    profile.title = json.value("title", "");
    profile.packages = strings(json, "packages");
    profile.command = strings(json, "command");
    profile.environment = string_map(json, "env");
    profile.paths = json.value("paths", profile.paths);
    profile.values = string_map(json, "values");
    profile.ports = strings(json, "ports");
    profile.version_command = strings(json, "version_command");
    profile.version_prefix = json.value("version_prefix", "");
    profile.ready_timeout_ms = json.value("ready", Json::object()).value("timeout_ms", 15'000);
    profile.stop_deadline_ms = json.value("stop", Json::object()).value("deadline_ms", 3'000);
    profile.address = json.value("address", "127.0.0.1");
    profile.port = json.value("port", static_cast<unsigned short>(0));
    profile.host = json.value("host", "");
    const std::vector<std::string> features = strings(json, "features");
    profile.features = {features.begin(), features.end()};
    const Json policy = json.value("policy", Json::object());
    for (const auto& [flag, value] : policy.items()) {
      if (value.is_boolean()) profile.policy[flag] = value.get<bool>();
    }
    profile.first_connect_ms = json.value("first_connect_ms", profile.first_connect_ms);
    profile.settle_ms = json.value("settle_ms", profile.settle_ms);
    if (profile.role == "server") read_domains(json, file, profile);
    const std::map<std::string, std::string> templates = string_map(json, "files");
    for (const auto& [name, path] : templates) {
      require_inside(name, file);
      profile.files[name] = template_text(path);
    }
  } catch (const Json::exception& error) {
    throw UserError(file, "", "this does not have the form of a profile (docs/TARGETS.md)");
  }
  if (profile.role == "component" && !profile.managed()) {
    throw UserError(file, "", "a component needs a command");
  }
  if (!profile.managed() && profile.port == 0) {
    throw UserError(file, "", "neither a command nor a port");
  }
  if (!is_loopback(profile.address)) {
    throw UserError(file, "/address",
                    profile.address + " is not this machine; say --connect with --allow-remote");
  }
  return profile;
}

Domain component_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  const char* fallback = std::getenv("JCPSPEC_SECRET");
  if (equals == std::string::npos && !fallback) {
    throw UserError("--component " + text + ": write DOMAIN=SECRET, DOMAIN=@FILE, or DOMAIN with " +
                    "JCPSPEC_SECRET set");
  }
  Domain domain;
  domain.name = text.substr(0, equals);
  if (domain.name.empty()) throw UserError("--component " + text + ": no domain");
  domain.secret = equals == std::string::npos ? fallback : text.substr(equals + 1);
  if (equals != std::string::npos && domain.secret.starts_with('@')) {
    domain.secret = read_file(domain.secret.substr(1));
    while (domain.secret.ends_with('\n')) domain.secret.pop_back();
  }
  return domain;
}

}  // namespace

std::vector<std::string> embedded_profiles() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(folder) || !file.path.ends_with(".json")) continue;
    const std::string_view name = file.path.substr(folder.size());
    if (name.find('/') != std::string_view::npos || name == "schema.json") continue;
    names.emplace_back(name.substr(0, name.size() - std::string_view(".json").size()));
  }
  return names;
}

Profile load_profile(const std::string& name) {
  if (name.find('/') == std::string::npos && !name.ends_with(".json")) {
    const std::string path = std::string(folder) + name + ".json";
    const EmbeddedFile* file = find_embedded(path);
    if (!file) {
      std::string all = "mock";
      for (const std::string& known : embedded_profiles()) all += ", " + known;
      throw UserError("no target \"" + name + "\"; there are " + all + ", or give a file");
    }
    return parse_profile(file->text, path, [&](const std::string& below) {
      const EmbeddedFile* text = find_embedded(std::string(folder) + below);
      if (!text) throw UserError(path, "/files", "no template " + below);
      return std::string(text->text);
    });
  }
  const std::filesystem::path base = std::filesystem::path(name).parent_path();
  return parse_profile(read_file(name), name, [&](const std::string& below) {
    return read_file((base / below).string());
  });
}

std::vector<std::string> words_of_command(const std::string& option, const std::string& command) {
  std::vector<std::string> words;
  char quote = 0;
  bool open = false;
  for (const char c : command) {
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      open = false;
      continue;
    }
    if (!open) words.emplace_back();
    open = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) throw UserError(option + " " + command + ": a quote is not closed");
  if (words.empty()) throw UserError(option + ": no command");
  return words;
}

Profile profile_of_launch(const std::string& command, const std::vector<std::string>& features) {
  Profile profile;
  profile.role = "component";
  profile.command = words_of_command("--launch", command);
  // It runs in a scratch folder, so a file of this one, as in `python3 component.py`, needs its
  // path.
  std::string& program = profile.command.front();
  for (std::string& word : profile.command) {
    std::error_code error;
    const bool file = &word != &program && std::filesystem::is_regular_file(word, error);
    const bool path = &word == &program && word.find('/') != std::string::npos;
    if (file || path) word = std::filesystem::absolute(word).string();
  }
  profile.name = std::filesystem::path(program).filename().string();
  profile.features = {features.begin(), features.end()};
  return profile;
}

Profile profile_of(const ConnectOptions& options) {
  Profile profile;
  profile.name = options.endpoint;
  const std::size_t colon = options.endpoint.rfind(':');
  std::string host = options.endpoint.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  int port = 0;
  try {
    std::size_t used = 0;
    const std::string digits = options.endpoint.substr(colon + 1);
    port = std::stoi(digits, &used);
    if (used != digits.size()) port = 0;
  } catch (const std::logic_error&) {
  }
  if (colon == std::string::npos || host.empty() || port < 1 || port > 65535) {
    throw UserError("--connect " + options.endpoint + ": write HOST:PORT");
  }
  const auto& allowed = options.allow_remote;
  if (!is_loopback(host) && std::ranges::find(allowed, host) == allowed.end()) {
    throw UserError("--connect " + options.endpoint + ": " + host +
                    " is not this machine; say --allow-remote " + host + " if it is yours to test");
  }
  profile.address = host;
  profile.port = static_cast<unsigned short>(port);
  for (const std::string& text : options.components) profile.domains.push_back(component_of(text));
  if (profile.domains.empty()) {
    throw UserError("--connect needs at least one --component DOMAIN=SECRET");
  }
  profile.host = options.host;
  if (profile.host.empty()) {
    const std::string& first = profile.domains.front().name;
    const std::size_t dot = first.find('.');
    profile.host = dot == std::string::npos ? first : first.substr(dot + 1);
  }
  return profile;
}

}  // namespace jcp
