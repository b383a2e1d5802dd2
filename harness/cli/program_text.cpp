#include "program_text.hpp"

#include "reports/printable.hpp"

namespace jcp::cli {

namespace {

constexpr std::size_t text_bytes = 200;

std::string text_of(const SendText& text) {
  std::string written;
  for (const SendText::Part& part : text.parts()) {
    using Kind = SendText::Part::Kind;
    switch (part.kind) {
      case Kind::literal:
        written += printable(part.text);
        break;
      case Kind::value:
        written += "${" + part.text + "}";
        break;
      case Kind::raw_value:
        written += "${raw:" + part.text + "}";
        break;
      case Kind::pad:
        written += "${pad}";
        break;
    }
  }
  return shortened(written, text_bytes);
}

// Says what one operation does.
class Describe {
 public:
  explicit Describe(const Program& program) : program_(program) {}

  std::string operator()(const Connect& connect) const {
    if (!connect.patience_ms) return "connect";
    return "connect within " + std::to_string(*connect.patience_ms) + " ms, or go to " +
           std::to_string(connect.otherwise);
  }
  std::string operator()(const Send& send) const {
    std::string text = "send " + text_of(send.text);
    if (send.pad_count > 0) {
      text += ", pad " + printable(send.pad_char) + " x" + std::to_string(send.pad_count);
    }
    if (!send.chunks.empty()) text += send.chunks[0] < 0 ? ", byte by byte" : ", in chunks";
    if (send.gap_ms > 0) text += ", gaps of " + std::to_string(send.gap_ms) + " ms";
    return text;
  }
  std::string operator()(const SendMarker& marker) const {
    return "send the marker of a fence to " + name_of(marker.to);
  }
  std::string operator()(const SendRoundTrip&) const { return "send a disco#info"; }
  std::string operator()(const Close& close) const {
    return close.how == Close::How::tag   ? "send the closing tag"
           : close.how == Close::How::fin ? "half-close"
                                          : "reset";
  }
  std::string operator()(const Pause& pause) const {
    return pause.settle   ? "let an establish settle"
           : pause.linger ? "linger one round trip"
                          : "wait " + std::to_string(pause.ms) + " ms";
  }
  std::string operator()(const Read& read) const {
    return read.paused ? "stop reading" : "read again";
  }
  std::string operator()(const StopTarget& stop) const {
    return stop.kill ? "kill the target" : "terminate the target";
  }
  std::string operator()(const Sample& sample) const {
    const std::string text = "sample what the target uses";
    if (sample.every == 1) return text;
    return text + ", every " + std::to_string(sample.every) + " rounds";
  }
  std::string operator()(const Await& await) const {
    std::string text = "await";
    if (await.within_ms) text += " within " + std::to_string(*await.within_ms) + " ms";
    for (const Alternative& a : await.alternatives) {
      text +=
          "\n            " + name_of(a.actor) + ": " +
          shortened(printable(a.expects.text.empty() ? "its turn" : a.expects.text), text_bytes) +
          " -> " + std::to_string(a.next);
      for (const auto& [question, answer] : a.answers) text += ", " + question + " = " + answer;
      text += proofs(a.proofs, ", proves");
    }
    if (await.otherwise >= 0) text += "\n            else -> " + std::to_string(await.otherwise);
    return text + proofs(await.proofs, await.not_observable ? "\n            else not observable:"
                                                            : "\n            else unmet:");
  }
  std::string operator()(const Jump& jump) const { return "go to " + std::to_string(jump.to); }
  std::string operator()(const LoopStart&) const { return "begin to count"; }
  std::string operator()(const LoopNext& loop) const {
    return "go to " + std::to_string(loop.body) + " until done " + std::to_string(loop.count) +
           " times";
  }
  std::string operator()(const Settle& settle) const {
    const std::string grade =
        settle.grade ? " graded " + std::string(to_string(*settle.grade)) : std::string();
    return "the branch is done" + grade + proofs(settle.proofs, ", decides");
  }
  std::string operator()(const Forbid& forbid) const {
    std::string text = "forbid";
    for (const Pattern& pattern : forbid.patterns) text += " " + printable(pattern.text());
    return text + proofs(forbid.proofs, ", proves");
  }
  std::string operator()(const GiveUp& give_up) const { return "give up: " + give_up.reason; }

 private:
  std::string name_of(int actor) const {
    return program_.actors[static_cast<std::size_t>(actor)].name;
  }
  std::string proofs(const std::vector<ProofIndex>& indices,
                     const std::string& introduction) const {
    std::string text;
    for (const ProofIndex i : indices) {
      text += " " + program_.proofs[static_cast<std::size_t>(i)].requirement;
    }
    return text.empty() ? text : introduction + text;
  }

  const Program& program_;
};

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

}  // namespace

std::vector<std::string> program_text(const Program& program) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < program.operations.size(); ++i) {
    const Operation& op = program.operations[i];
    const std::string& step = program.steps[static_cast<std::size_t>(op.step)];
    const std::string& actor = program.actors[static_cast<std::size_t>(op.actor)].name;
    lines.push_back(padded(std::to_string(i), 4) + padded(step, 10) + "  " + padded(actor, 10) +
                    "  " + std::visit(Describe(program), op.what));
  }
  return lines;
}

}  // namespace jcp::cli
