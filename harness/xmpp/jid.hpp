#pragma once
// An address of the network (RFC 7622).

#include <optional>
#include <string>
#include <string_view>

namespace jcp {

// Parsed and bounded: parts of 1 to 1023 octets, valid UTF-8, no forbidden localpart characters
// (RFC 7622 3.3.1), no control characters. ASCII letters of localpart and domainpart are folded to
// lower case; a trailing dot of the domainpart is removed; other code points are kept as they are
// (no PRECIS tables here).
class Jid {
 public:
  static std::optional<Jid> parse(std::string_view text);

  const std::string& local() const { return local_; }  // "" when there is none
  const std::string& domain() const { return domain_; }
  const std::string& resource() const { return resource_; }  // "" when there is none
  std::string bare() const;
  std::string full() const;
  friend bool operator==(const Jid&, const Jid&) = default;

 private:
  std::string local_, domain_, resource_;
};

}  // namespace jcp
