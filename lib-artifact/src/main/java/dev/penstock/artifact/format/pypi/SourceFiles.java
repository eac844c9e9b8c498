package dev.penstock.artifact.format.pypi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release as another index lists them; kept as a document of the version once one of
 * them is, so that the others are known as well.
 */
final class SourceFiles {
  static final String DOCUMENT = "source-files.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SourceFiles() {}

  /**
   * One file.
   *
   * @param name its name
   * @param sha256 its digest
   * @param size how many bytes it has, if that is known
   * @param requiresPython the specifiers of the interpreters that it is for, or an empty text
   * @param uploadTime when it was uploaded there, or an empty text
   * @param yanked why it is yanked, perhaps an empty text; null if it is not
   */
  record SourceFile(
      String name,
      String sha256,
      OptionalLong size,
      String requiresPython,
      String uploadTime,
      @Nullable String yanked) {

    FileFacts facts() {
      return new FileFacts(uploadTime, requiresPython, "", false);
    }
  }

  static byte[] write(List<SourceFile> files) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray("files");
    for (SourceFile file : files) {
      ObjectNode one = all.addObject();
      one.put("name", file.name()).put("sha256", file.sha256());
      file.size().ifPresent(size -> one.put("size", size));
      one.put("requiresPython", file.requiresPython()).put("uploadTime", file.uploadTime());
      if (file.yanked() != null) {
        one.put("yanked", file.yanked());
      }
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<SourceFile> read(InputStream in) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (JsonNode file : JSON.readTree(in).path("files")) {
      files.add(
          new SourceFile(
              file.path("name").asText(),
              file.path("sha256").asText(),
              file.has("size") ? OptionalLong.of(file.path("size").asLong()) : OptionalLong.empty(),
              file.path("requiresPython").asText(),
              file.path("uploadTime").asText(),
              file.path("yanked").textValue()));
    }
    return files;
  }
}
