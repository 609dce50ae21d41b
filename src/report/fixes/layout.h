#pragma once
// The small pieces of layout that the views of fixes and tries share.

#include <string>
#include <string_view>
#include <vector>

#include "base/duration.h"
#include "report/terminal/page.h"

namespace makespan {

// Tabs as four spaces: what a terminal does with one depends on its column. No carriage returns.
std::string without_tabs(std::string_view text);

// At most `columns` wide, cut in the middle: the end of an id tells as much as its beginning.
// "release.de…ables-only"
std::string cut_in_the_middle(std::string_view text, size_t columns);

// A paragraph: as Page::wrapped(), but numbers stay with their units and long words are cut.
void add_prose(Page& page, std::string_view text, size_t indent, Style style = Style::plain);

// A label in the margin and a text beside it, all of whose lines begin in one column:
//
//     evidence     rustc names each of them unused
//                  in every target
void add_field(Page& page, std::string_view label, std::string_view text,
               Style style = Style::plain);
// One below another under one label; what is beyond `most` is counted.
void add_fields(Page& page, std::string_view label, const std::vector<std::string>& texts,
                size_t most);

// A marker ("•", "✗ mold") and a text whose further lines are indented as far as its first.
void add_item(Page& page, size_t indent, const Text& marker, std::string_view text,
              Style style = Style::plain);

// A command to be copied: where it is too long it goes on behind a "\".
void add_command(Page& page, const std::vector<std::string>& words, size_t indent);

// How long something takes, in `columns` cells of which `longest` fills all: solid up to the
// interval's low end, "▓" up to the expected value, "░" up to the high end.
Text interval_bar(Duration low, Duration expected, Duration high, Duration longest, size_t columns,
                  Style style);

// Entries side by side in as many lines as they need.
void add_legend(Page& page, const std::vector<Text>& entries, size_t indent);

}  // namespace makespan
