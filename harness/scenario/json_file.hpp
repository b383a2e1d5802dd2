#pragma once
// JSON with positions in its errors: the one way in which files of our users are read.

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "harness/xmpp/limits.hpp"
#include "user_error.hpp"

namespace jcp {

using Json = nlohmann::ordered_json;  // cases and steps keep their file order

// A key as it stands in a JSON pointer (RFC 6901 3).
std::string escaped_key(std::string_view key);

// Throws UserError for a syntax error (with line and column), for a duplicate key and for what is
// larger or nested deeper than our limits.
Json parse_json(std::string_view text, const std::string& file,
                std::size_t most_bytes = limits::scenario_file_bytes);

// A compiled JSON Schema (draft 7).
class JsonSchema {
 public:
  explicit JsonSchema(const Json& schema);
  ~JsonSchema();

  // Throws UserError at the deepest place where `value` departs from the schema.
  void require(const Json& value, const std::string& file) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace jcp
