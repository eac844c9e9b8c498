package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** The books of a rollout by plan, kept by its clock. What happens at one moment is one event. */
final class PlanLedger {

  private final VirtualTime time;
  private final Instant start;
  private final Ledger ledger;
  private final RequestHistory requests;
  private final double requestsPerMilli;
  private final int total;
  private int starting;
  private int ending;
  private int share;
  private int toldShare;
  private int serving;
  private int failed;
  private boolean wasFull;
  private boolean isGoingBack;

  PlanLedger(
      VirtualTime time, Ledger ledger, RequestHistory requests, double perSecond, int total) {
    this.time = time;
    this.start = time.now();
    this.ledger = ledger;
    this.requests = requests;
    this.requestsPerMilli = perSecond / 1_000;
    this.total = total;
    this.serving = total;
  }

  long millis(Instant moment) {
    return Duration.between(start, moment).toMillis();
  }

  Ledger ledger() {
    return ledger;
  }

  /** Lets time pass to the clock's. */
  void catchUp() {
    long now = Math.max(ledger.now(), millis(time.now()));
    if (now > ledger.now()) {
      tell();
    }
    long passed = now - ledger.now();
    double part = serving == 0 ? 0 : (double) share / serving;
    requests.add(now, passed * requestsPerMilli * part);
    ledger.passTo(now);
  }

  /** Tells what has happened at this moment. */
  void tell() {
    if (ending > 0) {
      ledger.record(Kind.INCREMENT_ENDED, ending);
    }
    if (starting > 0) {
      ledger.record(Kind.INCREMENT_STARTED, starting);
    }
    toldShare = share;
    starting = 0;
    ending = 0;
  }

  boolean isGoingBack() {
    return isGoingBack;
  }

  /** What follows leads back to the old revision; so somebody has noticed, if nobody had before. */
  void goBack() {
    if (!isGoingBack) {
      isGoingBack = true;
      catchUp();
      tell();
      ledger.raise();
      ledger.record(Kind.ROLLBACK_STARTED, 0);
    }
  }

  void shares(int basisPoints, int servingPoints) {
    catchUp();
    int onNew = (int) ((long) basisPoints * servingPoints / Weight.WHOLE);
    if (onNew != share || servingPoints != serving) {
      change(onNew - share, servingPoints - serving, 0);
      ending = Math.abs(share - toldShare);
    }
    noticeFull(basisPoints == Weight.WHOLE);
  }

  void leaves(boolean wasNew, boolean wasServing) {
    catchUp();
    starting++;
    change(wasNew ? -1 : 0, wasServing ? -1 : 0, 0);
  }

  void lands(boolean toNew, boolean fails, boolean wasDown) {
    catchUp();
    ending++;
    change(toNew && !fails ? 1 : 0, fails ? 0 : 1, (fails ? 1 : 0) - (wasDown ? 1 : 0));
    noticeFull(share > 0 && share + failed == total);
  }

  private void change(int newDelta, int servingDelta, int failedDelta) {
    share += newDelta;
    serving += servingDelta;
    failed += failedDelta;
    ledger.change(newDelta, servingDelta, failedDelta);
  }

  private void noticeFull(boolean isFull) {
    if (isFull && !wasFull) {
      wasFull = true;
      ledger.full();
    }
  }
}
