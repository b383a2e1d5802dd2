#include <algorithm>
#include <stdexcept>
#include <utility>

#include "pattern.hpp"

namespace jcp {
namespace {

// Rewrites "${name}" to the XPath variables $v0, $v1, ... Inside a quoted literal, where XPath
// knows no variables, the literal becomes concat().
class Rewriter {
 public:
  explicit Rewriter(std::string_view text) : rest_(text) {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '\'' || c == '"') {
        literal(c);
      } else if (rest_.starts_with("${")) {
        out_ += variable();
      } else {
        out_ += c;
        rest_.remove_prefix(1);
      }
    }
  }

  std::string out_;
  std::vector<std::string> names_;

 private:
  std::string variable() {
    const auto close = rest_.find('}');
    if (close == std::string_view::npos) {
      throw std::invalid_argument("\"" + std::string(rest_) + "\": the '}' of \"${\" is missing");
    }
    const std::string name(rest_.substr(2, close - 2));
    rest_.remove_prefix(close + 1);
    const auto found = std::find(names_.begin(), names_.end(), name);
    const auto index = found - names_.begin();
    if (found == names_.end()) names_.push_back(name);
    return "$v" + std::to_string(index);
  }

  void literal(char quote) {
    rest_.remove_prefix(1);
    const std::string open(1, quote);
    std::string parts = open;
    bool has_variable = false;
    while (!rest_.empty() && rest_.front() != quote) {
      if (rest_.starts_with("${")) {
        has_variable = true;
        parts += open + "," + variable() + "," + open;
        continue;
      }
      if (rest_.starts_with("$$")) rest_.remove_prefix(1);
      parts += rest_.front();
      rest_.remove_prefix(1);
    }
    // An unclosed one is left to the compiler of XPath, which refuses it.
    if (!rest_.empty()) {
      rest_.remove_prefix(1);
      parts += open;
    }
    out_ += has_variable ? "concat(" + parts + ")" : parts;
  }

  std::string_view rest_;
};

std::string variable_name(std::size_t index) { return "v" + std::to_string(index); }

}  // namespace

struct XPath::Compiled {
  std::string text;
  std::vector<std::string> names;
  // pugixml evaluates with the values that stand in the set at that time, so that evaluating
  // writes to it: an XPath is not for two threads at once.
  mutable pugi::xpath_variable_set values;
  pugi::xpath_query query;

  void bind(const Resolver& resolve) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      values.set(variable_name(i).c_str(), resolve(names[i]).value_or("").c_str());
    }
  }
};

XPath::XPath(std::string_view text) {
  const Rewriter rewritten(text);
  auto compiled = std::make_shared<Compiled>();
  compiled->text = text;
  compiled->names = rewritten.names_;
  for (std::size_t i = 0; i < compiled->names.size(); ++i) {
    compiled->values.add(variable_name(i).c_str(), pugi::xpath_type_string);
  }
  try {
    compiled->query = pugi::xpath_query(rewritten.out_.c_str(), &compiled->values);
  } catch (const pugi::xpath_exception& error) {
    throw std::invalid_argument("\"" + compiled->text + "\" is not XPath: " + error.what());
  }
  compiled_ = std::move(compiled);
}

bool XPath::holds(const Element& actual, const Resolver& resolve) const {
  compiled_->bind(resolve);
  return compiled_->query.evaluate_boolean(actual.node().root());
}

std::string XPath::string_of(const Element& actual, const Resolver& resolve) const {
  compiled_->bind(resolve);
  return compiled_->query.evaluate_string(actual.node().root());
}

std::vector<std::string> XPath::variables() const { return compiled_->names; }

const std::string& XPath::text() const { return compiled_->text; }

}  // namespace jcp
