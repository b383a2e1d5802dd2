#pragma once
// What our own user got wrong: a file, an option. One line, exit code 2.

#include <stdexcept>
#include <string>

namespace jcp {

class UserError : public std::runtime_error {
 public:
  // Files are hostile: control characters of what is quoted from one become \xHH.
  explicit UserError(const std::string& sentence) : std::runtime_error(one_line(sentence)) {}
  // "file:/json/pointer: sentence"
  UserError(const std::string& file, const std::string& pointer, const std::string& sentence)
      : UserError(file + ":" + (pointer.empty() ? "/" : pointer) + ": " + sentence) {}

 private:
  static std::string one_line(const std::string& sentence) {
    constexpr const char* digits = "0123456789ABCDEF";
    std::string line;
    for (const char c : sentence) {
      const auto octet = static_cast<unsigned char>(c);
      if (octet < 0x20 || octet == 0x7F) {
        line += {'\\', 'x', digits[octet >> 4U], digits[octet & 15U]};
      } else {
        line += c;
      }
    }
    return line;
  }
};

}  // namespace jcp
