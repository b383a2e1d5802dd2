// jcpspec: what the user asked for, done by one of the commands; every mistake of the user is one
// line and exit code 2.

#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include "commands.hpp"
#include "harness/runner/supervisor.hpp"

namespace jcp::cli {

namespace {

constexpr int usage = 2, our_own_error = 6;

int run(const Text& text) {
  std::fputs(text.text.c_str(), text.exit_code == 0 ? stdout : stderr);
  return text.exit_code;
}

int complain(const std::string& sentence, int exit_code) {
  std::fprintf(stderr, "jcpspec: %s\n", sentence.c_str());
  return exit_code;
}

int run_command(int argc, char** argv) {
  try {
    const Command command = parse_command_line(argc, argv);
    return std::visit([](const auto& options) { return run(options); }, command);
  } catch (const UserError& error) {
    return complain(error.what(), usage);
  } catch (const std::bad_alloc&) {
    return complain("out of memory", our_own_error);
  } catch (const std::exception& error) {
    return complain(std::string("this is a mistake of jcpspec itself: ") + error.what(),
                    our_own_error);
  }
}

}  // namespace

}  // namespace jcp::cli

int main(int argc, char** argv) {
  if (argc > 1 && argv[1] == jcp::supervise_argument) return jcp::supervise(jcp::supervise_fd);
  const int exit_code = jcp::cli::run_command(argc, argv);
  // A report on a full disk must not look like success.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return jcp::cli::complain(std::string("standard output: ") + std::strerror(errno),
                              jcp::cli::our_own_error);
  }
  return exit_code;
}
