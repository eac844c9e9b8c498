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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may come in, by tokens. Only their digests are kept, and looked up by, so that the time of a
 * look-up tells nothing of a token.
 */
public final class Accounts implements TokenVerifier {
  private static final int SHORTEST_TOKEN = 8;
  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]{1,100}");
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  /** Somebody, and whether they may change packages. */
  private record Account(String name, boolean mayWrite) {}

  private final Map<String, Account> byDigest;
  private final Map<String, Account> byName;

  private Accounts(Map<String, Account> byDigest) {
    this.byDigest = Map.copyOf(byDigest);
    this.byName =
        byDigest.values().stream()
            .collect(Collectors.toUnmodifiableMap(Account::name, account -> account));
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
   * @param name who it is, for the log and the packages' histories; none of these has it
   * @param token what they show, of at least 8 characters; none of these shows it
   * @param mayWrite whether they may change packages
   * @return a copy
   * @throws IllegalArgumentException if the name or the token is not allowed
   */
  public Accounts with(String name, String token, boolean mayWrite) {
    if (token.length() < SHORTEST_TOKEN || token.isBlank() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "account \""
              + name
              + "\"; allowed: a name of 1 to 100 characters that can be seen, and a token of at"
              + " least "
              + SHORTEST_TOKEN
              + " characters");
    }
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException(
          "account \"" + name + "\" is there twice; allowed: a name of its own for each token");
    }
    Map<String, Account> more = new HashMap<>(byDigest);
    Account other = more.put(digest(token), new Account(name, mayWrite));
    if (other != null) {
      throw new IllegalArgumentException(
          "account \""
              + name
              + "\" has the token of \""
              + other.name()
              + "\"; allowed: a token of its own for each name");
    }
    return new Accounts(more);
  }

  /**
   * Reads a file with a name, a token, and {@code read} or {@code write} in each line; lines with #
   * at their beginning are passed over.
   *
   * @param file the file
   * @return the accounts
   * @throws IOException if it cannot be read, or has other lines; then the message names all of
   *     them, one in each line
   */
  public static Accounts read(Path file) throws IOException {
    return none().withThoseOf(file);
  }

  /** These and those of a file. */
  Accounts withThoseOf(Path file) throws IOException {
    Accounts accounts = this;
    List<String> faults = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> parts = BLANKS.splitToList(line);
      String place = file + ":" + (i + 1) + ": ";
      if (parts.size() != 3 || !List.of("read", "write").contains(parts.get(2))) {
        faults.add(place + "allowed: a name, a token, and read or write");
        continue;
      }
      try {
        accounts = accounts.with(parts.get(0), parts.get(1), parts.get(2).equals("write"));
      } catch (IllegalArgumentException e) {
        faults.add(place + e.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new IOException(String.join("\n", faults));
    }
    return accounts;
  }

  @Override
  public Optional<Principal> verify(Credentials credentials) {
    return Optional.ofNullable(byDigest.get(digest(credentials.secret())))
        .map(account -> Principal.federated(account.name()));
  }

  /** What somebody may do whom {@link #verify} knows. */
  boolean allows(Principal principal, RepositoryRight right) {
    Account account = byName.get(principal.id());
    return account != null && (account.mayWrite() || isForReaders(right));
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
