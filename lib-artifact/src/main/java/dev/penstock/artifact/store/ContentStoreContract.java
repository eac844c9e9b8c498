package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What every {@link ContentStore} must keep, as plain code for any test framework:
 *
 * <pre>{@code
 * assertEquals(List.of(), ContentStoreContract.violations(myStore));
 * }</pre>
 */
public final class ContentStoreContract {
  private static final int[] SIZES = {0, 1, 65_535, 65_536, 65_537, 200_000};
  private static final Digest UNKNOWN = new Digest("0".repeat(64));

  private final ContentStore store;
  private final List<String> violations = new ArrayList<>();

  private ContentStoreContract(ContentStore store) {
    this.store = store;
  }

  /**
   * Exercises a store.
   *
   * @param store may hold other content already; a few small contents are left in it
   * @return what it does wrong, each with what was expected and what was there; empty if nothing
   */
  public static List<String> violations(ContentStore store) {
    ContentStoreContract contract = new ContentStoreContract(store);
    contract.attempt("storing and reading", contract::keepsWhatItTakes);
    contract.attempt("unknown content", contract::saysWhatIsMissing);
    contract.attempt("a failing writer", contract::keepsNothingOfAFailedWrite);
    contract.attempt("a refusing check", contract::keepsNothingThatIsRefused);
    return List.copyOf(contract.violations);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | RuntimeException e) {
      violations.add(what + ": expected no failure, but got " + e);
    }
  }

  private void expect(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      violations.add(what + ": expected " + expected + ", but found " + found);
    }
  }

  private void keepsWhatItTakes() throws IOException {
    for (int size : SIZES) {
      byte[] bytes = bytes(size);
      StoredContent stored = store.put(new ByteArrayInputStream(bytes));
      expect("checksums of " + size + " bytes", checksums(bytes), stored.checksums());
      expect("size of " + size + " bytes", (long) size, stored.size());
      expect(
          "storing " + size + " bytes again", stored, store.put(new ByteArrayInputStream(bytes)));
      expect("contains after storing", true, store.contains(stored.digest()));
      try (InputStream in = store.open(stored.digest())) {
        expect("the same " + size + " bytes", true, Arrays.equals(bytes, in.readAllBytes()));
      }
      try (SeekableByteChannel channel = store.openVerified(stored.digest())) {
        expect("position of the channel", 0L, channel.position());
        expect("size of the channel", (long) size, channel.size());
        ByteBuffer read = ByteBuffer.allocate(size);
        while (read.hasRemaining() && channel.read(read) >= 0) {
          // until full
        }
        expect("the same bytes by channel", ByteBuffer.wrap(bytes), read.flip());
      }
    }
  }

  private void saysWhatIsMissing() throws IOException {
    expect("contains of unknown content", false, store.contains(UNKNOWN));
    try (InputStream in = store.open(UNKNOWN)) {
      violations.add("open of unknown content: expected MissingContentException, but got " + in);
    } catch (MissingContentException expected) {
      // as it should be
    }
    try (SeekableByteChannel channel = store.openVerified(UNKNOWN)) {
      violations.add(
          "openVerified of unknown content: expected MissingContentException, got " + channel);
    } catch (MissingContentException expected) {
      // as it should be
    }
  }

  private void keepsNothingOfAFailedWrite() throws IOException {
    byte[] bytes = bytes(70_001);
    IOException failure = new IOException("the writer fails");
    try {
      store.put(
          out -> {
            out.write(bytes);
            throw failure;
          },
          ContentCheck.NONE);
      violations.add("a failing writer: expected its exception, but the call returned");
    } catch (IOException e) {
      expect("what a failing writer leads to", failure, e);
    }
    expect(
        "content of a failed write", false, store.contains(new Digest(checksums(bytes).sha256())));
  }

  private void keepsNothingThatIsRefused() throws IOException {
    byte[] bytes = bytes(70_002);
    IllegalStateException refusal = new IllegalStateException("refused");
    try {
      store.put(
          ContentWriter.from(new ByteArrayInputStream(bytes)),
          content -> {
            throw refusal;
          });
      violations.add("a refusing check: expected its exception, but the call returned");
    } catch (IllegalStateException e) {
      expect("what a refusing check leads to", refusal, e);
    }
    expect(
        "content that was refused", false, store.contains(new Digest(checksums(bytes).sha256())));
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static Checksums checksums(byte[] bytes) {
    return new Checksums(
        hex("MD5", bytes), hex("SHA-1", bytes), hex("SHA-256", bytes), hex("SHA-512", bytes));
  }

  private static String hex(String algorithm, byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : HashingOutput.digest(algorithm).digest(bytes)) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }
}
