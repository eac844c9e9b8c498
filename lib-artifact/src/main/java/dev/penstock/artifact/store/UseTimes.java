package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells when content is used, and notes it on files for the next process.
 *
 * @param directory where the files are
 * @param clock the host's; null to go by the file system's time
 */
record UseTimes(DurableDirectory directory, @Nullable InstantSource clock) {

  FileTime now() throws IOException {
    return clock == null ? directory.now() : FileTime.from(clock.instant());
  }

  /** The time of a part that was written just now. */
  FileTime stamp(DurableDirectory.Part part) throws IOException {
    if (clock == null) {
      return part.time();
    }
    FileTime now = FileTime.from(clock.instant());
    part.touch(now);
    return now;
  }

  /** The time of a file that was written just now. */
  FileTime stamp(Path file) throws IOException {
    if (clock == null) {
      return directory.time(file);
    }
    FileTime now = FileTime.from(clock.instant());
    directory.touch(file, now);
    return now;
  }

  /**
   * When a file was used last that a crash may have left with the file system's time: not later
   * than now.
   */
  FileTime found(Path file) throws IOException {
    FileTime time = directory.time(file);
    if (clock == null) {
      return time;
    }
    FileTime now = FileTime.from(clock.instant());
    return time.compareTo(now) > 0 ? now : time;
  }
}
