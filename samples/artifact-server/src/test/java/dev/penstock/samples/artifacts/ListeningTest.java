package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server that cannot listen")
@Timeout(60)
class ListeningTest {
  @TempDir private Path directory;

  @Test
  void whatItCannotListenAtIsTold() throws Exception {
    try (Served served = Served.from(directory.resolve("one"))) {
      int port = served.port();
      String taken = fault("two", "--port", "" + port);
      assertTrue(taken.contains("127.0.0.1:" + port + ": Address already in use"), taken);
      assertTrue(taken.contains("--port"), taken);
      String unknown = fault("two", "--port", "0", "--host", "no such host");
      assertTrue(unknown.startsWith("host \"no such host\" has no address; allowed for --host"));
      String used = fault("one", "--port", "0");
      assertTrue(used.contains("is in use by this or another process"), used);
    }
    try (ArtifactServer server =
        ArtifactServer.start(
            Options.parse(directory.resolve("two").toString(), "--port", "0").settings(),
            unheard())) {
      assertTrue(server.port() > 0, "nothing was left open");
    }
  }

  private static PrintStream unheard() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private String fault(String data, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(more));
    line.add(directory.resolve(data).toString());
    ServerSettings settings = Options.parse(line.toArray(String[]::new)).settings();
    IOException fault =
        assertThrows(IOException.class, () -> ArtifactServer.start(settings, unheard()));
    return String.valueOf(fault.getMessage());
  }
}
