#include "manifest/patch.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace makespan {
namespace {

namespace fs = std::filesystem;

FileChange change(std::optional<std::string> before, std::optional<std::string> after,
                  std::string path = "/w/Cargo.toml") {
  return {.path = std::move(path), .before = std::move(before), .after = std::move(after)};
}

std::string diff(const FileChange& file) {
  return unified_diff({.files = {file}}, "/w");
}

TEST(UnifiedDiff, ShowsThreeLinesAroundAChange) {
  EXPECT_EQ(diff(change("1\n2\n3\n4\nold\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\nmore\n6\n7\n8\n9\n")),
            "diff --git a/Cargo.toml b/Cargo.toml\n"
            "--- a/Cargo.toml\n"
            "+++ b/Cargo.toml\n"
            "@@ -2,7 +2,8 @@\n"
            " 2\n 3\n 4\n-old\n+new\n+more\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, JoinsChangesThatShareTheirContext) {
  std::string before;
  for (int i = 1; i <= 20; ++i)
    before += std::to_string(i) + "\n";
  std::string after = "0\n" + before;
  after.replace(after.find("7\n"), 2, "");
  after += "21\n";
  EXPECT_EQ(diff(change(before, after)),
            "diff --git a/Cargo.toml b/Cargo.toml\n"
            "--- a/Cargo.toml\n"
            "+++ b/Cargo.toml\n"
            "@@ -1,10 +1,10 @@\n"
            "+0\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n 8\n 9\n 10\n"
            "@@ -18,3 +18,4 @@\n"
            " 18\n 19\n 20\n+21\n");
}

TEST(UnifiedDiff, SaysWhereTheLastBreakIsMissing) {
  EXPECT_EQ(diff(change("a", "a\n")),
            "diff --git a/Cargo.toml b/Cargo.toml\n"
            "--- a/Cargo.toml\n"
            "+++ b/Cargo.toml\n"
            "@@ -1 +1 @@\n"
            "-a\n\\ No newline at end of file\n+a\n");
}

TEST(UnifiedDiff, ShowsFilesThatComeAndGo) {
  EXPECT_EQ(diff(change(std::nullopt, "x\n", "/w/.cargo/config.toml")),
            "diff --git a/.cargo/config.toml b/.cargo/config.toml\n"
            "new file mode 100644\n"
            "--- /dev/null\n"
            "+++ b/.cargo/config.toml\n"
            "@@ -0,0 +1 @@\n"
            "+x\n");
  EXPECT_EQ(diff(change("x\ny\n", std::nullopt)),
            "diff --git a/Cargo.toml b/Cargo.toml\n"
            "deleted file mode 100644\n"
            "--- a/Cargo.toml\n"
            "+++ /dev/null\n"
            "@@ -1,2 +0,0 @@\n"
            "-x\n-y\n");
  EXPECT_EQ(diff(change(std::nullopt, "")),
            "diff --git a/Cargo.toml b/Cargo.toml\nnew file mode 100644\n");
}

TEST(UnifiedDiff, QuotesNamesAsGitDoes) {
  EXPECT_EQ(diff(change("a\n", "", "/w/my crate/Cargo.toml")),
            "diff --git a/my crate/Cargo.toml b/my crate/Cargo.toml\n"
            "--- a/my crate/Cargo.toml\t\n"
            "+++ b/my crate/Cargo.toml\t\n"
            "@@ -1 +0,0 @@\n"
            "-a\n");
  EXPECT_TRUE(diff(change("a\n", "", "/w/\xC3\xA4\"/x"))
                  .starts_with("diff --git \"a/\\303\\244\\\"/x\" \"b/\\303\\244\\\"/x\"\n"));
}

TEST(UnifiedDiff, NamesFilesOutsideByTheirWholePath) {
  EXPECT_TRUE(diff(change("a\n", "b\n", "/home/u/.cargo/config.toml"))
                  .starts_with("diff --git a/home/u/.cargo/config.toml "
                               "b/home/u/.cargo/config.toml\n"));
}

TEST(UnifiedDiff, OfNothingIsEmpty) {
  EXPECT_EQ(unified_diff({}, "/w"), "");
  EXPECT_EQ(diff(change("a\n", "a\n")), "");
}

TEST(ChangedLines, CountsLinesThatGoAndLinesThatCome) {
  EXPECT_EQ(changed_lines({}), 0U);
  EXPECT_EQ(changed_lines({.files = {change("a\nb\nc\n", "a\nB\nc\n"), change(std::nullopt, "x\n"),
                                     change("1\n2", std::nullopt)}}),
            5U);
}

// A folder that goes when the test is over.
class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() /
              ("patch_test_" + std::to_string(std::random_device()()))) {
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

void write(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(UnifiedDiff, IsWhatGitApplies) {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 300; ++i)
    many += "line " + std::to_string(i % 7) + "\n";
  std::string fewer = many.substr(0, 700) + "x\n" + many.substr(800, 500) + many.substr(1400);
  const Patch patch{.files = {
                        change("[dependencies]\r\nfoo = \"1\"\r\nbar = \"2\"",
                               "[dependencies]\r\nbar = \"2\"", folder.file("crlf/Cargo.toml")),
                        change("a", "a\nb", folder.file("breaks")),
                        change("gone\n", std::nullopt, folder.file("deleted")),
                        change(many, fewer, folder.file("many")),
                        change("a\n", "b\n", folder.file("na me/\xC3\xBC \"q\"\t\\")),
                        change(std::nullopt, "", folder.file("new/empty")),
                        change(std::nullopt, "x", folder.file("new/file")),
                        change("", "y\n", folder.file("was empty")),
                    }};
  for (const FileChange& file : patch.files)
    if (file.before) write(file.path, *file.before);
  write(folder.file("the.diff"), unified_diff(patch, folder.path()));
  const std::string command =
      "cd '" + folder.path() + "' && git init -q . && git apply --whitespace=nowarn the.diff";
  ASSERT_EQ(std::system(command.c_str()), 0);
  for (const FileChange& file : patch.files) {
    EXPECT_EQ(fs::exists(file.path), file.after.has_value()) << file.path;
    EXPECT_EQ(read(file.path), file.after.value_or("")) << file.path;
  }
}

}  // namespace
}  // namespace makespan
