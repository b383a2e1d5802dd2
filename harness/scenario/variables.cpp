#include "variables.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "harness/xmpp/digest.hpp"

namespace jcp {

namespace {

struct Known {
  std::string_view name;
  std::vector<std::string_view> forms;
  bool of_actor = true;  // "other.NAME" is another actor's
};

const std::vector<Known>& known_variables() {
  static const std::vector<Known> known = {
      {"domain",
       {"upper", "soft-hyphen", "fullwidth-dot", "one-dot-leader", "zero-width", "label",
        "parent"}},
      {"digest",
       {"upper", "wrong-secret", "wrong-id", "empty-secret", "secret-first", "truncated",
        "extended", "first-wrong", "last-wrong", "base64", "references", "latin-1"}},
      {"secret", {}},
      {"host", {"upper"}},
      {"sid", {}},
      {"us", {}},
      {"them", {}},
      {"service", {}},
      {"n", {}, false},
      {"fresh_id", {}, false},
  };
  return known;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string with_first_dot(const std::string& domain, std::string_view replacement) {
  const std::size_t dot = domain.find('.');
  if (dot == std::string::npos) return domain;
  return domain.substr(0, dot) + std::string(replacement) + domain.substr(dot + 1);
}

std::string domain_form(const std::string& domain, std::string_view form) {
  const std::size_t dot = domain.find('.');
  if (form == "upper") return upper(domain);
  if (form == "soft-hyphen") return domain.substr(0, 1) + "\u00AD" + domain.substr(1);
  if (form == "zero-width") return domain.substr(0, 1) + "\u200B" + domain.substr(1);
  if (form == "fullwidth-dot") return with_first_dot(domain, "\uFF0E");
  if (form == "one-dot-leader") return with_first_dot(domain, "\u2024");
  if (form == "label") return domain.substr(0, dot);
  if (form == "parent") return dot == std::string::npos ? domain : domain.substr(dot + 1);
  return domain;
}

// UTF-8 -> Latin-1 where that exists, "?" elsewhere.
std::string latin_1(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      out += text[i];
    } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      out += static_cast<char>(((lead & 0x03) << 6) | (next & 0x3F));
    } else if (lead >= 0xC0) {
      out += '?';
    }
  }
  return out;
}

std::string references(std::string_view text) {
  std::string out;
  for (const char c : text) out += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
  return out;
}

char other_digit(char digit) { return digit == '0' ? '1' : '0'; }

std::string digest_form(const std::string& id, const std::string& secret, std::string_view form) {
  std::string digest = handshake_digest(id, secret);
  if (form == "upper") return upper(digest);
  if (form == "wrong-secret") return handshake_digest(id, "not-" + secret);
  if (form == "wrong-id") return handshake_digest("not-" + id, secret);
  if (form == "empty-secret") return handshake_digest(id, "");
  if (form == "secret-first") return handshake_digest(secret, id);
  if (form == "truncated") return digest.substr(0, digest.size() - 1);
  if (form == "extended") return digest + "00";
  if (form == "base64") return base64(sha1(id + secret));
  if (form == "references") return references(digest);
  if (form == "latin-1") return handshake_digest(latin_1(id), latin_1(secret));
  if (form == "first-wrong") digest.front() = other_digit(digest.front());
  if (form == "last-wrong") digest.back() = other_digit(digest.back());
  return digest;
}

std::string octets_of(std::string_view digits) {
  std::string octets;
  int high = -1;
  for (const char c : digits) {
    if (c == ' ') continue;
    const std::size_t value =
        std::string_view("0123456789abcdef")
            .find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
    if (value == std::string_view::npos) throw std::invalid_argument("not a hexadecimal digit");
    if (high < 0) {
      high = static_cast<int>(value);
    } else {
      octets += static_cast<char>(high * 16 + static_cast<int>(value));
      high = -1;
    }
  }
  if (high >= 0) throw std::invalid_argument("an odd number of hexadecimal digits");
  return octets;
}

}  // namespace

Variable split_variable(std::string_view text) {
  Variable variable;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    variable.form = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    variable.actor = text.substr(0, dot);
    text = text.substr(dot + 1);
  }
  variable.name = text;
  return variable;
}

