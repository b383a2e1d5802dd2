#include "source_line.hpp"

#include <iterator>
#include <vector>

#include "harness/scenario/json_file.hpp"

namespace jcp {

namespace {

// Counts the lines that the parser has left behind.
struct Counting {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  int* lines;

  reference operator*() const { return *at; }
  Counting& operator++() {
    if (*at++ == '\n') ++*lines;
    return *this;
  }
  bool operator==(const Counting& other) const { return at == other.at; }
  bool operator!=(const Counting& other) const { return at != other.at; }
};

// Hears of every value as the parser comes by, and stops it at the one that is looked for.
class Finder : public nlohmann::json_sax<Json> {
 public:
  Finder(const std::string& wanted, const int& lines) : wanted_(wanted), lines_(lines) {}
  int line() const { return line_; }

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return enter(false); }
  bool start_array(std::size_t) override { return enter(true); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    levels_.back().name = escaped_key(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    return false;
  }

 private:
  struct Level {
    bool array;
    std::size_t next = 0;
    std::string name;
  };

  bool value() {
    std::string path;
    for (Level& level : levels_) path += "/" + level.name;
    if (!levels_.empty() && levels_.back().array) {
      Level& level = levels_.back();
      level.name = std::to_string(level.next++);
      path = path.substr(0, path.rfind('/') + 1) + level.name;
    }
    if (path != wanted_) return true;
    line_ = lines_ + 1;
    return false;
  }
  bool enter(bool array) {
    const bool go_on = value();
    levels_.push_back({array, 0, {}});
    return go_on;
  }
  bool leave() {
    levels_.pop_back();
    return true;
  }

  const std::string& wanted_;
  const int& lines_;
  std::vector<Level> levels_;
  int line_ = 1;
};

}  // namespace

int line_of(const std::string& json, const std::string& pointer) {
  int lines = 0;
  Finder finder(pointer, lines);
  Json::sax_parse(Counting{json.data(), &lines}, Counting{json.data() + json.size(), &lines},
                  &finder);
  return finder.line();
}

}  // namespace jcp
