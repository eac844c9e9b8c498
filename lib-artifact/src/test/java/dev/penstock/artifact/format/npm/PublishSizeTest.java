package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A publish of npm has at most 2 GB with all that is around the tarball")
class PublishSizeTest {
  private static final long MOST = 2_147_483_648L;

  /** So many bytes, whatever they are. */
  private static final class Bytes extends InputStream {
    private long left;

    Bytes(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'A' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  @Test
  @Covers({"A-027", "A-214"})
  @DisplayName("and is refused by its length before a byte of it is read")
  void told() {
    TestRegistry registry = new TestRegistry();
    Bytes body = new Bytes(10);
    Answer refused = registry.send("PUT", "/plain", body, "Content-Length", "" + (MOST + 1));
    assertEquals(413, refused.status());
    assertEquals(
        "the request is too long; allowed: up to 2147483648 bytes",
        refused.json().path("error").asText());
    assertEquals(10, body.left);
    assertEquals(400, registry.send("PUT", "/plain", body, "Content-Length", "" + MOST).status());
    assertTrue(body.left < 10, "not by its length");
    assertEquals(
        413,
        registry
            .send("PUT", "/plain/-rev/1", new Bytes(10), "Content-Length", "" + (MOST + 1))
            .status());
    registry.forbidden.addAll(List.of("PUBLISH", "METADATA"));
    assertEquals(
        404,
        registry.send("PUT", "/plain", new Bytes(10), "Content-Length", "" + (MOST + 1)).status());
  }

  @Test
  @Covers({"A-027", "A-214"})
  @DisplayName("and is cut off behind them if it did not tell its length")
  void untold() throws IOException {
    for (long around : List.of(0L, 9L)) {
      LimitedBody body = PublishDocument.limited(new Bytes(MOST + 1), OptionalLong.empty());
      body.readNBytes(Math.toIntExact(around));
      body.tarball(true);
      byte[] buffer = new byte[1 << 20];
      for (long read = around; read < MOST; ) {
        read += body.read(buffer, 0, (int) Math.min(buffer.length, MOST - read));
      }
      ProtocolException refused = assertThrows(ProtocolException.class, body::read);
      assertEquals(413, refused.status());
    }
  }
}
