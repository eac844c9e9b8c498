package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.version.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Registrations of one package in one hive (W-100 to W-102). */
final class Registrations {

  /** How many versions a page has at most. */
  static final int PAGE = 64;

  /** From so many versions on, pages are documents of their own. */
  static final int SEPARATE = 128;

  private final NugetAddresses addresses;
  private final Hive hive;
  private final PackageId id;
  private final List<NugetVersions.Known> versions;

  Registrations(RepositoryAccess access, NugetAddresses addresses, Hive hive, PackageId id)
      throws IOException {
    this.addresses = addresses;
    this.hive = hive;
    this.id = id;
    this.versions =
        NugetVersions.of(access, id.coordinates()).stream().filter(hive::shows).toList();
  }

  /** The index; empty if the hive shows no version. */
  Optional<byte[]> index() throws IOException {
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode index = CatalogEntry.JSON.createObjectNode();
    index.put("@id", addresses.registration(hive, id));
    int count = (versions.size() + PAGE - 1) / PAGE;
    index.put("count", count);
    ArrayNode items = index.putArray("items");
    for (int page = 0; page < count; page++) {
      List<NugetVersions.Known> some = page(page);
      ObjectNode item = items.addObject();
      boolean isInline = versions.size() < SEPARATE;
      writePage(item, some, isInline);
    }
    return Optional.of(CatalogEntry.JSON.writeValueAsBytes(index));
  }

  private List<NugetVersions.Known> page(int page) {
    return versions.subList(page * PAGE, Math.min(versions.size(), (page + 1) * PAGE));
  }

  private void writePage(ObjectNode item, List<NugetVersions.Known> some, boolean isInline)
      throws IOException {
    String lower = some.get(0).text();
    String upper = some.get(some.size() - 1).text();
    String index = addresses.registration(hive, id);
    item.put(
        "@id",
        isInline
            ? index + "#page/" + lower + "/" + upper
            : addresses.registrationPage(hive, id, lower, upper));
    item.put("count", some.size());
    item.put("lower", lower);
    item.put("upper", upper);
    item.put("parent", index);
    if (isInline) {
      writeLeaves(item, some);
    }
  }

  private void writeLeaves(ObjectNode item, List<NugetVersions.Known> some) throws IOException {
    ArrayNode leaves = item.putArray("items");
    for (NugetVersions.Known version : some) {
      leaves.add(leaf(version));
    }
  }

  /**
   * The page with these bounds; empty if there are no versions between them, as when the page was
   * asked for by an index that is no longer true and they have all gone.
   */
  Optional<byte[]> page(Version lower, Version upper) throws IOException {
    List<NugetVersions.Known> some =
        versions.stream()
            .filter(known -> known.version().compareTo(lower) >= 0)
            .filter(known -> known.version().compareTo(upper) <= 0)
            .toList();
    if (some.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode page = CatalogEntry.JSON.createObjectNode();
    writePage(page, some, false);
    page.put("@id", addresses.registrationPage(hive, id, lower.normalized(), upper.normalized()));
    writeLeaves(page, some);
    return Optional.of(CatalogEntry.JSON.writeValueAsBytes(page));
  }

  /** One version's document; empty if the hive does not show it. */
  Optional<byte[]> version(VersionText version) throws IOException {
    Optional<NugetVersions.Known> found =
        versions.stream().filter(known -> known.text().equals(version.lower())).findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode leaf = leaf(found.get());
    leaf.put("listed", found.get().isListed());
    found.get().published().ifPresent(time -> leaf.put("published", time.toString()));
    return Optional.of(CatalogEntry.JSON.writeValueAsBytes(leaf));
  }

  private ObjectNode leaf(NugetVersions.Known version) throws IOException {
    String content = addresses.content(id, version.text());
    ObjectNode entry = version.entry(id);
    entry.put("@id", addresses.nuspec(id, version.text()));
    entry.put("packageContent", content);
    entry.put("listed", version.isListed());
    version.published().ifPresent(time -> entry.put("published", time.toString()));
    String deprecated = version.marks().get(NugetVersions.DEPRECATED);
    if (deprecated != null) {
      ObjectNode deprecation = entry.putObject("deprecation");
      deprecation.putArray("reasons").add("Other");
      deprecation.put("message", deprecated);
    }
    for (JsonNode group : entry.path("dependencyGroups")) {
      for (JsonNode dependency : group.path("dependencies")) {
        if (dependency instanceof ObjectNode needed) {
          PackageId.of(CatalogEntry.text(needed, "id"))
              .ifPresent(other -> needed.put("registration", addresses.registration(hive, other)));
        }
      }
    }
    ObjectNode leaf = CatalogEntry.JSON.createObjectNode();
    leaf.put("@id", addresses.leaf(hive, id, version.text()));
    leaf.set("catalogEntry", entry);
    leaf.put("packageContent", content);
    leaf.put("registration", addresses.registration(hive, id));
    return leaf;
  }
}
