package dev.penstock.artifact;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events by the service's keys. */
final class VersionEventShape {
  private static final int REGION = 3;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private VersionEventShape() {}

  static Map<String, Object> of(VersionEvent event) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", "0");
    map.put(
        "id",
        UUID.nameUUIDFromBytes(event.deduplicationId().getBytes(StandardCharsets.UTF_8))
            .toString());
    map.put("detail-type", "CodeArtifact Package Version State Change");
    map.put("source", "aws.codeartifact");
    map.put("account", event.domainOwner());
    map.put("time", SECONDS.format(event.time()));
    map.put("region", event.resource().split(":", -1)[REGION]);
    map.put("resources", List.of(event.resource()));
    map.put("detail", detail(event));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, @Nullable Object> detail(VersionEvent event) {
    PackageCoordinates of = event.version().of();
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("domainName", event.domain());
    detail.put("domainOwner", event.domainOwner());
    detail.put("repositoryName", event.repository());
    detail.put("repositoryAdministrator", event.administrator());
    detail.put("packageFormat", of.format().id());
    detail.put("packageNamespace", of.namespace().isEmpty() ? null : of.namespace());
    detail.put("packageName", of.name());
    detail.put("packageVersion", event.version().version());
    detail.put("packageVersionState", event.status().toString());
    detail.put("packageVersionRevision", event.revision());
    detail.put("changes", changes(event.changes()));
    detail.put(
        "operationType",
        switch (event.operation()) {
          case CREATED -> "Created";
          case UPDATED -> "Updated";
          case DELETED -> "Deleted";
        });
    detail.put("sequenceNumber", event.sequence());
    detail.put("eventDeduplicationId", event.deduplicationId());
    return Collections.unmodifiableMap(detail);
  }

  private static Map<String, Object> changes(VersionEvent.Changes changes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("assetsAdded", changes.assetsAdded());
    map.put("assetsRemoved", changes.assetsRemoved());
    map.put("assetsUpdated", changes.assetsUpdated());
    map.put("metadataUpdated", changes.isMetadataUpdated());
    map.put("statusChanged", changes.isStatusChanged());
    return Collections.unmodifiableMap(map);
  }
}
