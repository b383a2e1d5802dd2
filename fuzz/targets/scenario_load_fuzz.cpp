// A scenario file. It loads, for every side, or is refused in one line that names the place; what
// was loaded can be saved, as it was or printed anew, and loads as the same again. A file with a
// `when` is read as a standing rule.

#include <optional>
#include <string>

#include "fuzz/bytes_in.hpp"
#include "fuzz/json_mutator.hpp"
#include "fuzz/property.hpp"
#include "fuzz/scenario_text.hpp"
#include "fuzz/user_errors.hpp"
#include "harness/scenario/loader.hpp"
#include "harness/scenario/suite.hpp"

namespace jcp::fuzz {

namespace {

const std::string file = "input.json";

struct Shipped {
  FileSet files = embedded_scenarios();
  Catalogue catalogue = Catalogue::parse(files.at("requirements.json"), "requirements.json");
  JsonSchema schema{parse_json(files.at("schema.json"), "schema.json")};
  JsonSchema always{parse_json(files.at("always.schema.json"), "always.schema.json")};
};

const Shipped& shipped() {
  static const Shipped all;
  return all;
}

template <typename F>
auto accepted(const F& read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const UserError& refusal) {
    require_pointed(refusal, file);
    return std::nullopt;
  }
}

// `load(text)`: what is loaded; it was checked against the schema.
template <typename Load>
void saved_and_loaded(std::string_view text, const Json& json, const Load& load) {
  const auto loaded = accepted([&] { return load(text); });
  if (!loaded) return;
  require(loaded->source == text, "the source of a scenario is not what was read");
  const std::string stored = text_of(*loaded);
  const auto again = accepted([&] { return load(loaded->source); });
  require(again && text_of(*again) == stored, "what was saved does not load as the same");
  const auto printed = accepted([&] { return load(json.dump()); });
  require(printed && text_of(*printed) == stored, "what was printed does not load as the same");
}

#ifdef JCP_PLANTED_FAULT
// A loop of exactly 7 rounds whose first step gives the connection up.
void planted_fault(const Scenario& scenario) {
  for (const ScenarioCase& c : scenario.cases) {
    for (const auto& [role, program] : c.programs) {
      for (const Operation& operation : program.operations) {
        const auto* loop = std::get_if<LoopNext>(&operation.what);
        if (!loop || loop->count != 7) continue;
        const auto body = static_cast<std::size_t>(loop->body);
        if (std::holds_alternative<Close>(program.operations[body].what)) planted_fault_found();
      }
    }
  }
}
#endif

void load(std::string_view text) {
  const auto json = accepted([&] { return parse_json(text, file); });
  if (!json) return;
  const bool rule = json->is_object() && json->contains("when");
  const JsonSchema& schema = rule ? shipped().always : shipped().schema;
  if (!accepted([&] { return schema.require(*json, file), true; })) return;
  const LoadContext context{shipped().catalogue};
  if (rule) {
    return saved_and_loaded(text, *json, [&](std::string_view source) {
      return load_always_rule("always/input", source, file, context);
    });
  }
  for (const std::string tree : {"server", "component", "both"}) {
    const auto read = [&](std::string_view source) {
      return load_scenario(tree + "/input", source, file, context);
    };
    saved_and_loaded(text, *json, read);
#ifdef JCP_PLANTED_FAULT
    if (const auto scenario = accepted([&] { return read(text); })) planted_fault(*scenario);
#endif
  }
}

}  // namespace

}  // namespace jcp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  jcp::fuzz::load(jcp::fuzz::as_text(bytes, size));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size,
                                               std::size_t most, unsigned seed) {
  return jcp::fuzz::mutate_json(bytes, size, most, seed);
}
