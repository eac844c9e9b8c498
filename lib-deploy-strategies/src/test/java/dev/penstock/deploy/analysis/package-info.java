@NullMarked
package dev.penstock.deploy.analysis;

import org.jspecify.annotations.NullMarked;
