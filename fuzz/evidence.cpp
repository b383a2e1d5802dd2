#include "evidence.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "harness/xmpp/element.hpp"
#include "harness/xmpp/pattern.hpp"
#include "harness/xmpp/wire.hpp"
#include "tokens.hpp"

namespace jcp::fuzz {

namespace {

std::string doubled_dollars(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '$' ? "$$" : std::string(1, c);
  return out;
}

std::string_view part(std::string_view text, Range range) {
  return text.substr(range.begin, range.size());
}

// Name -> value as written, without quotes.
std::map<std::string, std::string> attributes_of(std::string_view text, const Token& tag) {
  std::map<std::string, std::string> values;
  for (const Range& range : tag.attributes) {
    std::string_view written = part(text, range);
    written.remove_prefix(std::min(written.find_first_not_of(" \t\r\n"), written.size()));
    const std::size_t equals = written.find('=');
    if (equals == std::string_view::npos || written.size() < equals + 3) continue;
    values[std::string(written.substr(0, equals))] =
        written.substr(equals + 2, written.size() - equals - 3);
  }
  return values;
}

bool is_tag(const Token& part) {
  return part.kind == Token::Kind::start || part.kind == Token::Kind::empty;
}

// Who plays the scenario has other domains than who found it.
std::string with_domain(const std::string& address, const std::string& variable,
                        const Session& session) {
  const std::size_t slash = std::min(address.find('/'), address.size());
  const std::size_t at = address.substr(0, slash).rfind('@');
  const std::size_t begin = at == std::string::npos ? 0 : at + 1;
  const std::string domain = address.substr(begin, slash - begin);
  const bool spelled_out = std::ranges::any_of(
      session, [&](const Action& a) { return a.text.find(domain) != std::string::npos; });
  if (domain.empty() || spelled_out) return doubled_dollars(address);
  return doubled_dollars(address.substr(0, begin)) + variable +
         doubled_dollars(address.substr(slash));
}

std::string attribute(std::string_view name, std::string_view value) {
  return std::string(" ").append(name).append("='").append(value).append("'");
}

// What a target wrote need not make a pattern.
std::optional<std::string> if_compiles(std::string pattern) {
  try {
    const Pattern compiled(pattern);
    return pattern;
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> tag_pattern(const Finding& finding, bool pin_addresses) {
  const std::vector<Token> tokens = tokens_of(finding.detail);
  const auto tag = std::ranges::find_if(tokens, is_tag);
  if (tag == tokens.end()) return std::nullopt;
  const auto values = attributes_of(finding.detail, *tag);
  const auto value = [&](const char* name) {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  std::string pattern = "<" + std::string(tag->name);
  for (const char* name : {"xmlns", "id", "type"}) {
    if (const auto of = value(name)) pattern += attribute(name, doubled_dollars(*of));
  }
  if (!value("type")) pattern += attribute("type", "${none}");
  if (pin_addresses) {
    const auto pin = [&](const char* name, const char* variable) {
      const auto of = value(name);
      pattern += attribute(name, of ? with_domain(*of, variable, finding.session) : "${none}");
    };
    pin("from", "${component.domain}");
    pin("to", "${other.domain}");
  }
  return if_compiles(pattern + "/>");
}

std::optional<std::string> whole_pattern(const Finding& finding) {
  const std::string& text = finding.detail;
  const std::vector<Token> tokens = tokens_of(text);
  if (tokens.empty() || !is_tag(tokens[0]) || !Element::parse(text)) return std::nullopt;
  std::string pattern = "<" + std::string(tokens[0].name);
  for (const auto& [name, value] : attributes_of(text, tokens[0])) {
    const bool address = name == "from" || name == "to";
    pattern += attribute(name, address ? "${any}" : doubled_dollars(value));
  }
  pattern += tokens[0].kind == Token::Kind::empty ? "/>" : ">";
  return if_compiles(pattern + doubled_dollars(text.substr(tokens[0].range.end)));
}

}  // namespace jcp::fuzz
