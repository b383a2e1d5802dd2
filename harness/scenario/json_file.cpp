#include "json_file.hpp"

#include <set>
#include <vector>

#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace {

// Keeps the path of keys while the parser goes down, to name a duplicate.
class DuplicateKeys {
 public:
  explicit DuplicateKeys(const std::string& file) : file_(file) {}

  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) objects_.emplace_back();
    if (event == Event::object_end && !objects_.empty()) objects_.pop_back();
    if (event == Event::key) {
      const std::string key = parsed.get<std::string>();
      if (!objects_.back().insert(key).second) {
        throw UserError(file_ + ": the key \"" + key + "\" stands twice in one object");
      }
    }
    return true;
  }

 private:
  const std::string& file_;
  std::vector<std::set<std::string>> objects_;
};

std::string position(std::string_view text, std::size_t byte) {
  std::size_t line = 1, column = 1;
  for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
    column = text[i] == '\n' ? 1 : column + 1;
    if (text[i] == '\n') ++line;
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace

Json parse_json(std::string_view text, const std::string& file) {
  if (text.size() > limits::scenario_file_bytes) throw UserError(file + ": larger than 1 MiB");
  try {
    return Json::parse(text, DuplicateKeys(file));
  } catch (const Json::parse_error& error) {
    throw UserError(file + ":" + position(text, error.byte) + ": this is not JSON");
  }
}

}  // namespace jcp
