#include "journal.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/scenario/user_error.hpp"

namespace jcp::fuzz {

using nlohmann::json;

namespace {

constexpr int format = 1;
constexpr std::size_t line_bytes = 1024 * 1024;

std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

JournalHead head_of(const json& value, const std::string& path) {
  if (!value.is_object() || value.value("journal", 0) != format) {
    throw UserError(path + ": no journal of a campaign that this version can read");
  }
  JournalHead head;
  head.version = value.value("version", "");
  head.target = value.value("target", "");
  head.target_version = value.value("target_version", "");
  head.role = value.value("role", "");
  head.seed = value.value("seed", std::uint64_t{0});
  head.guided = value.value("guided", true);
  head.seeds = value.value("seeds", "");
  return head;
}

Checkpoint checkpoint_of(const json& value) {
  Checkpoint checkpoint;
  checkpoint.cases = value.value("checkpoint", std::uint64_t{0});
  checkpoint.hash = value.value("hash", "");
  checkpoint.seconds = value.value("seconds", 0.0);
  checkpoint.flaky = value.value("flaky", std::uint64_t{0});
  checkpoint.streams = value.value("streams", std::uint64_t{0});
  checkpoint.starts = value.value("starts", std::uint64_t{0});
  return checkpoint;
}

JournalFinding finding_of(const json& value) {
  JournalFinding finding;
  finding.number = value.value("case", std::uint64_t{0});
  finding.bucket = value.value("finding", "");
  finding.oracle = value.value("oracle", "");
  finding.detail = value.value("detail", "");
  finding.confirmed = value.value("confirmed", 0);
  finding.of = value.value("of", 0);
  return finding;
}

void take(const json& value, JournalRecord& record) {
  if (value.contains("novel")) {
    record.novel.push_back({value.value("case", std::uint64_t{0}), value.value("novel", ""),
                            value.value("hits", std::vector<EdgeMemory::Hit>())});
  } else if (value.contains("finding")) {
    record.findings.push_back(finding_of(value));
  } else if (value.contains("checkpoint")) {
    record.checkpoints.push_back(checkpoint_of(value));
  }
}

}  // namespace

JournalRecord read_journal(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw UserError(path + ": " + std::strerror(errno));
  JournalRecord record;
  std::size_t novel = 0, findings = 0;  // up to the last checkpoint
  std::string line;
  std::uint64_t bytes = 0;
  while (std::getline(file, line) && !file.eof() && line.size() <= line_bytes) {
    bytes += line.size() + 1;
    const json value = json::parse(line, nullptr, false);
    if (bytes == line.size() + 1) {
      record.head = head_of(value, path);
      continue;
    }
    if (!value.is_object()) break;
    try {
      take(value, record);
    } catch (const json::exception& error) {
      throw UserError(path + ": " + error.what());
    }
    if (!value.contains("checkpoint")) continue;
    record.bytes = bytes;
    novel = record.novel.size();
    findings = record.findings.size();
  }
  if (bytes == 0) throw UserError(path + ": no journal of a campaign");
  record.novel.resize(novel);
  record.findings.resize(findings);
  return record;
}

Journal::Journal(const std::string& path, const JournalHead& head)
    : file_(std::fopen(path.c_str(), "wbe")), path_(path) {
  if (!file_) throw UserError(path + ": " + std::strerror(errno));
  write(text_of({{"journal", format},
                 {"version", head.version},
                 {"target", head.target},
                 {"target_version", head.target_version},
                 {"role", head.role},
                 {"seed", head.seed},
                 {"guided", head.guided},
                 {"seeds", head.seeds}}));
}

Journal::Journal(const std::string& path, std::uint64_t keep)
    : file_(std::fopen(path.c_str(), "r+be")), path_(path) {
  const bool cut = file_ && ::ftruncate(::fileno(file_.get()), static_cast<off_t>(keep)) == 0;
  if (!cut || std::fseek(file_.get(), 0, SEEK_END) != 0) {
    throw UserError(path + ": " + std::strerror(errno));
  }
}

void Journal::write(const std::string& line) {
  if (!error_.empty()) return;
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size()) return;
  error_ = path_ + ": " + std::strerror(errno);
}

void Journal::novel(const JournalNovelty& novelty) {
  json line = {{"case", novelty.number}, {"novel", novelty.signature}};
  if (!novelty.hits.empty()) line["hits"] = novelty.hits;
  write(text_of(line));
}

void Journal::finding(const JournalFinding& finding) {
  write(text_of({{"case", finding.number},
                 {"finding", finding.bucket},
                 {"oracle", finding.oracle},
                 {"detail", finding.detail},
                 {"confirmed", finding.confirmed},
                 {"of", finding.of}}));
}

void Journal::checkpoint(const Checkpoint& checkpoint) {
  write(text_of({{"checkpoint", checkpoint.cases},
                 {"hash", checkpoint.hash},
                 {"seconds", checkpoint.seconds},
                 {"flaky", checkpoint.flaky},
                 {"streams", checkpoint.streams},
                 {"starts", checkpoint.starts}}));
  if (error_.empty() && std::fflush(file_.get()) != 0) error_ = path_ + ": " + std::strerror(errno);
}

}  // namespace jcp::fuzz
