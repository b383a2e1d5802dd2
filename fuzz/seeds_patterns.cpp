// Each pattern of the scenarios beside an element of its name that was received, else beside
// itself; an XPath of the same expectation, else one that asks for the same.

#include <map>
#include <set>

#include "fuzz/judged.hpp"
#include "fuzz/played.hpp"
#include "harness/xmpp/namespaces.hpp"
#include "harness/xmpp/stream_parser.hpp"
#include "harness/xmpp/wire.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace {

std::vector<Element> received_by(const ScenarioResult& result) {
  std::map<int, StreamParser> parsers;
  std::vector<StreamEvent> events;
  for (const TranscriptEntry& entry : result.transcript.entries()) {
    if (entry.event == TranscriptEvent::received) parsers[entry.session].feed(entry.bytes, events);
  }
  std::vector<Element> elements;
  for (const StreamEvent& event : events) {
    if (const auto* element = std::get_if<Element>(&event.body)) elements.push_back(*element);
  }
  return elements;
}

const Element& like(const Pattern& pattern, const std::vector<Element>& elements) {
  for (const Element& element : elements) {
    if (element.name() == pattern.element().name()) return element;
  }
  return pattern.element();
}

}  // namespace

void seeds_of_patterns(const SeedWriter& write) {
  std::set<std::string> known;
  each_played([&](const Played& played) {
    const std::vector<Element> elements = received_by(played.result);
    const auto pair = [&](const Pattern& pattern, const std::string& xpath) {
      if (!known.insert(pattern.text() + xpath).second) return;
      const std::string seed =
          pattern.text() + '\0' + to_wire(like(pattern, elements), ns::accept) + '\0' + xpath;
      if (seed.size() > longest_seed) return;
      write("pattern", played.name + "--" + std::to_string(hash_of(pattern.text() + xpath)), seed);
    };
    for (const Operation& operation : played.ref.which->program(played.role)->operations) {
      if (const auto* forbid = std::get_if<Forbid>(&operation.what)) {
        for (const Pattern& pattern : forbid->patterns) pair(pattern, "//*[1]");
      }
      const auto* await = std::get_if<Await>(&operation.what);
      if (!await) continue;
      for (const Alternative& way : await->alternatives) {
        const std::string xpath =
            way.expects.xpath ? way.expects.xpath->text() : "count(/*) = 1 and /*/@from";
        for (const Pattern& pattern : way.expects.patterns) pair(pattern, xpath);
      }
    }
  });
}

}  // namespace jcp::fuzz
