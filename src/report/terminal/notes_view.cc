// What was odd, and what to run next.

#include <fmt/format.h>

#include "report/terminal/views.h"

namespace makespan {
namespace {

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return Style::faint;
    case Severity::warning:
      return Style::warning;
    case Severity::error:
      return Style::error;
  }
  return Style::plain;
}

// A quoted command's words, still quoted: split at the spaces outside of quotes.
std::vector<std::string> shell_words(std::string_view command) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (char c : command) {
    if (c == '\'') quoted = !quoted;
    if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

}  // namespace

void add_notes(Page& page, const Report& report) {
  if (report.diagnostics.empty()) return;
  page.heading("Notes");
  for (const Diagnostic& diagnostic : report.diagnostics) {
    std::string text = diagnostic.severity == Severity::note
                           ? diagnostic.message
                           : fmt::format("{}: {}", word(diagnostic.severity), diagnostic.message);
    if (diagnostic.count > 1) text += fmt::format(" ({} times)", diagnostic.count);
    page.wrapped(text, 2, style_of(diagnostic.severity));
  }
}

void add_next_steps(Page& page, const Report& report) {
  if (report.next_steps.empty()) return;
  page.heading("Next");
  for (const NextStep& step : report.next_steps) {
    page.command(shell_words(step.command), 2);
    page.wrapped(step.why, 4, Style::faint);
  }
}

}  // namespace makespan
