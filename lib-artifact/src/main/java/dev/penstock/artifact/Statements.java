package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is stated about the assets of one version: SBOMs, attestations and the like. They are kept
 * with the version, go along when it is copied, and go when it is deleted; its revision stays.
 *
 * <pre>{@code
 * Statements statements = repository.statements(version);
 * statements.attach("application/vnd.in-toto+json", asset.digest(), bytes);
 * statements.verify(verifier).forEach((statement, result) -> ...);
 * }</pre>
 *
 * <p>Bytes are opaque: nothing is read out of them. Safe for several threads.
 */
public final class Statements {
  private final VersionCoordinates version;
  private final ContentStore content;
  private final VersionRecords records;
  private final VersionEdits edits;
  private final InstantSource clock;

  Statements(
      VersionCoordinates version,
      ContentStore content,
      VersionRecords records,
      VersionEdits edits,
      InstantSource clock) {
    this.version = version;
    this.content = content;
    this.records = records;
    this.edits = edits;
    this.clock = clock;
  }

  /**
   * Lists them.
   *
   * @return in the order in which they were attached
   * @throws ArtifactException if the version is not here
   * @throws IOException if the catalogue cannot be read
   */
  public List<Statement> list() throws IOException {
    return records.require(version).trail().statements();
  }

  /**
   * Attaches a statement. The same again is a success and changes nothing.
   *
   * @param mediaType what the bytes are, such as {@code application/vnd.cyclonedx+json}
   * @param subject the digest of an asset of the version
   * @param bytes the statement, up to {@link Statement#MOST_BYTES}
   * @return all statements of the version now
   * @throws ArtifactException if the version is not here, is disposed, has no such asset, or has
   *     too many statements
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the bytes or the record cannot be stored
   */
  public List<Statement> attach(String mediaType, Digest subject, byte[] bytes) throws IOException {
    Statement.requireMediaType(mediaType);
    Faults faults = new Faults();
    faults.count("bytes", bytes.length, Statement.MOST_BYTES);
    faults.throwIfAny("statement");
    requireSubject(records.require(version), subject);
    StoredContent stored = content.put(new ByteArrayInputStream(bytes));
    edits.edit(
        version,
        before -> {
          requireSubject(before, subject);
          Statement statement =
              new Statement(
                  mediaType,
                  subject,
                  before.revision(),
                  stored.digest(),
                  stored.size(),
                  clock.instant());
          return before.withTrail(before.trail().with(version, statement));
        });
    return list();
  }

  private void requireSubject(VersionRecord record, Digest subject) {
    if (record.assets().values().stream().noneMatch(asset -> asset.digest().equals(subject))) {
      throw ArtifactException.notFound(
          Resource.ASSET,
          version.toString(),
          "no asset has the digest " + subject + "; it has " + record.assets().keySet());
    }
  }

  /**
   * Reads one.
   *
   * @param statement one of the list
   * @return its bytes, which have its digest
   * @throws IOException if they cannot be read, or were altered
   */
  public byte[] read(Statement statement) throws IOException {
    try (InputStream in = content.open(statement.digest())) {
      return in.readAllBytes();
    }
  }

  /**
   * Asks a verifier about each.
   *
   * @param verifier knows whom to believe
   * @return what it said, in the order of the list
   * @throws ArtifactException if the version is not here
   * @throws IOException if a statement cannot be read, or the verifier throws it
   */
  public Map<Statement, StatementVerifier.Result> verify(StatementVerifier verifier)
      throws IOException {
    Map<Statement, StatementVerifier.Result> results = new LinkedHashMap<>();
    for (Statement statement : list()) {
      results.put(statement, verifier.verify(version, statement, read(statement)));
    }
    return results;
  }
}
