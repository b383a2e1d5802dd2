#include "divergence.hpp"

namespace jcp::fuzz {

namespace {

using Kind = ParserEvent::Kind;

std::string described(const ParserEvent& event) {
  constexpr const char* names[] = {"opened ", "element ", "closed ", "refused "};
  return names[static_cast<std::size_t>(event.kind)] + event.text;
}

class Comparison {
 public:
  Comparison(const OurReading& ours, const std::vector<ParserEvent>& theirs,
             std::string_view document)
      : ours_(ours), theirs_(theirs), document_(document) {}

  std::vector<Divergence> run() {
    while (our_ < ours_.events.size() && their_ < theirs_.size()) {
      if (!step()) return std::move(found_);
    }
    if (their_ < theirs_.size()) {
      more();
    } else if (our_ < ours_.events.size()) {
      less();
    }
    return std::move(found_);
  }

 private:
  // One event of each; false: that was the end.
  bool step() {
    const ParserEvent& ours = ours_.events[our_];
    const ParserEvent& theirs = theirs_[their_];
    if (theirs.kind == Kind::refused) {
      add(cause_of_refusal(ours_, our_, theirs.text, document_), theirs);
      return false;
    }
    if (ours.kind != theirs.kind) {
      if (ours.kind != Kind::closed) {
        add("delivers-other-content", theirs);
        return false;
      }
      add("silent-about-closing", theirs);
      ++our_;
      return true;
    }
    if (ours != theirs) {
      for (std::string& cause : causes_of_difference(ours.text, theirs.text)) {
        add(std::move(cause), theirs);
      }
    }
    ++our_;
    ++their_;
    return true;
  }

  void more() {
    const ParserEvent& next = theirs_[their_];
    if (next.kind == Kind::refused || (ours_.violation && ours_.violation->our_limit)) return;
    add(ours_.violation ? fault_of(ours_, document_) : "delivers-what-is-unfinished", next);
  }

  void less() {
    const ParserEvent& next = ours_.events[our_];
    if (next.kind == Kind::closed) {
      add("silent-about-closing", next);
    } else {
      add(ours_.root == "stream" ? "delivers-less" : "waits-for-a-stream", next);
    }
  }

  void add(std::string cause, const ParserEvent& event) {
    found_.push_back({std::move(cause), described(event)});
  }

  const OurReading& ours_;
  const std::vector<ParserEvent>& theirs_;
  std::string_view document_;
  std::size_t our_ = 0, their_ = 0;
  std::vector<Divergence> found_;
};

}  // namespace

std::vector<Divergence> divergences(const OurReading& ours, const std::vector<ParserEvent>& theirs,
                                    std::string_view document) {
  return Comparison(ours, theirs, document).run();
}

}  // namespace jcp::fuzz
