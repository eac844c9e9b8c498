package dev.penstock.samples.localhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one process for good: process ids are given out again, a process id with its start time is
 * not. Its text form is {@code <pid> <start in milliseconds since 1970>}, which a shell script can
 * write as well. Immutable.
 *
 * @param pid the process id
 * @param started when the process started; compared with a tolerance of two seconds, because the
 *     operating system derives it from a boot time that it keeps adjusting
 */
public record ProcessIdentity(long pid, Instant started) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18})\\s*");
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /**
   * The identity of a running process.
   *
   * @param process the process
   * @return its identity, or empty if it has ended or the system does not tell its start
   */
  public static Optional<ProcessIdentity> of(ProcessHandle process) {
    return process.info().startInstant().map(start -> new ProcessIdentity(process.pid(), start));
  }

  /**
   * Reads an identity that {@link #write} or a script has written.
   *
   * @param file the file
   * @return the identity; empty if there is no such file or it holds something else
   * @throws IOException if the file cannot be read
   */
  public static Optional<ProcessIdentity> read(Path file) throws IOException {
    String text;
    try {
      text = Files.size(file) > 100 ? "" : Files.readString(file);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ProcessIdentity(
                Long.parseLong(form.group(1)), Instant.ofEpochMilli(Long.parseLong(form.group(2)))))
        : Optional.empty();
  }

  /**
   * Writes this identity at once or not at all.
   *
   * @param file where; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, this + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * The process, if it is still the same and alive.
   *
   * @return a handle, or empty
   */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(
                        start -> Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0)
                    .isPresent());
  }

  @Override
  public String toString() {
    return pid + " " + started.toEpochMilli();
  }
}
