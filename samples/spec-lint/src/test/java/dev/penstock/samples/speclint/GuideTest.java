package dev.penstock.samples.speclint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide shows real files and what the program says about them. */
class GuideTest {

  private static final Path GUIDE = Path.of("../../docs/spec-lint.md");
  private static final Path README = Path.of("../../README.md");
  private static final Pattern FILE =
      Pattern.compile("`([\\w.-]+)`:\n\n```\\w+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SESSION =
      Pattern.compile("```console\n\\$ spec-lint ([^\n]*)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void everySessionIsReal() throws Exception {
    String guide = Files.readString(GUIDE).replace("\r\n", "\n");
    String written = replay(guide);
    if (Boolean.getBoolean("penstock.guide.write")) {
      Files.writeString(GUIDE, written);
    }
    assertEquals(written, guide);
    assertEquals(5, SESSION.matcher(guide).results().count());
  }

  @Test
  void theReadmeShowsTheFirstSession() throws Exception {
    MatchResult first =
        SESSION.matcher(Files.readString(GUIDE)).results().findFirst().orElseThrow();
    assertTrue(Files.readString(README).contains(first.group()), first::group);
  }

  /** The guide with what the program says now. */
  private String replay(String guide) throws IOException, InterruptedException {
    for (MatchResult file : FILE.matcher(guide).results().toList()) {
      Files.writeString(directory.resolve(file.group(1)), file.group(2));
    }
    Jar jar = new Jar(directory);
    StringBuilder written = new StringBuilder();
    int copied = 0;
    List<MatchResult> sessions = SESSION.matcher(guide).results().toList();
    for (MatchResult session : sessions) {
      Jar.Run run = jar.run(session.group(1).split(" "));
      written.append(guide, copied, session.start(2)).append(run.out()).append(run.err());
      copied = session.end(2);
    }
    return written.append(guide.substring(copied)).toString();
  }
}
