#include "system/mirrored_tree.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "system/file_system.h"
#include "system/file_tree.h"
#include "system/testing/temporary_directory.h"

namespace makespan {
namespace {

namespace fs = std::filesystem;

struct MirrorTree : testing::Test {
  MirrorTree() {
    write(from + "/src/main.c", "int main() {}");
    write(from + "/run.sh", "#!/bin/sh");
    fs::permissions(from + "/run.sh", fs::perms(0755));
    fs::create_directories(from + "/empty");
    fs::create_symlink("src/main.c", from + "/near");
    fs::create_directory_symlink("/usr/include", from + "/far");
    EXPECT_TRUE(copy_tree(from, to, {.skip = {}, .stop = {}, .keep_links = true}));
  }
  ~MirrorTree() override { EXPECT_TRUE(remove_whole_tree(directory.path())); }

  static void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << text;
  }
  // Of each name in the tree: kind, mode, and time and bytes or where it leads.
  static std::map<std::string, std::string> content(const std::string& tree) {
    std::map<std::string, std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(tree)) {
      fs::file_status status = entry.symlink_status();
      std::string& text = found[entry.path().string().substr(tree.size())];
      text = std::to_string(static_cast<int>(status.type())) + " " +
             std::to_string(static_cast<int>(status.permissions()));
      if (entry.is_symlink())
        text += fs::read_symlink(entry.path());
      else if (entry.is_regular_file())
        text += std::to_string(entry.last_write_time().time_since_epoch().count()) +
                real_file_system().read_file(entry.path()).value_or("");
    }
    return found;
  }

  TemporaryDirectory directory;
  std::string from = directory / "from";
  std::string to = directory / "to";
};

TEST_F(MirrorTree, LeavesWhatIsTheSame) {
  EXPECT_EQ(content(to), content(from));
  EXPECT_EQ(content(to).size(), 6U);
  ASSERT_TRUE(mirror_tree(from, to));
  EXPECT_EQ(content(to), content(from));
}

TEST_F(MirrorTree, UndoesWhatABuildDid) {
  write(to + "/src/main.o", "object");
  write(to + "/build/deep/x", "");
  fs::permissions(to + "/build/deep", fs::perms(0555));
  write(to + "/src/main.c", "int main() {}");  // the same bytes, another time
  fs::permissions(to + "/run.sh", fs::perms(0644));
  fs::remove(to + "/near");
  fs::create_directories(to + "/near/inside");
  fs::remove(to + "/far");
  fs::create_directory_symlink("/usr", to + "/far");
  fs::remove(to + "/empty");
  write(to + "/empty", "a file now");
  ASSERT_TRUE(mirror_tree(from, to));
  EXPECT_EQ(content(to), content(from));
}

TEST_F(MirrorTree, BringsBackWhatIsGone) {
  fs::remove_all(to + "/src");
  fs::remove(to + "/far");
  ASSERT_TRUE(mirror_tree(from, to));
  EXPECT_EQ(content(to), content(from));
}

TEST_F(MirrorTree, NeverFollowsALink) {
  write(directory / "kept/file", "theirs");
  fs::remove_all(to + "/src");
  fs::create_directory_symlink(directory / "kept", to + "/src");
  ASSERT_TRUE(mirror_tree(from, to));
  EXPECT_EQ(content(to), content(from));
  EXPECT_EQ(real_file_system().read_file(directory / "kept/file").value_or(""), "theirs");
}

}  // namespace
}  // namespace makespan
