/**
 * The processes of the deployed application. Their hook scripts write down who they are, and this
 * host ends each one by process id and start time: after a crash, at the end, and on Ctrl-C.
 */
@NullMarked
package dev.penstock.samples.quickstart.instance;

import org.jspecify.annotations.NullMarked;
