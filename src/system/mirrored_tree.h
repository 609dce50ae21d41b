#pragma once
// One tree of files made again what another is.

#include <string>

#include "base/result.h"

namespace makespan {

// Makes the directory `to` what the directory `from` is: what `from` has not goes, what differs is
// copied again. A file is taken for the same by its size, time and mode, as rsync does; links keep
// their text, wherever they lead; sockets, pipes and devices are not copied. Meant for few
// differences: a first copy is cheaper by copy_tree().
Status mirror_tree(const std::string& from, const std::string& to);

}  // namespace makespan
