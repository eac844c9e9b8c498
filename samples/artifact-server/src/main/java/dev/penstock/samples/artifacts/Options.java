package dev.penstock.samples.artifacts;

import dev.penstock.artifact.PackageFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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
        --repository NAME     a repository that there must be; main unless told; may be repeated
        --source FORMAT=URL   where packages come from that are not here; for maven, npm, nuget (the folder
                              of its index.json) and pypi (its simple index); may be repeated
        --files-at HOST       another host that sources may refer to for files; may be repeated
        --token TOKEN         who shows it may read and publish; better keep tokens in a file
        --tokens FILE         a file with a name, a token, and read or write in each line
        --public              who shows no token may read
        --max-bytes N         the most bytes of a request; 5 GB unless told
        --max-seconds N       how long a request may take; 600 unless told
        --max-requests N      how many requests may be under way at a time; 512 unless told
        --help                show this

      Without --token and --tokens it makes a token at the first start, and keeps it in DIR/token.
      """;

  private @Nullable Path directory;
  private String host = "127.0.0.1";
  private int port = 8080;
  private @Nullable String url;
  private final List<String> repositories = new ArrayList<>();
  private Accounts accounts = Accounts.none();
  private boolean hasAccounts;
  private boolean isPublic;
  private long bodyBytes = ServerSettings.BODY_BYTES;
  private long seconds = 600;
  private int requests = 512;
  private final Map<PackageFormat, URI> sources = new HashMap<>();
  private final List<String> fileHosts = new ArrayList<>();
  private boolean asksForHelp;
  private @Nullable Path generatedToken;

  private Options() {}

  static Options parse(String... arguments) throws UsageException, IOException {
    Options options = new Options();
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      options.take(words.next(), words);
    }
    if (!options.asksForHelp && options.directory == null) {
      throw new UsageException("a directory is needed");
    }
    if (!options.asksForHelp && !options.hasAccounts) {
      options.keepToken();
    }
    return options;
  }

  private void take(String word, Iterator<String> words) throws UsageException, IOException {
    switch (word) {
      case "--help" -> asksForHelp = true;
      case "--public" -> isPublic = true;
      case "--host" -> host = value(word, words);
      case "--port" -> port = (int) number(word, words, 0, 65_535);
      case "--url" -> url = url(value(word, words));
      case "--repository" -> repositories.add(value(word, words));
      case "--source" -> source(value(word, words));
      case "--files-at" -> fileHosts.add(value(word, words));
      case "--token" -> account("token", value(word, words));
      case "--tokens" -> {
        accounts = Accounts.read(Path.of(value(word, words)));
        hasAccounts = true;
      }
      case "--max-bytes" -> bodyBytes = number(word, words, 1, Long.MAX_VALUE);
      case "--max-seconds" -> seconds = number(word, words, 1, 86_400);
      case "--max-requests" -> requests = (int) number(word, words, 1, 100_000);
      default -> {
        if (word.startsWith("-") || directory != null) {
          throw new UsageException("what is " + word + "?");
        }
        directory = Path.of(word);
      }
    }
  }

  private void source(String text) throws UsageException {
    int equals = text.indexOf('=');
    try {
      PackageFormat format = PackageFormat.of(text.substring(0, Math.max(equals, 0)));
      if (Sources.FORMATS.contains(format)) {
        sources.put(format, URI.create(url(text.substring(equals + 1))));
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UsageException("--source " + text + "; allowed: FORMAT=URL, for " + Sources.FORMATS);
  }

  private void account(String name, String token) throws UsageException {
    try {
      accounts = accounts.with(name, token, true);
      hasAccounts = true;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--token is too short; allowed: at least 8 characters");
    }
  }

  private static String value(String option, Iterator<String> words) throws UsageException {
    if (!words.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return words.next();
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
    try {
      URI uri = URI.create(text.replaceAll("/+$", ""));
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri.toString();
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UsageException("--url " + text + "; allowed: http or https and a host");
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
        Duration.ofSeconds(seconds),
        requests,
        sources,
        fileHosts);
  }
}
