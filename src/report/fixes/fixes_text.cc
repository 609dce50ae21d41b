#include "report/fixes/fixes_text.h"

#include "report/fixes/fix_views.h"

namespace makespan {

size_t fix_number(const FixAnswer& answer, const std::string& id) {
  for (size_t i = 0; i < answer.fixes.size(); ++i) {
    if (answer.fixes[i].id == id) return i + 1;
  }
  return 0;
}

std::vector<std::string> apply_command(const FixCommands& commands,
                                       const std::vector<std::string>& ids) {
  std::vector<std::string> command = {"makespan", "apply"};
  command.insert(command.end(), ids.begin(), ids.end());
  if (!commands.run.empty()) command.insert(command.end(), {"--run", commands.run});
  return command;
}

Text verdict_mark(Verdict verdict) {
  switch (verdict) {
    case Verdict::recommended:
      return Text("●", Style::good);
    case Verdict::decision:
      return Text("◇", Style::warning);
    case Verdict::possible:
      return Text("○", Style::warning);
    case Verdict::rejected:
      return Text("✗", Style::faint);
  }
  return {};
}

std::string fixes_text(const FixAnswer& answer, const FixCommands& commands, TextOptions options) {
  Page page(options, answer.base);
  add_fix_verdict(page, answer);
  add_plan(page, answer);
  add_saving_chart(page, answer);
  add_fix_cards(page, answer);
  add_effort_matrix(page, answer);
  add_before_and_after(page, answer);
  add_trade_offs(page, answer);
  add_actions(page, answer, commands);
  add_return(page, answer);
  add_rejected(page, answer);
  add_fix_notes(page, answer);
  add_fix_commands(page, answer, commands);
  return page.take();
}

}  // namespace makespan
