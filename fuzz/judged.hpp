#pragma once
// Input of interpreter_fuzz: a program of the suite, and what happens to the judge that runs it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jcp::fuzz {

struct Happening {
  enum class Kind : std::uint8_t { bytes, connected, fin, rst };
  Kind kind = Kind::bytes;
  std::uint8_t session = 0;       // of the judge; at most most_session
  std::uint16_t after_100us = 0;  // tenths of a millisecond since what happened before
  std::string bytes;              // of `bytes`

  friend bool operator==(const Happening&, const Happening&) = default;
};

inline constexpr std::uint8_t most_session = 30;

struct Judged {
  std::uint32_t program = 0;  // hash_of its name: the nearest one there is
  std::vector<Happening> happenings;
};

// Four octets of the program; then of each happening an octet 0xFF, which no XML contains, its
// session and kind, its time in two octets, its bytes with each 0xFF in them twice. Any bytes
// decode; `decode(encode(j))` is `j` as long as only `bytes` have bytes.
std::string encode(const Judged& judged);
Judged decode_judged(std::string_view bytes);

// "server/xep0114/3/handshake-accepted#case", and "@server" when we are the server.
std::uint32_t hash_of(std::string_view name);

}  // namespace jcp::fuzz
