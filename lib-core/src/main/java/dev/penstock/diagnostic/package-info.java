/**
 * Faults in what people write: where, what was found, what is allowed, a hint, and the rule.
 *
 * <p>Builders, policies and the readers of spec files all report with {@link
 * dev.penstock.diagnostic.Diagnostic}. Where a fault can be mended safely, the diagnostic holds a
 * {@link dev.penstock.diagnostic.Fix}. All types are immutable.
 */
@NullMarked
package dev.penstock.diagnostic;

import org.jspecify.annotations.NullMarked;
