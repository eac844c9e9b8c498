package dev.penstock.samples.artifacts;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.penstock.artifact.format.Credentials;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.TokenVerifier;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may come in, by tokens. Only their digests are kept, and looked up by, so that the time of a
 * look-up tells nothing of a token.
 */
public final class Accounts implements TokenVerifier {
  private static final int SHORTEST_TOKEN = 8;
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** Somebody, and whether they may change packages. */
  private record Account(String name, boolean mayWrite) {}

  private final Map<String, Account> byDigest;

  private Accounts(Map<String, Account> byDigest) {
    this.byDigest = byDigest;
  }

  /**
   * Nobody.
   *
   * @return no accounts
   */
  public static Accounts none() {
    return new Accounts(Map.of());
  }

  /**
   * These and one more.
   *
   * @param name who it is, for the log
   * @param token what they show; at least 8 characters
   * @param mayWrite whether they may change packages
   * @return a copy
   */
  public Accounts with(String name, String token, boolean mayWrite) {
    if (token.length() < SHORTEST_TOKEN || token.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException(
          "account \"" + name + "\"; allowed: a name, and a token of at least " + SHORTEST_TOKEN);
    }
    Map<String, Account> more = new HashMap<>(byDigest);
    more.put(digest(token), new Account(name, mayWrite));
    return new Accounts(Map.copyOf(more));
  }

  /**
   * Reads a file with a name, a token, and {@code read} or {@code write} in each line; lines with #
   * at their beginning are passed over.
   *
   * @param file the file
   * @return the accounts
   * @throws IOException if it cannot be read, or has other lines
   */
  public static Accounts read(Path file) throws IOException {
    Accounts accounts = none();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> parts = BLANKS.splitToList(line);
      if (parts.size() != 3 || !List.of("read", "write").contains(parts.get(2))) {
        throw new IOException(
            file + ":" + (i + 1) + ": allowed: a name, a token, and read or write");
      }
      accounts = accounts.with(parts.get(0), parts.get(1), parts.get(2).equals("write"));
    }
    return accounts;
  }

  @Override
  public Optional<Principal> verify(Credentials credentials) {
    return Optional.ofNullable(byDigest.get(digest(credentials.secret())))
        .map(
            account ->
                Principal.federated((account.mayWrite() ? "write:" : "read:") + account.name()));
  }

  /** What somebody may do whom {@link #verify} knows. */
  static boolean allows(Principal principal, RepositoryRight right) {
    return principal.id().startsWith("write:") || isForReaders(right);
  }

  static boolean isForReaders(RepositoryRight right) {
    return right == RepositoryRight.READ || right == RepositoryRight.LIST;
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
