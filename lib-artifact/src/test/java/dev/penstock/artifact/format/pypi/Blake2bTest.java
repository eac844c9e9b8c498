package dev.penstock.artifact.format.pypi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("BLAKE2b with 32 bytes")
class Blake2bTest {

  /** Recorded from Python's hashlib for bytes {@code i * 7 % 251}. */
  @ParameterizedTest
  @DisplayName("gives Python's digests, however the bytes come in")
  @CsvSource({
    "0, 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
    "1, 03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
    "3, b316f3683ac87007461037a8ff6547de35618800044bb3a4e98b3560c92c3794",
    "127, 1bb3d24376d0b5840955e640c6a8a4830cd69af0b7ad71a409d2a30c6a374abb",
    "128, 9101ed0a248b57efc0c6070cfbf9cf316c182d125ad6191c1f7783c3d32b6346",
    "129, 60f5e954d1a1775362ffd0762ed37bbe101ed5e88896dd793f1a889786fb3132",
    "256, 45d503f4fc344944eeff959e1e2234c47884011023598cadbd934f08d4265016",
    "1000, a494537cc57474059ebe7a7f7a76c03306551355abebb1967408ed04e7564fa9",
    "65537, 465c55ada8c760381ae25ff0cfa4834555a5fb658aca7417a8e350b0ebdb4b5a"
  })
  void recorded(int size, String digest) {
    byte[] bytes = new byte[size + 3];
    for (int i = 0; i < size; i++) {
      bytes[i + 3] = (byte) (i * 7 % 251);
    }
    Blake2b whole = new Blake2b();
    whole.update(bytes, 3, size);
    assertEquals(digest, whole.hex());
    Blake2b pieces = new Blake2b();
    int at = 3;
    for (int step = 1; at < bytes.length; step = step * 2 + 1) {
      int count = Math.min(step, bytes.length - at);
      pieces.update(bytes, at, count);
      at += count;
    }
    assertEquals(digest, pieces.hex());
  }
}
