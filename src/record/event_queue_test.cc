#include "record/event_queue.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

RecordEvent event_of_bytes(size_t bytes) {
  return RawImage{.arguments = std::string(bytes, 'x')};
}

TEST(EventQueue, GivesAllInOrderAndThenTheEnd) {
  EventQueue queue;
  queue.push(LogRecord(ProcessStarted{.process = 1}));
  queue.push(LogRecord(ProcessStarted{.process = 2}));
  queue.close();
  EventQueue::Batch batch = queue.take();
  ASSERT_EQ(batch.events.size(), 2U);
  EXPECT_EQ(std::get<ProcessStarted>(std::get<LogRecord>(batch.events[1])).process, 2U);
  EXPECT_TRUE(batch.last);
  EXPECT_FALSE(batch.overflowed);
}

TEST(EventQueue, WhatComesAfterTheEndIsDropped) {
  EventQueue queue;
  queue.close();
  queue.push(LogRecord(ProcessStarted{}));
  EXPECT_TRUE(queue.take().events.empty());
}

TEST(EventQueue, OverflowsOnceAndForAll) {
  EventQueue queue(5000);
  queue.push(event_of_bytes(3000));
  queue.push(event_of_bytes(3000));
  queue.push(event_of_bytes(1));
  queue.close();
  EventQueue::Batch batch = queue.take();
  EXPECT_EQ(batch.events.size(), 1U);  // no hole in the middle
  EXPECT_TRUE(batch.overflowed);
}

}  // namespace
}  // namespace makespan
