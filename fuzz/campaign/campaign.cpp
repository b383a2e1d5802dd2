#include "campaign.hpp"

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>

#include "campaign_loop.hpp"
#include "harness/net/loop.hpp"
#include "harness/runner/target.hpp"
#include "harness/scenario/user_error.hpp"
#include "harness/xmpp/digest.hpp"
#include "results.hpp"
#include "seeds.hpp"

namespace jcp::fuzz {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Seconds = std::chrono::duration<double>;

namespace {

constexpr std::size_t most_signatures = 65'536;
constexpr std::size_t history = 8, window = 256;
constexpr milliseconds between_shows{250}, between_checkpoints{5'000};
constexpr std::uint64_t cases_between_checkpoints = 1'000;

std::string journal_path(const std::string& folder) { return folder + "/journal.jsonl"; }

}  // namespace

int CampaignResult::exit_code() const {
  const auto any = [this](auto predicate) {
    return std::ranges::any_of(
        findings, [&](const CampaignFinding& f) { return f.confirmed > 0 && predicate(f); });
  };
  if (interrupted) return 130;
  if (!own_error.empty()) return 6;
  if (!never_ready.empty()) return 3;
  const bool dead = any([](const CampaignFinding& finding) {
    return finding.oracle == "crash" || finding.oracle == "hang";
  });
  if (dead || !lost.empty()) return 4;
  return any([](const CampaignFinding&) { return true; }) ? 1 : 0;
}

CampaignLoop::CampaignLoop(asio::any_io_executor executor, const CampaignOptions& options,
                           CampaignObserver& observer)
    : options_(options), observer_(observer), executor_(executor) {
  const Role role = options.profile.our_role();
  std::vector<Session> seeds = campaign_seeds(role);
  head_.version = options.version;
  head_.target = options.profile.name;
  head_.role = role == Role::component ? "component" : "server";
  head_.seed = options.seed;
  head_.guided = options.guided;
  head_.seeds = hash_of(seeds);
  if (!options.replay.empty()) replayed_ = read_journal(options.replay);
  if (options.resume) replayed_ = read_journal(journal_path(options.folder));
  if (replayed_) {
    const JournalHead& then = replayed_->head;
    if (then.role != head_.role) throw UserError("the journal is of a campaign in the other role");
    if (then.seeds != head_.seeds) {
      throw UserError("the journal was begun with other seed sessions (jcpspec " + then.version +
                      "): its sessions cannot be made again");
    }
    head_.seed = then.seed;
    head_.guided = then.guided;
  }
  scheduler_ = std::make_unique<Scheduler>(head_.seed, std::move(seeds));
  Player::Setup setup;
  setup.profile = options.profile;
  setup.nonce = "jcp" + hex(sha1(std::to_string(head_.seed))).substr(0, 8);
  setup.cancelled = [this] { return interrupted_; };
  player_ = std::make_unique<Player>(executor, std::move(setup));
}

void CampaignLoop::interrupt() {
  interrupted_ = true;
  player_->interrupt();
}

asio::awaitable<bool> CampaignLoop::come_up() {
  result_.never_ready = co_await player_->start();
  co_return result_.never_ready.empty() && !interrupted_;
}

// Up to where a journal that is continued ends.
void CampaignLoop::catch_up(const JournalRecord& record) {
  if (record.checkpoints.empty()) return;
  const Checkpoint& last = record.checkpoints.back();
  while (scheduler_->cases() < last.cases) {
    scheduler_->next();
    replay_decision();
  }
  if (scheduler_->hash() != last.hash) {
    throw UserError(journal_path(options_.folder) +
                    ": its sessions cannot be made again by this version of jcpspec");
  }
  seconds_before_ = last.seconds;
  result_.streams = last.streams;
  result_.starts = last.starts;
  for (const JournalFinding& finding : record.findings) {
    CampaignFinding known;
    known.oracle = finding.oracle;
    known.bucket = finding.bucket;
    known.detail = finding.detail;
    known.number = finding.number;
    known.seen = 1;
    known.confirmed = finding.confirmed;
    known.of = finding.of;
    if (finding.confirmed > 0) {
      const Finding named{finding.oracle, finding.bucket, finding.detail, {}};
      known.file = finding_file(named, options_.profile.our_role());
    }
    result_.findings.push_back(std::move(known));
  }
}

void CampaignLoop::open_journal() {
  std::error_code error;
  std::filesystem::create_directories(options_.folder, error);
  if (error) throw UserError(options_.folder + ": " + error.message());
  const std::string path = journal_path(options_.folder);
  if (!options_.replay.empty() && std::filesystem::equivalent(path, options_.replay, error)) {
    throw UserError(path + ": the journal that is replayed lies where its results would go");
  }
  if (options_.resume) {
    catch_up(*replayed_);
    journal_ = replayed_->checkpoints.empty() ? std::make_unique<Journal>(path, head_)
                                              : std::make_unique<Journal>(path, replayed_->bytes);
    replayed_.reset();
  } else {
    journal_ = std::make_unique<Journal>(path, head_);
  }
}

// The decision that the journal records about the current case, if it does.
void CampaignLoop::replay_decision() {
  if (next_decision_ >= replayed_->novel.size()) return;
  const JournalNovelty& novelty = replayed_->novel[next_decision_];
  if (novelty.number != scheduler_->cases()) return;
  signatures_.insert(novelty.signature);
  const std::size_t edges_before = edges_.edges();
  edges_.remember(novelty.hits);
  if (journal_) journal_->novel(novelty);
  scheduler_->novel(edges_.edges() > edges_before);
  ++next_decision_;
}

void CampaignLoop::decide(const std::string& signature) {
  if (replayed_) return replay_decision();
  const std::size_t edges_before = edges_.edges();
  const std::vector<EdgeMemory::Hit> hits = edges_.learn(player_->counters());
  const bool unheard = signatures_.size() < most_signatures && signatures_.insert(signature).second;
  if (!head_.guided || (!unheard && hits.empty())) return;
  journal_->novel({scheduler_->cases(), signature, hits});
  scheduler_->novel(edges_.edges() > edges_before);
}

double CampaignLoop::played_seconds() const {
  return seconds_before_ + Seconds(Clock::now() - began_).count();
}

bool CampaignLoop::over() const {
  if (stopped() || !result_.lost.empty() || confirmed() >= options_.most_findings) return true;
  if (replayed_) {
    return replayed_->checkpoints.empty() ||
           scheduler_->cases() >= replayed_->checkpoints.back().cases;
  }
  if (options_.runs && scheduler_->cases() >= *options_.runs) return true;
  return options_.time && Clock::now() - began_ >= *options_.time;
}

asio::awaitable<void> CampaignLoop::run() {
  head_.target_version = co_await installed_version(executor_, options_.profile);
  open_journal();
  began_ = checkpointed_ = shown_ = Clock::now();
  const bool up = co_await come_up();
  began_ = Clock::now();
  while (up && !over()) {
    const Session session = scheduler_->next();
    Observation seen = co_await player_->play(session);
    if (interrupted_) break;
    decide(seen.signature);
    if (seen.finding) {
      co_await handle(std::move(*seen.finding));
    } else {
      co_await handle_slow(session, seen.answer_us);
    }
    history_.push_back(session);
    if (history_.size() > history) history_.pop_front();
    window_.push_back(session);
    if (window_.size() > window) window_.pop_front();
    if (!player_->usable()) result_.lost = "the target does not come up again";
    co_await now_and_then(false);
  }
  co_await now_and_then(true);
  co_await player_->stop();
}

// What need not be done after every case.
asio::awaitable<void> CampaignLoop::now_and_then(bool at_end) {
  const Clock::time_point now = Clock::now();
  if (!at_end) co_await look_at_vitals();
  if (now - shown_ >= between_shows || at_end) show();
  const std::uint64_t since = scheduler_->cases() - checkpointed_cases_;
  bool due = since >= cases_between_checkpoints || now - checkpointed_ >= between_checkpoints;
  if (replayed_) {
    const auto& theirs = replayed_->checkpoints;
    due = next_checkpoint_ < theirs.size() && theirs[next_checkpoint_].cases == scheduler_->cases();
  }
  if (due || (at_end && !replayed_)) checkpoint();
}

void CampaignLoop::checkpoint() {
  checkpointed_ = Clock::now();
  checkpointed_cases_ = scheduler_->cases();
  Checkpoint point;
  point.cases = scheduler_->cases();
  point.hash = scheduler_->hash();
  point.seconds = played_seconds();
  point.streams = result_.streams + player_->streams();
  point.starts = result_.starts + player_->starts();
  if (replayed_) {
    const Checkpoint& then = replayed_->checkpoints[next_checkpoint_++];
    if (then.hash != point.hash) {
      result_.own_error = "the sessions up to case " + std::to_string(point.cases) +
                          " are not those of the journal";
    }
  }
  journal_->checkpoint(point);
  if (result_.own_error.empty()) result_.own_error = journal_->error();
}

void CampaignLoop::show() {
  const Clock::time_point now = Clock::now();
  CampaignStatus status;
  status.cases = scheduler_->cases();
  const double passed = Seconds(now - shown_).count();
  if (passed > 0) status.cases_a_second = static_cast<double>(status.cases - shown_cases_) / passed;
  status.states = signatures_.size();
  status.edges = edges_.edges();
  status.corpus = scheduler_->corpus_size();
  status.findings = confirmed();
  if (options_.time) {
    const auto left = *options_.time - (now - began_);
    status.left =
        std::max(std::chrono::duration_cast<std::chrono::seconds>(left), std::chrono::seconds(0));
  }
  shown_ = now;
  shown_cases_ = status.cases;
  observer_.status(status);
}

CampaignResult CampaignLoop::result() const {
  CampaignResult result = result_;
  result.target = head_.target;
  result.target_version = head_.target_version;
  result.role = head_.role;
  result.seed = head_.seed;
  result.cases = scheduler_->cases();
  result.streams += player_->streams();
  result.starts += player_->starts();
  result.seconds = played_seconds();
  result.states = signatures_.size();
  result.edges = edges_.edges();
  result.corpus = scheduler_->corpus_size();
  result.hash = scheduler_->hash();
  result.interrupted = interrupted_;
  return result;
}

CampaignResult run_campaign(const CampaignOptions& options, CampaignObserver& observer) {
  net::Loop loop;
  std::exception_ptr error;
  CampaignLoop campaign(loop.executor(), options, observer);
  asio::signal_set signals(loop.executor(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) campaign.interrupt();
  });
  const auto whole = [&]() -> asio::awaitable<void> {
    co_await campaign.run();
    signals.cancel();
    loop.stop();
  };
  net::spawn(loop.executor(), whole(), [&](std::exception_ptr thrown) {
    error = thrown;
    loop.stop();
  });
  loop.run();
  if (error) std::rethrow_exception(error);
  CampaignResult result = campaign.result();
  const std::string problem = write_results(result, options);
  if (result.own_error.empty()) result.own_error = problem;
  return result;
}

}  // namespace jcp::fuzz
