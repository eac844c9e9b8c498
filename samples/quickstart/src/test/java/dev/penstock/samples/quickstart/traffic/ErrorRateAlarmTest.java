package dev.penstock.samples.quickstart.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error rate alarm")
class ErrorRateAlarmTest {
  private final SteppedClock clock = new SteppedClock();
  private final TrafficLog log = new TrafficLog(clock, Duration.ofMillis(250));

  @Test
  @DisplayName("needs enough requests, then judges their errors")
  void judges() {
    ErrorRateAlarm alarm = alarm();
    requests(Side.GREEN, 19, 19);
    assertEquals(ErrorRateAlarm.State.INSUFFICIENT_DATA, alarm.read().state());
    requests(Side.GREEN, 1, 0);
    assertEquals("19 of 20 requests failed (95.0 %; allowed: 5.0 %)", alarm.read().toString());
    assertEquals(ErrorRateAlarm.State.ALARM, alarm.read().state());
  }

  @Test
  @DisplayName("allows exactly the share that is allowed")
  void boundary() {
    ErrorRateAlarm alarm = alarm();
    requests(Side.GREEN, 100, 5);
    assertEquals(ErrorRateAlarm.State.OK, alarm.read().state());
    requests(Side.GREEN, 1, 1);
    assertEquals(ErrorRateAlarm.State.ALARM, alarm.read().state());
  }

  @Test
  @DisplayName("does not look at the other side, at what was before, or at what is long ago")
  void looksAtItsOwn() {
    requests(Side.GREEN, 100, 100);
    clock.advance(Duration.ofMillis(250));
    ErrorRateAlarm alarm = alarm();
    requests(Side.BLUE, 100, 100);
    requests(Side.GREEN, 30, 0);
    assertEquals(new ErrorRateAlarm.Reading(ErrorRateAlarm.State.OK, 30, 0, 500), alarm.read());
    requests(Side.GREEN, 30, 30);
    assertEquals(ErrorRateAlarm.State.ALARM, alarm.read().state());
    clock.advance(Duration.ofMillis(2_001));
    requests(Side.GREEN, 20, 0);
    assertEquals(ErrorRateAlarm.State.OK, alarm.read().state());
  }

  @Test
  @DisplayName("is fed by a log that keeps every interval, its weight and no gaps")
  void samples() {
    log.weigh(1_000);
    requests(Side.GREEN, 2, 1);
    requests(Side.BLUE, 18, 0);
    clock.advance(Duration.ofMillis(500));
    log.weigh(10_000);
    requests(Side.GREEN, 4, 0);
    Instant first = Instant.parse("2026-03-05T10:00:00Z");
    assertEquals(
        List.of(
            new TrafficSample(first, Side.BLUE, 18, 0, 9_000),
            new TrafficSample(first, Side.GREEN, 2, 1, 1_000),
            new TrafficSample(first.plusMillis(250), Side.BLUE, 0, 0, 9_000),
            new TrafficSample(first.plusMillis(250), Side.GREEN, 0, 0, 1_000),
            new TrafficSample(first.plusMillis(500), Side.BLUE, 0, 0, 0),
            new TrafficSample(first.plusMillis(500), Side.GREEN, 4, 0, 10_000)),
        log.samples());
  }

  @Test
  @DisplayName("is fed by a log that does not grow for ever and bears a clock that is set back")
  void bounded() {
    for (int interval = 0; interval < TrafficLog.MOST_INTERVALS + 10; interval++) {
      requests(Side.BLUE, 1, 0);
      clock.advance(Duration.ofMillis(250));
    }
    clock.advance(Duration.ofHours(-1));
    requests(Side.BLUE, 1, 0);
    assertEquals(2 * TrafficLog.MOST_INTERVALS, log.samples().size());
    assertEquals(TrafficLog.MOST_INTERVALS + 1, log.since(Side.BLUE, Instant.EPOCH).requests());
  }

  private ErrorRateAlarm alarm() {
    return new ErrorRateAlarm(log, clock, Side.GREEN, Duration.ofSeconds(2), 20, 500);
  }

  private void requests(Side side, int number, int errors) {
    for (int request = 0; request < number; request++) {
      log.record(side, request < errors);
    }
  }
}
