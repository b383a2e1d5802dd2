#include "pcapng.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "harness/xmpp/digest.hpp"
#include "packet_capture.hpp"
#include "printable.hpp"
#include "told.hpp"
#include "utc.hpp"

namespace jcp {

namespace {

constexpr std::uint32_t our_address = 0xC0000201, target_address = 0xC0000202;  // RFC 5737
constexpr std::uint16_t server_port = 5347;
constexpr std::uint16_t first_client_port = 49152;  // RFC 6335: nobody's
constexpr std::size_t name_bytes = 150;
constexpr std::size_t text_bytes = 1000;

// The dialogue of one scenario, connection by connection.
class Dialogue {
 public:
  // `we_dial`: of a connection whose beginning is not in the transcript.
  Dialogue(Micros began, bool we_dial) : began_(began), we_dial_(we_dial) {}

  void add(const TranscriptEntry& entry) {
    // A clock that steps back would be a packet out of order.
    now_ = std::max(now_, began_ + entry.t_us);
    switch (entry.event) {
      case TranscriptEvent::connected:
        return open(entry, true);
      case TranscriptEvent::accepted:
        return open(entry, false);
      case TranscriptEvent::sent:
      case TranscriptEvent::received:
        if (!entry.bytes.empty()) {
          const Line& line = line_of(entry);
          const bool ours = entry.event == TranscriptEvent::sent;
          line.conversation->data(now_, side(line, ours), entry.bytes);
        }
        break;
      case TranscriptEvent::fin: {
        const Line& line = line_of(entry);
        line.conversation->fin(now_, side(line, false));
        break;
      }
      case TranscriptEvent::rst: {
        const Line& line = line_of(entry);
        line.conversation->rst(now_, side(line, false));
        break;
      }
      default:
        return remark(entry.actor + ": " + std::string(to_string(entry.event)) +
                      (entry.bytes.empty() ? "" : " ") + entry.bytes);
    }
    tell();
  }

  // Stands beside the packet that comes next.
  void remark(const std::string& text) {
    waiting_.push_back(shortened(printable(text), text_bytes));
  }

  std::string file(const std::string& application, const std::vector<std::string>& comments) {
    for (std::string& text : waiting_) text = "afterwards: " + text;
    tell();
    return capture_.file(application, comments);
  }

 private:
  struct Line {
    bool we_dial;
    std::unique_ptr<Conversation> conversation;
  };
  // Transcripts of old name no session: the actor has to do.
  using Key = std::pair<int, std::string>;

  static Key key_of(const TranscriptEntry& entry) {
    return {entry.session, entry.session >= 0 ? "" : entry.actor};
  }

  static Conversation::Side side(const Line& line, bool ours) {
    return ours == line.we_dial ? Conversation::client : Conversation::server;
  }

  void open(const TranscriptEntry& entry, bool we_dial) {
    const auto port = static_cast<std::uint16_t>(first_client_port + lines_made_++ % 16'000);
    const Conversation::Endpoint client{we_dial ? our_address : target_address, port};
    const Conversation::Endpoint server{we_dial ? target_address : our_address, server_port};
    Line& line = lines_[key_of(entry)];
    line.we_dial = we_dial;
    line.conversation = std::make_unique<Conversation>(capture_, client, server);
    line.conversation->open(now_);
    tell();
  }

  const Line& line_of(const TranscriptEntry& entry) {
    if (!lines_.contains(key_of(entry))) open(entry, we_dial_);
    return lines_[key_of(entry)];
  }

  void tell() {
    for (const std::string& text : waiting_) capture_.comment(text);
    waiting_.clear();
  }

  Micros began_;
  Micros now_ = 0;
  bool we_dial_;
  PacketCapture capture_;
  std::map<Key, Line> lines_;
  int lines_made_ = 0;
  std::vector<std::string> waiting_;
};

class Writer {
 public:
  Writer(const RunResult& run, const ReportContext& context) : run_(run), context_(context) {
    began_ = epoch_seconds(run.started).value_or(0) * 1'000'000;
  }

