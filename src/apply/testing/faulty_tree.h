#pragma once
// FaultyTree: files in memory behind both doors of apply, where something goes wrong at a chosen
// step. A verb that takes several steps on a real disk (a file is created, half written, whole)
// takes as many here.
//
//   tree.at_step(7, [&] { tree.put("/p/Cargo.toml", "edited"); });  // somebody else
//   tree.kill_at(9);      // from there on nothing happens any more
//   …
//   tree.heal();          // a new process, on the disk that the old one left

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "apply/doors.h"

namespace makespan {

class FaultyTree final : public FileSystem, public FileNames {
 public:
  struct File {
    std::string bytes;
    uint32_t mode = 0644;
    bool link = false;
    UnixTime modified = {};
    bool operator==(const File&) const = default;
  };

  [[nodiscard]] ApplyDoors doors() { return {.files = *this, .names = *this}; }

  // The test's own hand: no step, never refused.
  void put(const std::string& path, std::string bytes, uint32_t mode = 0644);
  void put_link(const std::string& path);
  void set_modified(const std::string& path, UnixTime time) { files_[path].modified = time; }
  void drop(const std::string& path) { files_.erase(path); }
  [[nodiscard]] std::optional<std::string> bytes(const std::string& path) const;
  [[nodiscard]] uint32_t mode(const std::string& path) const { return files_.at(path).mode; }
  // What the user sees: all files and directories but makespan's own.
  struct Snapshot {
    std::map<std::string, File> files;
    std::set<std::string> directories;
    bool operator==(const Snapshot&) const = default;
  };
  [[nodiscard]] Snapshot snapshot() const;

  // What goes wrong, from now on; steps are counted from the last heal(), the first is 0.
  void kill_at(int step) { killed_at_ = step; }
  void refuse_at(int step, ErrorKind kind) { refused_ = {step, kind}; }
  void fill_disk_at(int step) { full_at_ = step; }
  // From there on nothing can be written or removed, as in directories without the permission.
  void forbid_writing_at(int step) { forbidden_at_ = step; }
  void at_step(int step, std::function<void()> act) { acts_[step] = std::move(act); }
  void cannot_exchange() { can_exchange_ = false; }
  void heal();
  [[nodiscard]] int steps() const { return step_; }

  Result<std::string> read_file(const std::string& path) override;
  Status write_file(const std::string& path, std::string_view bytes) override;
  Result<std::vector<DirectoryEntry>> list_directory(const std::string& path) override;
  Result<std::optional<FileStatus>> status(const std::string& path) override;
  Status create_directories(const std::string& path) override;
  Status remove_tree(const std::string& path) override;

  Result<NameStatus> look(const std::string& path) override;
  Status create(const std::string& path, std::string_view bytes,
                const std::optional<NameStatus>& like) override;
  Status rename_new(const std::string& from, const std::string& to) override;
  Status rename_over(const std::string& from, const std::string& to) override;
  Status exchange(const std::string& a, const std::string& b) override;
  Status sync_directory(const std::string& path) override;
  Result<bool> remove_empty_directory(const std::string& path) override;
  Result<std::unique_ptr<HeldName>> hold(const std::string& path) override;

 private:
  enum class Touch { reads, changes, needs_space };
  Status take_step(const std::string& path, Touch touch = Touch::changes);
  Status move(const std::string& from, const std::string& to);

  std::map<std::string, File> files_;
  std::set<std::string> directories_ = {"/"};
  std::set<std::string> held_;
  int step_ = 0;
  std::optional<int> killed_at_;
  std::optional<int> full_at_;
  std::optional<int> forbidden_at_;
  std::optional<std::pair<int, ErrorKind>> refused_;
  std::map<int, std::function<void()>> acts_;
  bool can_exchange_ = true;
};

}  // namespace makespan
