package dev.penstock.samples.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The program")
class ProgramTest {
  private static final String FILE = "/generic/main/acme/app/1.0/app.bin";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  private static HttpRequest.Builder request(Program program) {
    return HttpRequest.newBuilder(URI.create(program.url() + FILE))
        .header("Authorization", Served.basic(Served.WRITER));
  }

  @Test
  @Timeout(60)
  void itStopsWhenItIsToldToAndKeepsWhatItAnsweredFor() throws Exception {
    try (Program program = Program.start(directory.resolve("packages"), 64)) {
      HttpRequest put = request(program).PUT(BodyPublishers.ofString("bytes")).build();
      assertEquals(201, client.send(put, BodyHandlers.discarding()).statusCode());
      String said = program.stop();
      assertTrue(said.endsWith("stopped"), said);
    }
    try (Program program = Program.start(directory.resolve("packages"), 64)) {
      HttpRequest get = request(program).build();
      assertEquals("bytes", client.send(get, BodyHandlers.ofString()).body());
    }
  }

  @Test
  @Tag("thorough")
  @Timeout(300)
  void aGigabyteGoesThroughASmallHeap() throws Exception {
    long size = 1L << 30;
    try (Program program = Program.start(directory.resolve("packages"), 128)) {
      HttpRequest put =
          request(program).PUT(BodyPublishers.ofInputStream(() -> new Noise(size))).build();
      HttpResponse<String> stored = client.send(put, BodyHandlers.ofString());
      assertEquals(201, stored.statusCode(), stored.body());
      HttpResponse<InputStream> got =
          client.send(request(program).build(), BodyHandlers.ofInputStream());
      assertEquals(Long.toString(size), got.headers().firstValue("Content-Length").orElse(""));
      try (InputStream body = got.body();
          InputStream noise = new Noise(size)) {
        assertEquals(sha256(noise), sha256(body));
      }
    }
  }

  private static String sha256(InputStream in) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Bytes that repeat only after a while, the same each time. */
  private static final class Noise extends InputStream {
    private final byte[] block = new byte[1 << 20];
    private final long size;
    private long given;

    Noise(long size) {
      this.size = size;
      new SplittableRandom(5).nextBytes(block);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (given == size) {
        return -1;
      }
      int start = (int) (given % block.length);
      int count = (int) Math.min(Math.min(length, block.length - start), size - given);
      System.arraycopy(block, start, buffer, offset, count);
      given += count;
      return count;
    }
  }
}
