#pragma once
// What our own user got wrong: a file, an option. One line, exit code 2.

#include <stdexcept>
#include <string>

namespace jcp {

class UserError : public std::runtime_error {
 public:
  explicit UserError(const std::string& sentence) : std::runtime_error(sentence) {}
  // "file:/json/pointer: sentence"
  UserError(const std::string& file, const std::string& pointer, const std::string& sentence)
      : std::runtime_error(file + ":" + (pointer.empty() ? "/" : pointer) + ": " + sentence) {}
};

}  // namespace jcp
