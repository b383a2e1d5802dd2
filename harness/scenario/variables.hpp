#pragma once
// The closed set of variables of a scenario, and text made of them.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp {

// "other.digest:upper" -> actor "other", name "digest", form "upper".
struct Variable {
  std::string actor;  // "" = the actor of the step
  std::string name;
  std::string form;

  // Throws std::invalid_argument, one sentence, for a name or form that does not exist.
  // `actors` and `captures` are the names known in this scenario.
  static Variable parse(std::string_view text, const std::vector<std::string>& actors,
                        const std::vector<std::string>& captures);
};

// The same without any check.
Variable split_variable(std::string_view text);

// Whether a capture may have this name: none that is a variable already, or looks like a form.
bool may_name_capture(std::string_view name);

// What a variable is computed from.
struct ActorValues {
  std::string domain, secret, host, us, them, service;
  std::optional<std::string> sid;
};

// The value of `name:form`; nullopt when it is not defined now (a digest without stream id).
std::optional<std::string> value_of(std::string_view name, std::string_view form,
                                    const ActorValues& values);

// A pattern as it stands in a file, for people: variables that have a value now by their values,
// without the attributes that must be absent.
std::string with_values(std::string_view text,
                        const std::function<std::optional<std::string>(std::string_view)>& value);

// The text of a send step: literals, octets, values.
class SendText {
 public:
  struct Part {
    enum class Kind { literal, value, raw_value, pad } kind;
    std::string text;  // the literal octets, or the variable as written
  };
  // Throws std::invalid_argument for an unclosed "${" or bad ${hex:}.
  explicit SendText(std::string_view text);
  // Of send_hex: hexadecimal digits, blanks allowed; throws as above.
  static SendText octets(std::string_view digits);

  const std::vector<Part>& parts() const { return parts_; }

 private:
  std::vector<Part> parts_;
};

}  // namespace jcp
