/// How a notice reaches the other side: one sender for each vendor's format, one courier with a
/// queue of its own for each channel, and a deadline on whatever touches the network.
@NullMarked
package dev.seep.alerting.channel;

import org.jspecify.annotations.NullMarked;
