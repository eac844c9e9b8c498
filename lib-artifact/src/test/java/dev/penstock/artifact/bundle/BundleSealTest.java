package dev.penstock.artifact.bundle;

import static dev.penstock.artifact.bundle.SealedBytes.MASTER;
import static dev.penstock.artifact.bundle.SealedBytes.RING;
import static dev.penstock.artifact.bundle.SealedBytes.counting;
import static dev.penstock.artifact.bundle.SealedBytes.open;
import static dev.penstock.artifact.bundle.SealedBytes.plain;
import static dev.penstock.artifact.bundle.SealedBytes.seal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.penstock.artifact.bundle.SealedBytes.Bytes;
import dev.penstock.artifact.bundle.SealedBytes.Counting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The seal of a bundle")
class BundleSealTest {
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();
  private final BundleSeal seal = new BundleSeal(RING, new Counting(100));

  private static String sha256(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  /** Made with Python's cryptography, which shares no code with the JDK's ciphers. */
  @ParameterizedTest
  @CsvSource({
    "0, a458b88a43b4e4e8d92d6bbe2569ce99f38c9c5600ae6f092099d2bc988872d7",
    "5, 2c549db98c435abede4b15bc2a49b823adbc73d8db1678cad509ea6b54606bdf",
    "65536, 3f355f791b6fae874466e47e29600bb659913a4e5ae07b1cf6441de29e24442f",
    "65537, ab60cf3c0ad029a0a38b4cee509fd8c7920ad124aa813a7b08d3efc1281185ea",
    "196608, ae26ed41cc98b257f3f7965b529e5ceb027b57d296184638d9317c573c44f4a0",
    "200000, 0a66adaeb17b2b4f0b1424ff08816127218d46cef3512d32181581dba22143d0"
  })
  @DisplayName("is what another implementation of the format makes, and opens again")
  void knownAnswers(int length, String sha256) throws IOException {
    byte[] sealed = seal(seal, plain(length));
    assertEquals(sha256, sha256(sealed));
    assertArrayEquals(plain(length), open(seal, sealed));
  }

  @Test
  @DisplayName("is the same byte for byte, header included")
  void knownBytes() throws IOException {
    assertEquals(
        "50454e5345414c310007323032362d30310028026115d00cb6ace96d9e2c074ef78f464aa18a532bc68cecfb51"
            + "17109910dedd924b6e9142333c0f81e11596063d6e9b1d98ecf97eeabeae8454eb697d",
        HEX.encode(seal(seal, "hello".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  @DisplayName("wraps keys as RFC 3394, section 4.6, has them")
  void keyWrap() throws IOException {
    byte[] key = HEX.decode("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
    WrappedKey wrapped = RING.wrap(key);
    assertEquals(
        "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21",
        HEX.encode(wrapped.bytes()));
    assertArrayEquals(key, RING.unwrap(wrapped));
  }

  @Test
  @DisplayName("never uses a key for two bundles, and takes it from the given source")
  void freshKeys() throws IOException {
    byte[] first = seal(seal, plain(5));
    byte[] second = seal(seal, plain(5));
    assertNotEquals(HEX.encode(first), HEX.encode(second));
    assertArrayEquals(
        first, seal(new BundleSeal(RING, new Counting(100)), plain(5)), "only chance differs");
    assertArrayEquals(open(seal, first), open(seal, second));
  }

  @Test
  @DisplayName("lets content be written in any pieces and read at any place")
  void pieces() throws IOException {
    Random random = new Random(42);
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 150_000}) {
      byte[] plain = plain(length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      seal.seal(
          content -> {
            for (int at = 0; at < length; ) {
              int count = Math.min(length - at, 1 + random.nextInt(40_000));
              content.write(plain, at, count);
              at += count;
            }
          },
          out);
      try (SeekableByteChannel content = seal.open(new Bytes(out.toByteArray()))) {
        assertEquals(length, content.size());
        for (int i = 0; i < 50; i++) {
          int from = random.nextInt(length + 1);
          ByteBuffer some = ByteBuffer.allocate(1 + random.nextInt(70_000));
          int count = content.position(from).read(some);
          assertEquals(from == length ? -1 : Math.min(some.capacity(), length - from), count);
          byte[] expected = Arrays.copyOfRange(plain, from, from + Math.max(count, 0));
          assertArrayEquals(expected, Arrays.copyOf(some.array(), Math.max(count, 0)));
          assertEquals(from + Math.max(count, 0), content.position());
        }
      }
    }
    ByteArrayOutputStream single = new ByteArrayOutputStream();
    seal.seal(content -> content.write(7), single);
    assertArrayEquals(new byte[] {7}, open(seal, single.toByteArray()));
  }

  @Test
  @DisplayName("gives a channel that only reads, and that closes the bundle")
  void channel() throws IOException {
    Bytes bundle = new Bytes(seal(seal, plain(5)));
    SeekableByteChannel content = seal.open(bundle);
    assertThrows(NonWritableChannelException.class, () -> content.write(ByteBuffer.allocate(1)));
    assertThrows(NonWritableChannelException.class, () -> content.truncate(0));
    assertEquals(
        "position -1; allowed: 0 or more",
        assertThrows(IllegalArgumentException.class, () -> content.position(-1)).getMessage());
    assertTrue(content.isOpen());
    content.close();
    assertFalse(bundle.isOpen());
    assertThrows(ClosedChannelException.class, () -> content.read(ByteBuffer.allocate(1)));
    assertThrows(ClosedChannelException.class, content::size);
    assertThrows(ClosedChannelException.class, content::position);
    assertThrows(ClosedChannelException.class, () -> content.position(0));
  }

  @Test
  @DisplayName("follows a change of keys: old bundles open, new ones need the new key")
  void rotation() throws IOException {
    byte[] old = seal(seal, plain(100));
    KeyRing rotated = RING.withCurrent("2026-07", counting(200, 32));
    BundleSeal later = new BundleSeal(rotated, new Counting(7));
    byte[] young = seal(later, plain(100));
    assertArrayEquals(plain(100), open(later, old));
    assertArrayEquals(plain(100), open(later, young));
    assertEquals(
        "the bundle is locked with key 2026-07; this ring has [2026-01]; add that key, or make the"
            + " bundle anew",
        assertThrows(IOException.class, () -> open(seal, young)).getMessage());
    BundleSeal without = new BundleSeal(rotated.without("2026-01"), new Counting(7));
    assertThrows(IOException.class, () -> open(without, old));
    assertArrayEquals(plain(100), open(without, young));
    KeyRing namesake = KeyRing.of("2026-01", counting(1, 32));
    assertThrows(
        BrokenSealException.class, () -> open(new BundleSeal(namesake, new Counting(7)), old));
  }

  @Test
  @DisplayName("wipes the key it drew, and refuses keys of another size")
  void providers() throws IOException {
    byte[] sealed = seal(seal, plain(5));
    byte[][] unwrapped = new byte[1][];
    KeyProvider watched =
        new KeyProvider() {
          @Override
          public WrappedKey wrap(byte[] key) {
            return new WrappedKey("short", new byte[] {1});
          }

          @Override
          public byte[] unwrap(WrappedKey wrapped) throws IOException {
            unwrapped[0] = wrapped.keyId().equals("short") ? new byte[31] : RING.unwrap(wrapped);
            return unwrapped[0];
          }
        };
    BundleSeal other = new BundleSeal(watched, new Counting(1));
    assertArrayEquals(plain(5), open(other, sealed));
    assertArrayEquals(new byte[32], unwrapped[0]);
    assertEquals(
        "the provider unwrapped a key of 31 bytes; allowed: 32",
        assertThrows(IOException.class, () -> open(other, seal(other, plain(5)))).getMessage());
  }

  @Test
  @DisplayName("says what a key ring and a wrapped key allow")
  void refusals() {
    assertEquals(
        "key short has 16 bytes; allowed: 32",
        assertThrows(IllegalArgumentException.class, () -> KeyRing.of("short", new byte[16]))
            .getMessage());
    assertEquals(
        "key 2026-01 for a ring of 1 keys; allowed: an id of its own, and at most 1000 keys",
        assertThrows(IllegalArgumentException.class, () -> RING.withCurrent("2026-01", MASTER))
            .getMessage());
    assertEquals(
        "key id of 3 characters; allowed: 1 to 255 visible ASCII ones",
        assertThrows(IllegalArgumentException.class, () -> KeyRing.of("a b", MASTER)).getMessage());
    assertEquals(
        "key 2026-01; allowed: one of [2026-01] but the current 2026-01",
        assertThrows(IllegalArgumentException.class, () -> RING.without("2026-01")).getMessage());
    assertEquals(
        "wrapped key of 4097 bytes; allowed: 1 to 4096",
        assertThrows(IllegalArgumentException.class, () -> new WrappedKey("id", new byte[4_097]))
            .getMessage());
  }

  @Test
  @DisplayName("shows no key in any text")
  void silence() throws IOException {
    byte[] sealed = seal(seal, plain(5));
    sealed[sealed.length - 1] ^= 1;
    String texts =
        String.join(
            "\n",
            List.of(
                RING.toString(),
                RING.wrap(SealedBytes.DATA).toString(),
                messages(() -> open(seal, sealed)),
                messages(() -> open(new BundleSeal(KeyRing.of("x", MASTER), noRandom()), sealed)),
                messages(() -> KeyRing.of("x", Arrays.copyOf(MASTER, 31)))));
    for (byte[] secret : List.of(MASTER, SealedBytes.DATA, RING.wrap(SealedBytes.DATA).bytes())) {
      byte[] part = Arrays.copyOf(secret, 6);
      assertFalse(texts.contains(HEX.encode(part)), texts);
      assertFalse(texts.contains(BaseEncoding.base64().encode(part)), texts);
      assertFalse(texts.contains(Arrays.toString(part).replace("[", "").replace("]", "")), texts);
    }
    assertEquals("ring of the keys [2026-01], current 2026-01", RING.toString());
    assertEquals("key of 40 bytes, wrapped with 2026-01", RING.wrap(SealedBytes.DATA).toString());
  }

  private static SecureRandom noRandom() {
    return new Counting(0);
  }

  private interface Failing {
    void run() throws IOException;
  }

  private static String messages(Failing failing) {
    StringBuilder texts = new StringBuilder();
    for (Throwable failure = assertThrows(Exception.class, failing::run);
        failure != null;
        failure = failure.getCause()) {
      texts.append(failure).append('\n');
    }
    return texts.toString();
  }
}
