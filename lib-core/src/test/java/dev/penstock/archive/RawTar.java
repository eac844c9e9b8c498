package dev.penstock.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes entries as the tar format has them, whatever they mean. */
final class RawTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Starts without entries. */
  RawTar() {}

  /** An entry with data. */
  RawTar entry(String name, char type, String linked, String data) throws IOException {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    header(name, type, linked, "%011o".formatted(bytes.length), "0000644");
    out.write(bytes);
    out.write(new byte[(512 - bytes.length % 512) % 512]);
    return this;
  }

  /** A file. */
  RawTar file(String name, String data) throws IOException {
    return entry(name, '0', "", data);
  }

  /** A header that extends the next entry. */
  RawTar pax(String key, String value) throws IOException {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(StandardCharsets.UTF_8).length + 1;
    while (String.valueOf(length).length() + rest.getBytes(StandardCharsets.UTF_8).length
        != length) {
      length++;
    }
    return entry("pax", 'x', "", length + rest);
  }

  /** A header alone. */
  RawTar header(String name, char type, String linked, String size, String mode) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, mode);
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, size);
    put(block, 136, "00000000000");
    Arrays.fill(block, 148, 156, (byte) ' ');
    block[156] = (byte) type;
    put(block, 157, linked);
    put(block, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(block);
    return this;
  }

  static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  /** The whole archive. */
  byte[] end() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
