#include "import/cargo/testing/snapshot_of.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace makespan {
namespace {

// 2026-01-01 and a little: whole seconds are what archives cut times to.
constexpr Duration kEpoch = Duration::nanoseconds(1'767'225'600'000'123'456);

std::string json_of(const std::string& hash, const std::vector<std::string>& dependencies) {
  std::vector<std::string> items;
  for (const std::string& on : dependencies) {
    uint64_t number = std::stoull(on, nullptr, 16);
    items.push_back(fmt::format("[{},\"dep\",false,{}]", number + 1000, number));
  }
  return fmt::format(
      R"({{"rustc":1,"features":"[]","target":{},"profile":3,"path":4,"deps":[{}],"compile_kind":0}})",
      std::stoull(hash, nullptr, 16), fmt::join(items, ","));
}

}  // namespace

std::string fingerprint_text(const std::string& hash) {
  std::string text;
  for (size_t i = 8; i-- > 0;)
    text += hash.substr(2 * i, 2);
  return text;
}

UnixTime SnapshotBuilder::at(double seconds) {
  return UnixTime::at(kEpoch + Duration::seconds(seconds));
}

void SnapshotBuilder::cut_times_to_seconds() {
  auto cut = [](std::optional<UnixTime>& time) {
    if (!time) return;
    int64_t n = time->since_epoch().nanoseconds();
    time = UnixTime::at(Duration::nanoseconds(n - n % 1'000'000'000));
  };
  for (UnitDirectory& folder : snapshot_.units) {
    cut(folder.script_started);
    for (SnapshotFile& file : folder.fingerprint)
      cut(file.modified);
    for (SnapshotFile& file : folder.outputs)
      cut(file.modified);
  }
}

UnitDirectory& SnapshotBuilder::unit(const std::string& package, const std::string& hash,
                                     const std::string& file, UnitTimes times,
                                     const std::vector<std::string>& dependencies,
                                     const std::vector<std::string>& outputs) {
  UnitDirectory folder{.package = package, .hash = hash};
  bool script = file.starts_with("run-");
  auto add = [&](const std::string& name, std::optional<double> time, std::string text = {}) {
    uint64_t bytes = text.size();
    SnapshotFile entry{.name = name, .bytes = bytes, .text = std::move(text)};
    if (time) entry.modified = at(*time);
    folder.fingerprint.push_back(std::move(entry));
  };
  if (times.start && script) folder.script_started = at(*times.start);
  if (times.start && !script) {
    add("dep-" + file, times.start);
    add("invoked.timestamp", times.start);
  }
  if (times.end) {
    add(file, times.end, fingerprint_text(hash));
    add(file + ".json", std::nullopt, json_of(hash, dependencies));
  }
  for (const std::string& output : outputs) {
    bool rmeta = output.ends_with(".rmeta");
    std::optional<double> time = rmeta && times.metadata ? times.metadata : times.end;
    SnapshotFile entry{.name = output, .bytes = 1000};
    if (time) entry.modified = at(*time);
    folder.outputs.push_back(std::move(entry));
  }
  snapshot_.units.push_back(std::move(folder));
  return snapshot_.units.back();
}

UnitDirectory& SnapshotBuilder::library(const std::string& package, const std::string& hash,
                                        UnitTimes times,
                                        const std::vector<std::string>& dependencies) {
  return unit(package, hash, "lib-" + package, times, dependencies,
              {"lib" + package + "-" + hash + ".rmeta", "lib" + package + "-" + hash + ".rlib"});
}

UnitDirectory& SnapshotBuilder::check(const std::string& package, const std::string& hash,
                                      UnitTimes times,
                                      const std::vector<std::string>& dependencies) {
  return unit(package, hash, "lib-" + package, times, dependencies,
              {"lib" + package + "-" + hash + ".rmeta"});
}

UnitDirectory& SnapshotBuilder::binary(const std::string& package, const std::string& hash,
                                       UnitTimes times,
                                       const std::vector<std::string>& dependencies) {
  return unit(package, hash, "bin-" + package, times, dependencies, {package + "-" + hash});
}

}  // namespace makespan
