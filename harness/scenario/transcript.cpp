#include "transcript.hpp"

#include "harness/xmpp/limits.hpp"

namespace jcp {

std::string_view to_string(TranscriptEvent event) {
  switch (event) {
    case TranscriptEvent::connected:
      return "connected";
    case TranscriptEvent::accepted:
      return "accepted";
    case TranscriptEvent::sent:
      return "sent";
    case TranscriptEvent::received:
      return "received";
    case TranscriptEvent::fin:
      return "fin";
    case TranscriptEvent::rst:
      return "rst";
    case TranscriptEvent::deadline:
      return "deadline";
    case TranscriptEvent::process_exit:
      return "process_exit";
    case TranscriptEvent::signal:
      return "signal";
    case TranscriptEvent::sampled:
      return "sampled";
    case TranscriptEvent::note:
      break;
  }
  return "note";
}

std::optional<TranscriptEvent> event_from(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(TranscriptEvent::note); ++i) {
    const auto event = static_cast<TranscriptEvent>(i);
    if (to_string(event) == name) return event;
  }
  return std::nullopt;
}

void Transcript::add(Micros t_us, std::string_view actor, TranscriptEvent event,
                     std::string_view bytes, int session) {
  std::size_t& kept = bytes_of_.try_emplace(std::string(actor), 0).first->second;
  const std::size_t head = limits::transcript_head_bytes;
  std::string text(bytes);
  if (kept + text.size() > head) {
    cut_ = true;
    text.resize(kept < head ? head - kept : 0);
    // The end of a flood is rarely worth more than its beginning: one tail piece an event.
    const std::size_t tail = std::min<std::size_t>(bytes.size() - text.size(), 1024);
    const std::size_t budget = head + limits::transcript_tail_bytes;
    if (kept + text.size() + tail <= budget) text += bytes.substr(bytes.size() - tail);
    if (text.empty() && !bytes.empty()) return;
  }
  kept += text.size();
  entries_.push_back({t_us, std::string(actor), event, std::move(text), session});
}

}  // namespace jcp
