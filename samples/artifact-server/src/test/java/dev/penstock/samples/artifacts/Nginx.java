package dev.penstock.samples.artifacts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;

/** A server of files to be compared with: nginx with two workers, {@code sendfile} and a log. */
final class Nginx implements AutoCloseable {
  private static final String PROGRAM = "/usr/sbin/nginx";

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips or fails unless it is on this machine. */
  static void require() {
    Client.require(Path.of(PROGRAM));
  }

  /**
   * Serves files.
   *
   * @param files what its root is
   * @param home an empty directory for its settings and its log
   */
  static Nginx start(Path files, Path home) throws IOException, InterruptedException {
    int port = freePort();
    Path settings = Files.createDirectories(home).resolve("nginx.conf");
    Files.writeString(
        settings,
        """
        %s
        daemon off;
        worker_processes 2;
        pid %2$s/pid;
        error_log %2$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log %2$s/access.log;
          client_body_temp_path %2$s/body;
          proxy_temp_path %2$s/proxy;
          fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi;
          scgi_temp_path %2$s/scgi;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 1000000000;
          server { listen 127.0.0.1:%3$d; root %4$s; }
        }
        """
            .formatted(workersMayRead(), home, port, files));
    Process process =
        new ProcessBuilder(List.of(PROGRAM, "-c", settings.toString(), "-p", home.toString()))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    while (!nginx.answers()) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionFailedError(Files.readString(home.resolve("output")));
      }
    }
    return nginx;
  }

  /** Root's workers are somebody else unless told, who may not read a test's directory. */
  private static String workersMayRead() {
    return "root".equals(System.getProperty("user.name")) ? "user root;" : "";
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
