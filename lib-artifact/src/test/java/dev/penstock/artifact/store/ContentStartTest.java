package dev.penstock.artifact.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How a long content begins")
class ContentStartTest {
  private static final int STEP = 10_000;

  private final KnownStarts known = new KnownStarts();

  /** Takes in so many bytes of a value, in blocks of a size that does not divide a step. */
  private static void take(ContentStart start, int value, int count, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    for (int left = count; left > 0; left -= size) {
      ByteBuffer block = ByteBuffer.wrap(bytes, 0, Math.min(left, size));
      int expected = block.remaining();
      start.take(block);
      assertEquals(expected, block.remaining(), "left as it is");
    }
  }

  private ContentStart start(int value, int count) {
    ContentStart start = new ContentStart(known, STEP);
    take(start, value, count, 1_003);
    return start;
  }

  @Test
  @DisplayName("is known at each step that known content has too, whatever its blocks")
  void steps() {
    ContentStart first = start(1, 2 * STEP + 1);
    assertFalse(first.isKnown());
    first.remember();
    ContentStart again = new ContentStart(known, STEP);
    take(again, 1, 2 * STEP, 2_007);
    assertTrue(again.isKnown());
    take(again, 1, STEP - 1, 77);
    assertTrue(again.isKnown(), "the third step has not ended");
    take(again, 1, 1, 1);
    assertFalse(again.isKnown(), "longer than what is known");
    take(again, 1, STEP, 1_003);
    assertFalse(again.isKnown());
    ContentStart other = start(1, STEP);
    assertTrue(other.isKnown());
    take(other, 2, STEP, 1_003);
    assertFalse(other.isKnown());
    assertFalse(start(2, STEP).isKnown());
  }

  @Test
  @DisplayName("is the same where several steps come in one block")
  void oneBlock() {
    start(1, 3 * STEP).remember();
    ContentStart again = new ContentStart(known, STEP);
    take(again, 1, 3 * STEP, 3 * STEP);
    assertTrue(again.isKnown());
  }

  @Test
  @DisplayName(
      "is known up to a number of steps, so that one content does not drive out all others")
  void longContent() {
    start(1, (ContentStart.MOST + 1) * STEP).remember();
    ContentStart again = start(1, ContentStart.MOST * STEP);
    assertTrue(again.isKnown());
    take(again, 1, STEP, 1_003);
    assertFalse(again.isKnown());
    assertTrue(ContentStart.MOST < KnownStarts.MOST / 2);
  }

  @Test
  @DisplayName("is remembered as long as it is among those used last")
  void bounded() {
    for (long fingerprint = 0; fingerprint < KnownStarts.MOST; fingerprint++) {
      known.add(fingerprint);
    }
    assertTrue(known.has(0));
    known.add(-1);
    assertTrue(known.has(-1));
    assertTrue(known.has(0), "used");
    assertFalse(known.has(1), "the one that was used least");
    assertTrue(known.has(2));
  }
}
