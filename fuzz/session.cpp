#include "session.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace jcp::fuzz {

namespace {

// Begins every encoded session, and no document.
constexpr char mark = '\x01';
constexpr unsigned kind_bits = 4;
constexpr auto last_kind = static_cast<unsigned>(Action::Kind::advance);

bool has_number(Action::Kind kind) {
  using Kind = Action::Kind;
  return kind == Kind::send || kind == Kind::octets || kind == Kind::await || kind == Kind::advance;
}

bool has_text(Action::Kind kind) {
  return kind == Action::Kind::send || kind == Action::Kind::octets;
}

std::uint32_t most(Action::Kind kind) {
  switch (kind) {
    case Action::Kind::send:
    case Action::Kind::octets:
      return last_cut;
    case Action::Kind::await:
      return awaited_count - 1;
    case Action::Kind::advance:
      return longest_advance_ms;
    default:
      return 0;
  }
}

bool within_bounds(const Action& action) {
  return static_cast<unsigned>(action.kind) <= last_kind && action.actor < session_actors &&
         (action.number <= most(action.kind) ||
          (has_text(action.kind) && action.number == cut::bytewise)) &&
         (has_text(action.kind) || action.text.empty());
}

// LEB128, the shortest form.
void put(std::string& out, std::size_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(0x80 | (number & 0x7f));
  out += static_cast<char>(number);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }

  std::optional<unsigned char> octet() {
    if (rest_.empty()) return std::nullopt;
    const auto octet = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return octet;
  }

  std::optional<std::uint32_t> number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      const std::optional<unsigned char> next = octet();
      if (!next) return std::nullopt;
      number |= static_cast<std::uint64_t>(*next & 0x7f) << shift;
      if (*next & 0x80) continue;
      const bool shortest = *next != 0 || shift == 0;
      if (!shortest || number > 0xffff'ffff) return std::nullopt;
      return static_cast<std::uint32_t>(number);
    }
    return std::nullopt;
  }

  std::optional<std::string> text() {
    const std::optional<std::uint32_t> size = number();
    if (!size || *size > rest_.size()) return std::nullopt;
    std::string text(rest_.substr(0, *size));
    rest_.remove_prefix(*size);
    return text;
  }

  std::optional<Action> action() {
    const std::optional<unsigned char> head = octet();
    if (!head) return std::nullopt;
    Action action{.kind = static_cast<Action::Kind>(*head & ((1U << kind_bits) - 1)),
                  .actor = static_cast<std::uint8_t>(*head >> kind_bits)};
    if (has_number(action.kind)) {
      const std::optional<std::uint32_t> given = number();
      if (!given) return std::nullopt;
      action.number = *given;
    }
    if (has_text(action.kind)) {
      std::optional<std::string> given = text();
      if (!given) return std::nullopt;
      action.text = std::move(*given);
    }
    return action;
  }

 private:
  std::string_view rest_;
};

}  // namespace

bool within_bounds(const Session& session) {
  std::size_t bytes = 0;
  std::uint64_t advanced = 0;
  for (const Action& action : session) {
    if (!within_bounds(action)) return false;
    bytes += action.text.size();
    if (action.kind == Action::Kind::advance) advanced += action.number;
  }
  return session.size() <= session_actions && bytes <= session_bytes &&
         advanced <= longest_advance_ms;
}

std::string encode(const Session& session) {
  std::string out(1, mark);
  for (const Action& action : session) {
    out += static_cast<char>(static_cast<unsigned>(action.kind) |
                             static_cast<unsigned>(action.actor) << kind_bits);
    if (has_number(action.kind)) put(out, action.number);
    if (has_text(action.kind)) {
      put(out, action.text.size());
      out += action.text;
    }
  }
  return out;
}

std::optional<Session> decode_strictly(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != mark) return std::nullopt;
  Reader reader(bytes.substr(1));
  Session session;
  while (!reader.at_end()) {
    std::optional<Action> action = reader.action();
    if (!action || session.size() == session_actions) return std::nullopt;
    session.push_back(std::move(*action));
  }
  if (!within_bounds(session)) return std::nullopt;
  return session;
}

std::string_view field_at(std::string_view text) {
  if (!text.starts_with("${")) return {};
  const std::string_view name = text.substr(2, text.find('}') - 2);
  const auto found = std::ranges::find(field_names, name);
  return found == std::end(field_names) || text.size() == name.size() + 2 ? "" : *found;
}

Session decode(std::string_view bytes) {
  if (std::optional<Session> session = decode_strictly(bytes)) return std::move(*session);
  return {{.kind = Action::Kind::connect},
          {.kind = Action::Kind::octets, .text = std::string(bytes.substr(0, session_bytes))}};
}

}  // namespace jcp::fuzz
