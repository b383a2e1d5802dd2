#include "dialogue.hpp"

#include <algorithm>

#include "fuzz/session_scenario.hpp"
#include "harness/scenario/lawful_header.hpp"

namespace jcp::fuzz {

namespace {

using Kind = Action::Kind;

// Enough to be seen, little enough to be mutated.
constexpr std::int64_t longest_pad = 64;

class Walk {
 public:
  explicit Walk(const Program& program) : program_(program) {}

  std::optional<Session> session() {
    const auto size = static_cast<int>(program_.operations.size());
    // Jumps lead forward once loops are left at their end.
    for (int left = size; possible_ && at_ < size && left > 0; --left) {
      const Operation& op = program_.operations[static_cast<std::size_t>(at_)];
      ++at_;
      actor_ = op.actor;
      std::visit([this](const auto& what) { take(what); }, op.what);
    }
    if (!possible_ || !within_bounds(session_) || session_.empty()) return std::nullopt;
    return std::move(session_);
  }

 private:
  // The default actor of the role is the first of a session, and "other" the second.
  std::uint8_t actor_number() {
    const std::string& name = program_.actors[static_cast<std::size_t>(actor_)].name;
    if (name == "us" || name == actor_name(0, program_.role)) return 0;
    if (name == "other") return 1;
    const std::size_t more = std::ranges::find(more_actors_, name) - more_actors_.begin();
    if (more == more_actors_.size()) more_actors_.push_back(name);
    possible_ = possible_ && name != "user" && more + 2 < session_actors;
    return static_cast<std::uint8_t>(more + 2);
  }

  void act(Kind kind, std::uint32_t number = 0, std::string text = {}) {
    session_.push_back({kind, actor_number(), number, std::move(text)});
  }

  void take(const Connect&) { act(Kind::connect); }

  void take(const Send& send) {
    std::string text;
    for (const SendText::Part& part : send.text.parts()) {
      using Part = SendText::Part::Kind;
      if (part.kind == Part::literal) {
        text += part.text;
      } else if (part.kind == Part::pad) {
        for (std::int64_t i = 0; i < std::min(send.pad_count, longest_pad); ++i) {
          text += send.pad_char;
        }
      } else {
        add_value(part.text == "n" ? "sid" : part.text, text);
      }
    }
    const std::string_view header = lawful_header(program_.role);
    if (const std::size_t at = text.find(header); at != text.npos) {
      text.replace(at, header.size(), "${header}");
    }
    const bool bytewise = !send.chunks.empty() && send.chunks[0] < 0;
    act(Kind::send, bytewise ? cut::bytewise : cut::none, std::move(text));
  }

  void add_value(const std::string& name, std::string& text) {
    const std::string written = "${" + name + "}";
    possible_ = possible_ && (name == "fresh_id" || !field_at(written).empty());
    text += written;
  }

  void take(const SendMarker&) {
    act(Kind::send, cut::none, "<message id='f1' from='${us}' to='${other.domain}'/>");
  }
  void take(const SendRoundTrip&) {
    act(Kind::send, cut::none,
        "<iq type='get' id='r1' from='${us}' to='${service}'>"
        "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
  }

  void take(const Close& close) {
    act(close.how == Close::How::tag   ? Kind::close_tag
        : close.how == Close::How::fin ? Kind::fin
                                       : Kind::rst);
  }

  void take(const Pause& pause) {
    if (pause.ms > 0) act(Kind::advance, static_cast<std::uint32_t>(pause.ms));
  }

  void take(const Await& await) {
    const Alternative& met = await.alternatives.front();
    actor_ = met.actor;
    at_ = met.next;
    using Expected = Expectation::Kind;
    const Expected kind = met.expects.kind;
    const bool handshake =
        kind == Expected::element && met.expects.patterns.front().text() == "<handshake/>";
    const Awaited awaited = kind == Expected::header         ? Awaited::header
                            : handshake                      ? Awaited::handshake
                            : kind == Expected::disconnect   ? Awaited::disconnect
                            : kind == Expected::stream_end   ? Awaited::stream_end
                            : kind == Expected::stream_error ? Awaited::stream_end
                                                             : Awaited::answer;
    act(Kind::await, static_cast<std::uint32_t>(awaited));
  }

  void take(const Jump& jump) { at_ = jump.to; }
  void take(const GiveUp&) { at_ = static_cast<int>(program_.operations.size()); }
  void take(const StopTarget&) { possible_ = false; }
  void take(const Read&) { possible_ = false; }
  template <typename Other>
  void take(const Other&) {}  // of loops and proofs

  const Program& program_;
  Session session_;
  std::vector<std::string> more_actors_;
  int at_ = 0;
  int actor_ = 0;
  bool possible_ = true;
};

}  // namespace

std::optional<Session> dialogue_of(const Program& program) { return Walk(program).session(); }

}  // namespace jcp::fuzz
