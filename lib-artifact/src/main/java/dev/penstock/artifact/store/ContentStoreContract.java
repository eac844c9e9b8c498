package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
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

  private static final Duration DAY = Duration.ofDays(1);

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
    contract.attempt("storing several", contract::keepsAllOfSeveral);
    contract.attempt("unknown content", contract::saysWhatIsMissing);
    contract.attempt("a failing writer", contract::keepsNothingOfAFailedWrite);
    contract.attempt("a refusing check", contract::keepsNothingThatIsRefused);
    return List.copyOf(contract.violations);
  }

  /**
   * Exercises how a store collects garbage and finds out what it holds.
   *
   * @param store empty; it is left empty. Its time may stand still
   * @return what it does wrong, each with what was expected and what was there; empty if nothing
   */
  public static List<String> maintenanceViolations(MaintainedContentStore store) {
    ContentStoreContract contract = new ContentStoreContract(store);
    contract.attempt("garbage collection", () -> contract.collectsGarbageOnly(store));
    contract.attempt("scrub", () -> contract.scrubsEverything(store));
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

  private void keepsAllOfSeveral() throws IOException {
    List<byte[]> all = List.of(bytes(11), bytes(70_011), bytes(0), bytes(11), bytes(12));
    List<ContentWriter> writers = new ArrayList<>();
    for (byte[] bytes : all) {
      writers.add(out -> out.write(bytes));
    }
    List<StoredContent> stored = store.putAll(writers, ContentCheck.NONE);
    expect("how many of several were stored", all.size(), stored.size());
    for (int i = 0; i < Math.min(all.size(), stored.size()); i++) {
      expect("checksums of number " + i, checksums(all.get(i)), stored.get(i).checksums());
      try (InputStream in = store.open(stored.get(i).digest())) {
        expect("bytes of number " + i, true, Arrays.equals(all.get(i), in.readAllBytes()));
      }
    }
    expect("storing none", List.of(), store.putAll(List.of(), ContentCheck.NONE));
  }

  private void collectsGarbageOnly(MaintainedContentStore maintained) throws IOException {
    byte[] kept = bytes(1_001);
    byte[] unused = bytes(1_002);
    Digest keptDigest = store.put(new ByteArrayInputStream(kept)).digest();
    Digest packed =
        store.putAll(List.of(out -> out.write(unused)), ContentCheck.NONE).get(0).digest();
    ContentReferences references =
        reference -> {
          reference.accept(keptDigest);
          reference.accept(keptDigest);
          reference.accept(UNKNOWN);
        };
    expect("refreshing what is there", true, store.refresh(packed));
    expect("refreshing what is not", false, store.refresh(UNKNOWN));
    expect("usage", new ContentUsage(2, 2_003), maintained.usage());
    ContentUsage one = new ContentUsage(1, 1_001);
    ContentUsage other = new ContentUsage(1, 1_002);
    GarbageReport waiting =
        new GarbageReport(false, ContentUsage.NONE, one, other, 1_001, List.of(UNKNOWN));
    expect("within the grace period", waiting, collect(maintained, references, DAY, false));
    GarbageReport dryRun =
        new GarbageReport(true, other, one, ContentUsage.NONE, 1_001, List.of(UNKNOWN));
    expect("a dry run", dryRun, collect(maintained, references, Duration.ZERO, true));
    expect("content after a dry run", true, store.contains(packed));
    GarbageReport real =
        new GarbageReport(false, other, one, ContentUsage.NONE, 1_001, List.of(UNKNOWN));
    expect("a collection", real, collect(maintained, references, Duration.ZERO, false));
    expect("what nobody refers to", false, store.contains(packed));
    expect("refreshing what was removed", false, store.refresh(packed));
    expect("usage after collecting", one, maintained.usage());
    try (InputStream in = store.open(keptDigest)) {
      expect("what is referred to", true, Arrays.equals(kept, in.readAllBytes()));
    }
    collect(maintained, reference -> {}, Duration.ZERO, false);
    expect("usage in the end", ContentUsage.NONE, maintained.usage());
  }

  private static GarbageReport collect(
      MaintainedContentStore store, ContentReferences references, Duration grace, boolean isDryRun)
      throws IOException {
    return store.collectGarbage(new GarbageRequest(references, grace, isDryRun));
  }

  private void scrubsEverything(MaintainedContentStore maintained) throws IOException {
    List<ContentWriter> writers = new ArrayList<>();
    for (int size = 1; size <= 20; size++) {
      byte[] bytes = bytes(size);
      store.put(new ByteArrayInputStream(bytes(2_000 + size)));
      writers.add(out -> out.write(bytes));
    }
    store.putAll(writers, ContentCheck.NONE);
    expect(
        "all at once",
        new ScrubReport(40, 40_420, List.of(), null),
        maintained.scrub(new ScrubRequest(null, Long.MAX_VALUE)));
    long contents = 0;
    long bytes = 0;
    Digest last = null;
    do {
      ScrubReport part = maintained.scrub(new ScrubRequest(last, 1));
      contents += part.contents();
      bytes += part.bytes();
      last = part.last();
    } while (last != null);
    expect("one by one", List.of(40L, 40_420L), List.of(contents, bytes));
    collect(maintained, reference -> {}, Duration.ZERO, false);
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
    for (byte b : ContentDigests.digest(algorithm).digest(bytes)) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }
}
