#pragma once
// What happened, in order: the complete input of the judge and the evidence of every verdict.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jcp {

using Micros = std::int64_t;  // since the scenario began

enum class TranscriptEvent {
  connected,
  accepted,
  sent,
  received,
  fin,
  rst,
  deadline,
  process_exit,
  signal,
  sampled,
  note
};
std::string_view to_string(TranscriptEvent event);
std::optional<TranscriptEvent> event_from(std::string_view name);

struct TranscriptEntry {
  Micros t_us = 0;
  std::string actor;
  TranscriptEvent event = TranscriptEvent::note;
  std::string bytes;  // of sent and received; the text of the others
  int session = -1;   // which connection of the scenario, from 0; -1: none
};

// Bounded per actor: limits::transcript_head_bytes, then limits::transcript_tail_bytes.
class Transcript {
 public:
  Transcript() = default;
  // One that was saved.
  Transcript(std::vector<TranscriptEntry> entries, bool cut)
      : entries_(std::move(entries)), cut_(cut) {}

  void add(Micros t_us, std::string_view actor, TranscriptEvent event, std::string_view bytes = {},
           int session = -1);
  const std::vector<TranscriptEntry>& entries() const { return entries_; }
  bool cut() const { return cut_; }  // something was left out: not judgeable again

 private:
  std::vector<TranscriptEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> bytes_of_;
  bool cut_ = false;
};

}  // namespace jcp
