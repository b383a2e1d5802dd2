#pragma once
// What every stateful fuzz target eats, and what a campaign plays: one dialogue as a list of
// actions, each of them a step of a scenario.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct Action {
  enum class Kind : std::uint8_t {
    connect,    // a new connection of this actor; what it had is left as it is
    establish,  // connection, header and handshake by the book
    send,       // `text` in one write, fields filled in (below); `number` says where it is cut
    octets,     // the same with `text` as it is
    await,      // until the peer did what `number` names (Awaited), or fell silent
    close_tag,  // the closing tag
    fin,        // half-close
    rst,        // reset
    advance     // `number` milliseconds pass
  };
  Kind kind = Kind::send;
  std::uint8_t actor = 0;    // 0: the one under suspicion; up to session_actors - 1
  std::uint32_t number = 0;  // await, advance, and send/octets: see Cut
  std::string text;          // of send and octets

  friend bool operator==(const Action&, const Action&) = default;
};

// `number` of a send: one write; `bytewise`; else the octets (after filling) of the first of two
// writes. More cuts are more actions.
namespace cut {
inline constexpr std::uint32_t none = 0;
inline constexpr std::uint32_t bytewise = 0xffff'ffff;
}  // namespace cut

enum class Awaited : std::uint32_t { header, handshake, answer, stream_end, disconnect };
inline constexpr std::uint32_t awaited_count = 5;

using Session = std::vector<Action>;

// Bounds of a session: what is beyond them does not decode. Within them every session that is not
// empty is a scenario that loads (session_scenario.hpp): 256 steps, 1 MiB of JSON, 60 s of waits.
inline constexpr std::size_t session_actions = 128;
inline constexpr std::uint8_t session_actors = 4;
inline constexpr std::size_t session_bytes = 128 * 1024;     // all texts together
inline constexpr std::uint32_t longest_advance_ms = 60'000;  // all advances together
inline constexpr std::uint32_t last_cut = session_bytes;     // or cut::bytewise

// Whether `session` keeps them, and no action has a number or text that its kind does not use.
bool within_bounds(const Session& session);

// The compact form. `decode(encode(s)) == s` for every session within the bounds, and
// `encode(decode(b)) == b` for every `b` that decodes as one. Other bytes mean "connect, send these
// octets" (as many as the bounds allow): decode never fails.
std::string encode(const Session& session);
Session decode(std::string_view bytes);
// The same; nullopt for those other bytes.
std::optional<Session> decode_strictly(std::string_view bytes);

// The fields that stand in the text of a send, as in scenarios (docs/SCENARIOS.md section 2):
// ${header} is source text; the others are values and XML-escaped. Any other "${" is text.
inline constexpr std::string_view field_names[] = {
    "header",           "domain", "secret", "sid",  "digest",       "digest:wrong-secret",
    "digest:truncated", "host",   "us",     "them", "other.domain", "service"};

// The name of the field that `text` begins with ("sid" for "${sid}..."); "" for none.
std::string_view field_at(std::string_view text);

}  // namespace jcp::fuzz
