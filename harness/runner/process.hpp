#pragma once
// A target's process, seen from the runner: its supervisor's events as state, and waits for them.
//
// One thread, the executor's. The object goes away before the loop it waits on does.

#include <sys/types.h>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "process_exit.hpp"
#include "process_tree.hpp"
#include "supervisor.hpp"

namespace jcp {

struct SupervisorLink;

class Process {
 public:
  enum class State {
    starting,
    running,
    exited,  // exit() says how; processes it left behind may live until stop()
    failed,  // it never ran: reason()
    lost,    // the supervisor is gone without saying how the target ended: reason()
  };
  enum class Stop { term, kill };
  using Milliseconds = std::chrono::milliseconds;

  // Starts it; what goes wrong shows as a state. `supervisor`: a binary whose main calls
  // supervise(); ours by default.
  Process(boost::asio::any_io_executor executor, const Job& job,
          std::string supervisor = "/proc/self/exe");
  // Kills what is left and waits for it, some milliseconds: nothing outlives this object.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  State state() const;
  bool alive() const { return state() == State::starting || state() == State::running; }
  pid_t pid() const;   // -1 before it runs; stays after its end
  bool ready() const;  // Job::ready was printed
  const std::optional<ProcessExit>& exit() const;
  const std::string& reason() const;
  // As of the last tail() or the end.
  const std::string& output_tail() const;

  // Each waits until it is so, or cannot become so any more, or the deadline; the state tells.
  // Several may wait at once.
  boost::asio::awaitable<void> wait_started(Milliseconds deadline);
  boost::asio::awaitable<void> wait_ready(Milliseconds deadline);  // or it ended
  boost::asio::awaitable<void> wait_ended(std::optional<Milliseconds> deadline);

  // Ends the whole tree: TERM, after the grace KILL. Afterwards nothing of it is left (but what
  // left_running() counts), and alive() is false. Again: does nothing.
  boost::asio::awaitable<void> stop(Stop how, Milliseconds grace);
  int left_running() const;  // processes even KILL did not end, known after stop()

  // To its first process; KILL, STOP and CONT to every process of the tree.
  void signal(int number);
  // Of the whole tree. nullopt: no answer in time, or it is gone.
  boost::asio::awaitable<std::optional<Usage>> usage(Milliseconds deadline);
  // The last output until now.
  boost::asio::awaitable<std::string> tail(Milliseconds deadline);

  // Called once when it ends or is lost, at once if it has: for those that wait for something else.
  void on_end(std::function<void()> call);

 private:
  std::shared_ptr<SupervisorLink> link_;
};

}  // namespace jcp
