#pragma once
// Manifests as no person would write them: each dependency in a random form, between comments,
// blank lines and strings that look like TOML.

#include <random>
#include <string>

namespace makespan {

// The same text for the same state of `random`. At most nine dependencies of the names a to f, in
// up to four tables; each free-standing comment is `# free N`, each behind a key `# with NAME`.
std::string random_manifest(std::mt19937& random);

}  // namespace makespan
