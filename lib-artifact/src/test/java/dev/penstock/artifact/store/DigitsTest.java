package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Numbers as digits")
class DigitsTest {
  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decimal(long number, int digits) {
    ByteBuffer target = ByteBuffer.allocate(40);
    Digits.putDecimal(target, number, digits);
    return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
  }

  @Test
  @DisplayName("are written as Java writes them, and read back")
  void roundTrip() {
    for (long number : new long[] {0, 1, 9, 10, 65_536, 999_999, 123_456_789_012_345_678L}) {
      assertEquals(Long.toString(number), decimal(number, 1));
      assertEquals(number, Digits.decimal(text(number + " 7"), ' '));
    }
    assertEquals("00065536", decimal(65_536, 8));
    assertEquals("123456", decimal(123_456, 3));
    ContentId id = new ContentId(0x0123456789abcdefL, -1, 0, Long.MIN_VALUE);
    ByteBuffer target = ByteBuffer.allocate(64);
    Digits.putHex(target, id);
    assertEquals(id.hex(), new String(target.array(), StandardCharsets.US_ASCII));
    assertEquals(id, Digits.id(target.flip()));
  }

  @Test
  @DisplayName("are refused where there is anything else")
  void refused() {
    for (String wrong : List.of(" ", "-1 ", "1x ", "1\n", "1234567890123456789 ")) {
      assertThrows(NumberFormatException.class, () -> Digits.decimal(text(wrong), ' '), wrong);
    }
    for (char wrong : "g/:@`AF \n".toCharArray()) {
      String name = "0".repeat(40) + wrong + "0".repeat(23);
      assertThrows(NumberFormatException.class, () -> Digits.id(text(name)), name);
    }
    assertEquals(
        "found byte 120; allowed: 1 to 18 digits of 0-9, then ' '",
        assertThrows(NumberFormatException.class, () -> Digits.decimal(text("x"), ' '))
            .getMessage());
  }
}
