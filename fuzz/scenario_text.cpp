#include "scenario_text.hpp"

#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace jcp::fuzz {

namespace {

// Every field with its length before it, so that no two values have one text.
class Writer {
 public:
  template <typename... Fields>
  void all(const Fields&... fields) {
    (one(fields), ...);
  }

  std::string take() { return std::move(out_); }

 private:
  void one(const std::string& text) { out_ += std::to_string(text.size()) + ":" + text; }
  template <typename T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
  void one(T value) {
    if constexpr (std::is_enum_v<T>) {
      out_ += std::to_string(static_cast<int>(value)) + ";";
    } else {
      out_ += std::to_string(value) + ";";
    }
  }
  template <typename T>
  void one(const std::vector<T>& list) {
    one(list.size());
    for (const T& item : list) one(item);
  }
  template <typename T>
  void one(const std::optional<T>& value) {
    one(value.has_value());
    if (value) one(*value);
  }
  template <typename A, typename B>
  void one(const std::pair<A, B>& pair) {
    all(pair.first, pair.second);
  }
  template <typename A, typename B>
  void one(const std::map<A, B>& map) {
    one(map.size());
    for (const auto& entry : map) all(entry.first, entry.second);
  }
  template <typename... T>
  void one(const std::variant<T...>& value) {
    one(value.index());
    std::visit([this](const auto& held) { this->one(held); }, value);
  }

  // What has no operator== of its own is known by the text it was made of.
  void one(const Pattern& pattern) { one(pattern.text()); }
  void one(const XPath& xpath) { one(xpath.text()); }
  void one(const ValuePattern& pattern) { one(pattern.text()); }
  void one(const Template& text) {
    one(text.variables());
    one(text.fill([](std::string_view name) { return "${" + std::string(name) + "}"; }));
  }
  void one(const SendText::Part& part) { all(part.kind, part.text); }
  void one(const SendText& text) { one(text.parts()); }

  void one(const Capture& c) { all(c.name, c.attribute, c.xpath); }
  void one(const Expectation& e) {
    all(e.kind, e.header, e.patterns, e.xpath, e.conditions, e.measure, e.bound, e.captures,
        e.text);
  }
  void one(const Alternative& a) { all(a.actor, a.expects, a.next, a.answers, a.proofs); }
  void one(const Connect& o) { all(o.otherwise, o.patience_ms); }
  void one(const Send& o) { all(o.text, o.pad_char, o.pad_count, o.chunks, o.gap_ms); }
  void one(const SendMarker& o) { all(o.to); }
  void one(const SendRoundTrip&) {}
  void one(const Close& o) { all(o.how); }
  void one(const Pause& o) { all(o.ms, o.settle, o.linger); }
  void one(const Read& o) { all(o.paused); }
  void one(const StopTarget& o) { all(o.kill); }
  void one(const Sample& o) { all(o.every); }
  void one(const Await& o) {
    all(o.alternatives, o.within_ms, o.default_too, o.patient, o.proofs, o.not_observable,
        o.otherwise, o.optional, o.other);
  }
  void one(const Jump& o) { all(o.to); }
  void one(const LoopStart& o) { all(o.loop, o.counts_n); }
  void one(const LoopNext& o) { all(o.loop, o.body, o.count, o.counts_n); }
  void one(const Settle& o) { all(o.proofs, o.grade, o.excused_by); }
  void one(const Forbid& o) { all(o.patterns, o.proofs, o.speaker, o.optional); }
  void one(const GiveUp& o) { all(o.reason); }
  void one(const Operation& o) { all(o.what, o.actor, o.step); }
  void one(const Actor& a) { all(a.name, a.slot, a.kind); }
  void one(const Proof& p) { all(p.requirement, p.grade, p.step, p.in_branch); }
  void one(const Program& p) {
    all(p.role, p.actors, p.slots, p.steps, p.proofs, p.operations, p.loops, p.uses_host,
        p.sent_bytes, p.waits_ms);
  }
  void one(const ScenarioCase& c) {
    all(c.name, c.title, c.scenario_class, c.needs, c.killed_by, c.programs);
  }

  std::string out_;
};

}  // namespace

std::string text_of(const Scenario& s) {
  Writer writer;
  writer.all(s.id, s.file, s.title, s.rule, s.twin, s.why, s.aliases, s.except, s.variants,
             s.cases);
  return writer.take();
}

std::string text_of(const AlwaysRule& r) {
  Writer writer;
  writer.all(r.id, r.title, r.rule, r.proofs, r.killed_by, r.on, r.when, r.require, r.forbid,
             r.require_xpath, r.forbid_xpath, r.forbid_conditions);
  return writer.take();
}

}  // namespace jcp::fuzz
