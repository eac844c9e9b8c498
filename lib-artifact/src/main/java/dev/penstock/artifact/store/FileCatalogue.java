package dev.penstock.artifact.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents in a directory: one small file for each, below {@code documents/}, that a person
 * can read. Its first line is the key as a JSON array, the rest is the document.
 *
 * <p>A commit writes its documents one after the other: a crash in between leaves some of them new.
 *
 * <p>Only the keys are held in memory; they are read when the directory is opened.
 */
public final class FileCatalogue implements Catalogue, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DurableDirectory directory;
  private final Path documents;
  private final ConcurrentSkipListSet<CatalogueKey> keys = new ConcurrentSkipListSet<>();

  private FileCatalogue(DurableDirectory directory) {
    this.directory = directory;
    this.documents = directory.root().resolve("documents");
  }

  /**
   * Opens a directory, and removes what a crash left half-written.
   *
   * @param directory made if it is not there; one process at a time
   * @return the catalogue; to be closed by the caller
   * @throws DirectoryInUseException if a catalogue has it open already
   * @throws IOException if it cannot be opened, or holds a file that is no document
   */
  public static FileCatalogue open(Path directory) throws IOException {
    return open(directory, Disk.REAL);
  }

  static FileCatalogue open(Path directory, Disk disk) throws IOException {
    FileCatalogue opened = new FileCatalogue(DurableDirectory.open(directory, disk));
    try {
      opened.readKeys();
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  private void readKeys() throws IOException {
    Files.createDirectories(documents);
    List<Path> files;
    try (Stream<Path> found = Files.walk(documents)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        CatalogueKey key = key(file, reader.readLine());
        if (!KeyFile.of(documents, key).equals(file)) {
          throw new IOException(
              file
                  + " holds the document "
                  + key
                  + ", whose place is "
                  + KeyFile.of(documents, key));
        }
        keys.add(key);
      }
    }
  }

  private static CatalogueKey key(Path file, @Nullable String line) throws IOException {
    try {
      return new CatalogueKey(
          JSON.readValue(line == null ? "" : line, new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException(
          file + " is no document; allowed: a first line with its key as a JSON array", e);
    }
  }

  @Override
  public synchronized Optional<String> read(CatalogueKey key) throws IOException {
    Path file = KeyFile.of(documents, key);
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int line = text.indexOf('\n');
    CatalogueKey found = key(file, line < 0 ? text : text.substring(0, line));
    if (!found.equals(key)) {
      throw new IOException(file + " holds the document " + found + " instead of " + key);
    }
    return Optional.of(text.substring(line + 1));
  }

  @Override
  public synchronized boolean commit(List<Change> changes) throws IOException {
    List<Change> all = Catalogue.requireAllowed(changes);
    for (Change change : all) {
      if (!Objects.equals(read(change.key()).orElse(null), change.expected())) {
        return false;
      }
    }
    for (Change change : all) {
      Path file = KeyFile.of(documents, change.key());
      if (change.next() != null) {
        write(change.key(), file, change.next());
      } else if (change.expected() != null) {
        remove(change.key(), file);
      }
    }
    return true;
  }

  private void write(CatalogueKey key, Path file, String document) throws IOException {
    String text = JSON.writeValueAsString(key.segments()) + "\n" + document;
    try (DurableDirectory.Part part = directory.newPart()) {
      part.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      part.publish(file);
    } finally {
      if (Files.exists(file)) { // also when the last step failed: the index follows the disk
        keys.add(key);
      }
    }
  }

  private void remove(CatalogueKey key, Path file) throws IOException {
    try {
      directory.remove(file);
    } finally {
      if (!Files.exists(file)) {
        keys.remove(key);
      }
    }
  }

  @Override
  public synchronized List<CatalogueKey> keys(
      CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    return KeyRange.of(keys, prefix, after, limit);
  }

  /** Lets another process open the directory. */
  @Override
  public void close() throws IOException {
    directory.close();
  }
}
