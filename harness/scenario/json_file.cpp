#include "json_file.hpp"

#include <set>
#include <vector>

#include "harness/xmpp/limits.hpp"

namespace jcp {

namespace {

// Keeps the path while the parser goes down, to say where a key stands twice, and stops it before
// it is nested so deeply that walking the value could exhaust the stack.
class Guard {
 public:
  explicit Guard(const std::string& file) : file_(file) {}

  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    const bool opens = event == Event::object_start || event == Event::array_start;
    if (opens || event == Event::value) ++at_.back().index;
    if (opens) at_.push_back({event == Event::array_start, -1, {}, {}});
    if (at_.size() > limits::json_depth + 1) {
      throw UserError(file_, "", "nested deeper than " + std::to_string(limits::json_depth));
    }
    if (event == Event::object_end || event == Event::array_end) at_.pop_back();
    if (event == Event::key) {
      at_.back().key = parsed.get<std::string>();
      if (!at_.back().keys.insert(at_.back().key).second) {
        throw UserError(file_, pointer(), "this key stands twice in one object");
      }
    }
    return true;
  }

 private:
  struct Level {
    bool array = false;
    int index = -1;
    std::string key;
    std::set<std::string> keys;
  };

  std::string pointer() const {
    std::string text;
    for (std::size_t i = 1; i < at_.size(); ++i) {
      text += "/" + (at_[i].array ? std::to_string(at_[i].index) : escaped_key(at_[i].key));
    }
    return text;
  }

  const std::string& file_;
  std::vector<Level> at_{Level{}};  // the first stands for what is outside the document
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

std::string escaped_key(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

Json parse_json(std::string_view text, const std::string& file, std::size_t most_bytes) {
  if (text.size() > most_bytes) {
    throw UserError(file + ": larger than " + std::to_string(most_bytes / 1024 / 1024) + " MiB");
  }
  try {
    return Json::parse(text, Guard(file));
  } catch (const Json::parse_error& error) {
    throw UserError(file + ":" + position(text, error.byte) + ": this is not JSON");
  } catch (const Json::out_of_range&) {
    throw UserError(file, "", "a number is larger than JSON readers agree on");
  }
}

}  // namespace jcp
