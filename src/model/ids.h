#pragma once
// The ids of the model: each an index into the vector of Trace that holds its things.

#include "base/id.h"
#include "base/string_pool.h"

namespace makespan {

using InvocationId = Id<struct InvocationTag>;
using ProcessId = Id<struct ProcessTag>;
using ThreadId = Id<struct ThreadTag>;
using TaskId = Id<struct TaskTag>;
using SectionId = Id<struct SectionTag>;

}  // namespace makespan
