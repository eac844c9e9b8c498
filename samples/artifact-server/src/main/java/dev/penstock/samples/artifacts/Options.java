package dev.penstock.samples.artifacts;

import dev.penstock.artifact.PackageFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command line. */
final class Options {

  static final String HELP =
      """
      usage: artifact-server DIR [OPTION...]

      Serves package repositories to mvn, gradle, npm, pip, nuget and curl; keeps them in DIR.

        --port N              the port to listen at; 8080 unless told
        --host ADDRESS        the address to listen at; 127.0.0.1 unless told, 0.0.0.0 for all
        --url URL             what clients call the server, where it stands behind another
        --repository NAME     a repository that there must be, of 2 to 100 letters, digits, ., _ and -;
                              main unless one is told; may be repeated
        --source FORMAT=URL   where packages come from that are not here, without a user's name in it; for
                              maven, npm, nuget (the folder of its index.json) and pypi (its simple index);
                              one for each format
        --files-at HOST       another host that sources may refer to for files; may be repeated
        --token TOKEN         who shows it may read and publish; better keep tokens in a file
        --tokens FILE         a file with a name, a token, and read or write in each line; may be
                              repeated, and stand beside --token
        --public              who shows no token may read
        --max-bytes N         the most bytes of a request; 5 GB unless told
        --max-seconds N       how long a request may take; 600 unless told
        --grace-seconds N     how long a shutdown waits for requests under way; 30 unless told
        --max-requests N      how many requests may be under way at a time; 512 unless told
        --help                show this

      Without --token and --tokens it makes a token at the first start, and keeps it in DIR/token.
      """;

  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\-]{1,99}");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._\\-]{1,253}");

  private @Nullable Path directory;
  private String host = "127.0.0.1";
  private int port = 8080;
  private @Nullable String url;
  private final List<String> repositories = new ArrayList<>();
  private Accounts accounts = Accounts.none();
  private boolean hasAccounts;
  private boolean isPublic;
  private long bodyBytes = ServerSettings.BODY_BYTES;
  private Duration time = Duration.ofMinutes(10);
  private Duration grace = ServerSettings.GRACE;
  private int requests = 512;
  private final Map<PackageFormat, URI> sources = new HashMap<>();
  private final List<String> fileHosts = new ArrayList<>();
  private boolean asksForHelp;
  private @Nullable Path generatedToken;

  private Options() {}

  /** Reads a command line; what is wrong with it is told at once. */
  static Options parse(String... arguments) throws UsageException, IOException {
    Options options = new Options();
    List<String> faults = new ArrayList<>();
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      try {
        options.take(words.next(), words);
      } catch (UsageException e) {
        faults.addAll(e.faults());
      }
    }
    if (options.asksForHelp) {
      return options;
    }
    if (options.directory == null) {
      faults.add("a directory is needed, for the packages");
    }
    options.sources.keySet().stream()
        .map(Sources::store)
        .filter(options.repositories::contains)
        .forEach(
            name -> faults.add("--repository " + name + " is kept for what comes by --source"));
    if (!faults.isEmpty()) {
      throw new UsageException(faults);
    }
    if (!options.hasAccounts) {
      options.keepToken();
    }
    return options;
  }

  private void take(String word, Iterator<String> words) throws UsageException {
    switch (word) {
      case "--help" -> asksForHelp = true;
      case "--public" -> isPublic = true;
      case "--host" -> host = value(word, words);
      case "--port" -> port = (int) number(word, words, 0, 65_535);
      case "--url" -> url = url(value(word, words));
      case "--repository" ->
          repositories.add(
              matching(
                  REPOSITORY, word, words, "2 to 100 letters, digits, ., _ and -, no sign first"));
      case "--source" -> source(value(word, words));
      case "--files-at" ->
          fileHosts.add(matching(HOST_NAME, word, words, "a host's name, without port and path"));
      case "--token" -> account("token", value(word, words));
      case "--tokens" -> tokens(value(word, words));
      case "--max-bytes" -> bodyBytes = number(word, words, 1, Long.MAX_VALUE);
      case "--max-seconds" -> time = Duration.ofSeconds(number(word, words, 1, 86_400));
      case "--grace-seconds" -> grace = Duration.ofSeconds(number(word, words, 0, 86_400));
      case "--max-requests" -> requests = (int) number(word, words, 1, 100_000);
      default -> directory(word);
    }
  }

  private void directory(String word) throws UsageException {
    if (word.startsWith("-")) {
      throw new UsageException(word + " is no option");
    }
    if (directory != null) {
      throw new UsageException(word + " is a second directory; allowed: one");
    }
    try {
      directory = Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageException("directory " + e.getMessage());
    }
  }

  private void source(String text) throws UsageException {
    int equals = text.indexOf('=');
    try {
      PackageFormat format = PackageFormat.of(text.substring(0, Math.max(equals, 0)));
      Optional<URI> address = address(text.substring(equals + 1));
      if (Sources.FORMATS.contains(format) && address.isPresent()) {
        if (sources.put(format, address.get()) != null) {
          throw new UsageException("--source " + format.id() + " is there twice; allowed: once");
        }
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UsageException(
        "--source "
            + (text.contains("@") ? "with a user's name in it" : text)
            + "; allowed: FORMAT=URL, with maven, npm, nuget or pypi as the format, and http or"
            + " https and a host, no user, no query in the address");
  }

  private void account(String name, String token) throws UsageException {
    try {
      accounts = accounts.with(name, token, true);
      hasAccounts = true;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--token: " + e.getMessage());
    }
  }

  private void tokens(String file) throws UsageException {
    hasAccounts = true;
    try {
      accounts = accounts.withThoseOf(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(FileFault.of(e).lines().map(fault -> "--tokens " + fault).toList());
    }
  }

  private static String value(String option, Iterator<String> words) throws UsageException {
    if (!words.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return words.next();
  }

  private static String matching(
      Pattern pattern, String option, Iterator<String> words, String allowed)
      throws UsageException {
    String text = value(option, words);
    if (!pattern.matcher(text).matches()) {
      throw new UsageException(option + " \"" + text + "\"; allowed: " + allowed);
    }
    return text;
  }

  private static long number(String option, Iterator<String> words, long least, long most)
      throws UsageException {
    String text = value(option, words);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(option + " " + text + "; allowed: " + least + " to " + most);
  }

  private static String url(String text) throws UsageException {
    return address(text)
        .map(URI::toString)
        .orElseThrow(
            () ->
                new UsageException(
                    "--url " + text + "; allowed: http or https and a host, no user, no query"));
  }

  /** An address of a server, without a slash at its end; empty if it is none. */
  private static Optional<URI> address(String text) {
    try {
      URI uri = URI.create(text.replaceAll("/+$", ""));
      boolean isServer =
          ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return isServer ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The token of the first start, which only the server's user may read. */
  private void keepToken() throws UsageException, IOException {
    Path file = directory().resolve("token");
    if (Files.notExists(file)) {
      Files.createDirectories(directory());
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path temporary = directory().resolve("token.new");
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
      if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            temporary, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      }
      Files.writeString(temporary, HexFormat.of().formatHex(random) + "\n");
      Files.move(temporary, file);
    }
    account("token", Files.readString(file).strip());
    generatedToken = file;
  }

  boolean asksForHelp() {
    return asksForHelp;
  }

  Path directory() throws UsageException {
    if (directory == null) {
      throw new UsageException("a directory is needed");
    }
    return directory;
  }

  Optional<Path> generatedToken() {
    return Optional.ofNullable(generatedToken);
  }

  ServerSettings settings() throws UsageException {
    return new ServerSettings(
        directory(),
        host,
        port,
        url,
        repositories.isEmpty() ? List.of("main") : repositories,
        accounts,
        isPublic,
        bodyBytes,
        time,
        grace,
        requests,
        sources,
        fileHosts);
  }
}
