// The values of a step: variables and numbers.

#include <charconv>
#include <stdexcept>

#include "harness/xmpp/limits.hpp"
#include "lawful_header.hpp"
#include "lowering.hpp"

namespace jcp {

std::string_view Lowering::header() const { return lawful_header(program_.role); }

void Lowering::check_variables(const std::vector<std::string>& variables) const {
  for (const std::string& variable : variables) {
    if (variable == "any" || variable == "some" || variable == "none") {
      refuse("${" + variable + "} stands alone in an attribute or text of a pattern");
    }
    if (variable == "n" && !in_repeat_) refuse("${n} outside of a repeat");
    try {
      Variable::parse(variable, actor_names_, captures_);
    } catch (const std::invalid_argument& error) {
      refuse(error.what());
    }
  }
}

SendText Lowering::send_text(std::string text) const {
  constexpr std::string_view variable = "${header}";
  for (std::size_t at = text.find(variable); at != std::string::npos;
       at = text.find(variable, at + header().size())) {
    text.replace(at, variable.size(), header());
  }
  SendText parsed(text);
  for (const SendText::Part& part : parsed.parts()) {
    const bool value =
        part.kind == SendText::Part::Kind::value || part.kind == SendText::Part::Kind::raw_value;
    if (value) check_variables({part.text});
  }
  return parsed;
}

std::int64_t Lowering::number(const Json& value, std::int64_t least, std::size_t most) const {
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  const auto limit = static_cast<std::int64_t>(most);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool read = error == std::errc() && end == text.data() + text.size();
  if (!read || number < least || number > limit) {
    refuse(text + " is not a number from " + std::to_string(least) + " to " +
           std::to_string(limit));
  }
  return number;
}

std::int64_t Lowering::milliseconds(const Json& value) const {
  return number(value, 0, static_cast<std::size_t>(limits::slow_waits_ms));
}

std::optional<std::int64_t> Lowering::within(const Json& step, const Context& context) {
  if (!step.contains("within_ms")) return context.within_ms;
  const std::int64_t ms = milliseconds(step["within_ms"]);
  count_waits(ms);
  return ms;
}

void Lowering::count_waits(std::int64_t ms) { program_.waits_ms += ms * rounds_; }

void Lowering::count_sent(const Send& send) {
  constexpr std::int64_t bytes_of_a_variable = 64;  // a domain or a digest
  const std::int64_t pad = send.pad_count * static_cast<std::int64_t>(send.pad_char.size());
  std::int64_t bytes = 0;
  for (const SendText::Part& part : send.text.parts()) {
    using Kind = SendText::Part::Kind;
    bytes += part.kind == Kind::literal ? static_cast<std::int64_t>(part.text.size())
             : part.kind == Kind::pad   ? pad
                                        : bytes_of_a_variable;
    // Enough is enough: what follows cannot overflow.
    if (bytes > static_cast<std::int64_t>(limits::sent_bytes)) break;
  }
  const bool bytewise = !send.chunks.empty() && send.chunks[0] < 0;
  count_waits(send.gap_ms * (bytewise ? bytes : static_cast<std::int64_t>(send.chunks.size())));
  program_.sent_bytes += bytes * rounds_;
}

}  // namespace jcp
