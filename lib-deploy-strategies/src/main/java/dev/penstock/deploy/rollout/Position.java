package dev.penstock.deploy.rollout;

/**
 * Where in the life of a rollout something was asked for, so that late answers are told from
 * present ones.
 *
 * @param run the number of the run
 * @param script the number of its script: there, back, last hooks, each anew
 * @param index of the operation in the script
 * @param attempt of the operation, from 1
 */
record Position(int run, int script, int index, int attempt) {

  /** Part of the shape of keys, so never to be changed. */
  String text() {
    return run + "." + script + "." + index + "." + attempt;
  }
}
