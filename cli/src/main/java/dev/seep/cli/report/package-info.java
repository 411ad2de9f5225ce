/// What outlives a hunt: a report for the browser, and folded stacks for other tools.
@NullMarked
package dev.seep.cli.report;

import org.jspecify.annotations.NullMarked;
