package dev.penstock.samples.artifacts;

/** The JDK's server takes these from system properties, once in a process. */
final class SocketSettings {

  private SocketSettings() {}

  static void apply(ServerSettings settings) {
    String seconds = Long.toString(Math.max(1, settings.time().toSeconds()));
    // Without it, answers wait for the client's acknowledgement of their headers.
    unlessSet("sun.net.httpserver.nodelay", "true");
    unlessSet("sun.net.httpserver.maxReqTime", seconds);
    unlessSet("sun.net.httpserver.maxRspTime", seconds);
    unlessSet("sun.net.httpserver.idleInterval", "30");
    unlessSet("sun.net.httpserver.maxIdleConnections", Integer.toString(settings.requests()));
    unlessSet("jdk.httpserver.maxConnections", Integer.toString(64 + 2 * settings.requests()));
  }

  private static void unlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
