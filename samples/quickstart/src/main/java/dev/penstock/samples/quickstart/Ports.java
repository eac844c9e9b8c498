package dev.penstock.samples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The port of each instance: chosen once, kept in a file, the same after a crash. */
final class Ports {
  // Below those that systems give to outgoing connections, of which there are many here.
  private static final int FIRST = 12_000;
  private static final int LAST = 31_000;

  private final Map<String, Integer> ports;

  private Ports(Map<String, Integer> ports) {
    this.ports = ports;
  }

  /** Those of the file; if there is none, free ports, which are then kept in it. */
  static Ports of(Path file, List<String> instances) throws IOException {
    if (!Files.exists(file)) {
      List<String> lines = new ArrayList<>();
      // Two runs at the same time begin at different places.
      int candidate = FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST - 1_000));
      for (String instance : instances) {
        while (!isFree(candidate)) {
          candidate++;
        }
        lines.add(instance + " " + candidate++);
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.write(draft, lines);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      ports.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
    }
    return new Ports(ports);
  }

  int of(String instance) {
    return Objects.requireNonNull(ports.get(instance), instance);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
