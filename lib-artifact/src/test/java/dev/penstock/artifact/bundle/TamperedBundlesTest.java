package dev.penstock.artifact.bundle;

import static dev.penstock.artifact.bundle.SealedBytes.RING;
import static dev.penstock.artifact.bundle.SealedBytes.open;
import static dev.penstock.artifact.bundle.SealedBytes.plain;
import static dev.penstock.artifact.bundle.SealedBytes.seal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.bundle.SealedBytes.Bytes;
import dev.penstock.artifact.bundle.SealedBytes.Counting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sealed bundle that somebody changed")
class TamperedBundlesTest {
  private static final int HEADER = 59;
  private final BundleSeal seal = new BundleSeal(RING, new Counting(100));
  private byte[] small = new byte[0];
  private byte[] large = new byte[0];

  @BeforeEach
  void make() throws IOException {
    small = seal(seal, plain(21));
    large = seal(seal, plain(3 * Chunks.PLAIN + 40));
    assertEquals(HEADER + 21 + Chunks.TAG, small.length);
  }

  /** Nothing may come out: not a channel, not a byte. */
  private void assertRefused(byte[] bundle, String how) {
    IOException refusal =
        assertThrows(IOException.class, () -> open(seal, bundle), () -> how + " went unseen");
    assertTrue(
        refusal instanceof BrokenSealException
            || refusal.toString().contains("the bundle is locked with key "),
        () -> how + " was told as " + refusal);
  }

  @Test
  @DisplayName("is refused whichever bit of it was flipped")
  void everyBit() throws IOException {
    for (int i = 0; i < small.length; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] flipped = small.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertRefused(flipped, "bit " + bit + " of byte " + i);
      }
    }
    assertArrayEquals(plain(21), open(seal, small), "and untouched it opens");
  }

  @Test
  @DisplayName("is refused wherever in a long one a byte was flipped")
  void everyByte() {
    int lastChunk = HEADER + 3 * Chunks.SEALED;
    for (int i = 0; i < large.length; i += i < HEADER || i >= lastChunk ? 1 : 211) {
      large[i] ^= 0x40;
      assertRefused(large, "a flip of byte " + i);
      large[i] ^= 0x40;
    }
  }

  @Test
  @DisplayName("is refused wherever it was cut")
  void everyPrefix() {
    for (int length = 0; length < small.length; length++) {
      assertRefused(Arrays.copyOf(small, length), "a cut at " + length);
    }
    for (int chunk = 0; chunk <= 3; chunk++) {
      for (int more = -20; more <= 20; more++) {
        int length = HEADER + chunk * Chunks.SEALED + more;
        assertRefused(Arrays.copyOf(large, length), "a cut at " + length);
      }
    }
    for (int length = 0; length < large.length; length += 1_009) {
      assertRefused(Arrays.copyOf(large, length), "a cut at " + length);
    }
  }

  @Test
  @DisplayName("is refused with anything appended")
  void longer() {
    for (int more : new int[] {1, 15, 16, 17, Chunks.SEALED}) {
      assertRefused(Arrays.copyOf(small, small.length + more), more + " zeros more");
      assertRefused(Arrays.copyOf(large, large.length + more), more + " zeros more");
    }
  }

  private static byte[] header(byte[] bundle) {
    return Arrays.copyOf(bundle, HEADER);
  }

  private static List<byte[]> chunks(byte[] bundle) {
    List<byte[]> chunks = new ArrayList<>();
    for (int at = HEADER; at < bundle.length; at += Chunks.SEALED) {
      chunks.add(Arrays.copyOfRange(bundle, at, Math.min(bundle.length, at + Chunks.SEALED)));
    }
    return chunks;
  }

  private static byte[] bundle(byte[] header, List<byte[]> chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header);
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
    return out.toByteArray();
  }

  @Test
  @DisplayName("is refused with chunks swapped, repeated, left out or taken from another")
  void splices() throws IOException {
    List<byte[]> own = chunks(large);
    byte[] header = header(large);
    assertEquals(4, own.size());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (i != j) {
          List<byte[]> swapped = new ArrayList<>(own);
          swapped.set(i, own.get(j));
          assertRefused(bundle(header, swapped), "chunk " + j + " also at " + i);
          swapped.set(j, own.get(i));
          assertRefused(bundle(header, swapped), "chunks " + i + " and " + j + " swapped");
        }
      }
      List<byte[]> fewer = new ArrayList<>(own);
      fewer.remove(i);
      assertRefused(bundle(header, fewer), "chunk " + i + " left out");
      List<byte[]> more = new ArrayList<>(own);
      more.add(i, own.get(i));
      assertRefused(bundle(header, more), "chunk " + i + " repeated");
    }
    byte[] other = seal(seal, plain(3 * Chunks.PLAIN + 40));
    List<byte[]> foreign = chunks(other);
    for (int i = 0; i < 4; i++) {
      List<byte[]> spliced = new ArrayList<>(own);
      spliced.set(i, foreign.get(i));
      assertRefused(bundle(header, spliced), "chunk " + i + " of another bundle");
    }
    assertRefused(bundle(header(other), own), "the header of another bundle");
    assertArrayEquals(plain(3 * Chunks.PLAIN + 40), open(seal, bundle(header, own)));
  }

  @Test
  @DisplayName("is refused when the header was bound to another key id, though the key is right")
  void boundHeader() throws IOException {
    KeyRing both = RING.withCurrent("2026-02", SealedBytes.MASTER);
    BundleSeal lenient = new BundleSeal(both, new Counting(1));
    byte[] renamed = small.clone();
    renamed[16] = '2'; // the last digit of the key's id; the same key has this name too
    BrokenSealException refusal =
        assertThrows(BrokenSealException.class, () -> open(lenient, renamed));
    assertEquals(
        "chunk 0 of the bundle is not the one sealed there: it was altered, cut or put together"
            + " from others; make the bundle anew",
        refusal.getMessage());
    assertArrayEquals(plain(21), open(lenient, small));
  }

  @Test
  @DisplayName("is refused when an empty last chunk would hide that it ends at a chunk's end")
  void canonical() throws IOException {
    SealHeader header = new SealHeader(RING.wrap(SealedBytes.DATA));
    Chunks chunks = new Chunks(SealedBytes.DATA, header);
    byte[] full = chunks.seal(0, false, plain(Chunks.PLAIN), Chunks.PLAIN);
    byte[] empty = chunks.seal(1, true, new byte[0], 0);
    assertRefused(bundle(header.bytes(), List.of(full, empty)), "a second form of the same");
  }

  @Test
  @DisplayName("gives nothing false even if it changes while it is read")
  void changedUnderTheReader() throws IOException {
    Bytes bundle = new Bytes(large);
    try (SeekableByteChannel content = seal.open(bundle)) {
      bundle.bytes[HEADER + Chunks.SEALED + 5] ^= 1;
      ByteBuffer first = ByteBuffer.allocate(Chunks.PLAIN);
      assertEquals(Chunks.PLAIN, content.read(first));
      assertArrayEquals(plain(Chunks.PLAIN), first.array());
      assertThrows(BrokenSealException.class, () -> content.read(ByteBuffer.allocate(10)));
    }
  }
}
