// expect steps -> expectations.

#include <stdexcept>

#include "lowering.hpp"

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
  const Json captures = step.value("capture", Json::object());
  for (const auto& [name, what] : captures.items()) {
    Capture capture;
    capture.name = name;
    if (e.kind == Expectation::Kind::header) {
      capture.attribute = what.get<std::string>();
    } else {
      capture.xpath = XPath(what.get<std::string>());
    }
    e.captures.push_back(std::move(capture));
  }
}

Expectation named(const std::string& name) {
  Expectation e;
  e.text = name == "stream_end" ? "the closing tag"
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
    e.text += (e.header.size() == 1 ? " with " : ", ") + name + "='" + value.get<std::string>() +
              "'";
  }
}

void read_xpath(const Json& what, Expectation& e) {
  if (!what.contains("xpath")) return;
  e.xpath = XPath(what["xpath"].get<std::string>());
  e.text += " where " + what["xpath"].get<std::string>();
}

void read_elements(const Json& what, Expectation& e) {
  using Kind = Expectation::Kind;
  e.kind = what.contains("element") ? Kind::element
           : what.contains("same")  ? Kind::same
                                    : Kind::in_order;
  const Json& value = what.contains("element") ? what["element"]
                      : what.contains("same")  ? what["same"]
                                               : what["in_order"];
  const bool exact = what.value("exact", false);
  for (const std::string& xml : strings_of(value)) e.patterns.emplace_back(xml, exact);
  e.text = joined(strings_of(value), " then ") + (exact ? " exactly" : "");
  read_xpath(what, e);
}

void read_measure(const Json& what, Expectation& e) {
  e.kind = Expectation::Kind::measure;
  for (const std::string name : {"unique", "entropy_bits", "monotonic"}) {
    if (!what.contains(name)) continue;
    e.measure = name;
    e.bound = name == "entropy_bits" ? what[name].get<double>() : 0;
    e.text = "stream ids: " + name + " " + what[name].dump();
  }
}

}  // namespace

Expectation Lowering::expectation(const Json& step) {
  const Json& what = step["expect"];
  Expectation e;
  try {
    if (what.is_string()) {
      e = named(what.get<std::string>());
    } else if (what.contains("header")) {
      read_header(what["header"], e);
    } else if (what.contains("stream_error")) {
      e.kind = Expectation::Kind::stream_error;
      e.conditions = strings_of(what["stream_error"]);
      e.text = "stream error " + joined(e.conditions, " or ");
      if (e.conditions == std::vector<std::string>{"${any}"}) {
        e.conditions.clear();
        e.text = "a stream error";
      }
      read_xpath(what, e);
    } else if (what.contains("measure")) {
      read_measure(what, e);
    } else {
      read_elements(what, e);
    }
    read_captures(step, e);
  } catch (const std::invalid_argument& error) {
    refuse(error.what());
  }
  for (const auto& [name, value] : e.header) check_variables(value.text().variables());
  for (const Pattern& pattern : e.patterns) check_variables(pattern.variables());
  if (e.xpath) check_variables(e.xpath->variables());
  for (const Capture& capture : e.captures) captures_.push_back(capture.name);
  return e;
}

Expectation Lowering::simple(Expectation::Kind kind, std::string text) {
  Expectation e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

}  // namespace jcp
