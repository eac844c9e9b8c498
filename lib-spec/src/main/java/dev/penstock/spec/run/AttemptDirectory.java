package dev.penstock.spec.run;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names the directory of an attempt: readable, and another one for every other key. */
final class AttemptDirectory {

  private static final int READABLE = 60;
  private static final int DIGITS = 16;

  private AttemptDirectory() {}

  static Path in(Path workspace, String key) {
    String readable = key.replaceAll("[^A-Za-z0-9_-]", "-");
    String digest = Hashing.sha256().hashString(key, StandardCharsets.UTF_8).toString();
    return workspace.resolve(
        readable.substring(0, Math.min(READABLE, readable.length()))
            + "-"
            + digest.substring(0, DIGITS));
  }
}
