package dev.penstock.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

@Label("An instant's text")
class InstantTextLaws {

  @Property(tries = 2_000, seed = "20260105")
  @Label(
      "is read and written as the JDK does, in every year that is written with four digits and beyond")
  void asTheJdk(
      @ForAll @LongRange(min = -70_000_000_000L, max = 260_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(max = 9) int zeros) {
    int unit = (int) Math.pow(10, zeros);
    Instant instant = Instant.ofEpochSecond(second, nanos / unit * (long) unit);
    assertEquals(instant, InstantText.parse(instant.toString()));
    assertEquals(instant.toString(), InstantText.print(instant));
  }

  @Example
  @Label("is written as the JDK writes it at the ends of days, years and all time")
  void printed() {
    for (String text :
        List.of(
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "2024-02-29T23:59:59.100Z",
            "2024-12-31T00:00:00.000001Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z")) {
      assertEquals(text, InstantText.print(Instant.parse(text)));
    }
    Instant first = Instant.parse("0000-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
    for (Instant beyond :
        List.of(Instant.MIN, first.minusNanos(1), last.plusNanos(1), Instant.MAX)) {
      assertEquals(beyond.toString(), InstantText.print(beyond));
    }
  }

  @Example
  @Label("is refused or read by the JDK's rules if it has another form")
  void otherForms() {
    for (String text :
        List.of(
            "2026-01-05T24:00:00Z",
            "2026-01-05T09:00Z",
            "2026-01-05T09:00:00.5Z",
            "2026-12-31T23:59:60Z",
            "2026-01-05T09:00:00.Z",
            "2026-01-05T09:00:00.123456789Z")) {
      assertEquals(
          outcome(() -> Instant.parse(text)), outcome(() -> InstantText.parse(text)), text);
    }
    for (String text :
        List.of(
            "Z",
            "2026-02-30T09:00:00Z",
            "2026-13-01T09:00:00Z",
            "2026-01-05T09:60:00Z",
            "2026-01-05T25:00:00Z",
            "2026-01-05 09:00:00Z",
            "2026-01-05T09:00:00",
            "2026-01-05T09:00:00.1234567890Z",
            "2026-01-05T09:00:00.12xZ",
            "2026-01-05T09:00:00,5Z",
            "2O26-01-05T09:00:00Z")) {
      assertThrows(DateTimeException.class, () -> InstantText.parse(text), text);
    }
  }

  private static String outcome(Supplier<Instant> parsing) {
    try {
      return parsing.get().toString();
    } catch (DateTimeException e) {
      return "refused";
    }
  }

  @Property(tries = 2_000, seed = "20260112")
  @Label("is the same whichever instant was read before")
  void besideAnother(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(min = -100, max = 100) int later) {
    Instant before = Instant.ofEpochSecond(second, nanos / 1_000 * 1_000L);
    byte[] other = before.toString().getBytes(US_ASCII);
    for (Instant instant :
        List.of(
            Instant.ofEpochSecond(second, nanos),
            Instant.ofEpochSecond(second),
            before.plusSeconds(later),
            before.plus(later, ChronoUnit.DAYS))) {
      String text = instant.toString();
      byte[] framed = ('"' + text + '"').getBytes(US_ASCII);
      Instant read = InstantText.ofForm(framed, 1, framed.length - 1, other, before);
      assertEquals(InstantText.ofForm(framed, 1, framed.length - 1), read);
      assertTrue(read == null || read.equals(instant), text);
    }
    for (String fraction : List.of("", ".Z", ",5Z", ".12xZ", ".1234567890Z", ".5", "5Z", ".5Zx")) {
      String same = before.toString().substring(0, "2026-01-05T09:00:00".length());
      byte[] text = (same + fraction).getBytes(US_ASCII);
      assertNull(InstantText.ofForm(text, 0, text.length, other, before), fraction);
    }
  }
}