  std::vector<FileOfReport> files() {
    for (const auto* results : {&run_.results, &run_.support}) {
      for (const ScenarioResult& result : *results) add(result);
    }
    return std::move(files_);
  }

 private:
  std::string shown(const std::string& text) const {
    return shortened(printable(context_.redaction.apply(text)), text_bytes);
  }

  void add(const ScenarioResult& result) {
    const std::string name = file_name_of(result.key());
    std::vector<std::string> comments = about(result);
    if (result.transcript.cut()) comments.emplace_back("more was received than is kept");
    add(name, result.transcript.entries(), divergence_of(result, context_.suite), comments);
    comments.emplace_back("the first run, before it was confirmed");
    add(name + "+first", result.first_transcript, std::nullopt, comments);
  }

  void add(const std::string& name, const std::vector<TranscriptEntry>& entries,
           const std::optional<Divergence>& divergence, const std::vector<std::string>& comments) {
    if (entries.empty() || !names_.insert(name).second) return;
    const std::string version = run_.tool_version.empty() ? JCP_VERSION : run_.tool_version;
    Dialogue dialogue(began_, run_.target_role != "component");
    const std::vector<TranscriptEntry> redacted = context_.redaction.apply(entries);
    for (std::size_t i = 0; i <= redacted.size(); ++i) {
      if (divergence && divergence->transcript_index == i) {
        dialogue.remark("first divergence, at " + divergence->step + ": expected " +
                        context_.redaction.apply(divergence->expected) + ", found " +
                        context_.redaction.apply(divergence->actual));
      }
      if (i < redacted.size()) dialogue.add(redacted[i]);
    }
    files_.push_back({name + ".pcapng", dialogue.file("jcpspec " + printable(version), comments)});
  }

  std::vector<std::string> about(const ScenarioResult& result) const {
    std::vector<std::string> comments = {
        "made of a transcript: the bytes and their times are real, the packets are not",
        "target: " + shown(run_.target_name + " " + run_.target_version),
        "scenario: " + shown(result.key()), "title: " + shown(result.title),
        "verdict: " + std::string(to_string(result.verdict)) +
            (result.known ? ", known: " + shown(text_of(*result.known)) : "")};
    if (!result.reason.empty()) comments.push_back("reason: " + shown(result.reason));
    for (const std::string& rule : rules_of(result, context_.suite)) {
      comments.push_back((breaks_a_rule(result) ? "breaks " : "about ") + shown(rule));
    }
    comments.push_back("replay: " + shown(replay_of(result, run_.target_arguments)));
    return comments;
  }

  const RunResult& run_;
  const ReportContext& context_;
  Micros began_;
  std::set<std::string> names_;
  std::vector<FileOfReport> files_;
};

}  // namespace

std::string file_name_of(const std::string& key) {
  constexpr std::string_view kept =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  constexpr std::string_view separators = "/#@";  // become one, two, three underscores
  std::string name;
  bool after_separator = true;
  bool one_to_one = !key.starts_with('.');
  for (const char c : key) {
    const std::size_t which = separators.find(c);
    const bool separates = which != std::string_view::npos;
    const bool keeps = kept.find(c) != std::string_view::npos;
    name += keeps ? std::string(1, c) : std::string(separates ? which + 1 : 1, '_');
    one_to_one = one_to_one && (keeps || (separates && !after_separator));
    after_separator = separates;
  }
  if (one_to_one && !name.empty() && name.size() <= name_bytes) return name;
  // Two keys that look alike now are told apart by this; nothing begins with a dot, and no other
  // name has a plus sign.
  return "+" + name.substr(0, name_bytes) + "-" + hex(sha1(key)).substr(0, 12);
}

std::vector<FileOfReport> pcapng_files(const RunResult& run, const ReportContext& context) {
  return Writer(run, context).files();
}

}  // namespace jcp
