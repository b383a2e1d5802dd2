#include "fields.hpp"

#include "fuzz/session.hpp"
#include "harness/scenario/lawful_header.hpp"
#include "harness/xmpp/wire.hpp"

namespace jcp::fuzz {

namespace {

std::string value(std::string_view field, const Fields& fields, const ActorValues& own) {
  if (field == "other.domain") return fields.other_domain;
  if (field == "fresh_id") return fields.fresh_id;
  const Variable variable = split_variable(field);
  return value_of(variable.name, variable.form, own).value_or("");
}

std::string header(const Fields& fields, const ActorValues& own) {
  std::string out;
  const SendText source(lawful_header(fields.role));
  for (const SendText::Part& part : source.parts()) {
    const bool literal = part.kind == SendText::Part::Kind::literal;
    out += literal ? part.text : escape_attribute(value(part.text, fields, own));
  }
  return out;
}

}  // namespace

std::string fill(std::string_view text, const Fields& fields) {
  ActorValues own = fields.own;
  if (!own.sid) own.sid = "";
  std::string out;
  for (std::size_t dollar = text.find("${"); dollar != text.npos; dollar = text.find("${")) {
    out += text.substr(0, dollar);
    text.remove_prefix(dollar);
    const std::string_view field = field_at(text);
    if (field.empty()) {
      out += "${";
      text.remove_prefix(2);
      continue;
    }
    out += field == "header" ? header(fields, own) : escape_attribute(value(field, fields, own));
    text.remove_prefix(field.size() + 3);
  }
  return out.append(text);
}

}  // namespace jcp::fuzz
