// Pure functions over exit statuses and output, with output copied from real programs.

#include "process_exit.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace jcp {
namespace {

ProcessExit exited(int code) {
  ProcessExit exit;
  exit.code = code;
  return exit;
}

ProcessExit killed(int signal) {
  ProcessExit exit;
  exit.signal = signal;
  return exit;
}

TEST(DescribeExit, NamesCodesAndSignals) {
  EXPECT_EQ(describe_exit(exited(0)), "exit code 0");
  EXPECT_EQ(describe_exit(exited(3)), "exit code 3");
  EXPECT_EQ(describe_exit(exited(128)), "exit code 128");
  EXPECT_EQ(describe_exit(exited(255)), "exit code 255");
  EXPECT_EQ(describe_exit(exited(139)), "exit code 139: killed by SIGSEGV behind a wrapper");
  EXPECT_EQ(describe_exit(killed(SIGABRT)), "killed by SIGABRT");
  EXPECT_EQ(describe_exit(killed(SIGRTMIN + 3)),
            "killed by signal " + std::to_string(SIGRTMIN + 3));
}

TEST(Crashed, OnlyByItsOwnFault) {
  EXPECT_TRUE(crashed(killed(SIGSEGV)));
  EXPECT_TRUE(crashed(exited(128 + SIGABRT)));
  EXPECT_FALSE(crashed(killed(SIGTERM)));
  EXPECT_FALSE(crashed(killed(SIGKILL)));
  EXPECT_FALSE(crashed(exited(1)));
  EXPECT_FALSE(crashed(exited(89)));
}

TEST(UnhandledException, OrdinaryOutputIsNone) {
  EXPECT_EQ(unhandled_exception(""), std::nullopt);
  EXPECT_EQ(unhandled_exception("connected\nhandshake accepted\nREADY\n"), std::nullopt);
  EXPECT_EQ(unhandled_exception("warning: don't panic: all is well\n"), std::nullopt);
  EXPECT_EQ(unhandled_exception("error: connection refused, trying again\n"), std::nullopt);
}

struct Cry {
  std::string_view output;
  std::string_view line;
};

class Cries : public testing::TestWithParam<Cry> {};

TEST_P(Cries, AreRecognised) {
  const std::optional<std::string> line = unhandled_exception(GetParam().output);
  ASSERT_TRUE(line) << GetParam().output;
  EXPECT_EQ(*line, GetParam().line);
}

constexpr Cry real_cries[] = {
    {"Traceback (most recent call last):\n  File \"c.py\", line 3, in <module>\n    f()\n"
     "ValueError: no id\n",
     "ValueError: no id"},
    {"Traceback (most recent call last):\n  File \"c.py\"\nKeyError: 'old, survived'\nworking\n"
     "Traceback (most recent call last):\r\n  File \"c.py\"\r\nTypeError: new\r\n",
     "TypeError: new"},
    {"Traceback (most recent call last):\n  File \"cut off", "Traceback (most recent call last):"},
    {"terminate called after throwing an instance of 'std::out_of_range'\n  what():  map::at\n",
     "terminate called after throwing an instance of 'std::out_of_range'"},
    {"==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x6\nREAD of size 1\n"
     "SUMMARY: AddressSanitizer: heap-use-after-free c.cpp:4 in main\n",
     "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x6"},
    {"0x0: fa fa\nSUMMARY: AddressSanitizer: SEGV c.cpp:4 in main\n==7==ABORTING\n",
     "SUMMARY: AddressSanitizer: SEGV c.cpp:4 in main"},
    {"/srv/component.js:7\n    throw new TypeError('no id');\n    ^\n\nTypeError: no id\n"
     "    at Object.<anonymous> (/srv/component.js:7:9) {\n  code: 'NO_ID'\n}\n\nNode.js v20.1.0\n",
     "TypeError: no id"},
    {"node:internal/process/promises:288\n            triggerUncaughtException(err, true);\n"
     "            ^\n\nError: connection closed\n    at close (/srv/a.js:1:1)\n\nNode.js v20.1.0\n",
     "Error: connection closed"},
    {"==9==ERROR: LeakSanitizer: detected memory leaks\n",
     "==9==ERROR: LeakSanitizer: detected memory leaks"},
    {"c.cpp:3:5: runtime error: signed integer overflow\n",
     "c.cpp:3:5: runtime error: signed integer overflow"},
    {"*** stack smashing detected ***: terminated\nAborted\n",
     "*** stack smashing detected ***: terminated"},
    {"free(): double free detected in tcache 2\n", "free(): double free detected in tcache 2"},
    {"c: c.c:9: main: Assertion `id' failed.\n", "c: c.c:9: main: Assertion `id' failed."},
    {"lua: gateway.lua:12: attempt to index a nil value (local 'id')\nstack traceback:\n"
     "\tgateway.lua:12: in main chunk\n",
     "lua: gateway.lua:12: attempt to index a nil value (local 'id')"},
    {"panic: runtime error: index out of range [3]\n\ngoroutine 1 [running]:\n",
     "panic: runtime error: index out of range [3]"},
    {"thread 'main' panicked at 'no id', src/main.rs:3:5\n",
     "thread 'main' panicked at 'no id', src/main.rs:3:5"},
    {"Exception in thread \"main\" java.lang.NullPointerException\n\tat A.main(A.java:3)\n",
     "Exception in thread \"main\" java.lang.NullPointerException"},
    {"node:events:491\n      throw er; // Unhandled 'error' event\n      ^\n\n"
     "Error: connect ECONNREFUSED\n\nNode.js v18.19.0\n",
     "Error: connect ECONNREFUSED"},
    {"PHP Fatal error:  Uncaught Error: Call to undefined function f()\n",
     "PHP Fatal error:  Uncaught Error: Call to undefined function f()"},
    {"\r\nCrash dump is being written to: erl_crash.dump...done\r\n",
     "Crash dump is being written to: erl_crash.dump...done"},
    {"** (RuntimeError) no id\n    c.exs:1: (file)\n", "** (RuntimeError) no id"},
    {"gateway.rb:3:in `<main>': no id (RuntimeError)\n",
     "gateway.rb:3:in `<main>': no id (RuntimeError)"},
    {"sh: line 1: 12 Segmentation fault      ./gateway\n",
     "sh: line 1: 12 Segmentation fault      ./gateway"},
};

INSTANTIATE_TEST_SUITE_P(UnhandledException, Cries, testing::ValuesIn(real_cries));

TEST(UnhandledException, LongLinesAreCut) {
  const std::string output = "Uncaught " + std::string(5000, 'x');
  EXPECT_EQ(unhandled_exception(output)->size(), 200U);
}

}  // namespace
}  // namespace jcp
