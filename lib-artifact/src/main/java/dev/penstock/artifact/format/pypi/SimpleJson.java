package dev.penstock.artifact.format.pypi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Pages of the simple API in JSON (W-081, W-082, W-084). */
final class SimpleJson {
  /** What the pages hold needs no newer one (W-080). */
  static final String API_VERSION = "1.1";

  private static final JsonFactory JSON = new JsonFactory();

  private SimpleJson() {}

  static byte[] index(List<String> projects) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = begin(bytes)) {
      out.writeArrayFieldStart("projects");
      for (String project : projects) {
        out.writeStartObject();
        out.writeStringField("name", project);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  static byte[] project(ProjectName name, List<String> versions, List<ProjectFile> files)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = begin(bytes)) {
      out.writeStringField("name", name.text());
      out.writeArrayFieldStart("versions");
      for (String version : versions) {
        out.writeString(version);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("files");
      for (ProjectFile file : files) {
        write(file, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static JsonGenerator begin(ByteArrayOutputStream bytes) throws IOException {
    JsonGenerator out = JSON.createGenerator(bytes);
    out.writeStartObject();
    out.writeObjectFieldStart("meta");
    out.writeStringField("api-version", API_VERSION);
    out.writeEndObject();
    return out;
  }

  private static void write(ProjectFile file, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("filename", file.name());
    out.writeStringField("url", file.url());
    out.writeObjectFieldStart("hashes");
    out.writeStringField("sha256", file.sha256());
    out.writeEndObject();
    if (!file.facts().requiresPython().isEmpty()) {
      out.writeStringField("requires-python", file.facts().requiresPython());
    }
    out.writeFieldName("core-metadata");
    if (file.metadataSha256().isEmpty()) {
      out.writeBoolean(false);
    } else {
      out.writeStartObject();
      out.writeStringField("sha256", file.metadataSha256());
      out.writeEndObject();
    }
    out.writeBooleanField("gpg-sig", file.facts().isSigned());
    out.writeFieldName("yanked");
    String yanked = file.yanked();
    if (yanked == null || yanked.isEmpty()) {
      out.writeBoolean(yanked != null);
    } else {
      out.writeString(yanked);
    }
    if (file.size().isPresent()) {
      out.writeNumberField("size", file.size().getAsLong());
    }
    if (!file.facts().uploadTime().isEmpty()) {
      out.writeStringField("upload-time", file.facts().uploadTime());
    }
    out.writeEndObject();
  }
}
