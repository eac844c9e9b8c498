package dev.penstock.artifact.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a content begins that comes in: a fingerprint of all that came so far, at the end of each
 * step, however the bytes are divided into blocks. For one thread at a time.
 */
final class ContentStart {
  /** So many steps of a content are remembered; further on it is not known. */
  static final int MOST = 256;

  private final KnownStarts known;
  private final int step;
  private final CRC32C checksum = new CRC32C();
  private final long[] fingerprints = new long[MOST];
  private int steps;
  private int untilStep;
  private boolean isKnown = true;

  ContentStart(KnownStarts known, int step) {
    this.known = known;
    this.step = step;
    this.untilStep = step;
  }

  /** Takes a block in, and leaves it as it is. */
  void take(ByteBuffer block) {
    ByteBuffer rest = block.duplicate();
    while (rest.remaining() >= untilStep) {
      ByteBuffer last = rest.slice(rest.position(), untilStep);
      checksum.update(last);
      rest.position(rest.position() + untilStep);
      endStep();
    }
    untilStep -= rest.remaining();
    checksum.update(rest);
  }

  private void endStep() {
    untilStep = step;
    long fingerprint = checksum.getValue() << 32 | steps;
    isKnown = isKnown && known.has(fingerprint);
    if (steps < MOST) {
      fingerprints[steps++] = fingerprint;
    }
  }

  /** Whether known content has all steps that came so far; true before the first has ended. */
  boolean isKnown() {
    return isKnown;
  }

  /** From now on content that begins like this is known. */
  void remember() {
    for (int i = 0; i < steps; i++) {
      known.add(fingerprints[i]);
    }
  }
}
