#include "usage.hpp"

#include <sstream>

namespace jcp {

namespace {

constexpr std::uint64_t ms_a_tick = 10;  // proc(5), wherever Linux runs
constexpr std::uint64_t bytes_a_kib = 1024;

}  // namespace

std::uint64_t ran_ms(const Usage& usage) { return usage.cpu_ticks * ms_a_tick; }

std::uint64_t wanted_ms(const Usage& usage) { return ran_ms(usage) + usage.waited_ms; }

std::uint64_t used(const Usage& usage, std::string_view what) {
  if (what == "memory") return usage.rss_bytes;
  return what == "threads" ? usage.threads : usage.descriptors;
}

std::string to_text(const std::optional<Usage>& usage) {
  if (!usage) return "nothing";
  return "memory " + std::to_string(usage->rss_bytes / bytes_a_kib) + " KiB, descriptors " +
         std::to_string(usage->descriptors) + ", threads " + std::to_string(usage->threads) +
         ", processor " + std::to_string(ran_ms(*usage)) + " ms, waited " +
         std::to_string(usage->waited_ms) + " ms";
}

std::optional<Usage> usage_from(const std::string& text) {
  Usage usage;
  std::uint64_t kib = 0, ms = 0;
  std::string word;
  char comma = 0;
  std::istringstream in(text);
  in >> word >> kib >> word >> word >> usage.descriptors >> comma >> word >> usage.threads >>
      comma >> word >> ms >> word >> word >> usage.waited_ms;
  if (!in) return std::nullopt;
  usage.rss_bytes = kib * bytes_a_kib;
  usage.cpu_ticks = ms / ms_a_tick;
  return usage;
}

}  // namespace jcp
