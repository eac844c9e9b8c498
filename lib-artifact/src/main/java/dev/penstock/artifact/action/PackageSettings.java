package dev.penstock.artifact.action;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.BuildId;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Publisher;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What both actions read from their configuration, and what both tell. */
final class PackageSettings {
  private static final List<String> REQUIRED = List.of("Namespace", "Package", "Version");
  private static final String USUAL_ASSET = "bundle.zip";
  private static final String SOURCE_REVISION = "SourceRevision";

  private PackageSettings() {}

  /** The asset that the configuration names; all that is missing is reported at once. */
  static PublishRequest request(ActionContext context) {
    Map<String, String> values = context.configuration();
    List<String> missing = REQUIRED.stream().filter(key -> !values.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          where(context)
              + ".configuration: "
              + String.join(", ", missing)
              + " missing; required: "
              + String.join(", ", REQUIRED)
              + "; optional: Asset, and Digest to fetch or "
              + SOURCE_REVISION
              + " to publish");
    }
    return PublishRequest.generic(
        context.configuration("Namespace"),
        context.configuration("Package"),
        context.configuration("Version"),
        values.getOrDefault("Asset", USUAL_ASSET));
  }

  /** The action as the publisher: its pipeline, execution and attempt. */
  static Publisher publisher(ActionContext context) {
    return Publisher.of("pipeline " + context.pipeline())
        .withBuild(
            build(context), context.stage() + "/" + context.action() + "/" + context.attempt())
        .withSourceRevision(context.configuration().getOrDefault(SOURCE_REVISION, ""));
  }

  static BuildId build(ActionContext context) {
    return new BuildId(context.pipeline(), context.execution());
  }

  /** The one artifact that the action has. */
  static String one(ActionContext context, String what, Collection<String> names) {
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          where(context) + "." + what + ": " + names.size() + " artifacts; allowed: exactly 1");
    }
    return names.iterator().next();
  }

  static ActionResult result(VersionDescription version, Asset asset) {
    return ActionResult.succeeded()
        .withVariable("PackageVersion", version.coordinates().version())
        .withVariable("PackageRevision", version.revision())
        .withVariable("AssetName", asset.name())
        .withVariable("AssetDigest", asset.digest().hex());
  }

  private static String where(ActionContext context) {
    return context.pipeline() + ": " + context.stage() + "/" + context.action();
  }
}
