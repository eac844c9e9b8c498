package dev.penstock.samples.localhost;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The container that a {@link ContainerShell} runs programs in.
 *
 * <p>Immutable.
 *
 * @param engine the command line of the container engine: {@code docker}, {@code podman}, or a path
 * @param image what the container is made of; it has a POSIX {@code sh}
 * @param name the container's name; whatever has it before is removed, which is how the container
 *     of a host that crashed goes away
 * @param mounts directories of this machine that the container sees under the same path; programs
 *     run in and below them only
 * @param options further options of the engine's {@code run}, such as {@code --network=none} or
 *     {@code --user=1000:1000}
 * @param grace how long a program may take to end when asked, in whole seconds, before it is killed
 */
public record ContainerSpec(
    String engine,
    String image,
    String name,
    List<Path> mounts,
    List<String> options,
    Duration grace) {

  /**
   * Copies the lists; mounts become absolute.
   *
   * @throws IllegalArgumentException if the name is none that engines take, or a mount holds a
   *     colon, which parts its options from it
   */
  public ContainerSpec {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(image, "image");
    if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "name: \""
              + name
              + "\"; allowed: letters, digits and _.-, beginning with one of the first");
    }
    mounts = mounts.stream().map(mount -> mount.toAbsolutePath().normalize()).toList();
    for (Path mount : mounts) {
      if (mount.toString().indexOf(':') >= 0) {
        throw new IllegalArgumentException("mounts: \"" + mount + "\" holds a colon");
      }
    }
    options = List.copyOf(options);
    Objects.requireNonNull(grace, "grace");
  }

  /**
   * A container with one directory, without further options, whose programs end within 10 seconds.
   *
   * @param engine the command line of the container engine
   * @param image what the container is made of
   * @param name the container's name
   * @param mount the directory that it sees
   */
  public ContainerSpec(String engine, String image, String name, Path mount) {
    this(engine, image, name, List.of(mount), List.of(), Duration.ofSeconds(10));
  }

  boolean sees(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    return mounts.stream().anyMatch(path::startsWith);
  }
}
