#include "report_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "foreign_test.hpp"
#include "harness/scenario/user_error.hpp"
#include "report_test.hpp"

namespace jcp {
namespace {

namespace fs = std::filesystem;

TEST(ReportFolder, IsMadeAtOnceAndItsFilesAreReplaced) {
  const test::Temporary place("-folder");
  const std::string path = place.path() + "/a/b";
  for (const std::string text : {"a longer first text", "second"}) {
    ReportFolder folder(path);
    EXPECT_TRUE(fs::is_directory(path));
    folder.write("file", text);
    EXPECT_EQ(folder.error(), "");
    EXPECT_EQ(test::read_file(path + "/file"), text);
  }
}

TEST(ReportFolder, AWrongPathIsKnownAtOnce) {
  const test::Temporary file("-file");
  file.write("not a folder");
  EXPECT_THROW(ReportFolder(file.path()), UserError);
  EXPECT_THROW(ReportFolder(file.path() + "/below"), UserError);
  EXPECT_THROW(ReportFolder("/proc/nowhere"), UserError);
  const test::Temporary folder("-folder"), link("-link");
  fs::create_directory(folder.path());
  fs::create_symlink(folder.path(), link.path());
  EXPECT_THROW(ReportFolder(link.path()), UserError);
}

TEST(ReportFolder, ALinkIsReplacedAndNotFollowed) {
  const test::Temporary place("-folder");
  const test::Temporary outside("-outside");
  outside.write("mine");
  ReportFolder folder(place.path());
  fs::create_symlink(outside.path(), place.path() + "/link");
  fs::create_hard_link(outside.path(), place.path() + "/hard");
  fs::create_symlink(outside.path() + "-new", place.path() + "/dangling");
  for (const char* name : {"link", "hard", "dangling"}) folder.write(name, "theirs");
  EXPECT_EQ(folder.error(), "");
  EXPECT_EQ(test::read_file(outside.path()), "mine");
  EXPECT_FALSE(fs::exists(outside.path() + "-new"));
  EXPECT_EQ(test::read_file(place.path() + "/link"), "theirs");
  EXPECT_FALSE(fs::is_symlink(place.path() + "/link"));
}

TEST(ReportFolder, NothingIsWrittenOutsideOfIt) {
  const test::Temporary place("-folder");
  for (const char* name : {"", ".", "..", "../x", "/tmp/x", "a/b"}) {
    ReportFolder folder(place.path());
    folder.write(name, "text");
    EXPECT_THAT(folder.error(), testing::StartsWith(place.path() + "/")) << name;
  }
  EXPECT_TRUE(fs::is_empty(place.path()));
}

TEST(ReportFolder, WhatCannotBeWrittenIsTold) {
  const test::Temporary place("-folder");
  ReportFolder folder(place.path());
  fs::create_directories(place.path() + "/taken");
  folder.write("taken", "text");
  folder.write("other", "text");
  EXPECT_THAT(folder.error(), testing::StartsWith(place.path() + "/taken: "));
}

}  // namespace
}  // namespace jcp
