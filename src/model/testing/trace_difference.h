#pragma once
// Whether two traces are the same: for tests of whatever writes and reads them.

#include <string>

#include "model/trace.h"

namespace makespan {

// The first difference in any field of any value ("threads[3]: process=1 name=… but process=2 …");
// empty where there is none. Texts are compared by what they say, not by their numbers in the pool;
// a text that is absent is not an empty one.
std::string trace_difference(const Trace& a, const Trace& b);

}  // namespace makespan
