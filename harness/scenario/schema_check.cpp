// The one file that knows valijson.

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "json_file.hpp"

namespace jcp {

namespace {

// valijson names places as "<root>[steps][0]".
std::string pointer_of(const std::string& context) {
  std::string pointer;
  for (std::size_t at = context.find('['); at != std::string::npos;
       at = context.find('[', at + 1)) {
    const std::size_t end = context.find(']', at);
    pointer += "/" + escaped_key(context.substr(at + 1, end - at - 1));
  }
  return pointer;
}

// std::regex, which patterns are matched with, recurses for every character: a string of 30 KiB
// ends the process. The head of a text says whether it has the form; what reads it looks at the
// rest.
constexpr std::size_t longest = 1'000;

std::string head(const std::string& text) { return text.substr(0, longest); }

nlohmann::json bounded(const Json& value) {
  if (value.is_string()) return head(value.get_ref<const std::string&>());
  if (value.is_array()) {
    nlohmann::json list = nlohmann::json::array();
    for (const Json& item : value) list.push_back(bounded(item));
    return list;
  }
  if (!value.is_object()) return value;
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [key, item] : value.items()) object[head(key)] = bounded(item);
  return object;
}

}  // namespace

struct JsonSchema::Compiled {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const Json& schema) {
  auto compiled = std::make_unique<Compiled>();
  const nlohmann::json plain = schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(plain),
                                          compiled->schema);
  compiled_ = std::move(compiled);
}

JsonSchema::~JsonSchema() = default;

void JsonSchema::require(const Json& value, const std::string& file) const {
  const nlohmann::json plain_value = bounded(value);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(plain_value);
  if (validator.validate(compiled_->schema, target, &results)) return;
  // The deepest place is the most telling one.
  std::string pointer, sentence = "does not fit the schema";
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    std::string context;
    for (const std::string& part : error.context) context += part;
    std::string place = pointer_of(context);
    if (place.size() < pointer.size()) continue;
    pointer = std::move(place);
    sentence = error.description;
  }
  throw UserError(file, pointer, sentence);
}

}  // namespace jcp
