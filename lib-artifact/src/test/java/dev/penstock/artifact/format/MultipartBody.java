package dev.penstock.artifact.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a body of {@code multipart/form-data} as clients do. */
public final class MultipartBody {
  public static final String TYPE = "multipart/form-data; boundary=8d1fc2b4a9";
  private static final String BOUNDARY = "--8d1fc2b4a9";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An empty form. */
  public MultipartBody() {}

  public MultipartBody field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  public MultipartBody file(String name, String fileName, byte[] content) {
    return part("form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", content);
  }

  public MultipartBody part(String disposition, byte[] content) {
    write(BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n");
    write("Content-Type: application/octet-stream\r\n\r\n");
    out.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] end() {
    write(BOUNDARY + "--\r\n");
    return out.toByteArray();
  }
}
