#pragma once
// One tree of files kept as another is.

#include <functional>
#include <string>

#include "base/result.h"

namespace makespan {

// Makes the tree `to` what the tree `from` is: what `from` has not goes, what differs is copied
// again. A file is taken for the same by its size, time and mode, as rsync does; links keep their
// text, wherever they lead; sockets, pipes and devices are not copied. `to` is made if it is
// missing. `stop` is asked now and then; true: give up with an error.
Status mirror_tree(const std::string& from, const std::string& to,
                   const std::function<bool()>& stop = {});

}  // namespace makespan
