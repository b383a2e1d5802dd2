// What was said when the scenarios were played: bytes for the parsers, happenings for the judge.

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "fuzz/cut_plan.hpp"
#include "fuzz/judged.hpp"
#include "fuzz/played.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

using Event = TranscriptEvent;

// By direction and connection.
std::map<std::pair<Event, int>, std::string> streams_of(const Transcript& transcript) {
  std::map<std::pair<Event, int>, std::string> streams;
  for (const TranscriptEntry& entry : transcript.entries()) {
    if (entry.event == Event::sent || entry.event == Event::received) {
      streams[{entry.event, entry.session}] += entry.bytes;
    }
  }
  return streams;
}

// Whole, bytewise, two odd ones.
std::string cut_somehow(std::string_view document, std::size_t which) {
  static constexpr std::array<std::string_view, 4> plans = {"", "\x01", "\x07\x40\x01", "\x1f"};
  return with_cuts(document, plans[which % plans.size()]);
}

Judged judged_of(const Played& played) {
  Judged judged{hash_of(judged_name(played.ref, played.role)), {}};
  Micros before = 0;
  for (const TranscriptEntry& entry : played.result.transcript.entries()) {
    Happening happening;
    if (entry.event == Event::connected || entry.event == Event::accepted) {
      happening.kind = Happening::Kind::connected;
    } else if (entry.event == Event::fin || entry.event == Event::rst) {
      happening.kind = entry.event == Event::fin ? Happening::Kind::fin : Happening::Kind::rst;
    } else if (entry.event == Event::received) {
      happening.bytes = entry.bytes;
    } else {
      continue;
    }
    happening.session = static_cast<std::uint8_t>(std::clamp(entry.session, 0, int{most_session}));
    happening.after_100us =
        static_cast<std::uint16_t>(std::min<Micros>((entry.t_us - before) / 100, 0xFFFF));
    before = entry.t_us;
    judged.happenings.push_back(std::move(happening));
  }
  return judged;
}

}  // namespace

void seeds_of_dialogues(const SeedWriter& write) {
  each_played([&](const Played& played) {
    for (const auto& [stream, bytes] : streams_of(played.result.transcript)) {
      if (bytes.size() + 8 > longest_seed) continue;
      const std::string name = played.name + "--" + std::string(to_string(stream.first)) + "-" +
                               std::to_string(stream.second);
      write("stream_parser", name, cut_somehow(bytes, hash_of(name)));
    }
    const std::string judged = encode(judged_of(played));
    if (judged.size() <= longest_seed) write("interpreter", played.name, judged);
  });
}

}  // namespace jcp::fuzz
