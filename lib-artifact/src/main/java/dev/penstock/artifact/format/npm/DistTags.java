package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.version.VersionScheme;
import dev.penstock.artifact.version.VersionSyntaxException;
import java.io.IOException;

/** The tags of a package, read and set one by one (W-058). */
record DistTags(Repository repository, NpmName name) {
  private static final int LONGEST_TAG = 255;
  private static final int LONGEST_BODY = 2_048;

  ProtocolResponse set(String tag, ProtocolRequest request) throws IOException {
    requireTag(tag);
    JsonNode version = NpmJson.read(request.body(), LONGEST_BODY);
    if (!version.isTextual()) {
      throw new ProtocolException(400, "the body is no version; allowed: a JSON text, \"1.0.0\"");
    }
    NpmPackage found = NpmPackage.require(repository, name);
    if (found.version(version.textValue()).isEmpty()) {
      throw NpmPackage.missing(name + "@" + version.textValue());
    }
    repository.tag(name.coordinates(), tag, version.textValue());
    return NpmJson.done(201);
  }

  ProtocolResponse remove(String tag) throws IOException {
    if (tag.equals(NpmView.LATEST)) {
      throw new ProtocolException(
          400, "dist-tag \"latest\" cannot be removed; let it name another version instead");
    }
    NpmPackage.require(repository, name);
    if (!repository.untag(name.coordinates(), tag)) {
      throw NpmPackage.missing("dist-tag \"" + tag + "\" of " + name);
    }
    return NpmJson.done(200);
  }

  /** Refuses what could be taken for a version or a range. */
  static void requireTag(String tag) {
    if (tag.isEmpty() || tag.length() > LONGEST_TAG || tag.indexOf('/') >= 0 || isRange(tag)) {
      throw new ProtocolException(
          400,
          "dist-tag \""
              + (tag.length() > 100 ? tag.substring(0, 100) + "…" : tag)
              + "\"; allowed: 1 to "
              + LONGEST_TAG
              + " characters without a slash that are no version range");
    }
  }

  private static boolean isRange(String tag) {
    try {
      VersionScheme.NPM.range(tag);
      return true;
    } catch (VersionSyntaxException notOne) {
      return false;
    }
  }
}