Variable Variable::parse(std::string_view text, const std::vector<std::string>& actors,
                         const std::vector<std::string>& captures) {
  const std::string quoted = "${" + std::string(text) + "}";
  if (std::ranges::find(captures, text) != captures.end()) {
    Variable capture;
    capture.name = text;
    return capture;
  }
  const Variable variable = split_variable(text);
  if (!variable.actor.empty() && std::ranges::find(actors, variable.actor) == actors.end()) {
    throw std::invalid_argument("no actor for " + quoted);
  }
  const auto& known = known_variables();
  const auto found = std::ranges::find(known, variable.name, &Known::name);
  if (found == known.end() || (!found->of_actor && !variable.actor.empty())) {
    throw std::invalid_argument("unknown variable " + quoted);
  }
  if (!variable.form.empty() &&
      std::ranges::find(found->forms, variable.form) == found->forms.end()) {
    throw std::invalid_argument("unknown form of " + quoted);
  }
  return variable;
}

bool may_name_capture(std::string_view name) {
  static constexpr std::string_view reserved[] = {"any", "some",   "none", "case",
                                                  "pad", "header", "raw",  "hex"};
  const auto& known = known_variables();
  return !name.empty() && name.find_first_of(".:{}$") == std::string_view::npos &&
         std::ranges::find(known, name, &Known::name) == known.end() &&
         std::ranges::find(reserved, name) == std::end(reserved);
}

std::optional<std::string> value_of(std::string_view name, std::string_view form,
                                    const ActorValues& values) {
  if (name == "domain") return domain_form(values.domain, form);
  if (name == "host") return form == "upper" ? upper(values.host) : values.host;
  if (name == "secret") return values.secret;
  if (name == "us") return values.us;
  if (name == "them") return values.them;
  if (name == "service") return values.service;
  if (name == "sid") return values.sid;
  if (name == "digest" && values.sid) return digest_form(*values.sid, values.secret, form);
  return std::nullopt;
}

SendText::SendText(std::string_view text) {
  const auto literal = [&](std::string_view octets) {
    if (octets.empty()) return;
    if (parts_.empty() || parts_.back().kind != Part::Kind::literal) {
      parts_.push_back({Part::Kind::literal, {}});
    }
    parts_.back().text += octets;
  };
  while (!text.empty()) {
    const std::size_t dollar = text.find('$');
    literal(text.substr(0, dollar));
    if (dollar == std::string_view::npos) break;
    text = text.substr(dollar);
    if (text.starts_with("$$")) {
      literal("$");
      text = text.substr(2);
    } else if (text.starts_with("${")) {
      const std::size_t end = text.find('}');
      if (end == std::string_view::npos) throw std::invalid_argument("\"${\" without \"}\"");
      const std::string_view name = text.substr(2, end - 2);
      text = text.substr(end + 1);
      if (name.starts_with("hex:")) {
        literal(octets_of(name.substr(4)));
      } else if (name == "pad" || name == "raw:pad") {
        parts_.push_back({Part::Kind::pad, {}});
      } else if (name.starts_with("raw:")) {
        parts_.push_back({Part::Kind::raw_value, std::string(name.substr(4))});
      } else {
        parts_.push_back({Part::Kind::value, std::string(name)});
      }
    } else {
      literal("$");
      text = text.substr(1);
    }
  }
}

SendText SendText::octets(std::string_view digits) {
  SendText text("");
  text.parts_.push_back({Part::Kind::literal, octets_of(digits)});
  return text;
}

std::string with_values(std::string_view text,
                        const std::function<std::optional<std::string>(std::string_view)>& value) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find("${", at), end = text.find('}', begin);
    filled += text.substr(at, begin - at);
    if (end == std::string_view::npos)
      return filled + std::string(text.substr(std::min(begin, text.size())));
    const std::string_view name = text.substr(begin + 2, end - begin - 2);
    const std::string_view written = text.substr(begin, end + 1 - begin);
    at = end + 1;
    const std::size_t attribute = filled.rfind(' ');
    const bool whole = attribute != std::string::npos && filled.ends_with("='") &&
                       at < text.size() && text[at] == '\'';
    if (name == "none" && whole) {
      filled.resize(attribute);
      ++at;
    } else {
      filled += name == "any" || name == "some" ? std::string(written)
                                                : value(name).value_or(std::string(written));
    }
  }
  return filled;
}

}  // namespace jcp
