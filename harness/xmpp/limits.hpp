#pragma once
// Every bound of the suite, each with its reason. Sizes are bytes, times carry their unit.

#include <cstddef>
#include <cstdint>

namespace jcp::limits {

// Parsing what a peer sends. A target is hostile input: each bound ends in a Violation marked
// `our_limit`, never in a verdict about the target.
// One stanza kept as a tree: what a scenario sends to exceed a target's limit may come back.
inline constexpr std::size_t element_bytes = 2 * 1024 * 1024;
inline constexpr std::size_t element_depth = 4096;  // our own walks are not recursive, XPath is
inline constexpr std::size_t element_attributes = 8192;  // per start tag
// A namespace name is copied for every name in it (expat does so for attributes, we hash it).
inline constexpr std::size_t namespace_bytes = 1024;
inline constexpr std::size_t token_bytes = 64 * 1024;  // one unfinished tag; see hold_back_bytes
// Above this an unfinished tag is held back until a '>' arrives: with re-parse deferral off expat
// scans it anew for every fragment, which is quadratic.
inline constexpr std::size_t hold_back_bytes = 4 * 1024;

// RFC 7622 3.1: each part of a JID is 1 to 1023 octets.
inline constexpr std::size_t jid_part_bytes = 1023;

// Scenario files (checked by the loader): enough for every sensible dialogue, small enough that
// a run ends.
inline constexpr std::size_t scenario_file_bytes = 1024 * 1024;
inline constexpr std::size_t json_depth = 64;  // any_of in any_of is 4 levels; we walk recursively
inline constexpr std::size_t steps = 256;
inline constexpr std::size_t sessions = 64;
inline constexpr std::size_t repeat_count = 1000;
inline constexpr std::size_t sent_bytes = 32 * 1024 * 1024;  // after pad x repeat x cases
inline constexpr std::size_t xpath_characters = 512;
inline constexpr std::size_t pattern_depth = 256;  // matching is recursive
inline constexpr std::int64_t waits_ms = 60'000;
inline constexpr std::int64_t slow_waits_ms = 180'000;

// A result file that is read again: 500 cases are 3 MiB, 100 rounds never come into one file.
inline constexpr std::size_t result_file_bytes = 256 * 1024 * 1024;

// What is remembered of a session.
inline constexpr std::size_t transcript_head_bytes = 64 * 1024;  // per actor
inline constexpr std::size_t transcript_tail_bytes = 16 * 1024;  // per actor
inline constexpr std::size_t unparsed_bytes = 256 * 1024;        // per connection
// A kept element costs 5 to 32 KiB (a page of its tree), and the process has to stay below 64 MiB.
inline constexpr std::size_t events_kept = 700;         // per scenario
inline constexpr std::size_t events_kept_by_all = 400;  // of the scenarios that run at a time

// A whole run.
inline constexpr std::size_t all_connections_bytes = 16 * 1024 * 1024;
inline constexpr std::size_t process_output_tail_bytes = 8 * 1024;
inline constexpr std::size_t process_log_bytes = 16 * 1024 * 1024;  // a target may print for ever
inline constexpr std::int64_t process_stop_grace_ms = 2'000;        // from TERM to KILL
inline constexpr int target_restarts = 20;
inline constexpr int establish_failures = 5;  // in a row; then once alone; then the circuit opens

// Times.
inline constexpr std::int64_t deadline_floor_ms = 150;
inline constexpr std::int64_t deadline_ceiling_ms = 2'000;
inline constexpr std::int64_t component_close_floor_ms = 500;
inline constexpr std::int64_t component_close_ceiling_ms = 6'000;
inline constexpr std::int64_t round_trip_floor_ms = 20;  // before we answer a closing tag
inline constexpr std::int64_t closing_ms = 500;          // for the answer to our closing tag
inline constexpr std::int64_t drain_ms = 500;            // reading to the end after our FIN
inline constexpr int round_trips_remembered = 64;
inline constexpr std::int64_t sampling_ms = 1'000;  // to look at all processes of a busy machine

}  // namespace jcp::limits
