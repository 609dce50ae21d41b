#include "base/string_pool.h"

#include <gtest/gtest.h>

#include <string>

namespace makespan {
namespace {

TEST(StringPool, GivesEqualTextsTheSameId) {
  StringPool pool;
  StringId a = pool.intern("rustc");
  EXPECT_EQ(a, pool.intern(std::string("rustc")));
  EXPECT_NE(a, pool.intern("rustdoc"));
  EXPECT_EQ(pool.text(a), "rustc");
}

TEST(StringPool, HoldsTheEmptyTextFromTheStart) {
  StringPool pool;
  EXPECT_EQ(pool.intern(""), StringPool::kEmpty);
  EXPECT_EQ(pool.text(StringPool::kEmpty), "");
  EXPECT_EQ(pool.text(StringId::none()), "");
  EXPECT_EQ(pool.find("unseen"), std::nullopt);
}

TEST(StringPool, KeepsViewsValidWhileItGrowsAndMoves) {
  StringPool pool;
  std::string long_text(100'000, 'x');
  StringId first = pool.intern("first");
  StringId longer = pool.intern(long_text);
  std::string_view view = pool.text(first);
  for (int i = 0; i < 50'000; ++i)
    pool.intern("text " + std::to_string(i));
  StringPool moved = std::move(pool);
  EXPECT_EQ(view, "first");
  EXPECT_EQ(view.data(), moved.text(first).data());
  EXPECT_EQ(moved.text(longer), long_text);
  EXPECT_EQ(moved.text(*moved.find("text 49999")), "text 49999");
}

}  // namespace
}  // namespace makespan
