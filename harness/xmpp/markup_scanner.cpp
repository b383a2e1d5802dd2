#include "markup_scanner.hpp"

namespace jcp {
namespace {

constexpr std::string_view comment_begin = "<!--";
constexpr std::string_view doctype_begin = "<!DOCTYPE";
constexpr std::string_view cdata_begin = "<![CDATA[";

bool may_become_known(std::string_view prefix) {
  return comment_begin.starts_with(prefix) || doctype_begin.starts_with(prefix) ||
         cdata_begin.starts_with(prefix);
}

bool ends_reference(char byte) {
  return std::string_view(";<>&'\" \t\r\n").find(byte) != std::string_view::npos;
}

}  // namespace

MarkupScanner::Piece MarkupScanner::next(std::string_view bytes) {
  switch (state_) {
    case State::text:
      return text(bytes);
    case State::cdata:
      return cdata(bytes);
    default:
      return markup(bytes);
  }
}

MarkupScanner::Piece MarkupScanner::text(std::string_view bytes) {
  if (bytes.front() == '<' || bytes.front() == '&') return markup(bytes);
  const auto run = bytes.substr(0, bytes.find_first_of("<&"));
  // expat refuses "]]>" before it reports the text in front of it, but only when it sees both at
  // once: let it see the '>' alone.
  const auto bracket = run.find("]>");
  return {bracket == std::string_view::npos ? run.size() : bracket + 1, Kind::text};
}

MarkupScanner::Piece MarkupScanner::cdata(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '>' && brackets_ == 2) {
      state_ = State::text;
      return {i + 1, Kind::text};
    }
    brackets_ = bytes[i] != ']' ? 0 : brackets_ == 2 ? 2 : brackets_ + 1;
  }
  return {bytes.size(), Kind::text};
}

MarkupScanner::Piece MarkupScanner::markup(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const Kind kind = step(bytes[i]);
    if (kind != Kind::unfinished && kind != Kind::undecided) return {i + 1, kind};
  }
  const bool undecided = state_ == State::opened || state_ == State::bang;
  return {bytes.size(), undecided ? Kind::undecided : Kind::unfinished};
}

MarkupScanner::Kind MarkupScanner::step(char byte) {
  switch (state_) {
    case State::text:
      state_ = byte == '<' ? State::opened : State::reference;
      return Kind::unfinished;
    case State::opened:
      bang_ = "<!";
      quote_ = previous_ = 0;
      state_ = byte == '!' ? State::bang : byte == '?' ? State::instruction : State::tag;
      return state_ == State::tag ? step_tag(byte) : Kind::unfinished;
    case State::bang:
      return step_bang(byte);
    case State::tag:
      return step_tag(byte);
    case State::instruction:
      if (byte == '>' && previous_ == '?') return finished();
      previous_ = byte;
      return Kind::unfinished;
    case State::declaration:
      return byte == '>' || byte == '<' ? finished() : Kind::unfinished;
    case State::reference:
      return ends_reference(byte) ? finished() : Kind::unfinished;
    case State::cdata:
      break;
  }
  return finished();
}

MarkupScanner::Kind MarkupScanner::step_bang(char byte) {
  bang_ += byte;
  if (bang_ == comment_begin) return Kind::comment;
  if (bang_ == doctype_begin) return Kind::doctype;
  if (bang_ == cdata_begin) {
    state_ = State::cdata;
    brackets_ = 0;
    return Kind::finished;
  }
  if (may_become_known(bang_)) return Kind::undecided;
  state_ = State::declaration;
  return step(byte);
}

MarkupScanner::Kind MarkupScanner::step_tag(char byte) {
  // A '<' is lawful nowhere in a tag: let the parser see it and say so.
  if (byte == '<') return finished();
  if (quote_ != 0) {
    if (byte == quote_) quote_ = 0;
    return Kind::unfinished;
  }
  if (byte == '\'' || byte == '"') quote_ = byte;
  return byte == '>' ? finished() : Kind::unfinished;
}

MarkupScanner::Kind MarkupScanner::finished() {
  state_ = State::text;
  return Kind::finished;
}

}  // namespace jcp
