#pragma once
// What the processes of a target use at one moment, the whole tree together.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jcp {

// Ticks of processes that ended are included once somebody waited for them.
struct Usage {
  std::uint64_t cpu_ticks = 0;
  std::uint64_t waited_ms = 0;  // ready to run, but others had the processor
  std::uint64_t rss_bytes = 0;
  std::uint64_t processes = 0;
  std::uint64_t threads = 0;
  std::uint64_t descriptors = 0;  // open ones; of processes that let us look
};

std::uint64_t ran_ms(const Usage& usage);
// On a processor, or ready for one: as long as a target spins, however busy the machine is.
std::uint64_t wanted_ms(const Usage& usage);
// "memory" in octets, "descriptors" or "threads".
std::uint64_t used(const Usage& usage, std::string_view what);

// As it stands in a transcript, "memory 10240 KiB, descriptors 12, threads 4, processor 350 ms,
// waited 20 ms", and "nothing" when it could not be seen. How many processes are not written.
std::string to_text(const std::optional<Usage>& usage);
std::optional<Usage> usage_from(const std::string& text);

}  // namespace jcp
