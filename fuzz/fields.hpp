#pragma once
// The fields that stand in the text of a send (session.hpp), filled in by whoever plays it.

#include <string>
#include <string_view>

#include "harness/scenario/program.hpp"
#include "harness/scenario/variables.hpp"

namespace jcp::fuzz {

struct Fields {
  Role role = Role::component;  // ours
  ActorValues own;              // of the actor that sends; without `sid` that of the empty id
  std::string other_domain;     // of actor 1
  std::string fresh_id;         // of the stream that ${header} opens, when we are the server
};

// `text` with the values of its fields, XML-escaped as in a scenario. All else stays as it is.
std::string fill(std::string_view text, const Fields& fields);

}  // namespace jcp::fuzz
