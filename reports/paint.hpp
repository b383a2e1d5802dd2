#pragma once
// Colours of a terminal, or none.

#include <string>

#include "harness/scenario/result.hpp"

namespace jcp {

class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}

  std::string bold(const std::string& text) const { return wrap("1", text); }
  std::string dim(const std::string& text) const { return wrap("2", text); }
  std::string good(const std::string& text) const { return wrap("32", text); }
  std::string careful(const std::string& text) const { return wrap("33", text); }
  std::string bad(const std::string& text) const { return wrap("31;1", text); }

  // Seven columns wide.
  std::string verdict(Verdict verdict) const {
    std::string text(to_string(verdict));
    text.resize(7, ' ');
    switch (verdict) {
      case Verdict::pass:
        return good(text);
      case Verdict::skip:
        return dim(text);
      case Verdict::warn:
      case Verdict::blocked:
        return careful(text);
      default:
        break;
    }
    return bad(text);
  }

 private:
  std::string wrap(const char* code, const std::string& text) const {
    return colour_ ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
  }

  bool colour_;
};

}  // namespace jcp
