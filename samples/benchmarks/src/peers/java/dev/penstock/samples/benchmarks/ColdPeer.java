package dev.penstock.samples.benchmarks;

import java.util.concurrent.Executors;

/** A program that sets a peer up, runs 10 stages of 10 actions on two threads, and ends. */
public final class ColdPeer {

  private ColdPeer() {}

  /**
   * Runs the pipeline once.
   *
   * @param arguments the name of a {@link Peer}
   * @throws Exception if it fails
   */
  public static void main(String[] arguments) throws Exception {
    Peer.valueOf(arguments[0]).open(Executors.newFixedThreadPool(2), ColdRun.STAGES).run();
    // What a peer takes to shut down is not counted.
    Runtime.getRuntime().halt(0);
  }
}
