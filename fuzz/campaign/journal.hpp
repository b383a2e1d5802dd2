#pragma once
// The record of a campaign, append-only, a JSON value a line: who was asked, what was found new,
// what was wrong, and checkpoints. With the seed and the decisions the sessions can be made again;
// a checkpoint's hash shows that they are the same.

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge_memory.hpp"

namespace jcp::fuzz {

struct JournalHead {
  std::string version;  // of jcpspec
  std::string target, target_version, role;
  std::uint64_t seed = 0;
  bool guided = true;
  std::string seeds;  // hash over the seed sessions: other ones make other sessions

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

struct Checkpoint {
  std::uint64_t cases = 0;
  std::string hash;
  double seconds = 0;       // that were spent playing
  std::uint64_t flaky = 0;  // findings that were not seen again
  std::uint64_t streams = 0, starts = 0;
};

struct JournalNovelty {
  std::uint64_t number = 0;  // of the case
  std::string signature;
  std::vector<EdgeMemory::Hit> hits;  // that were new

  friend bool operator==(const JournalNovelty&, const JournalNovelty&) = default;
};

struct JournalFinding {
  std::uint64_t number = 0;  // of the case
  std::string oracle, bucket, detail;
  int confirmed = 0, of = 0;  // replays on a fresh process
};

// What a journal holds up to its last checkpoint; what comes behind that never counts.
struct JournalRecord {
  JournalHead head;
  std::vector<JournalNovelty> novel;
  std::vector<JournalFinding> findings;
  std::vector<Checkpoint> checkpoints;
  std::uint64_t bytes = 0;  // of the file, to the end of the last checkpoint
};

// Throws UserError: no such file, no journal. A torn last line is passed over.
JournalRecord read_journal(const std::string& path);

class Journal {
 public:
  // A new file; or one that is continued: it is cut off at `keep`. Throws UserError.
  Journal(const std::string& path, const JournalHead& head);
  Journal(const std::string& path, std::uint64_t keep);

  void novel(const JournalNovelty& novelty);
  void finding(const JournalFinding& finding);
  void checkpoint(const Checkpoint& checkpoint);  // and everything before it is on disk
  // Why it cannot be written; "" while all is well.
  const std::string& error() const { return error_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void write(const std::string& line);

  std::unique_ptr<std::FILE, Close> file_;
  std::string path_, error_;
};

}  // namespace jcp::fuzz
