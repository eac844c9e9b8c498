package dev.penstock.notification;

/** The words for states in events, whose spelling differs from that of statuses (P-1405). */
enum EventState {
  STARTED,
  SUCCEEDED,
  FAILED,
  RESUMED,
  STOPPING,
  STOPPED,
  CANCELED,
  SUPERSEDED,
  ABANDONED
}
