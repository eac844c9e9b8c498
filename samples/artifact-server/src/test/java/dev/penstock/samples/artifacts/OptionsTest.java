package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.Credentials;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command line")
class OptionsTest {

  @TempDir private Path directory;

  @Test
  void isChecked() throws Exception {
    assertThrows(UsageException.class, () -> Options.parse());
    assertThrows(UsageException.class, () -> Options.parse("a", "b"));
    assertThrows(UsageException.class, () -> Options.parse("a", "--port", "70000"));
    assertThrows(UsageException.class, () -> Options.parse("a", "--url", "packages"));
    assertThrows(UsageException.class, () -> Options.parse("a", "--token", "short"));
    assertThrows(UsageException.class, () -> Options.parse("a", "--what"));
    assertTrue(Options.parse("--help").asksForHelp());
    String data = directory.resolve("made").toString();
    String token = Files.readString(Options.parse(data).generatedToken().orElseThrow());
    assertEquals(token, Files.readString(Options.parse(data).generatedToken().orElseThrow()));
    ServerSettings settings =
        Options.parse(
                data,
                "--token",
                "long-enough",
                "--port",
                "0",
                "--url",
                "https://a.example/x/",
                "--repository",
                "one",
                "--repository",
                "two",
                "--public",
                "--max-bytes",
                "5",
                "--grace-seconds",
                "7")
            .settings();
    assertEquals("https://a.example/x", settings.url());
    assertEquals(List.of("one", "two"), settings.repositories());
    assertEquals(5, settings.bodyBytes());
    assertEquals(Duration.ofSeconds(7), settings.grace());
    assertTrue(settings.isPublic());
  }

  private static List<String> faults(String... line) {
    return assertThrows(UsageException.class, () -> Options.parse(line)).faults();
  }

  private static String fault(String... line) {
    List<String> faults = faults(line);
    assertEquals(1, faults.size(), faults.toString());
    return faults.get(0);
  }

  @Test
  void allOfItsFaultsAreToldAtOnceAndWhatIsAllowed() {
    assertEquals(
        List.of(
            "--port 70000; allowed: 0 to 65535",
            "--repository \"No Pe\"; allowed: 2 to 100 letters, digits, ., _ and -, no sign first",
            "--source maven=central; allowed: FORMAT=URL, with maven, npm, nuget or pypi as the"
                + " format, and http or https and a host, no user, no query in the address",
            "--files-at \"https://files.example\"; allowed: a host's name, without port and path",
            "--url x; allowed: http or https and a host, no user, no query",
            "--what is no option",
            "--tokens /nope: there is no such file",
            "--grace-seconds needs a value",
            "a directory is needed, for the packages"),
        faults(
            "--port",
            "70000",
            "--repository",
            "No Pe",
            "--source",
            "maven=central",
            "--files-at",
            "https://files.example",
            "--url",
            "x",
            "--what",
            "--tokens",
            "/nope",
            "--grace-seconds"));
  }

  @Test
  void aTokenAndAFileOfTokensStandBesideEachOtherInAnyOrder() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "bob readers-token read\n");
    String data = directory.resolve("data").toString();
    for (Options options :
        List.of(
            Options.parse(data, "--token", "long-enough", "--tokens", file.toString()),
            Options.parse(data, "--tokens", file.toString(), "--token", "long-enough"))) {
      Accounts accounts = options.settings().accounts();
      for (String token : List.of("long-enough", "readers-token")) {
        assertTrue(accounts.verify(new Credentials(Optional.of("aws"), token)).isPresent(), token);
      }
      assertTrue(options.generatedToken().isEmpty());
    }
  }

  @Test
  void faultsOfATokensFileAreThoseOfTheLine() throws Exception {
    Path file = Files.writeString(directory.resolve("tokens"), "bob\neve\n");
    assertEquals(
        List.of(
            "--tokens " + file + ":1: allowed: a name, a token, and read or write",
            "--tokens " + file + ":2: allowed: a name, a token, and read or write"),
        faults("data", "--tokens", file.toString()));
    assertTrue(fault("data", "--tokens", directory.toString()).contains("directory"));
  }

  @Test
  void sourcesAreOneForEachFormatAndTellNoPassword() throws Exception {
    ServerSettings settings =
        Options.parse(
                directory.toString(), "--token", "long-enough", "--source", "npm=http://a.example/")
            .settings();
    assertEquals(Map.of(PackageFormat.NPM, URI.create("http://a.example")), settings.sources());
    assertEquals(
        "--source npm is there twice; allowed: once",
        fault("data", "--source", "npm=http://a.example", "--source", "npm=http://b.example"));
    String told = fault("data", "--source", "npm=http://ada:secret@a.example");
    assertTrue(told.startsWith("--source with a user's name in it; allowed: "), told);
    assertFalse(told.contains("secret"), told);
    assertEquals(
        "--repository npm-store is kept for what comes by --source",
        fault("data", "--source", "npm=http://a.example", "--repository", "npm-store"));
  }

  @Test
  void failuresOfFilesSayMoreThanAPath() {
    assertEquals("a: there is no such file", FileFault.of(new NoSuchFileException("a")));
    assertEquals("a: it is no directory", FileFault.of(new FileAlreadyExistsException("a")));
    assertEquals("a: this user may not use it", FileFault.of(new AccessDeniedException("a")));
    assertEquals("a: full", FileFault.of(new FileSystemException("a", null, "full")));
  }
}
