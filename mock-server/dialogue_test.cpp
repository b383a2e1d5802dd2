#include "mock-server/dialogue_test.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "harness/xmpp/digest.hpp"

namespace jcp::mock {
namespace {

std::string_view take_word(std::string_view& text) {
  const auto blank = text.find(' ');
  const auto word = text.substr(0, blank);
  text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  return word;
}

std::string domain_of(std::string_view name) {
  if (name == "host") return "mcfly.fam";
  // "a2" is a second session of "a".
  return std::string(name.substr(0, 1)) + ".mcfly.fam";
}

std::string secret_of(std::string_view name) {
  if (name == "e") return "";
  if (name.starts_with('d')) return "d<&\xC3\xA9" + std::string(300, 'x');
  return std::string(name.substr(0, 1)) + "-secret";
}

std::string header_to(std::string_view domain) {
  return "<stream:stream xmlns='jabber:component:accept' "
         "xmlns:stream='http://etherx.jabber.org/streams' to='" +
         std::string(domain) + "'>";
}

}  // namespace

ServerConfig test_config() {
  ServerConfig config;
  for (std::string_view name : {"a", "b", "c", "d", "e"}) {
    config.components[domain_of(name)] = secret_of(name);
  }
  config.seed = 7;
  return config;
}

void Dialogue::run(std::string_view script) {
  while (!script.empty()) {
    const auto end = script.find('\n');
    const auto text = script.substr(0, end);
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
    if (!text.empty()) line(text);
  }
}

void Dialogue::line(std::string_view text) {
  const std::string name(take_word(text));
  const std::string_view verb = take_word(text);
  if (verb == "connect") return connect(name);
  if (verb == "login") return login(name);
  if (verb == "send") return send(name, text);
  if (verb == "wait") return wait(std::stoll(std::string(text)) * 1'000'000);
  if (verb == "stop") {
    server_.stop(now_);
    return collect();
  }
  if (verb != "fin" && verb != "rst") throw std::invalid_argument("unknown verb");
  server_.closed(ids_.at(name), verb == "rst", now_);
  collect();
}

void Dialogue::connect(const std::string& name) {
  ids_[name] = server_.accept(now_);
  names_[ids_[name]] = name;
  heard_[name].clear();
  told_[name] = 0;
  collect();
}

void Dialogue::send(const std::string& name, std::string_view bytes) {
  server_.received(ids_.at(name), fill(name, bytes), now_);
  collect();
}

void Dialogue::login(const std::string& name) {
  connect(name);
  send(name, "${header}");
  send(name, "<handshake>${digest}</handshake>");
}

void Dialogue::wait(Micros duration) {
  const Micros end = now_ + duration;
  while (server_.next_timer() && *server_.next_timer() <= end) {
    now_ = *server_.next_timer();
    server_.tick(now_);
    collect();
  }
  now_ = end;
}

void Dialogue::collect() {
  for (const Output& output : server_.take_outputs()) {
    std::string& heard = heard_[names_.at(output.session)];
    heard += output.kind == Output::Kind::bytes ? output.bytes
             : output.kind == Output::Kind::fin ? "[fin]"
                                                : "[rst]";
  }
}

std::string Dialogue::news(const std::string& name) {
  std::string news = heard_[name].substr(told_[name]);
  told_[name] = heard_[name].size();
  return news;
}

std::string Dialogue::everything() const {
  std::string all;
  for (const auto& [name, heard] : heard_) all.append(name).append(": ").append(heard).append("\n");
  return all;
}

std::string Dialogue::stream_id(const std::string& name) const {
  const std::string& heard = heard_.at(name);
  const auto attribute = heard.find(" id=");
  if (attribute == std::string::npos) return "";
  const auto begin = attribute + 5;
  return heard.substr(begin, heard.find(heard[begin - 1], begin) - begin);
}

std::string Dialogue::value(const std::string& name, std::string_view variable) const {
  const auto digest = [&] { return handshake_digest(stream_id(name), secret_of(name)); };
  const std::string_view argument =
      variable.substr(std::min(variable.find(':') + 1, variable.size()));
  if (variable == "header") return header_to(domain_of(name));
  if (variable == "digest") return digest();
  if (variable == "upper") {
    std::string upper = digest();
    for (char& c : upper) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    return upper;
  }
  if (variable == "base64") return base64(sha1(stream_id(name) + secret_of(name)));
  if (variable == "empty") return handshake_digest(stream_id(name), "");
  if (variable == "secret") return secret_of(name);
  if (variable.starts_with("with:")) return handshake_digest(stream_id(name), secret_of(argument));
  if (variable.starts_with("of:")) {
    return handshake_digest(stream_id(std::string(argument)), secret_of(name));
  }
  if (variable.starts_with("pad:")) {
    return std::string(static_cast<std::size_t>(std::stoul(std::string(argument))), 'x');
  }
  if (variable == "LF") return "\n";
  if (variable.starts_with("x") && variable.size() == 3) {
    unsigned octet = 0;
    std::from_chars(variable.data() + 1, variable.data() + 3, octet, 16);
    return std::string(1, static_cast<char>(octet));
  }
  return domain_of(variable);
}

std::string Dialogue::fill(const std::string& name, std::string_view text) const {
  std::string out;
  while (true) {
    const auto begin = text.find("${");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const auto end = text.find('}', begin);
    out += value(name, text.substr(begin + 2, end - begin - 2));
    text.remove_prefix(end + 1);
  }
}

}  // namespace jcp::mock
