#include "scratch/git_view.h"

#include <optional>

#include "system/file_tree.h"

namespace makespan {
namespace {

constexpr std::string_view kConfig =
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n";

struct Repository {
  std::string own;     // HEAD and index of this checkout
  std::string common;  // refs, objects, configuration
};

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::optional<std::string> read(FileSystem& files, const std::string& path) {
  Result<std::optional<FileStatus>> status = files.status(path);
  if (!status || !*status || (*status)->kind != FileKind::file) return std::nullopt;
  Result<std::string> text = files.read_file(path);
  return text ? std::optional(std::move(*text)) : std::nullopt;
}

std::optional<Repository> find_repository(FileSystem& files, const std::string& checkout) {
  std::string path = join_path(checkout, ".git");
  std::optional<std::string> link = read(files, path);
  if (!link) return Repository{.own = path, .common = path};
  constexpr std::string_view kKey = "gitdir: ";
  if (!link->starts_with(kKey)) return std::nullopt;
  std::string own = join_path(checkout, first_line(link->substr(kKey.size())));
  std::optional<std::string> common = read(files, join_path(own, "commondir"));
  return Repository{.own = own, .common = common ? join_path(own, first_line(*common)) : own};
}

// "repositoryformatversion = 1" comes with extensions.
bool is_plain(FileSystem& files, const Repository& repository) {
  std::optional<std::string> config = read(files, join_path(repository.common, "config"));
  return config && config->find("[extensions]") == std::string::npos;
}

Status copy_file(FileSystem& files, const std::string& from, const std::string& to) {
  std::optional<std::string> bytes = read(files, from);
  return bytes ? files.write_file(to, *bytes) : Status();
}

}  // namespace

Status make_git_view(FileSystem& files, const std::string& checkout, const std::string& to) {
  std::optional<Repository> repository = find_repository(files, checkout);
  if (!repository || !is_plain(files, *repository)) return {};
  MAKESPAN_TRY(std::string objects, real_path(join_path(repository->common, "objects")));
  MAKESPAN_CHECKED(files.create_directories(join_path(to, "objects/info")));
  MAKESPAN_CHECKED(files.write_file(join_path(to, "objects/info/alternates"), objects + "\n"));
  MAKESPAN_CHECKED(files.write_file(join_path(to, "config"), kConfig));
  for (const char* name : {"HEAD", "index"}) {
    MAKESPAN_CHECKED(copy_file(files, join_path(repository->own, name), join_path(to, name)));
  }
  for (const char* name : {"packed-refs", "shallow"}) {
    MAKESPAN_CHECKED(copy_file(files, join_path(repository->common, name), join_path(to, name)));
  }
  Result<TreeCopied> refs = copy_tree(join_path(repository->common, "refs"), join_path(to, "refs"));
  return refs ? Status() : tl::unexpected(refs.error());
}

}  // namespace makespan
