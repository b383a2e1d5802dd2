#include "made_up_domains.hpp"

namespace jcp {

Lease made_up_lease(int number) {
  const std::string n = std::to_string(number);
  return {"c" + n + "." + made_up_host, "88mph-" + n};
}

const std::map<std::string, Lease>& special_leases() {
  static const std::map<std::string, Lease> leases = {
      {"odd-secret", {"odd.mcfly.fam", " flux & <capacitor> \"1.21\" 'gigawatts' "}},
      {"long-secret", {"long.mcfly.fam", std::string(1'000, '8') + " mph"}},
      {"non-ascii-secret", {"latin.mcfly.fam", "p\u00E4ssw\u00F6rd"}}};
  return leases;
}

std::vector<Lease> made_up_leases(const Program& program) {
  std::vector<Lease> leases;
  for (int slot = 0; slot < program.slots; ++slot) leases.push_back(made_up_lease(slot + 1));
  for (const Actor& actor : program.actors) {
    if (actor.slot < 0 || actor.kind.empty()) continue;
    leases[static_cast<std::size_t>(actor.slot)] = special_leases().at(actor.kind);
  }
  return leases;
}

}  // namespace jcp
