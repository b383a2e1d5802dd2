#include "divergence.hpp"

#include <span>

namespace jcp::fuzz {

namespace {

using Kind = ParserEvent::Kind;

std::string described(const ParserEvent& event) {
  constexpr const char* names[] = {"opened ", "element ", "closed ", "refused "};
  return names[static_cast<std::size_t>(event.kind)] + event.text;
}

class Comparison {
 public:
  Comparison(const OurReading& ours, const std::vector<ParserEvent>& theirs, Feed* feed,
             std::string_view document)
      : ours_(ours), theirs_(theirs), feed_(feed), document_(document) {}

  std::vector<Divergence> run() {
    while (their_ < theirs_.size()) {
      if (restarted()) continue;
      if (our_ == ours_.events.size()) break;
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
  bool restarted() {
    auto restart = restart_of(ours_, our_, std::span(theirs_).subspan(their_), document_);
    if (!restart) return false;
    document_.remove_prefix(restart->begin);
    ours_ = std::move(restart->reading);
    our_ = 0;
    if (theirs_[their_].kind == Kind::closed) ++their_;
    add(std::string(restart->cause), theirs_[their_]);
    return true;
  }

  std::size_t begin_of(std::size_t event) const {
    return static_cast<std::size_t>(ours_.octets[event].data() - document_.data());
  }
  std::size_t end_of(std::size_t event) const {
    return begin_of(event) + ours_.octets[event].size();
  }

  // One event of each; false: that was the end.
  bool step() {
    const ParserEvent& ours = ours_.events[our_];
    const ParserEvent& theirs = theirs_[their_];
    if (theirs.kind == Kind::refused) {
      add(cause_of_refusal(ours_, {our_, theirs.text, feed_}, document_), theirs);
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
      const std::size_t before = our_ == 0 ? 0 : end_of(our_ - 1);
      const Written written{ours_.octets[our_], document_.substr(before, begin_of(our_) - before)};
      for (std::string& cause : causes_of_difference(ours.text, theirs.text, written)) {
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
    if (!ours_.violation) return add("delivers-what-is-unfinished", next);
    std::string fault = fault_of(ours_, document_);
    if (fault == "accepts-forbidden-characters" && tag_was_cut()) fault = "delivers-broken-tags";
    add(std::move(fault), next);
  }

  // They told of the root as if its tag ended at that character, and refused it then.
  bool tag_was_cut() const {
    if (their_ > 0 || theirs_.size() != 2 || theirs_.back().kind != Kind::refused) return false;
    const std::string cut = std::string(document_.substr(0, ours_.violation_at)) + ">";
    const OurReading reading = our_reading(cut);
    return reading.events.size() == 1 && reading.events.front() == theirs_.front();
  }

  void less() {
    const ParserEvent& next = ours_.events[our_];
    if (next.kind == Kind::closed) {
      add("silent-about-closing", next);
    } else if (ends_a_stream(ours_, our_)) {
      add("keeps-streams-open", next);
    } else {
      add(ours_.root == "stream:stream" ? "delivers-less" : "waits-for-a-stream", next);
    }
  }

  void add(std::string cause, const ParserEvent& event) {
    found_.push_back({std::move(cause), described(event)});
  }

  OurReading ours_;
  const std::vector<ParserEvent>& theirs_;
  Feed* feed_;
  std::string_view document_;
  std::size_t our_ = 0, their_ = 0;
  std::vector<Divergence> found_;
};

}  // namespace

std::vector<Divergence> divergences(const OurReading& ours, const std::vector<ParserEvent>& theirs,
                                    Feed* feed, std::string_view document) {
  return Comparison(ours, theirs, feed, document).run();
}

}  // namespace jcp::fuzz
