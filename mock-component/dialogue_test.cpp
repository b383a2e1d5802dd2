#include "mock-component/dialogue_test.hpp"

#include <charconv>
#include <cstdio>
#include <stdexcept>

namespace jcp::mock::component {
namespace {

std::string value(std::string_view variable) {
  if (variable == "header") return header_with("id='abc' from='c1.mcfly.fam'");
  if (variable == "ack") return "<handshake/>";
  if (variable == "LF") return "\n";
  if (variable == "CR") return "\r";
  if (variable.size() != 3 || variable[0] != 'x') throw std::invalid_argument("unknown variable");
  unsigned octet = 0;
  std::from_chars(variable.data() + 1, variable.data() + 3, octet, 16);
  return std::string(1, static_cast<char>(octet));
}

std::string fill(std::string_view text) {
  std::string out;
  while (true) {
    const auto begin = text.find("${");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const auto end = text.find('}', begin);
    out += value(text.substr(begin + 2, end - begin - 2));
    text.remove_prefix(end + 1);
  }
}

}  // namespace

ComponentConfig test_config() {
  ComponentConfig config;
  config.seed = 7;
  return config;
}

std::string header_with(const std::string& attributes) {
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' " +
         attributes + ">";
}

Dialogue::Dialogue(ComponentConfig config) : component_(std::move(config)) {
  component_.start(now_);
  collect();
}

void Dialogue::run(std::string_view script) {
  while (!script.empty()) {
    const auto end = script.find('\n');
    line(script.substr(0, end));
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
  }
}

void Dialogue::line(std::string_view text) {
  const std::string_view verb = text.substr(0, text.find(' '));
  const std::string_view rest = text.substr(std::min(verb.size() + 1, text.size()));
  if (verb == "connected") {
    component_.connected(session_, now_);
  } else if (verb == "login") {
    run("connected\nserver ${header}\nserver ${ack}");
  } else if (verb == "server") {
    received(fill(rest));
  } else if (verb == "single") {
    for (char byte : fill(rest)) received({&byte, 1});
  } else if (verb == "fin" || verb == "rst" || verb == "refused") {
    component_.closed(session_, verb == "rst", now_);
  } else if (verb == "stop") {
    component_.stop(now_);
  } else if (verb == "wait") {
    wait(std::stoll(std::string(rest)) * 1'000'000);
  } else if (!verb.empty()) {
    throw std::invalid_argument("unknown verb");
  }
  collect();
}

void Dialogue::received(std::string_view bytes) {
  component_.received(session_, bytes, now_);
  collect();
}

void Dialogue::wait(Micros duration) {
  const Micros end = now_ + duration;
  while (component_.next_timer() && *component_.next_timer() <= end) {
    now_ = std::max(now_, *component_.next_timer());
    component_.tick(now_);
    collect();
  }
  now_ = end;
}

void Dialogue::collect() {
  for (const ComponentOutput& output : component_.take_outputs()) {
    using Kind = ComponentOutput::Kind;
    if (output.kind == Kind::bytes) heard_ += output.bytes;
    if (output.kind == Kind::fin) heard_ += "[fin]";
    if (output.kind == Kind::rst) heard_ += "[rst]";
    if (output.kind == Kind::exit) heard_ += "[exit]";
    if (output.kind != Kind::connect) continue;
    session_ = output.session;
    char text[40];
    std::snprintf(text, sizeof text, "[connect %.3f]", static_cast<double>(now_) / 1e6);
    heard_ += text;
  }
  if (component_.crashed() && !crashed_) heard_ += "[crash]";
  crashed_ = component_.crashed();
}

std::string Dialogue::news() {
  std::string news = heard_.substr(told_);
  told_ = heard_.size();
  return news;
}

}  // namespace jcp::mock::component
