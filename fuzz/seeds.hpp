#pragma once
// What the corpora are made of: nothing in fuzz/corpus is written by hand (ci/refresh-corpus).

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace jcp::fuzz {

// Takes the bytes of one seed; `name` is that of its file, and its own within the target.
using SeedWriter =
    std::function<void(std::string_view target, std::string_view name, std::string_view bytes)>;

// The length of inputs that engines start with (libFuzzer: -max_len); longer ones would raise it.
inline constexpr std::size_t longest_seed = 4096;

// One family each; seeds_*.cpp.
void seeds_of_dialogues(const SeedWriter& write);  // stream_parser, interpreter
void seeds_of_sessions(const SeedWriter& write);   // server_session, component_session, harness
void seeds_of_wire(const SeedWriter& write);       // differential, stream_parser
void seeds_of_patterns(const SeedWriter& write);   // pattern
void seeds_of_files(const SeedWriter& write);      // scenario_load, report
void seeds_of_texts(const SeedWriter& write);      // jid, report, interpreter

// component.dict, in the form of libFuzzer and AFL++.
std::string dictionary();

}  // namespace jcp::fuzz
