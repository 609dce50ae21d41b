#include "apply/testing/faulty_tree.h"

#include <fmt/format.h>

namespace makespan {
namespace {

tl::unexpected<Error> missing(const std::string& path) {
  return failure(ErrorKind::not_found, fmt::format("cannot read {}: No such file", path), path);
}

tl::unexpected<Error> taken(const std::string& path) {
  return failure(ErrorKind::busy, fmt::format("cannot create {}: File exists", path), path);
}

class Held final : public HeldName {
 public:
  Held(std::set<std::string>& names, std::string path) : names_(names), path_(std::move(path)) {}
  ~Held() override { names_.erase(path_); }

 private:
  std::set<std::string>& names_;
  std::string path_;
};

}  // namespace

void FaultyTree::put(const std::string& path, std::string bytes, uint32_t mode) {
  files_[path] = {.bytes = std::move(bytes), .mode = mode};
  for (std::string at = parent_path(path); at != "/"; at = parent_path(at))
    directories_.insert(at);
}

void FaultyTree::put_link(const std::string& path) {
  put(path, "");
  files_[path].link = true;
}

std::optional<std::string> FaultyTree::bytes(const std::string& path) const {
  auto found = files_.find(path);
  return found == files_.end() ? std::nullopt : std::optional(found->second.bytes);
}

FaultyTree::Snapshot FaultyTree::snapshot() const {
  Snapshot seen{.files = files_, .directories = directories_};
  std::erase_if(seen.files,
                [](const auto& f) { return f.first.find("/.makespan/") != std::string::npos; });
  std::erase_if(seen.directories,
                [](const std::string& d) { return d.find("/.makespan") != std::string::npos; });
  return seen;
}

void FaultyTree::heal() {
  step_ = 0;
  killed_at_.reset();
  full_at_.reset();
  forbidden_at_.reset();
  refused_.reset();
  acts_.clear();
}

Status FaultyTree::take_step(const std::string& path, Touch touch) {
  int step = step_++;
  if (killed_at_ && step >= *killed_at_)
    return failure(ErrorKind::system, "killed before " + path, path);
  if (auto act = acts_.find(step); act != acts_.end()) act->second();
  if (refused_ && refused_->first == step)
    return failure(refused_->second, fmt::format("cannot touch {}: told to fail", path), path);
  if (touch != Touch::reads && forbidden_at_ && step >= *forbidden_at_)
    return failure(ErrorKind::permission, fmt::format("cannot write {}: read-only", path), path);
  if (touch == Touch::needs_space && full_at_ && step >= *full_at_)
    return failure(ErrorKind::no_space, fmt::format("cannot write {}: disk full", path), path);
  return {};
}

// --- FileSystem -------------------------------------------------------------------------------

Result<std::string> FaultyTree::read_file(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::reads));
  auto found = files_.find(path);
  if (found == files_.end()) return missing(path);
  return found->second.bytes;
}

Status FaultyTree::write_file(const std::string& path, std::string_view bytes) {
  std::string temporary = path + ".1.tmp";
  MAKESPAN_CHECKED(take_step(path, Touch::needs_space));
  if (!directories_.contains(parent_path(path))) return missing(path);
  files_[temporary].bytes = bytes.substr(0, bytes.size() / 2);
  if (Status written = take_step(path, Touch::needs_space); !written) {
    if (!killed_at_) files_.erase(temporary);
    return written;
  }
  files_[path].bytes = bytes;
  files_.erase(temporary);
  return {};
}

Result<std::vector<DirectoryEntry>> FaultyTree::list_directory(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::reads));
  if (!directories_.contains(path)) return missing(path);
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, file] : files_) {
    if (parent_path(name) == path)
      entries.push_back({.name = std::string(base_name(name)), .kind = FileKind::file});
  }
  return entries;
}

Result<std::optional<FileStatus>> FaultyTree::status(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::reads));
  if (auto found = files_.find(path); found != files_.end())
    return FileStatus{.kind = FileKind::file, .modified = found->second.modified};
  if (directories_.contains(path)) return FileStatus{.kind = FileKind::directory};
  return std::nullopt;
}

Status FaultyTree::create_directories(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::needs_space));
  for (std::string at = path; at != "/"; at = parent_path(at))
    directories_.insert(at);
  return {};
}

// Only ever of files here.
Status FaultyTree::remove_tree(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path));
  files_.erase(path);
  return {};
}

// --- FileNames --------------------------------------------------------------------------------

Result<NameStatus> FaultyTree::look(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::reads));
  if (auto found = files_.find(path); found != files_.end()) {
    return NameStatus{.kind = found->second.link ? NameKind::link : NameKind::file,
                      .mode = found->second.mode,
                      .writable = (found->second.mode & 0222) != 0,
                      .real_path = path};
  }
  if (directories_.contains(path))
    return NameStatus{
        .kind = NameKind::directory, .mode = 0755, .writable = true, .real_path = path};
  return NameStatus{};
}

Status FaultyTree::create(const std::string& path, std::string_view bytes,
                          const std::optional<NameStatus>& like) {
  MAKESPAN_CHECKED(take_step(path, Touch::needs_space));
  if (files_.contains(path)) return taken(path);
  if (!directories_.contains(parent_path(path))) return missing(path);
  for (size_t written : {size_t(0), bytes.size() / 2, bytes.size()}) {
    files_[path] = {.bytes = std::string(bytes.substr(0, written)),
                    .mode = like ? like->mode : 0644};
    Status step = take_step(path, written == bytes.size() ? Touch::reads : Touch::needs_space);
    if (step) continue;
    if (!killed_at_) files_.erase(path);
    return step;
  }
  return {};
}

Status FaultyTree::rename_new(const std::string& from, const std::string& to) {
  MAKESPAN_CHECKED(take_step(to));
  if (files_.contains(to)) return taken(to);
  return move(from, to);
}

Status FaultyTree::rename_over(const std::string& from, const std::string& to) {
  MAKESPAN_CHECKED(take_step(to));
  return move(from, to);
}

Status FaultyTree::move(const std::string& from, const std::string& to) {
  auto found = files_.find(from);
  if (found == files_.end()) return missing(from);
  File file = std::move(found->second);
  files_.erase(found);
  files_[to] = std::move(file);
  return {};
}

Status FaultyTree::exchange(const std::string& a, const std::string& b) {
  MAKESPAN_CHECKED(take_step(a));
  if (!can_exchange_) return failure(ErrorKind::unsupported, "cannot write " + a, a);
  if (!files_.contains(a) || !files_.contains(b)) return missing(files_.contains(a) ? b : a);
  std::swap(files_[a], files_[b]);
  return {};
}

Status FaultyTree::sync_directory(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, Touch::reads));
  return directories_.contains(path) ? Status() : missing(path);
}

Result<bool> FaultyTree::remove_empty_directory(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path));
  if (!directories_.contains(path)) return false;
  auto inside = [&](const std::string& name) { return name != path && parent_path(name) == path; };
  for (const auto& [name, file] : files_)
    if (inside(name)) return false;
  for (const std::string& name : directories_)
    if (inside(name)) return false;
  directories_.erase(path);
  return true;
}

Result<std::unique_ptr<HeldName>> FaultyTree::hold(const std::string& path) {
  MAKESPAN_CHECKED(take_step(path, files_.contains(path) ? Touch::reads : Touch::needs_space));
  if (!directories_.contains(parent_path(path))) return missing(path);
  files_[path];
  if (!held_.insert(path).second) return nullptr;
  return std::make_unique<Held>(held_, path);
}

}  // namespace makespan
