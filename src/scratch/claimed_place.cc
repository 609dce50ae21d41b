#include "scratch/claimed_place.h"

#include <fmt/format.h>

#include <random>
#include <utility>
#include <vector>

#include "system/ancestors.h"
#include "system/file_tree.h"
#include "system/own_process.h"

namespace makespan {
namespace {

std::string megabytes(uint64_t bytes) {
  return fmt::format("{} MB", (bytes + 999'999) / 1'000'000);
}

// A copy would be copied into itself there.
std::string objection_to_copied(const std::string& place, const std::string& existing,
                                const std::vector<std::string>& copied) {
  std::string real = real_path(existing).value_or(existing);
  for (const std::string& directory : copied) {
    if (is_beneath(real, directory)) return fmt::format("{} is copied, too", place);
  }
  return {};
}

// The places that may be used, those on the workspace's file system first; an error that says what
// is against each where there is none.
Result<std::vector<std::string>> usable_places(FileSystem& files, const std::string& workspace_root,
                                               const std::vector<std::string>& copied,
                                               const ScratchEnvironment& environment,
                                               uint64_t bytes) {
  MAKESPAN_TRY(uint64_t home, device_of(workspace_root));
  std::vector<std::string> near;
  std::vector<std::string> far;
  std::string objections;
  ErrorKind kind = ErrorKind::unsupported;
  for (const std::string& place : scratch_places(workspace_root, environment)) {
    std::string objection = objection_to(files, place, workspace_root, environment);
    std::string existing = nearest_existing(files, place);
    if (objection.empty()) objection = objection_to_copied(place, existing, copied);
    uint64_t available = available_bytes(existing).value_or(0);
    if (objection.empty() && available < bytes) {
      kind = ErrorKind::no_space;
      objection = fmt::format("{} has {} free, and {} are needed", existing, megabytes(available),
                              megabytes(bytes));
    }
    if (objection.empty()) {
      (device_of(existing).value_or(home) == home ? near : far).push_back(place);
    } else {
      objections += (objections.empty() ? "" : "; ") + objection;
    }
  }
  near.insert(near.end(), far.begin(), far.end());
  if (near.empty()) {
    return failure(kind, fmt::format("there is no place for a scratch copy of {}: {}",
                                     workspace_root, objections));
  }
  return near;
}

// Locked before it is made. Another makespan may be clearing the place up just now: then once more.
Result<ClaimedPlace> claim_in(FileSystem& files, const std::string& place) {
  Result<ClaimedPlace> claimed =
      failure(ErrorKind::busy, "cannot lock a directory in " + place, place);
  for (int attempt = 0; attempt < 5; ++attempt) {
    MAKESPAN_CHECKED(files.create_directories(place));
    std::string name = owned_name(fmt::format("{:08x}", std::random_device{}()));
    std::string directory = join_path(place, name);
    Result<std::optional<FileLock>> lock = FileLock::try_lock(directory + ".lock");
    if (!lock) claimed = tl::unexpected(lock.error());
    if (!lock || !*lock) continue;
    MAKESPAN_CHECKED(files.create_directories(directory));
    return ClaimedPlace{.directory = directory, .lock = std::move(**lock)};
  }
  return claimed;
}

}  // namespace

Result<ClaimedPlace> claim_place(FileSystem& files, const std::string& workspace_root,
                                 const std::vector<std::string>& copied,
                                 const ScratchEnvironment& environment, uint64_t bytes) {
  MAKESPAN_TRY(std::vector<std::string> places,
               usable_places(files, workspace_root, copied, environment, bytes));
  Result<ClaimedPlace> claimed = claim_in(files, places[0]);
  for (size_t i = 1; !claimed && i < places.size(); ++i)
    claimed = claim_in(files, places[i]);
  return claimed;
}

}  // namespace makespan
