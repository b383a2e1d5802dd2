// expect steps -> expectations.

#include <stdexcept>

#include "harness/xmpp/conditions.hpp"
#include "harness/xmpp/limits.hpp"
#include "lowering.hpp"
#include "measure.hpp"

namespace jcp {

namespace {

std::vector<std::string> strings_of(const Json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  std::vector<std::string> strings;
  for (const Json& item : value) strings.push_back(item.get<std::string>());
  return strings;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(separator)) + part;
  }
  return text;
}

void read_captures(const Json& step, Expectation& e) {
  using Kind = Expectation::Kind;
  const Json captures = step.value("capture", Json::object());
  for (const auto& [name, what] : captures.items()) {
    if (!may_name_capture(name)) {
      throw std::invalid_argument("a capture cannot be called \"" + name + "\"");
    }
    Capture capture;
    capture.name = name;
    if (e.kind == Kind::header) {
      capture.attribute = what.get<std::string>();
    } else if (e.kind == Kind::element || e.kind == Kind::same) {
      capture.xpath = bounded_xpath(what);
    } else {
      throw std::invalid_argument("only header, element and same can be captured from");
    }
    e.captures.push_back(std::move(capture));
  }
}

Expectation named(const std::string& name) {
  Expectation e;
  e.text = name == "stream_end"   ? "the closing tag"
           : name == "disconnect" ? "the end of the connection"
                                  : "silence";
  e.kind = name == "stream_end"   ? Expectation::Kind::stream_end
           : name == "disconnect" ? Expectation::Kind::disconnect
                                  : Expectation::Kind::silence;
  return e;
}

void read_header(const Json& header, Expectation& e) {
  e.kind = Expectation::Kind::header;
  e.text = "a stream header";
  for (const auto& [name, value] : header.items()) {
    e.header.emplace_back(name, ValuePattern(value.get<std::string>()));
    e.text +=
        (e.header.size() == 1 ? " with " : ", ") + name + "='" + value.get<std::string>() + "'";
  }
}

void read_xpath(const Json& what, Expectation& e) {
  if (!what.contains("xpath")) return;
  e.xpath = bounded_xpath(what["xpath"]);
  e.text += " where " + what["xpath"].get<std::string>();
}

void read_elements(const Json& what, Expectation& e) {
  using Kind = Expectation::Kind;
  e.kind = what.contains("element") ? Kind::element
           : what.contains("same")  ? Kind::same
                                    : Kind::in_order;
  const std::vector<std::string> texts =
      e.kind == Kind::element ? std::vector{what["element"].get<std::string>()}
      : e.kind == Kind::same  ? std::vector{what["same"].get<std::string>()}
                              : strings_of(what.at("in_order"));
  if (texts.empty()) throw std::invalid_argument("no pattern");
  const bool exact = what.value("exact", false);
  for (const std::string& xml : texts) e.patterns.emplace_back(xml, exact);
  e.text = joined(texts, " then ") + (exact ? " exactly" : "");
  read_xpath(what, e);
}

void read_measure(const Json& what, Expectation& e) {
  e.kind = Expectation::Kind::measure;
  for (const std::string name : {"unique", "entropy_bits", "monotonic", "per_second"}) {
    if (!what.contains(name)) continue;
    e.measure = name;
    e.bound = what[name].is_number() ? what[name].get<double>() : 0;
    e.text = name == "per_second" ? "at most " + what[name].dump() + " connections a second"
                                  : "stream ids: " + name + " " + what[name].dump();
  }
}

void read_stream_error(const Json& what, Expectation& e) {
  e.kind = Expectation::Kind::stream_error;
  e.conditions = strings_of(what["stream_error"]);
  e.text = "stream error " + joined(e.conditions, " or ");
  if (e.conditions == std::vector<std::string>{"${any}"}) {
    e.conditions.clear();
    e.text = "a stream error";
  } else if (e.conditions.empty()) {
    throw std::invalid_argument("no condition");
  }
  for (const std::string& condition : e.conditions) {
    if (is_stream_condition(condition) || is_former_stream_condition(condition)) continue;
    throw std::invalid_argument("there is no stream error condition \"" + condition + "\"");
  }
  read_xpath(what, e);
}

}  // namespace

XPath bounded_xpath(const Json& value) {
  const std::string text = value.get<std::string>();
  if (text.size() > limits::xpath_characters) {
    throw std::invalid_argument("an XPath longer than " + std::to_string(limits::xpath_characters) +
                                " characters");
  }
  return XPath(text);
}

bool measures_usage(const Json& expectation) {
  return expectation.contains("grows_kib") || expectation.contains("grows_by") ||
         expectation.contains("busy");
}

Expectation Lowering::expectation(const Json& step) {
  const Json& what = step["expect"];
  Expectation e;
  if (what.is_string()) {
    e = named(what.get<std::string>());
  } else if (what.contains("header")) {
    read_header(what["header"], e);
  } else if (what.contains("stream_error")) {
    read_stream_error(what, e);
  } else if (measures_usage(what)) {
    read_usage(what, e);
  } else if (what.contains("measure")) {
    read_measure(what, e);
  } else {
    read_elements(what, e);
  }
  read_captures(step, e);
  for (const auto& [name, value] : e.header) {
    const Template& text = value.text();
    const bool wildcard = text.is("any") || text.is("some") || text.is("none");
    if (!wildcard) check_variables(text.variables());
  }
  for (const Pattern& pattern : e.patterns) check_variables(pattern.variables());
  if (e.xpath) check_variables(e.xpath->variables());
  for (const Capture& capture : e.captures) captures_.push_back(capture.name);
  return e;
}

void Lowering::read_usage(const Json& what, Expectation& e) const {
  constexpr std::size_t most = 1'000'000, bytes_a_kib = 1024;
  e.kind = Expectation::Kind::usage;
  e.measure = what.at("measure").get<std::string>();
  const bool processor = what.contains("busy"), memory = what.contains("grows_kib");
  if (processor) {
    e.bound = what["busy"].get<double>();
    e.text = "a processor wanted at most " + what["busy"].dump() + " of the time";
  } else {
    const std::int64_t bound = number(memory ? what["grows_kib"] : what["grows_by"], 1, most);
    e.bound = static_cast<double>(bound) * (memory ? bytes_a_kib : 1);
    e.text = "no growth of " + e.measure + " by " + std::to_string(bound) + (memory ? " KiB" : "") +
             " from sample to sample";
  }
  const std::size_t least = processor ? 2 : least_values;  // else it could never be unmet
  if (samples_ >= static_cast<std::int64_t>(least)) return;
  refuse(e.measure + " needs " + std::to_string(least) + " samples before it, there are " +
         std::to_string(samples_));
}

Expectation Lowering::simple(Expectation::Kind kind, std::string text) {
  Expectation e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

}  // namespace jcp
