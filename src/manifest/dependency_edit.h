#pragma once
// Changes of one dependency in a Cargo.toml; see toml_file.h for what every edit promises.
//
// `name` is the key that the manifest uses (DependencyEntry::name), `table` where it stands. The
// target in `table` may differ from the file's in its spaces, as cargo prints it differently.
// Not there: ErrorKind::not_found. A form that cannot be edited: ErrorKind::unsupported.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/dependencies.h"
#include "manifest/toml_file.h"

namespace makespan {

// Removes it in whichever form it is written, with the comment behind it on its line; comments on
// lines of their own stay, but those inside its own section. A table that is left empty stays.
// [features] may still name it, and cargo then refuses the manifest: see remove_feature_mentions.
Result<std::string> remove_dependency(const TomlFile& manifest, const DependencyTable& table,
                                      std::string_view name);

// Moves it from [dependencies] (or a target's) to the [dev-dependencies] of the same target, with
// its value's bytes and the comment behind it; the table is made where there is none. An optional
// one cannot be moved, nor one that is there already (ErrorKind::invalid): that one is removed from
// [dependencies] instead.
Result<std::string> move_to_dev_dependencies(const TomlFile& manifest, const DependencyTable& table,
                                             std::string_view name);

// Takes `name` out of the lists of [features] ("dep:foo", "foo/std", "foo?/std", and "foo" where
// that is its implicit feature); the features themselves stay, empty if need be. Unchanged where
// none names it. `required-features` of targets are left: a target without its feature is another
// target. See feature_mentions in dependency_mentions.h.
Result<std::string> remove_feature_mentions(const TomlFile& manifest, std::string_view name);

// `requirement` as cargo writes it: "1.2", "=1.2.3", "^0.16". An inherited entry is an error that
// names [workspace.dependencies]; so is one without a version (path or git only).
Result<std::string> set_requirement(const TomlFile& manifest, const DependencyTable& table,
                                    std::string_view name, std::string_view requirement);

// Makes the list of features exactly this one, in any order: drops those that are not in it, adds
// what is missing at its end. An empty list goes. What a workspace's entry adds is not seen here.
Result<std::string> set_features(const TomlFile& manifest, const DependencyTable& table,
                                 std::string_view name, const std::vector<std::string>& features);

// `default-features = …`. Of an inherited entry cargo reads `true` only: change the workspace's.
Result<std::string> set_default_features(const TomlFile& manifest, const DependencyTable& table,
                                         std::string_view name, bool value);

}  // namespace makespan
