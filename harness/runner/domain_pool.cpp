#include "domain_pool.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace jcp {

namespace {

std::vector<std::string> kinds_of(const Program& program) {
  std::vector<std::string> kinds(static_cast<std::size_t>(program.slots));
  for (const Actor& actor : program.actors) {
    if (actor.slot >= 0 && !actor.kind.empty()) {
      kinds[static_cast<std::size_t>(actor.slot)] = actor.kind;
    }
  }
  return kinds;
}

}  // namespace

DomainPool::DomainPool(const std::vector<Domain>& domains) {
  for (const Domain& domain : domains) entries_.push_back({domain});
}

std::string DomainPool::lacks(const Program& program) const {
  std::map<std::string, int> wanted, there;
  for (const std::string& kind : kinds_of(program)) ++wanted[kind];
  for (const Entry& entry : entries_) {
    if (entry.state != State::quarantined) ++there[entry.domain.kind];
  }
  for (const auto& [kind, count] : wanted) {
    if (there[kind] >= count) continue;
    if (!kind.empty()) return "needs a component domain of the kind " + kind;
    return "needs " + std::to_string(count) + " component domains, there are " +
           std::to_string(there[kind]);
  }
  return {};
}

std::optional<std::size_t> DomainPool::pick(const std::string& kind,
                                            const std::vector<std::size_t>& taken) const {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.state != State::free || entry.domain.kind != kind) continue;
    if (std::ranges::find(taken, i) != taken.end()) continue;
    if (!best || entry.released < entries_[*best].released) best = i;
  }
  return best;
}

std::optional<std::vector<std::size_t>> DomainPool::acquire(const Program& program) {
  std::vector<std::size_t> taken;
  for (const std::string& kind : kinds_of(program)) {
    const auto picked = pick(kind, taken);
    if (!picked) return std::nullopt;
    taken.push_back(*picked);
  }
  for (const std::size_t domain : taken) entries_[domain].state = State::leased;
  return taken;
}

std::optional<std::size_t> DomainPool::acquire_spare() {
  const auto picked = pick("", {});
  if (picked) entries_[*picked].state = State::leased;
  return picked;
}

void DomainPool::release(std::size_t domain) {
  if (entries_[domain].state == State::quarantined) return;
  entries_[domain].state = State::free;
  entries_[domain].released = ++clock_;
}

void DomainPool::quarantine(std::size_t domain) { entries_[domain].state = State::quarantined; }

bool DomainPool::distinct_secrets() const {
  std::set<std::string> secrets;
  return std::ranges::all_of(entries_, [&](const Entry& entry) {
    return !entry.domain.kind.empty() || secrets.insert(entry.domain.secret).second;
  });
}

std::vector<Lease> DomainPool::leases(const std::vector<std::size_t>& domains) const {
  std::vector<Lease> leases;
  for (const std::size_t domain : domains) {
    leases.push_back({entries_[domain].domain.name, entries_[domain].domain.secret});
  }
  return leases;
}

}  // namespace jcp
