package dev.penstock.artifact.store;

import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link Catalogue} must keep, as plain code for any test framework:
 *
 * <pre>{@code
 * assertEquals(List.of(), CatalogueContract.violations(myCatalogue));
 * }</pre>
 *
 * <p>Whether it holds for several threads is a question of its own, asked on the host's threads.
 */
public final class CatalogueContract {
  private static final CatalogueKey ROOT = CatalogueKey.of("contract");
  private static final List<String> NAMES =
      List.of(
          "",
          ".",
          "..",
          ".json",
          "A",
          "a",
          "a b",
          "a.json",
          "a/b",
          "a\\b",
          "a~b",
          "aux",
          "con.x",
          "n".repeat(255),
          "n".repeat(254) + "m",
          "\u00e9",
          "\u65e5".repeat(255));

  private final Catalogue catalogue;
  private final List<String> violations = new ArrayList<>();

  private CatalogueContract(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Exercises a catalogue.
   *
   * @param catalogue may hold other documents, but none whose key starts with {@code contract}; it
   *     is left as it was
   * @return what it does wrong, each with what was expected and what was there; empty if nothing
   */
  public static List<String> violations(Catalogue catalogue) {
    CatalogueContract contract = new CatalogueContract(catalogue);
    contract.attempt("one document", contract::changesOnlyWhatIsAsExpected);
    contract.attempt("a commit", contract::changesAllOrNothing);
    contract.attempt("what is not allowed", contract::refusesWhatIsNotAllowed);
    contract.attempt("strange names", contract::keepsNamesApart);
    contract.attempt("listing", contract::listsInOrder);
    return List.copyOf(contract.violations);
  }

  /**
   * Lets several threads change the same documents.
   *
   * @param catalogue may hold other documents, but none whose key starts with {@code contract}; it
   *     is left as it was
   * @param executor runs four tasks, better side by side
   * @return what went wrong, each with what was expected and what was there; empty if nothing
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  public static List<String> concurrencyViolations(Catalogue catalogue, Executor executor)
      throws InterruptedException {
    CatalogueContract contract = new CatalogueContract(catalogue);
    AtomicInteger commits = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(4);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 4; i++) {
      executor.execute(
          () -> {
            try {
              for (int n = 0; n < 50; n++) {
                commits.addAndGet(contract.countTogether() ? 1 : 0);
              }
            } catch (IOException | RuntimeException e) {
              failures.add("a thread of several: expected no failure, but got " + e);
            } finally {
              running.countDown();
            }
          });
    }
    running.await();
    contract.violations.addAll(failures);
    contract.attempt("the count of several threads", () -> contract.endCount(commits.get()));
    return List.copyOf(contract.violations);
  }

  /** Counts in two documents at once; false if somebody else did in between. */
  private boolean countTogether() throws IOException {
    String one = catalogue.read(ROOT.child("count", "1")).orElse(null);
    String next = Integer.toString(one == null ? 1 : Integer.parseInt(one) + 1);
    return catalogue.commit(
        List.of(
            new Change(ROOT.child("count", "1"), one, next),
            new Change(ROOT.child("count", "2"), one, next)));
  }

  private void endCount(int commits) throws IOException {
    String count = Integer.toString(commits);
    expect("commits counted", Optional.of(count), catalogue.read(ROOT.child("count", "1")));
    expect("counted beside", Optional.of(count), catalogue.read(ROOT.child("count", "2")));
    for (CatalogueKey key : catalogue.keys(ROOT, null, 10)) {
      catalogue.replace(key, catalogue.read(key).orElse(null), null);
    }
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

  private void expectReplace(
      boolean expected, CatalogueKey key, @Nullable String from, @Nullable String to)
      throws IOException {
    expect(
        "replace " + key + " from " + brief(from) + " to " + brief(to),
        expected,
        catalogue.replace(key, from, to));
  }

  private static String brief(@Nullable String text) {
    return text == null || text.length() < 80 ? String.valueOf(text) : text.substring(0, 80);
  }

  private void changesOnlyWhatIsAsExpected() throws IOException {
    CatalogueKey key = ROOT.child("one");
    expect("read before writing", Optional.empty(), catalogue.read(key));
    expectReplace(false, key, "x", "y");
    expectReplace(true, key, null, "1\n");
    expectReplace(false, key, null, "2");
    expectReplace(false, key, "1", "2");
    expect("read after refusals", Optional.of("1\n"), catalogue.read(key));
    expectReplace(true, key, "1\n", "{\"a\": \"\u00e9\"}\n\n");
    expect("read after replacing", Optional.of("{\"a\": \"\u00e9\"}\n\n"), catalogue.read(key));
    expectReplace(false, key, "1\n", null);
    expectReplace(true, key, "{\"a\": \"\u00e9\"}\n\n", null);
    expect("read after removing", Optional.empty(), catalogue.read(key));
    expectReplace(true, key, null, "again");
    expectReplace(true, key, "again", null);
    expect("keys after removing", List.of(), catalogue.keys(ROOT, null, 10));
  }

  private void changesAllOrNothing() throws IOException {
    CatalogueKey a = ROOT.child("all", "a");
    CatalogueKey b = ROOT.child("all", "b");
    CatalogueKey c = ROOT.child("all", "c");
    expect("a commit of nothing", true, catalogue.commit(List.of()));
    expectCommit(true, new Change(c, null, "c1"), new Change(a, null, "a1"));
    expectCommit(
        false, new Change(a, "a1", "a2"), new Change(b, null, "b1"), new Change(c, "no", "c2"));
    expectCommit(false, new Change(a, "a1", null), new Change(b, "no", null));
    expectCommit(false, new Change(b, null, "b1"), Change.none(a, null));
    expectCommit(false, new Change(b, null, "b1"), Change.none(a, "a0"));
    expect("a document after refusals", Optional.of("a1"), catalogue.read(a));
    expect("no document after refusals", Optional.empty(), catalogue.read(b));
    expect("keys after refusals", List.of(a, c), catalogue.keys(ROOT.child("all"), null, 10));
    expectCommit(
        true,
        new Change(a, "a1", "a2"),
        new Change(b, null, "b1"),
        new Change(c, "c1", null),
        Change.none(ROOT.child("all"), null));
    expect("the first after a commit", Optional.of("a2"), catalogue.read(a));
    expect("the second after a commit", Optional.of("b1"), catalogue.read(b));
    expect("the third after a commit", Optional.empty(), catalogue.read(c));
    expectCommit(true, Change.none(a, "a2"), new Change(b, "b1", null));
    expect("a document that was only depended on", Optional.of("a2"), catalogue.read(a));
    expectCommit(true, new Change(a, "a2", null), Change.none(b, null));
    expect("keys in the end", List.of(), catalogue.keys(ROOT.child("all"), null, 10));
  }

  private void expectCommit(boolean expected, Change... changes) throws IOException {
    expect("commit of " + Arrays.toString(changes), expected, catalogue.commit(List.of(changes)));
  }

  private void refusesWhatIsNotAllowed() throws IOException {
    List<Change> tooMany = new ArrayList<>();
    for (int i = 0; i <= Catalogue.MOST_CHANGES; i++) {
      tooMany.add(new Change(ROOT.child("many", Integer.toString(i)), null, "x"));
    }
    expectRefused("too many changes", tooMany);
    CatalogueKey key = ROOT.child("twice");
    expectRefused(
        "two changes of one key", List.of(new Change(key, null, "1"), Change.none(key, null)));
    String long4 = "x".repeat(Catalogue.MOST_DOCUMENT_BYTES);
    List<Change> tooLong = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tooLong.add(new Change(ROOT.child("long", Integer.toString(i)), null, long4));
    }
    expectRefused("too long a commit", tooLong);
    expect("keys after refusals", List.of(), catalogue.keys(ROOT, null, 10));
    expectReplace(true, key, null, "x".repeat(300_000));
    expect("a long document", true, catalogue.read(key).orElse("").length() == 300_000);
    expectReplace(true, key, "x".repeat(300_000), null);
  }

  private void expectRefused(String what, List<Change> changes) throws IOException {
    try {
      boolean answer = catalogue.commit(changes);
      violations.add(what + ": expected IllegalArgumentException, but it returned " + answer);
    } catch (IllegalArgumentException expected) {
      // as it should be
    }
  }

  private void keepsNamesApart() throws IOException {
    List<CatalogueKey> keys = new ArrayList<>();
    for (String name : NAMES) {
      keys.add(ROOT.child(name));
      keys.add(ROOT.child(name, name));
    }
    for (CatalogueKey key : keys) {
      expectReplace(true, key, null, "document " + key);
    }
    for (CatalogueKey key : keys) {
      expect("read " + key, Optional.of("document " + key), catalogue.read(key));
    }
    keys.sort(null);
    expect("keys with strange names", keys, catalogue.keys(ROOT, null, 100));
    for (CatalogueKey key : keys) {
      expectReplace(true, key, "document " + key, null);
    }
  }

  private void listsInOrder() throws IOException {
    List<CatalogueKey> keys = new ArrayList<>();
    for (String name : List.of("b", "a", "a-1", "B", "10", "9")) {
      keys.add(ROOT.child("list", name));
      expectReplace(true, ROOT.child("list", name), null, name);
      expectReplace(true, ROOT.child("list2", name), null, name);
    }
    keys.sort(null);
    CatalogueKey list = ROOT.child("list");
    expect("all keys", keys, catalogue.keys(list, null, 100));
    expect("the first keys", keys.subList(0, 2), catalogue.keys(list, null, 2));
    expect("the next keys", keys.subList(2, 4), catalogue.keys(list, keys.get(1), 2));
    expect("the last keys", keys.subList(4, 6), catalogue.keys(list, keys.get(3), 3));
    expect("keys after the last", List.of(), catalogue.keys(list, keys.get(5), 3));
    expect("keys after no key", keys.subList(1, 6), catalogue.keys(list, list.child("10 "), 9));
    for (CatalogueKey key : catalogue.keys(ROOT, null, 100)) {
      catalogue.replace(key, catalogue.read(key).orElse(null), null);
    }
  }
}
